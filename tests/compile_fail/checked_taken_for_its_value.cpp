// checked() makes an operation, whose value is there when it was awaited.
// error: to non-scalar type|no viable conversion
#include <ringlet/task.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/op/openat.hpp>

using namespace ringlet;

task<> use() {
#ifdef MISUSE
  unique_fd file = checked(op::openat{.path = "/etc/hostname"});
  co_return;
#else
  unique_fd file = co_await checked(op::openat{.path = "/etc/hostname"});
#endif
}
