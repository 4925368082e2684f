// An operation that would tell of nothing is awaited by itself.
// error: of an operation by itself nobody would hear
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/task.hpp>

using namespace ringlet;

task<> ask() {
#ifdef MISUSE
  (void)co_await skip_success(op::nop{});
#else
  (void)co_await linked(skip_success(op::nop{}), op::nop{});
#endif
}
