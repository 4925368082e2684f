// An adaptor makes an operation, which does nothing until it is awaited.
// error: it does nothing until it is awaited
#include <ringlet/task.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/op/nop.hpp>

#include <chrono>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  within(std::chrono::seconds(1), op::nop{});
  co_return;
#else
  (void)co_await within(std::chrono::seconds(1), op::nop{});
#endif
}
