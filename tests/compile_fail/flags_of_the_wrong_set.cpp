// An operation takes its own set of flags only.
// error: open_flags
#include <ringlet/op/recv.hpp>
#include <ringlet/op/openat.hpp>

#include <span>

using namespace ringlet;

auto receive(int socket, std::span<char> buffer) {
#ifdef MISUSE
  return op::recv{.socket = socket, .buffer = buffer, .flags = open_flags::creat};
#else
  return op::recv{.socket = socket, .buffer = buffer, .flags = msg_flags::peek};
#endif
}
