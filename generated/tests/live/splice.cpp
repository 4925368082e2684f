// Generated from spec/opcodes.json, row "splice". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// splice moves bytes of a file into a pipe.
task<outcome> splice_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  const op::splice operation{
      .input = source.fd(), .input_offset = 10, .output = pipe.writer(), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 6)) co_return wrong_value(value, "6");
  const bool effect = pipe.content() == "abcdef" && source.position() == 0;
  if (!effect) co_return no_effect("pipe.content() == \"abcdef\" && source.position() == 0");
  co_return passed();
}

// splice moves on from the file's position.
task<outcome> splice_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  source.seek(10);
  const op::splice operation{.input = source.fd(), .output = pipe.writer(), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 6)) co_return wrong_value(value, "6");
  const bool effect = pipe.content() == "abcdef" && source.position() == 16;
  if (!effect) co_return no_effect("pipe.content() == \"abcdef\" && source.position() == 16");
  co_return passed();
}

// splice moves bytes of a pipe into a file.
task<outcome> splice_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  empty_file file(loop);
  pipe.feed("through");
  const op::splice operation{
      .input = pipe.reader(), .output = file.fd(), .output_offset = 3, .length = 100};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == std::string_view("\0\0\0through", 10) && pipe.fill() == 0;
  if (!effect)
    co_return no_effect(
        "file.content() == std::string_view(\"\\0\\0\\0through\", 10) && pipe.fill() == 0");
  co_return passed();
}

// splice moves bytes from one pipe to another.
task<outcome> splice_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  from.feed("through");
  const op::splice operation{.input = from.reader(),
                             .output = to.writer(),
                             .length = 4,
                             .flags = splice_flags::move | splice_flags::more};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = to.content() == "thro" && from.content() == "ugh";
  if (!effect) co_return no_effect("to.content() == \"thro\" && from.content() == \"ugh\"");
  co_return passed();
}

// splice takes its input from a direct slot.
task<outcome> splice_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(2, source.fd());
  const op::splice operation{
      .input = direct_slot(2), .input_offset = 10, .output = pipe.writer(), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 6)) co_return wrong_value(value, "6");
  const bool effect = pipe.content() == "abcdef";
  if (!effect) co_return no_effect("pipe.content() == \"abcdef\"");
  co_return passed();
}

// splice puts its output into a direct slot.
task<outcome> splice_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(2, pipe.writer());
  const op::splice operation{
      .input = source.fd(), .input_offset = 10, .output = direct_slot(2), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 6)) co_return wrong_value(value, "6");
  const bool effect = pipe.content() == "abcdef";
  if (!effect) co_return no_effect("pipe.content() == \"abcdef\"");
  co_return passed();
}

// splice moves from one direct slot to another.
task<outcome> splice_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(1, source.fd());
  table.put(3, pipe.writer());
  const op::splice operation{
      .input = direct_slot(1), .input_offset = 10, .output = direct_slot(3), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 6)) co_return wrong_value(value, "6");
  const bool effect = pipe.content() == "abcdef";
  if (!effect) co_return no_effect("pipe.content() == \"abcdef\"");
  co_return passed();
}

// splice gives nothing at the end of the file.
task<outcome> splice_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  const op::splice operation{
      .input = source.fd(), .input_offset = source.size(), .output = pipe.writer(), .length = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = pipe.fill() == 0;
  if (!effect) co_return no_effect("pipe.fill() == 0");
  co_return passed();
}

// splice says EINVAL where neither side is a pipe.
task<outcome> splice_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_file file(loop);
  const op::splice operation{.input = source.fd(), .output = file.fd(), .length = 6};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = file.content().empty();
  if (!effect) co_return no_effect("file.content().empty()");
  co_return passed(result.error());
}

// splice says ESPIPE for a pipe with an offset.
task<outcome> splice_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  empty_file file(loop);
  pipe.feed("through");
  const op::splice operation{
      .input = pipe.reader(), .input_offset = 0, .output = file.fd(), .length = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ESPIPE, "ESPIPE")) co_return *wrong;
  const bool effect = pipe.content() == "through";
  if (!effect) co_return no_effect("pipe.content() == \"through\"");
  co_return passed(result.error());
}

