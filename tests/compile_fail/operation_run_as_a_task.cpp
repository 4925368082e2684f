// A ring runs tasks; operations are awaited within them.
// error: no matching (member )?function for call to '(ringlet::ring::)?run
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

void use(ring& loop) {
#ifdef MISUSE
  loop.run(op::nop{});
#else
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
#endif
}
