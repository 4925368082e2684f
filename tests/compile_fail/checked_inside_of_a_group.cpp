// checked() throws, and a member of a group has a result of its own.
// error: checked goes around no member
#include <ringlet/op/nop.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  (void)co_await when_any(checked(op::nop{}), op::nop{});
#else
  (void)co_await when_any(op::nop{}, op::nop{});
#endif
}
