// A number without a default must not become 0: this would shut down the reading half.
// error: required
#include <ringlet/op/shutdown.hpp>

using namespace ringlet;

auto hang_up(int socket) {
#ifdef MISUSE
  return op::shutdown{.socket = socket};
#else
  return op::shutdown{.socket = socket, .how = shutdown_how::rdwr};
#endif
}
