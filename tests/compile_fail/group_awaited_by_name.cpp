// What is awaited together is awaited once, as an rvalue, like a task.
// error: awaited once
#include <ringlet/op/nop.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;

task<> use() {
  auto both = when_all(op::nop{}, op::nop{});
#ifdef MISUSE
  (void)co_await both;
#else
  (void)co_await std::move(both);
#endif
}
