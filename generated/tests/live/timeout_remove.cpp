// Generated from spec/opcodes.json, row "timeout_remove". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// timeout_remove ends the timeout.
task<outcome> timeout_remove_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_timeout waiter(loop);
  co_await waiter.started();
  const op::timeout_remove operation{.target = waiter.id()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// timeout_remove says ENOENT when there is no such timeout.
task<outcome> timeout_remove_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout_remove operation{.target = target::user_data(0x5eed0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// timeout_remove says EINVAL for a flag.
task<outcome> timeout_remove_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_timeout waiter(loop);
  co_await waiter.started();
  const op::timeout_remove operation{.target = waiter.id(), .flags = timeout_flags::abs};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// timeout_remove_update makes the timeout expire sooner.
task<outcome> timeout_remove_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_timeout waiter(loop);
  co_await waiter.started();
  const op::timeout_remove_update operation{.target = waiter.id(), .after = 20ms};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await waiter.succeeded_after(20ms);
  if (!effect) co_return no_effect("co_await waiter.succeeded_after(20ms)");
  co_return passed();
}

// timeout_remove_update says ENOENT when there is no such timeout.
task<outcome> timeout_remove_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout_remove_update operation{.target = target::user_data(0x5eed0), .after = 20ms};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test timeout_remove_tests[] = {
    {"timeout_remove", "", "ends the timeout", kind::gives, &timeout_remove_1,
     &supports<op::timeout_remove>},
    {"timeout_remove", "", "says ENOENT when there is no such timeout", kind::fails,
     &timeout_remove_2, &supports<op::timeout_remove>},
    {"timeout_remove", "", "says EINVAL for a flag", kind::fails, &timeout_remove_3,
     &supports<op::timeout_remove>},
    {"timeout_remove", "update", "makes the timeout expire sooner", kind::gives, &timeout_remove_4,
     &supports<op::timeout_remove_update>},
    {"timeout_remove", "update", "says ENOENT when there is no such timeout", kind::fails,
     &timeout_remove_5, &supports<op::timeout_remove_update>},
};

}  // namespace

extern const live_table timeout_remove_table;  // without this line it would be internal
const live_table timeout_remove_table{"timeout_remove", timeout_remove_tests};

}  // namespace ringlet::live
