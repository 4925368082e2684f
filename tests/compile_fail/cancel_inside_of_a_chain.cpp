// The same in a chain, where it waits for the member before it.
// error: in a chain would run later
#include <ringlet/linked.hpp>
#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

auto give_up(const cancel_id& id) {
#ifdef MISUSE
  return linked(op::nop{}, op::async_cancel{.target = id});
#else
  (void)id;
  return linked(op::nop{}, op::nop{});
#endif
}
