// Generated from spec/opcodes.json, row "futex_wake". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// futex_wake wakes one of those who wait.
task<outcome> futex_wake_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = futex.number_awake(1);
  if (!effect) co_return no_effect("futex.number_awake(1)");
  co_return passed();
}

// futex_wake wakes all who wait.
task<outcome> futex_wake_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word(), .count = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = futex.number_awake(2);
  if (!effect) co_return no_effect("futex.number_awake(2)");
  co_return passed();
}

// futex_wake wakes whose mask has one of the bits.
task<outcome> futex_wake_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word(), .count = 100, .mask = 0x6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = futex.number_awake(1) && futex.is_awake(1);
  if (!effect) co_return no_effect("futex.number_awake(1) && futex.is_awake(1)");
  co_return passed();
}

// futex_wake wakes nobody who said otherwise of the word.
task<outcome> futex_wake_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{
      .word = futex.word(), .count = 100, .flags = futex_flags::size_u32 | futex_flags::private_};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = futex.number_awake(0);
  if (!effect) co_return no_effect("futex.number_awake(0)");
  co_return passed();
}

// futex_wake wakes nobody with a count of 0.
task<outcome> futex_wake_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word(), .count = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = futex.number_awake(0);
  if (!effect) co_return no_effect("futex.number_awake(0)");
  co_return passed();
}

// futex_wake says EINVAL for a mask without a bit.
task<outcome> futex_wake_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word(), .mask = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = futex.number_awake(0);
  if (!effect) co_return no_effect("futex.number_awake(0)");
  co_return passed(result.error());
}

// futex_wake says EINVAL for a word of another size.
task<outcome> futex_wake_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  futex_with_sleepers futex(loop);
  const op::futex_wake operation{.word = futex.word(), .flags = futex_flags::size_u64};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = futex.number_awake(0);
  if (!effect) co_return no_effect("futex.number_awake(0)");
  co_return passed(result.error());
}

// futex_wake says EFAULT for a word that is not there.
task<outcome> futex_wake_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  unmapped_futex gone(loop);
  const op::futex_wake operation{.word = gone.word()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test futex_wake_tests[] = {
    {"futex_wake", "", "wakes one of those who wait", kind::gives, &futex_wake_1,
     &supports<op::futex_wake>},
    {"futex_wake", "", "wakes all who wait", kind::gives, &futex_wake_2, &supports<op::futex_wake>},
    {"futex_wake", "", "wakes whose mask has one of the bits", kind::gives, &futex_wake_3,
     &supports<op::futex_wake>},
    {"futex_wake", "", "wakes nobody who said otherwise of the word", kind::gives, &futex_wake_4,
     &supports<op::futex_wake>},
    {"futex_wake", "", "wakes nobody with a count of 0", kind::gives, &futex_wake_5,
     &supports<op::futex_wake>},
    {"futex_wake", "", "says EINVAL for a mask without a bit", kind::fails, &futex_wake_6,
     &supports<op::futex_wake>},
    {"futex_wake", "", "says EINVAL for a word of another size", kind::fails, &futex_wake_7,
     &supports<op::futex_wake>},
    {"futex_wake", "", "says EFAULT for a word that is not there", kind::fails, &futex_wake_8,
     &supports<op::futex_wake>},
};

}  // namespace

extern const live_table futex_wake_table;  // without this line it would be internal
const live_table futex_wake_table{"futex_wake", futex_wake_tests};

}  // namespace ringlet::live
