// What awaits says that it is a task.
// error: unable to find the promise type|this function cannot be a coroutine
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

#ifdef MISUSE
void use() {
#else
task<> use() {
#endif
  (void)co_await op::nop{};
}
