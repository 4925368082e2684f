// What is opened would be lost with the completion that names it.
// error: or what it gives would be lost
#include <ringlet/linked.hpp>
#include <ringlet/op/accept.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

auto chain(int listener) {
#ifdef MISUSE
  return linked(skip_success(op::accept{.socket = listener}), op::nop{});
#else
  return linked(op::accept{.socket = listener}, op::nop{});
#endif
}
