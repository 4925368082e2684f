// Generated from spec/opcodes.json, row "futex_wait". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// futex_wait waits until it is woken.
task<outcome> futex_wait_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  stopwatch watch(loop);
  futex.wake_after(20ms);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() >= 20ms && futex.woken() == 1;
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && futex.woken() == 1");
  co_return passed();
}

// futex_wait waits at a word that only this process uses.
task<outcome> futex_wait_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  futex.wake_after(20ms, FUTEX_PRIVATE_FLAG);
  const op::futex_wait operation{.word = futex.word(),
                                 .expected = futex.value,
                                 .flags = futex_flags::size_u32 | futex_flags::private_};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = futex.woken() == 1;
  if (!effect) co_return no_effect("futex.woken() == 1");
  co_return passed();
}

// futex_wait waits for one of the bits of its mask.
task<outcome> futex_wait_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  stopwatch watch(loop);
  futex.wake_after(10ms, 0, 0x5);
  futex.wake_after(20ms, 0, 0x6);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value, .mask = 0x2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() >= 20ms && futex.woken() == 1;
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && futex.woken() == 1");
  co_return passed();
}

// futex_wait says EAGAIN when the word is something else.
task<outcome> futex_wait_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value + 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  co_return passed(result.error());
}

// futex_wait says EINVAL for a mask without a bit.
task<outcome> futex_wait_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value, .mask = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// futex_wait says EINVAL for a word of another size.
task<outcome> futex_wait_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const op::futex_wait operation{
      .word = futex.word(), .expected = 1, .flags = futex_flags::size_u16};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// futex_wait says EFAULT for a word that is not there.
task<outcome> futex_wait_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  unmapped_futex gone(loop);
  const op::futex_wait operation{.word = gone.word(), .expected = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// futex_wait can be cancelled while nobody wakes it.
task<outcome> futex_wait_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = futex.has_no_waiter();
  if (!effect) co_return no_effect("futex.has_no_waiter()");
  co_return passed(result.error());
}

// futex_wait meets its deadline while nobody wakes it.
task<outcome> futex_wait_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_of_own futex(loop);
  const op::futex_wait operation{.word = futex.word(), .expected = futex.value};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = futex.has_no_waiter();
  if (!effect) co_return no_effect("futex.has_no_waiter()");
  co_return passed(result.error());
}

constexpr live_test futex_wait_tests[] = {
    {"futex_wait", "", "waits until it is woken", kind::gives, &futex_wait_1,
     &supports<op::futex_wait>},
    {"futex_wait", "", "waits at a word that only this process uses", kind::gives, &futex_wait_2,
     &supports<op::futex_wait>},
    {"futex_wait", "", "waits for one of the bits of its mask", kind::gives, &futex_wait_3,
     &supports<op::futex_wait>},
    {"futex_wait", "", "says EAGAIN when the word is something else", kind::fails, &futex_wait_4,
     &supports<op::futex_wait>},
    {"futex_wait", "", "says EINVAL for a mask without a bit", kind::fails, &futex_wait_5,
     &supports<op::futex_wait>},
    {"futex_wait", "", "says EINVAL for a word of another size", kind::fails, &futex_wait_6,
     &supports<op::futex_wait>},
    {"futex_wait", "", "says EFAULT for a word that is not there", kind::fails, &futex_wait_7,
     &supports<op::futex_wait>},
    {"futex_wait", "", "can be cancelled while nobody wakes it", kind::cancels, &futex_wait_8,
     &supports<op::futex_wait>},
    {"futex_wait", "", "meets its deadline while nobody wakes it", kind::deadline, &futex_wait_9,
     &supports<op::futex_wait>},
};

}  // namespace

extern const live_table futex_wait_table;  // without this line it would be internal
const live_table futex_wait_table{"futex_wait", futex_wait_tests};

}  // namespace ringlet::live
