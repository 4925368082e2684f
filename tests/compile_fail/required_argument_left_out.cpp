// Leaving out a required argument must not become a read of 0 bytes.
// error: bytes_out
#include <ringlet/op/read.hpp>

using namespace ringlet;

auto first_bytes(int file, std::span<std::byte> buffer) {
#ifdef MISUSE
  (void)buffer;
  return op::read{.file = file};
#else
  return op::read{.file = file, .buffer = buffer};
#endif
}
