// Generated from spec/opcodes.json, row "pipe". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// pipe makes a pipe that closes on exec.
task<outcome> pipe_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::pipe operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = is_pipe(value.reader.get(), value.writer.get()) &&
                      closes_on_exec(value.reader.get()) && closes_on_exec(value.writer.get());
  if (!effect)
    co_return no_effect(
        "is_pipe(value.reader.get(), value.writer.get()) && closes_on_exec(value.reader.get()) && "
        "closes_on_exec(value.writer.get())");
  co_return passed();
}

// pipe makes a nonblocking pipe.
task<outcome> pipe_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::pipe operation{.flags = pipe_flags::nonblock};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = is_pipe(value.reader.get(), value.writer.get()) &&
                      is_nonblocking(value.reader.get()) && !closes_on_exec(value.writer.get());
  if (!effect)
    co_return no_effect(
        "is_pipe(value.reader.get(), value.writer.get()) && is_nonblocking(value.reader.get()) && "
        "!closes_on_exec(value.writer.get())");
  co_return passed();
}

// pipe says EINVAL for a flag that is none.
task<outcome> pipe_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::pipe operation{.flags = from_raw<pipe_flags>(0x400)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// pipe_direct makes a pipe in the slots that were asked for.
task<outcome> pipe_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::pipe_direct operation{.slot = direct_slot(1)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, pipe_slots{direct_slot(1), direct_slot(2)}))
    co_return wrong_value(value, "pipe_slots{direct_slot(1), direct_slot(2)}");
  const bool effect = co_await is_pipe(direct_slot(1), direct_slot(2));
  if (!effect) co_return no_effect("co_await is_pipe(direct_slot(1), direct_slot(2))");
  co_return passed();
}

// pipe_direct chooses two free slots.
task<outcome> pipe_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  table.fill_but(1);
  table.clear(3);
  const op::pipe_direct operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = co_await is_pipe(value.reader, value.writer);
  if (!effect) co_return no_effect("co_await is_pipe(value.reader, value.writer)");
  co_return passed();
}

// pipe_direct says ENFILE when only one slot is free.
task<outcome> pipe_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  table.fill_but(1);
  const op::pipe_direct operation{};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

// pipe_direct says EINVAL for cloexec.
task<outcome> pipe_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::pipe_direct operation{.flags = pipe_flags::cloexec, .slot = direct_slot(1)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

// pipe_direct says ENXIO without a table.
task<outcome> pipe_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::pipe_direct operation{.slot = direct_slot(0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test pipe_tests[] = {
    {"pipe", "", "makes a pipe that closes on exec", kind::gives, &pipe_1, &supports<op::pipe>},
    {"pipe", "", "makes a nonblocking pipe", kind::gives, &pipe_2, &supports<op::pipe>},
    {"pipe", "", "says EINVAL for a flag that is none", kind::fails, &pipe_3, &supports<op::pipe>},
    {"pipe", "direct", "makes a pipe in the slots that were asked for", kind::gives, &pipe_4,
     &supports<op::pipe_direct>},
    {"pipe", "direct", "chooses two free slots", kind::gives, &pipe_5, &supports<op::pipe_direct>},
    {"pipe", "direct", "says ENFILE when only one slot is free", kind::fails, &pipe_6,
     &supports<op::pipe_direct>},
    {"pipe", "direct", "says EINVAL for cloexec", kind::fails, &pipe_7, &supports<op::pipe_direct>},
    {"pipe", "direct", "says ENXIO without a table", kind::fails, &pipe_8,
     &supports<op::pipe_direct>},
};

}  // namespace

extern const live_table pipe_table;  // without this line it would be internal
const live_table pipe_table{"pipe", pipe_tests};

}  // namespace ringlet::live
