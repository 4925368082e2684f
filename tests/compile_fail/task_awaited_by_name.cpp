// A task is awaited once; that it is gone afterwards must be seen.
// error: a task is awaited once, as an rvalue
#include <ringlet/task.hpp>

#include <utility>

using namespace ringlet;

task<int> child() { co_return 1; }

task<int> use() {
  auto started = child();
#ifdef MISUSE
  co_return co_await started;
#else
  co_return co_await std::move(started);
#endif
}
