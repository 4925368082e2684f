// Generated from spec/opcodes.json, row "close". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// close closes a descriptor that is given away.
task<outcome> close_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  spare_fd spare(loop);
  const op::close operation{.file = spare.give()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !is_open(spare.number());
  if (!effect) co_return no_effect("!is_open(spare.number())");
  co_return passed();
}

// close closes a number.
task<outcome> close_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  spare_fd spare(loop);
  const op::close operation{.file = spare.give().release()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !is_open(spare.number());
  if (!effect) co_return no_effect("!is_open(spare.number())");
  co_return passed();
}

// close says EBADF for a number that is no descriptor.
task<outcome> close_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::close operation{.file = 1000000};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// close_direct empties the slot.
task<outcome> close_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  empty_pipe pipe(loop);
  table.put(2, pipe.writer());
  pipe.close_writer();
  const op::close_direct operation{.slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = table.is_empty(2) && pipe.is_at_end();
  if (!effect) co_return no_effect("table.is_empty(2) && pipe.is_at_end()");
  co_return passed();
}

// close_direct says EBADF for an empty slot.
task<outcome> close_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::close_direct operation{.slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// close_direct says EINVAL outside of the table.
task<outcome> close_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::close_direct operation{.slot = direct_slot(1000)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// close_direct says ENXIO without a table.
task<outcome> close_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::close_direct operation{.slot = direct_slot(0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test close_tests[] = {
    {"close", "", "closes a descriptor that is given away", kind::gives, &close_1,
     &supports<op::close>},
    {"close", "", "closes a number", kind::gives, &close_2, &supports<op::close>},
    {"close", "", "says EBADF for a number that is no descriptor", kind::fails, &close_3,
     &supports<op::close>},
    {"close", "direct", "empties the slot", kind::gives, &close_4, &supports<op::close_direct>},
    {"close", "direct", "says EBADF for an empty slot", kind::fails, &close_5,
     &supports<op::close_direct>},
    {"close", "direct", "says EINVAL outside of the table", kind::fails, &close_6,
     &supports<op::close_direct>},
    {"close", "direct", "says ENXIO without a table", kind::fails, &close_7,
     &supports<op::close_direct>},
};

}  // namespace

extern const live_table close_table;  // without this line it would be internal
const live_table close_table{"close", close_tests};

}  // namespace ringlet::live
