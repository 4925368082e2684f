// An operation is not yet what it gives.
// error: no match for 'operator!'|invalid argument type
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

task<bool> use() {
#ifdef MISUSE
  const auto done = op::nop{};
#else
  const auto done = co_await op::nop{};
#endif
  if (!done) co_return false;
  co_return true;
}
