// Generated from spec/opcodes.json, row "madvise". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// madvise empties a page of anonymous memory and no other.
task<outcome> madvise_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  anonymous_memory memory(loop);
  const op::madvise operation{.memory = memory.page(1), .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = memory.is_filled(0) && memory.is_empty(1) && memory.is_filled(2);
  if (!effect)
    co_return no_effect("memory.is_filled(0) && memory.is_empty(1) && memory.is_filled(2)");
  co_return passed();
}

// madvise says EINVAL for a range that begins inside of a page.
task<outcome> madvise_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  anonymous_memory memory(loop);
  const op::madvise operation{.memory = memory.page(1).subspan(1),
                              .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = memory.is_filled(1);
  if (!effect) co_return no_effect("memory.is_filled(1)");
  co_return passed(result.error());
}

// madvise says EINVAL for advice that is none.
task<outcome> madvise_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  anonymous_memory memory(loop);
  const op::madvise operation{.memory = memory.page(1), .advice = static_cast<madvise_advice>(999)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = memory.is_filled(1);
  if (!effect) co_return no_effect("memory.is_filled(1)");
  co_return passed(result.error());
}

// madvise says ENOMEM for memory that is not mapped.
task<outcome> madvise_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  memory_never_mapped memory(loop);
  const op::madvise operation{.memory = memory.page(), .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOMEM, "ENOMEM")) co_return *wrong;
  co_return passed(result.error());
}

// madvise says EOVERFLOW for a range that does not fit.
task<outcome> madvise_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  vast_memory memory(loop);
  const op::madvise operation{.memory = memory.all(), .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOVERFLOW, "EOVERFLOW")) co_return *wrong;
  const bool effect = memory.is_filled_at_the_end();
  if (!effect) co_return no_effect("memory.is_filled_at_the_end()");
  co_return passed(result.error());
}

// madvise_64 empties what lies beyond 4 GiB.
task<outcome> madvise_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  vast_memory memory(loop);
  const op::madvise_64 operation{.memory = memory.all(), .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = memory.is_empty_at_the_end();
  if (!effect) co_return no_effect("memory.is_empty_at_the_end()");
  co_return passed();
}

// madvise_64 empties a page of anonymous memory and no other.
task<outcome> madvise_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  anonymous_memory memory(loop);
  const op::madvise_64 operation{.memory = memory.page(1), .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = memory.is_filled(0) && memory.is_empty(1) && memory.is_filled(2);
  if (!effect)
    co_return no_effect("memory.is_filled(0) && memory.is_empty(1) && memory.is_filled(2)");
  co_return passed();
}

// madvise_64 says EINVAL for a range that begins inside of a page.
task<outcome> madvise_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  anonymous_memory memory(loop);
  const op::madvise_64 operation{.memory = memory.page(1).subspan(1),
                                 .advice = madvise_advice::dontneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = memory.is_filled(1);
  if (!effect) co_return no_effect("memory.is_filled(1)");
  co_return passed(result.error());
}

constexpr live_test madvise_tests[] = {
    {"madvise", "", "empties a page of anonymous memory and no other", kind::gives, &madvise_1,
     &supports<op::madvise>},
    {"madvise", "", "says EINVAL for a range that begins inside of a page", kind::fails, &madvise_2,
     &supports<op::madvise>},
    {"madvise", "", "says EINVAL for advice that is none", kind::fails, &madvise_3,
     &supports<op::madvise>},
    {"madvise", "", "says ENOMEM for memory that is not mapped", kind::fails, &madvise_4,
     &supports<op::madvise>},
    {"madvise", "", "says EOVERFLOW for a range that does not fit", kind::fails, &madvise_5,
     &supports<op::madvise>},
    {"madvise", "64", "empties what lies beyond 4 GiB", kind::gives, &madvise_6,
     &supports<op::madvise_64>},
    {"madvise", "64", "empties a page of anonymous memory and no other", kind::gives, &madvise_7,
     &supports<op::madvise_64>},
    {"madvise", "64", "says EINVAL for a range that begins inside of a page", kind::fails,
     &madvise_8, &supports<op::madvise_64>},
};

}  // namespace

extern const live_table madvise_table;  // without this line it would be internal
const live_table madvise_table{"madvise", madvise_tests};

}  // namespace ringlet::live
