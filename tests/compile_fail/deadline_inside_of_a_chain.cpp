// A chain has one deadline, around it.
// error: within and with_id go around the chain
#include <ringlet/task.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>

#include <chrono>

using namespace ringlet;
using namespace std::chrono_literals;

task<> use() {
#ifdef MISUSE
  (void)co_await linked(within(1s, op::nop{}), op::nop{});
#else
  (void)co_await within(1s, linked(op::nop{}, op::nop{}));
#endif
}
