// A coroutine has one owner.
// error: deleted|copy
#include <ringlet/task.hpp>

#include <utility>

using namespace ringlet;

task<> use(task<>& other) {
#ifdef MISUSE
  task<> same = other;
#else
  task<> same = std::move(other);
#endif
  co_await std::move(same);
}
