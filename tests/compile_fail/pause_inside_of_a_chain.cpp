// The kernel knows nothing of a pause.
// error: a member of a chain is something that the kernel does
#include <ringlet/task.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/timeout.hpp>

#include <chrono>

using namespace ringlet;
using namespace std::chrono_literals;

task<> use() {
#ifdef MISUSE
  (void)co_await linked(op::nop{}, sleep_for(1ms));
#else
  (void)co_await linked(op::nop{}, op::timeout{.after = 1ms});
#endif
}
