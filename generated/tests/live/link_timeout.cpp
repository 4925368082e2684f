// Generated from spec/opcodes.json, row "link_timeout". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// link_timeout ends the operation that it is linked to.
task<outcome> link_timeout_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  linked_poll poll(loop);
  poll.queue();
  const op::link_timeout operation{.after = 20ms};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await poll.was_cancelled_after(20ms);
  if (!effect) co_return no_effect("co_await poll.was_cancelled_after(20ms)");
  co_return passed();
}

// link_timeout says ECANCELED where the operation completed in time.
task<outcome> link_timeout_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  linked_poll poll(loop);
  poll.feed();
  poll.queue();
  const op::link_timeout operation{.after = 1h};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ECANCELED, "ECANCELED")) co_return *wrong;
  const bool effect = co_await poll.succeeded();
  if (!effect) co_return no_effect("co_await poll.succeeded()");
  co_return passed(result.error());
}

// link_timeout says EINVAL when it is linked to nothing.
task<outcome> link_timeout_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::link_timeout operation{.after = 1ms};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test link_timeout_tests[] = {
    {"link_timeout", "", "ends the operation that it is linked to", kind::gives, &link_timeout_1,
     &supports<op::link_timeout>},
    {"link_timeout", "", "says ECANCELED where the operation completed in time", kind::fails,
     &link_timeout_2, &supports<op::link_timeout>},
    {"link_timeout", "", "says EINVAL when it is linked to nothing", kind::fails, &link_timeout_3,
     &supports<op::link_timeout>},
};

}  // namespace

extern const live_table link_timeout_table;  // without this line it would be internal
const live_table link_timeout_table{"link_timeout", link_timeout_tests};

}  // namespace ringlet::live
