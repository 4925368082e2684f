// A number becomes flags only where somebody says so.
// error: msg_flags
#include <ringlet/op/recv.hpp>

#include <span>

using namespace ringlet;

auto receive(int socket, std::span<char> buffer) {
#ifdef MISUSE
  return op::recv{.socket = socket, .buffer = buffer, .flags = 2};
#else
  return op::recv{.socket = socket, .buffer = buffer, .flags = from_raw<msg_flags>(2)};
#endif
}
