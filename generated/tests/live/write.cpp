// Generated from spec/opcodes.json, row "write". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// write writes the bytes at the offset.
task<outcome> write_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::write operation{.file = file.fd(), .buffer = std::string_view("written"), .offset = 3};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect =
      file.content() == std::string_view("\0\0\0written", 10) && file.position() == 0;
  if (!effect)
    co_return no_effect(
        "file.content() == std::string_view(\"\\0\\0\\0written\", 10) && file.position() == 0");
  co_return passed();
}

// write writes on from the file's position.
task<outcome> write_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file.seek(2);
  const op::write operation{.file = file.fd(), .buffer = std::string_view("here")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = file.content() == std::string_view("\0\0here", 6) && file.position() == 6;
  if (!effect)
    co_return no_effect(
        "file.content() == std::string_view(\"\\0\\0here\", 6) && file.position() == 6");
  co_return passed();
}

// write appends if it is told to.
task<outcome> write_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::write operation{.file = source.fd(),
                            .buffer = std::string_view(" the end"),
                            .offset = 0,
                            .flags = rw_flags::append};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = source.ends_with(" the end") && source.begins_unchanged();
  if (!effect) co_return no_effect("source.ends_with(\" the end\") && source.begins_unchanged()");
  co_return passed();
}

// write writes into a pipe.
task<outcome> write_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("through")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = pipe.content() == "through";
  if (!effect) co_return no_effect("pipe.content() == \"through\"");
  co_return passed();
}

// write writes through a direct slot.
task<outcome> write_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  file_table table(loop);
  table.put(2, pipe.writer());
  const op::write operation{.file = direct_slot(2), .buffer = std::string_view("through")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = pipe.content() == "through";
  if (!effect) co_return no_effect("pipe.content() == \"through\"");
  co_return passed();
}

// write says EBADF for a file that is open for reading only.
task<outcome> write_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::write operation{
      .file = source.read_only(), .buffer = std::string_view("no"), .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write says EPIPE when the reader is gone.
task<outcome> write_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  pipe.close_reader();
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("lost")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// write can be cancelled while the pipe is full.
task<outcome> write_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("more")};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write meets its deadline while the pipe is full.
task<outcome> write_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("more")};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"write", "", "writes the bytes at the offset", kind::gives, &write_1, &supports<op::write>},
    {"write", "", "writes on from the file's position", kind::gives, &write_2,
     &supports<op::write>},
    {"write", "", "appends if it is told to", kind::gives, &write_3, &supports<op::write>},
    {"write", "", "writes into a pipe", kind::gives, &write_4, &supports<op::write>},
    {"write", "", "writes through a direct slot", kind::gives, &write_5, &supports<op::write>},
    {"write", "", "says EBADF for a file that is open for reading only", kind::fails, &write_6,
     &supports<op::write>},
    {"write", "", "says EPIPE when the reader is gone", kind::fails, &write_7,
     &supports<op::write>},
    {"write", "", "can be cancelled while the pipe is full", kind::cancels, &write_8,
     &supports<op::write>},
    {"write", "", "meets its deadline while the pipe is full", kind::deadline, &write_9,
     &supports<op::write>},
};

}  // namespace

extern const live_table write_table;  // without this line it would be internal
const live_table write_table{"write", tests};

}  // namespace ringlet::live
