// Generated from spec/opcodes.json, row "tee". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// tee gives the bytes to another pipe and keeps them.
task<outcome> tee_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  from.feed("both");
  const op::tee operation{.input = from.reader(), .output = to.writer(), .length = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = to.content() == "both" && from.content() == "both";
  if (!effect) co_return no_effect("to.content() == \"both\" && from.content() == \"both\"");
  co_return passed();
}

// tee gives no more than it was told to.
task<outcome> tee_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  from.feed("both");
  const op::tee operation{.input = from.reader(), .output = to.writer(), .length = 3};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = to.content() == "bot" && from.content() == "both";
  if (!effect) co_return no_effect("to.content() == \"bot\" && from.content() == \"both\"");
  co_return passed();
}

// tee takes its input from a direct slot.
task<outcome> tee_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  file_table table(loop);
  from.feed("both");
  table.put(2, from.reader());
  const op::tee operation{.input = direct_slot(2), .output = to.writer(), .length = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = to.content() == "both" && from.content() == "both";
  if (!effect) co_return no_effect("to.content() == \"both\" && from.content() == \"both\"");
  co_return passed();
}

// tee puts its output into a direct slot.
task<outcome> tee_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  file_table table(loop);
  from.feed("both");
  table.put(2, to.writer());
  const op::tee operation{.input = from.reader(), .output = direct_slot(2), .length = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = to.content() == "both" && from.content() == "both";
  if (!effect) co_return no_effect("to.content() == \"both\" && from.content() == \"both\"");
  co_return passed();
}

// tee gives nothing when the writer is gone.
task<outcome> tee_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  from.close_writer();
  const op::tee operation{.input = from.reader(), .output = to.writer(), .length = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed();
}

// tee says EINVAL for a file.
task<outcome> tee_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe to(loop);
  const op::tee operation{.input = source.fd(), .output = to.writer(), .length = 100};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed(result.error());
}

// tee says EAGAIN for an empty pipe if it must not wait.
task<outcome> tee_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  const op::tee operation{.input = from.reader(),
                          .output = to.writer(),
                          .length = 100,
                          .flags = splice_flags::nonblock};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  co_return passed(result.error());
}

// tee says EBADF for an input that is no descriptor.
task<outcome> tee_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe to(loop);
  const op::tee operation{.input = 1000000, .output = to.writer(), .length = 100};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// tee can be cancelled while the pipe is empty.
task<outcome> tee_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  const op::tee operation{.input = from.reader(), .output = to.writer(), .length = 100};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed(result.error());
}

// tee meets its deadline while the pipe is empty.
task<outcome> tee_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  const op::tee operation{.input = from.reader(), .output = to.writer(), .length = 100};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed(result.error());
}

constexpr live_test tee_tests[] = {
    {"tee", "", "gives the bytes to another pipe and keeps them", kind::gives, &tee_1,
     &supports<op::tee>},
    {"tee", "", "gives no more than it was told to", kind::gives, &tee_2, &supports<op::tee>},
    {"tee", "", "takes its input from a direct slot", kind::gives, &tee_3, &supports<op::tee>},
    {"tee", "", "puts its output into a direct slot", kind::gives, &tee_4, &supports<op::tee>},
    {"tee", "", "gives nothing when the writer is gone", kind::gives, &tee_5, &supports<op::tee>},
    {"tee", "", "says EINVAL for a file", kind::fails, &tee_6, &supports<op::tee>},
    {"tee", "", "says EAGAIN for an empty pipe if it must not wait", kind::fails, &tee_7,
     &supports<op::tee>},
    {"tee", "", "says EBADF for an input that is no descriptor", kind::fails, &tee_8,
     &supports<op::tee>},
    {"tee", "", "can be cancelled while the pipe is empty", kind::cancels, &tee_9,
     &supports<op::tee>},
    {"tee", "", "meets its deadline while the pipe is empty", kind::deadline, &tee_10,
     &supports<op::tee>},
};

}  // namespace

extern const live_table tee_table;  // without this line it would be internal
const live_table tee_table{"tee", tee_tests};

}  // namespace ringlet::live
