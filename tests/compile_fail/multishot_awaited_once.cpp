// A form that completes many times is more than one result.
// error: a multishot operation completes many times
#include <ringlet/task.hpp>
#include <ringlet/op/accept.hpp>

using namespace ringlet;

task<> use(int socket) {
#ifdef MISUSE
  (void)co_await op::accept_multishot{.socket = socket};
#else
  (void)co_await op::accept{.socket = socket};
#endif
}
