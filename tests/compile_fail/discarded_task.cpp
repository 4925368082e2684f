// A task does nothing until it is awaited.
// error: nodiscard|unused-result
#include <ringlet/task.hpp>

using namespace ringlet;

task<> child() { co_return; }

task<> use() {
#ifdef MISUSE
  child();
  co_return;
#else
  co_await child();
#endif
}
