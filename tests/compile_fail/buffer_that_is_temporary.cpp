// The kernel would write to a string that is destroyed before anybody reads it.
// error: bytes_out
#include <ringlet/op/recv.hpp>

#include <string>

using namespace ringlet;

auto receive(int socket, std::string& text) {
#ifdef MISUSE
  return op::recv{.socket = socket, .buffer = std::string(text.size(), ' ')};
#else
  return op::recv{.socket = socket, .buffer = std::span(text)};
#endif
}
