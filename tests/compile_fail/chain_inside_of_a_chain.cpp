// The kernel knows no chain of chains.
// error: chains do not nest
#include <ringlet/task.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  (void)co_await linked(linked(op::nop{}, op::nop{}), op::nop{});
#else
  (void)co_await linked(op::nop{}, op::nop{}, op::nop{});
#endif
}
