// A chain that goes on after a failure, of which it tells beside its end.
// error: a hard chain goes on after a failure
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

auto chain() {
#ifdef MISUSE
  return hard_linked(skip_success(op::nop{}), op::nop{});
#else
  return linked(skip_success(op::nop{}), op::nop{});
#endif
}
