// The kernel would write the address to where nobody reads it.
// error: address_out|ringlet::address
#include <ringlet/op/accept.hpp>

using namespace ringlet;

auto accept(int socket, address& peer) {
#ifdef MISUSE
  (void)peer;
  return op::accept{.socket = socket, .peer = address()};
#else
  return op::accept{.socket = socket, .peer = peer};
#endif
}
