// A unique_fd that nobody keeps closes its file before the operation is submitted.
// error: deleted
#include <ringlet/op/fsync.hpp>

#include <utility>

using namespace ringlet;

auto sync(unique_fd& file) {
#ifdef MISUSE
  return op::fsync{.file = std::move(file)};
#else
  return op::fsync{.file = file};
#endif
}
