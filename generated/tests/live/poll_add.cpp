// Generated from spec/opcodes.json, row "poll_add". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// poll_add says that there is something to read.
task<outcome> poll_add_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  pipe.feed("x");
  const op::poll_add operation{.file = pipe.reader(), .events = poll_events::in};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, poll_events::in)) co_return wrong_value(value, "poll_events::in");
  const bool effect = pipe.content() == "x";
  if (!effect) co_return no_effect("pipe.content() == \"x\"");
  co_return passed();
}

// poll_add waits until there is something to read.
task<outcome> poll_add_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  stopwatch watch(loop);
  pipe.feed_after(20ms, "x");
  const op::poll_add operation{.file = pipe.reader(), .events = poll_events::in};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, poll_events::in)) co_return wrong_value(value, "poll_events::in");
  const bool effect = watch.elapsed() >= 20ms && pipe.content() == "x";
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && pipe.content() == \"x\"");
  co_return passed();
}

// poll_add says that the writer has hung up.
task<outcome> poll_add_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  pipe.close_writer();
  const op::poll_add operation{.file = pipe.reader(), .events = poll_events::in};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, poll_events::hup)) co_return wrong_value(value, "poll_events::hup");
  co_return passed();
}

// poll_add waits through a direct slot.
task<outcome> poll_add_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(2, pipe.reader());
  pipe.close_writer();
  const op::poll_add operation{.file = direct_slot(2), .events = poll_events::in};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, poll_events::hup)) co_return wrong_value(value, "poll_events::hup");
  co_return passed();
}

// poll_add says EINVAL for a flag that is none.
task<outcome> poll_add_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::poll_add operation{
      .file = pipe.writer(), .events = poll_events::out, .flags = from_raw<poll_add_flags>(0x40)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// poll_add says EBADF for a number that is no descriptor.
task<outcome> poll_add_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::poll_add operation{.file = 1000000, .events = poll_events::in};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// poll_add can be cancelled while the pipe is empty.
task<outcome> poll_add_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::poll_add operation{.file = pipe.reader(), .events = poll_events::in};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// poll_add meets its deadline while the pipe is empty.
task<outcome> poll_add_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::poll_add operation{.file = pipe.reader(), .events = poll_events::in};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// poll_add_multishot says each time that there is more to read.
task<outcome> poll_add_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  stopwatch watch(loop);
  submissions queue(loop);
  pipe.feed("x");
  pipe.feed_after(20ms, "y");
  const op::poll_add_multishot operation{.file = pipe.reader(), .events = poll_events::in};
  auto source = stream(operation);
  std::vector<poll_events> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = queue.taken() == 1 && values[0] == poll_events::in &&
                      values[1] == poll_events::in && watch.elapsed() >= 20ms &&
                      pipe.content() == "xy";
  if (!effect)
    co_return no_effect(
        "queue.taken() == 1 && values[0] == poll_events::in && values[1] == poll_events::in && "
        "watch.elapsed() >= 20ms && pipe.content() == \"xy\"");
  co_return passed();
}

// poll_add_multishot says after there was something to read that the writer has hung up.
task<outcome> poll_add_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(2, pipe.reader());
  pipe.feed("x");
  pipe.close_writer();
  const op::poll_add_multishot operation{.file = direct_slot(2), .events = poll_events::in};
  auto source = stream(operation);
  std::vector<poll_events> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = values[0] == (poll_events::in | poll_events::hup);
  if (!effect) co_return no_effect("values[0] == (poll_events::in | poll_events::hup)");
  co_return passed();
}

// poll_add_multishot says EINVAL for a flag that is none.
task<outcome> poll_add_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::poll_add_multishot operation{
      .file = pipe.writer(), .events = poll_events::out, .flags = from_raw<poll_add_flags>(0x40)};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// poll_add_multishot says EBADF for a number that is no descriptor.
task<outcome> poll_add_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::poll_add_multishot operation{.file = 1000000, .events = poll_events::in};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// poll_add_multishot can be cancelled after it gave events.
task<outcome> poll_add_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  pipe.feed("x");
  const op::poll_add_multishot operation{.file = pipe.reader(), .events = poll_events::in};
  auto source = stream(operation);
  std::vector<poll_events> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.content() == "x";
  if (!effect) co_return no_effect("pipe.content() == \"x\"");
  co_return passed(result.error());
}

// poll_add_multishot meets its deadline while the pipe is empty.
task<outcome> poll_add_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::poll_add_multishot operation{.file = pipe.reader(), .events = poll_events::in};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test poll_add_tests[] = {
    {"poll_add", "", "says that there is something to read", kind::gives, &poll_add_1,
     &supports<op::poll_add>},
    {"poll_add", "", "waits until there is something to read", kind::gives, &poll_add_2,
     &supports<op::poll_add>},
    {"poll_add", "", "says that the writer has hung up", kind::gives, &poll_add_3,
     &supports<op::poll_add>},
    {"poll_add", "", "waits through a direct slot", kind::gives, &poll_add_4,
     &supports<op::poll_add>},
    {"poll_add", "", "says EINVAL for a flag that is none", kind::fails, &poll_add_5,
     &supports<op::poll_add>},
    {"poll_add", "", "says EBADF for a number that is no descriptor", kind::fails, &poll_add_6,
     &supports<op::poll_add>},
    {"poll_add", "", "can be cancelled while the pipe is empty", kind::cancels, &poll_add_7,
     &supports<op::poll_add>},
    {"poll_add", "", "meets its deadline while the pipe is empty", kind::deadline, &poll_add_8,
     &supports<op::poll_add>},
    {"poll_add", "multishot", "says each time that there is more to read", kind::takes, &poll_add_9,
     &supports<op::poll_add_multishot>},
    {"poll_add", "multishot", "says after there was something to read that the writer has hung up",
     kind::takes, &poll_add_10, &supports<op::poll_add_multishot>},
    {"poll_add", "multishot", "says EINVAL for a flag that is none", kind::fails, &poll_add_11,
     &supports<op::poll_add_multishot>},
    {"poll_add", "multishot", "says EBADF for a number that is no descriptor", kind::fails,
     &poll_add_12, &supports<op::poll_add_multishot>},
    {"poll_add", "multishot", "can be cancelled after it gave events", kind::cancels, &poll_add_13,
     &supports<op::poll_add_multishot>},
    {"poll_add", "multishot", "meets its deadline while the pipe is empty", kind::deadline,
     &poll_add_14, &supports<op::poll_add_multishot>},
};

}  // namespace

extern const live_table poll_add_table;  // without this line it would be internal
const live_table poll_add_table{"poll_add", poll_add_tests};

}  // namespace ringlet::live
