// Generated from spec/opcodes.json, row "poll_remove". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// poll_remove ends the poll.
task<outcome> poll_remove_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll waiter(loop);
  co_await waiter.started();
  const op::poll_remove operation{.target = waiter.id()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// poll_remove says ENOENT when there is no such poll.
task<outcome> poll_remove_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::poll_remove operation{.target = target::user_data(0x5eed0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// poll_remove_update makes the poll wait for something else.
task<outcome> poll_remove_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll waiter(loop);
  waiter.wait_for(poll_events::rdhup);
  co_await waiter.started();
  const op::poll_remove_update operation{.target = waiter.id(), .events = poll_events::in};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await waiter.saw_once_fed(poll_events::in);
  if (!effect) co_return no_effect("co_await waiter.saw_once_fed(poll_events::in)");
  co_return passed();
}

// poll_remove_update says ENOENT when there is no such poll.
task<outcome> poll_remove_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::poll_remove_update operation{.target = target::user_data(0x5eed0),
                                         .events = poll_events::out};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test poll_remove_tests[] = {
    {"poll_remove", "", "ends the poll", kind::gives, &poll_remove_1, &supports<op::poll_remove>},
    {"poll_remove", "", "says ENOENT when there is no such poll", kind::fails, &poll_remove_2,
     &supports<op::poll_remove>},
    {"poll_remove", "update", "makes the poll wait for something else", kind::gives, &poll_remove_3,
     &supports<op::poll_remove_update>},
    {"poll_remove", "update", "says ENOENT when there is no such poll", kind::fails, &poll_remove_4,
     &supports<op::poll_remove_update>},
};

}  // namespace

extern const live_table poll_remove_table;  // without this line it would be internal
const live_table poll_remove_table{"poll_remove", poll_remove_tests};

}  // namespace ringlet::live
