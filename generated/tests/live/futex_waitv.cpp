// Generated from spec/opcodes.json, row "futex_waitv". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// futex_waitv waits until one is woken, and tells which.
task<outcome> futex_waitv_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own first(loop);
  futex_of_own second(loop);
  stopwatch watch(loop);
  const std::array<::futex_waitv, 2> both{futex_waiter(first.word(), first.value),
                                          futex_waiter(second.word(), second.value)};
  second.wake_after(20ms);
  const op::futex_waitv operation{.waiters = both};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = watch.elapsed() >= 20ms && second.woken() == 1 && first.has_no_waiter();
  if (!effect)
    co_return no_effect("watch.elapsed() >= 20ms && second.woken() == 1 && first.has_no_waiter()");
  co_return passed();
}

// futex_waitv says EAGAIN when a word is something else.
task<outcome> futex_waitv_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own first(loop);
  futex_of_own second(loop);
  const std::array<::futex_waitv, 2> both{futex_waiter(first.word(), first.value),
                                          futex_waiter(second.word(), second.value + 1)};
  const op::futex_waitv operation{.waiters = both};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = first.has_no_waiter();
  if (!effect) co_return no_effect("first.has_no_waiter()");
  co_return passed(result.error());
}

// futex_waitv says EINVAL without a futex.
task<outcome> futex_waitv_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::futex_waitv operation{.waiters = std::span<const ::futex_waitv>()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// futex_waitv says EINVAL for a word of another size.
task<outcome> futex_waitv_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const std::array<::futex_waitv, 1> one{futex_waiter(futex.word(), 1, futex_flags::size_u8)};
  const op::futex_waitv operation{.waiters = one};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// futex_waitv says EFAULT for a word that is not there.
task<outcome> futex_waitv_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  unmapped_futex gone(loop);
  const std::array<::futex_waitv, 1> one{futex_waiter(gone.word(), 0)};
  const op::futex_waitv operation{.waiters = one};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// futex_waitv can be cancelled while nobody wakes it.
task<outcome> futex_waitv_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own first(loop);
  futex_of_own second(loop);
  const std::array<::futex_waitv, 2> both{futex_waiter(first.word(), first.value),
                                          futex_waiter(second.word(), second.value)};
  const op::futex_waitv operation{.waiters = both};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = first.has_no_waiter() && second.has_no_waiter();
  if (!effect) co_return no_effect("first.has_no_waiter() && second.has_no_waiter()");
  co_return passed(result.error());
}

// futex_waitv meets its deadline while nobody wakes it.
task<outcome> futex_waitv_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own first(loop);
  futex_of_own second(loop);
  const std::array<::futex_waitv, 2> both{futex_waiter(first.word(), first.value),
                                          futex_waiter(second.word(), second.value)};
  const op::futex_waitv operation{.waiters = both};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = first.has_no_waiter() && second.has_no_waiter();
  if (!effect) co_return no_effect("first.has_no_waiter() && second.has_no_waiter()");
  co_return passed(result.error());
}

constexpr live_test futex_waitv_tests[] = {
    {"futex_waitv", "", "waits until one is woken, and tells which", kind::gives, &futex_waitv_1,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "says EAGAIN when a word is something else", kind::fails, &futex_waitv_2,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "says EINVAL without a futex", kind::fails, &futex_waitv_3,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "says EINVAL for a word of another size", kind::fails, &futex_waitv_4,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "says EFAULT for a word that is not there", kind::fails, &futex_waitv_5,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "can be cancelled while nobody wakes it", kind::cancels, &futex_waitv_6,
     &supports<op::futex_waitv>},
    {"futex_waitv", "", "meets its deadline while nobody wakes it", kind::deadline, &futex_waitv_7,
     &supports<op::futex_waitv>},
};

}  // namespace

extern const live_table futex_waitv_table;  // without this line it would be internal
const live_table futex_waitv_table{"futex_waitv", futex_waitv_tests};

}  // namespace ringlet::live
