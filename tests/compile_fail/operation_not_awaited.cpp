// An operation that stands alone asks nobody for anything. GCC 12 has no word for it.
// error: expression result unused
// only: Clang
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  op::nop{};
  co_return;
#else
  (void)co_await op::nop{};
#endif
}
