// The kernel would write to memory that is const.
// error: bytes_out
#include <ringlet/op/recv.hpp>

#include <array>

using namespace ringlet;

auto receive(int socket) {
#ifdef MISUSE
  static const std::array<char, 16> buffer{};
#else
  static std::array<char, 16> buffer{};
#endif
  return op::recv{.socket = socket, .buffer = buffer};
}
