// A lambda that awaits has its type written behind it.
// error: cannot be used in a function with a deduced return type
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

#ifdef MISUSE
inline const auto use = [] { (void)co_await op::nop{}; };
#else
inline const auto use = []() -> task<> { (void)co_await op::nop{}; };
#endif
