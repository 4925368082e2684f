// The ring comes from the task: elsewhere loop.perform(op) names it.
// error: await_ready|await_transform|awaitable
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/op/nop.hpp>

#include <coroutine>

using namespace ringlet;

struct foreign {
  struct promise_type {
    foreign get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};

foreign use(ring& loop) {
#ifdef MISUSE
  (void)loop;
  (void)co_await op::nop{};
#else
  (void)co_await loop.perform(op::nop{});
#endif
}
