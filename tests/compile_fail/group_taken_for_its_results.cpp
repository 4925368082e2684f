// A group has the results of its members when it was awaited.
// error: cannot decompose
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;

task<bool> use() {
#ifdef MISUSE
  auto [first, second] = when_all(op::nop{}, op::nop{});
#else
  auto [first, second] = co_await when_all(op::nop{}, op::nop{});
#endif
  co_return first.has_value() && second.has_value();
}
