// A string_view need not end in a zero byte, which the kernel looks for.
// error: path_ref
#include <ringlet/op/unlinkat.hpp>

#include <string>
#include <string_view>

using namespace ringlet;

#ifdef MISUSE
auto remove(std::string_view path) { return op::unlinkat{.path = path}; }
#else
auto remove(const std::string& path) { return op::unlinkat{.path = path}; }
#endif
