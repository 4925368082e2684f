// Generated from spec/opcodes.json, row "writev". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// writev writes its buffers one after the other.
task<outcome> writev_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  std::string_view head = "one, ";
  std::string_view tail = "two";
  std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()},
                             iovec{const_cast<char*>(tail.data()), tail.size()}};
  const op::writev operation{.file = file.fd(), .buffers = parts, .offset = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = file.content() == std::string_view("\0\0one, two", 10);
  if (!effect) co_return no_effect("file.content() == std::string_view(\"\\0\\0one, two\", 10)");
  co_return passed();
}

// writev writes through a direct slot.
task<outcome> writev_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  std::string_view text = "slotted";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  table.put(2, file.fd());
  const op::writev operation{.file = direct_slot(2), .buffers = parts, .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "slotted";
  if (!effect) co_return no_effect("file.content() == \"slotted\"");
  co_return passed();
}

// writev appends if it is told to.
task<outcome> writev_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::string_view text = " the end";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .flags = rw_flags::append};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = source.ends_with(" the end") && source.begins_unchanged();
  if (!effect) co_return no_effect("source.ends_with(\" the end\") && source.begins_unchanged()");
  co_return passed();
}

// writev says EBADF for a file that is open for reading only.
task<outcome> writev_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::string_view text = "no";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev operation{.file = source.read_only(), .buffers = parts, .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev can be cancelled while the pipe is full.
task<outcome> writev_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "more";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev operation{.file = pipe.writer(), .buffers = parts};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev meets its deadline while the pipe is full.
task<outcome> writev_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "more";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev operation{.file = pipe.writer(), .buffers = parts};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev asks the drive for it with that priority.
task<outcome> writev_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  const auto parts = halves_of(file.block());
  const op::writev operation{
      .file = file.fd(), .buffers = parts, .offset = 0, .priority = {io_priority_class::be, 3}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,0,3") && file.has_only('t');
  if (!effect) co_return no_effect("file.was_asked(\"be,0,3\") && file.has_only('t')");
  co_return passed();
}

// writev says EPERM for the priority rt without the capability.
task<outcome> writev_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  plain_thread thread(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  const op::writev operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev says EINVAL for a priority that has a level and no class.
task<outcome> writev_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  const op::writev operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev_attr writes bytes and their protection information.
task<outcome> writev_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  const auto parts = halves_of(drive.block());
  drive.fill(drive.block());
  const op::writev_attr operation{
      .file = drive.fd(), .buffers = parts, .offset = 0, .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.agrees_with(drive.block());
  if (!effect) co_return no_effect("drive.agrees_with(drive.block())");
  co_return passed();
}

// writev_attr says EINVAL for a file without protection information.
task<outcome> writev_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  std::array<char, 8> protection{};
  const op::writev_attr operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev_attr says EBADF for a number that is no descriptor.
task<outcome> writev_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  std::array<char, 8> protection{};
  const op::writev_attr operation{
      .file = 1000000, .buffers = parts, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// writev_stream writes to a file that has no streams.
task<outcome> writev_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  std::string_view text = "written";
  const auto parts = halves_of(text);
  const op::writev_stream operation{
      .file = file.fd(), .buffers = parts, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// writev_stream writes through a direct slot.
task<outcome> writev_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  std::string_view text = "written";
  const auto parts = halves_of(text);
  table.put(2, file.fd());
  const op::writev_stream operation{
      .file = direct_slot(2), .buffers = parts, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// writev_stream says EINVAL for a drive without streams.
task<outcome> writev_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  const auto parts = halves_of(drive.block());
  const op::writev_stream operation{
      .file = drive.fd(), .buffers = parts, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// writev_stream says EBADF for a file that is open for reading only.
task<outcome> writev_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::string_view text = "written";
  const auto parts = halves_of(text);
  const op::writev_stream operation{
      .file = source.read_only(), .buffers = parts, .offset = 0, .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev_stream can be cancelled while the pipe is full.
task<outcome> writev_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "written";
  const auto parts = halves_of(text);
  const op::writev_stream operation{.file = pipe.writer(), .buffers = parts, .write_stream = 1};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev_stream meets its deadline while the pipe is full.
task<outcome> writev_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  std::string_view text = "written";
  const auto parts = halves_of(text);
  const op::writev_stream operation{.file = pipe.writer(), .buffers = parts, .write_stream = 1};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test writev_tests[] = {
    {"writev", "", "writes its buffers one after the other", kind::gives, &writev_1,
     &supports<op::writev>},
    {"writev", "", "writes through a direct slot", kind::gives, &writev_2, &supports<op::writev>},
    {"writev", "", "appends if it is told to", kind::gives, &writev_3, &supports<op::writev>},
    {"writev", "", "says EBADF for a file that is open for reading only", kind::fails, &writev_4,
     &supports<op::writev>},
    {"writev", "", "can be cancelled while the pipe is full", kind::cancels, &writev_5,
     &supports<op::writev>},
    {"writev", "", "meets its deadline while the pipe is full", kind::deadline, &writev_6,
     &supports<op::writev>},
    {"writev", "", "asks the drive for it with that priority", kind::gives, &writev_7,
     &supports<op::writev>},
    {"writev", "", "says EPERM for the priority rt without the capability", kind::fails, &writev_8,
     &supports<op::writev>},
    {"writev", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &writev_9, &supports<op::writev>},
    {"writev", "attr", "writes bytes and their protection information", kind::gives, &writev_10,
     &supports<op::writev_attr>},
    {"writev", "attr", "says EINVAL for a file without protection information", kind::fails,
     &writev_11, &supports<op::writev_attr>},
    {"writev", "attr", "says EBADF for a number that is no descriptor", kind::fails, &writev_12,
     &supports<op::writev_attr>},
    {"writev", "stream", "writes to a file that has no streams", kind::gives, &writev_13,
     &supports<op::writev_stream>},
    {"writev", "stream", "writes through a direct slot", kind::gives, &writev_14,
     &supports<op::writev_stream>},
    {"writev", "stream", "says EINVAL for a drive without streams", kind::fails, &writev_15,
     &supports<op::writev_stream>},
    {"writev", "stream", "says EBADF for a file that is open for reading only", kind::fails,
     &writev_16, &supports<op::writev_stream>},
    {"writev", "stream", "can be cancelled while the pipe is full", kind::cancels, &writev_17,
     &supports<op::writev_stream>},
    {"writev", "stream", "meets its deadline while the pipe is full", kind::deadline, &writev_18,
     &supports<op::writev_stream>},
};

}  // namespace

extern const live_table writev_table;  // without this line it would be internal
const live_table writev_table{"writev", writev_tests};

}  // namespace ringlet::live
