// An error that nobody looks at must at least be dropped visibly. GCC honours [[nodiscard]] of
// await_resume() nowhere, so that Clang alone can say it.
// only: Clang
// error: nodiscard
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  co_await op::nop{};
#else
  (void)co_await op::nop{};
#endif
}
