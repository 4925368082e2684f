// A group does nothing until it is awaited, and says so.
// error: it does nothing until it is awaited
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  when_all(op::nop{}, op::nop{});
  co_return;
#else
  (void)co_await when_all(op::nop{}, op::nop{});
#endif
}
