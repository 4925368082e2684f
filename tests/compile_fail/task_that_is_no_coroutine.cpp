// Without co_await and co_return it is a plain function, which gives no task.
// error: no return statement in function returning non-void|non-void function does not return a
// value
#include <ringlet/task.hpp>

using namespace ringlet;

task<> use() {
#ifndef MISUSE
  co_return;
#endif
}
