// A result may be an error: checked() throws that.
// error: cannot convert 'std::expected|no viable conversion
#include <ringlet/task.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/op/read.hpp>

#include <array>
#include <cstddef>

using namespace ringlet;

task<std::size_t> use() {
  std::array<char, 4> room{};
  const op::read read{.file = 0, .buffer = room};
#ifdef MISUSE
  std::size_t size = co_await read;
#else
  std::size_t size = co_await checked(read);
#endif
  co_return size;
}
