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

constexpr live_test tests[] = {
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
};

}  // namespace

extern const live_table poll_add_table;  // without this line it would be internal
const live_table poll_add_table{"poll_add", tests};

}  // namespace ringlet::live
