// The unique_fd would close the same number again, which may be somebody else's by then.
// error: deleted
#include <ringlet/op/close.hpp>

#include <utility>

using namespace ringlet;

auto close(unique_fd& file) {
#ifdef MISUSE
  return op::close{.file = file};
#else
  return op::close{.file = std::move(file)};
#endif
}
