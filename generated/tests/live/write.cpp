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

// write writes to a drive on a ring that polls for completions.
task<outcome> write_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  polled_drive drive(loop);
  drive.put('?');
  drive.fill('w');
  const op::write operation{.file = drive.fd(), .buffer = drive.block(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = drive.has_only('w');
  if (!effect) co_return no_effect("drive.has_only('w')");
  co_return passed();
}

// write says EOPNOTSUPP on a ring that polls, for a file that cannot be polled.
task<outcome> write_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::write operation{.file = source.fd(), .buffer = room, .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write says EBADF for a file that is open for reading only.
task<outcome> write_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
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
task<outcome> write_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  pipe.close_reader();
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("lost")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// write can be cancelled while the pipe is full.
task<outcome> write_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("more")};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write meets its deadline while the pipe is full.
task<outcome> write_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  const op::write operation{.file = pipe.writer(), .buffer = std::string_view("more")};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write asks the drive for it with that priority.
task<outcome> write_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  const op::write operation{.file = file.fd(),
                            .buffer = file.block(),
                            .offset = 0,
                            .priority = {io_priority_class::rt, 2}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("rt,0,2") && file.has_only('t');
  if (!effect) co_return no_effect("file.was_asked(\"rt,0,2\") && file.has_only('t')");
  co_return passed();
}

// write says EPERM for the priority rt without the capability.
task<outcome> write_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  plain_thread thread(loop);
  std::array<char, 16> room{};
  const op::write operation{
      .file = source.fd(), .buffer = room, .offset = 0, .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write says EINVAL for a priority that has a level and no class.
task<outcome> write_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::write operation{
      .file = source.fd(), .buffer = room, .offset = 0, .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write_attr writes bytes and their protection information.
task<outcome> write_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  drive.fill(drive.block());
  const op::write_attr operation{
      .file = drive.fd(), .buffer = drive.block(), .offset = 0, .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.agrees_with(drive.block());
  if (!effect) co_return no_effect("drive.agrees_with(drive.block())");
  co_return passed();
}

// write_attr says EINVAL for a file without protection information.
task<outcome> write_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  std::array<char, 8> protection{};
  const op::write_attr operation{
      .file = source.fd(), .buffer = room, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write_attr says EBADF for a number that is no descriptor.
task<outcome> write_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  std::array<char, 8> protection{};
  const op::write_attr operation{
      .file = 1000000, .buffer = room, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// write_stream writes to a file that has no streams.
task<outcome> write_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  std::string_view text = "written";
  const op::write_stream operation{
      .file = file.fd(), .buffer = text, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// write_stream writes through a direct slot.
task<outcome> write_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  std::string_view text = "written";
  table.put(2, file.fd());
  const op::write_stream operation{
      .file = direct_slot(2), .buffer = text, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// write_stream says EINVAL for a drive without streams.
task<outcome> write_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  const op::write_stream operation{
      .file = drive.fd(), .buffer = drive.block(), .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// write_stream says EBADF for a file that is open for reading only.
task<outcome> write_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::string_view text = "written";
  const op::write_stream operation{
      .file = source.read_only(), .buffer = text, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write_stream can be cancelled while the pipe is full.
task<outcome> write_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "written";
  const op::write_stream operation{.file = pipe.writer(), .buffer = text, .write_stream = 1};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write_stream meets its deadline while the pipe is full.
task<outcome> write_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "written";
  const op::write_stream operation{.file = pipe.writer(), .buffer = text, .write_stream = 1};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test write_tests[] = {
    {"write", "", "writes the bytes at the offset", kind::gives, &write_1, &supports<op::write>},
    {"write", "", "writes on from the file's position", kind::gives, &write_2,
     &supports<op::write>},
    {"write", "", "appends if it is told to", kind::gives, &write_3, &supports<op::write>},
    {"write", "", "writes into a pipe", kind::gives, &write_4, &supports<op::write>},
    {"write", "", "writes through a direct slot", kind::gives, &write_5, &supports<op::write>},
    {"write", "", "writes to a drive on a ring that polls for completions", kind::gives, &write_6,
     &supports<op::write>, ring_options{.iopoll = iopoll_mode::on}},
    {"write", "", "says EOPNOTSUPP on a ring that polls, for a file that cannot be polled",
     kind::fails, &write_7, &supports<op::write>, ring_options{.iopoll = iopoll_mode::on}},
    {"write", "", "says EBADF for a file that is open for reading only", kind::fails, &write_8,
     &supports<op::write>},
    {"write", "", "says EPIPE when the reader is gone", kind::fails, &write_9,
     &supports<op::write>},
    {"write", "", "can be cancelled while the pipe is full", kind::cancels, &write_10,
     &supports<op::write>},
    {"write", "", "meets its deadline while the pipe is full", kind::deadline, &write_11,
     &supports<op::write>},
    {"write", "", "asks the drive for it with that priority", kind::gives, &write_12,
     &supports<op::write>},
    {"write", "", "says EPERM for the priority rt without the capability", kind::fails, &write_13,
     &supports<op::write>},
    {"write", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &write_14, &supports<op::write>},
    {"write", "attr", "writes bytes and their protection information", kind::gives, &write_15,
     &supports<op::write_attr>},
    {"write", "attr", "says EINVAL for a file without protection information", kind::fails,
     &write_16, &supports<op::write_attr>},
    {"write", "attr", "says EBADF for a number that is no descriptor", kind::fails, &write_17,
     &supports<op::write_attr>},
    {"write", "stream", "writes to a file that has no streams", kind::gives, &write_18,
     &supports<op::write_stream>},
    {"write", "stream", "writes through a direct slot", kind::gives, &write_19,
     &supports<op::write_stream>},
    {"write", "stream", "says EINVAL for a drive without streams", kind::fails, &write_20,
     &supports<op::write_stream>},
    {"write", "stream", "says EBADF for a file that is open for reading only", kind::fails,
     &write_21, &supports<op::write_stream>},
    {"write", "stream", "can be cancelled while the pipe is full", kind::cancels, &write_22,
     &supports<op::write_stream>},
    {"write", "stream", "meets its deadline while the pipe is full", kind::deadline, &write_23,
     &supports<op::write_stream>},
};

}  // namespace

extern const live_table write_table;  // without this line it would be internal
const live_table write_table{"write", write_tests};

}  // namespace ringlet::live