// splice says EAGAIN for an empty pipe if it must not wait.
task<outcome> splice_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  empty_file file(loop);
  const op::splice operation{
      .input = pipe.reader(), .output = file.fd(), .length = 7, .flags = splice_flags::nonblock};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  co_return passed(result.error());
}

// splice says EPIPE when the reader is gone.
task<outcome> splice_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  empty_pipe pipe(loop);
  pipe.close_reader();
  const op::splice operation{
      .input = source.fd(), .input_offset = 0, .output = pipe.writer(), .length = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// splice says EBADF for an input that is no descriptor.
task<outcome> splice_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::splice operation{.input = 1000000, .output = pipe.writer(), .length = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// splice says EBADF for a slot that is empty.
task<outcome> splice_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  file_table table(loop);
  const op::splice operation{.input = direct_slot(1), .output = pipe.writer(), .length = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// splice can be cancelled while the pipe is empty.
task<outcome> splice_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  const op::splice operation{.input = from.reader(), .output = to.writer(), .length = 7};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed(result.error());
}

// splice can be cancelled while the pipe is full.
task<outcome> splice_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  full_pipe pipe(loop);
  const op::splice operation{
      .input = source.fd(), .input_offset = 0, .output = pipe.writer(), .length = 7};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// splice meets its deadline while the pipe is empty.
task<outcome> splice_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe from(loop);
  empty_pipe to(loop);
  const op::splice operation{.input = from.reader(), .output = to.writer(), .length = 7};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = to.fill() == 0;
  if (!effect) co_return no_effect("to.fill() == 0");
  co_return passed(result.error());
}

constexpr live_test splice_tests[] = {
    {"splice", "", "moves bytes of a file into a pipe", kind::gives, &splice_1,
     &supports<op::splice>},
    {"splice", "", "moves on from the file's position", kind::gives, &splice_2,
     &supports<op::splice>},
    {"splice", "", "moves bytes of a pipe into a file", kind::gives, &splice_3,
     &supports<op::splice>},
    {"splice", "", "moves bytes from one pipe to another", kind::gives, &splice_4,
     &supports<op::splice>},
    {"splice", "", "takes its input from a direct slot", kind::gives, &splice_5,
     &supports<op::splice>},
    {"splice", "", "puts its output into a direct slot", kind::gives, &splice_6,
     &supports<op::splice>},
    {"splice", "", "moves from one direct slot to another", kind::gives, &splice_7,
     &supports<op::splice>},
    {"splice", "", "gives nothing at the end of the file", kind::gives, &splice_8,
     &supports<op::splice>},
    {"splice", "", "says EINVAL where neither side is a pipe", kind::fails, &splice_9,
     &supports<op::splice>},
    {"splice", "", "says ESPIPE for a pipe with an offset", kind::fails, &splice_10,
     &supports<op::splice>},
    {"splice", "", "says EAGAIN for an empty pipe if it must not wait", kind::fails, &splice_11,
     &supports<op::splice>},
    {"splice", "", "says EPIPE when the reader is gone", kind::fails, &splice_12,
     &supports<op::splice>},
    {"splice", "", "says EBADF for an input that is no descriptor", kind::fails, &splice_13,
     &supports<op::splice>},
    {"splice", "", "says EBADF for a slot that is empty", kind::fails, &splice_14,
     &supports<op::splice>},
    {"splice", "", "can be cancelled while the pipe is empty", kind::cancels, &splice_15,
     &supports<op::splice>},
    {"splice", "", "can be cancelled while the pipe is full", kind::cancels, &splice_16,
     &supports<op::splice>},
    {"splice", "", "meets its deadline while the pipe is empty", kind::deadline, &splice_17,
     &supports<op::splice>},
};

}  // namespace

extern const live_table splice_table;  // without this line it would be internal
const live_table splice_table{"splice", splice_tests};

}  // namespace ringlet::live
