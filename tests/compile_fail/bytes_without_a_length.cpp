// A pointer to characters does not say how many there are.
// error: bytes_in
#include <ringlet/op/send.hpp>

#include <string_view>

using namespace ringlet;

auto send(int socket, const char* text) {
#ifdef MISUSE
  return op::send{.socket = socket, .buffer = text};
#else
  return op::send{.socket = socket, .buffer = std::string_view(text)};
#endif
}
