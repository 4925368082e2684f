// A task is not yet what it gives.
// error: cannot convert 'ringlet::task<int>'|no viable conversion
#include <ringlet/task.hpp>

using namespace ringlet;

task<int> child() { co_return 1; }

task<int> use() {
#ifdef MISUSE
  int one = child();
#else
  int one = co_await child();
#endif
  co_return one;
}
