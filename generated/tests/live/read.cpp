// Generated from spec/opcodes.json, row "read". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// read reads the bytes at the offset.
task<outcome> read_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = source.fd(), .buffer = room, .offset = 4};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(4, room) && source.position() == 0;
  if (!effect) co_return no_effect("source.holds_at(4, room) && source.position() == 0");
  co_return passed();
}

// read reads on from the file's position.
task<outcome> read_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  source.seek(10);
  const op::read operation{.file = source.fd(), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(10, room) && source.position() == 26;
  if (!effect) co_return no_effect("source.holds_at(10, room) && source.position() == 26");
  co_return passed();
}

// read gives nothing at the end of the file.
task<outcome> read_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = source.fd(), .buffer = room, .offset = source.size()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed();
}

// read reads a drive on a ring that polls for completions.
task<outcome> read_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  polled_drive drive(loop);
  drive.put('r');
  const op::read operation{.file = drive.fd(), .buffer = drive.block(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = consist_of(drive.block(), 'r');
  if (!effect) co_return no_effect("consist_of(drive.block(), 'r')");
  co_return passed();
}

// read says EOPNOTSUPP on a ring that polls, for a file that cannot be polled.
task<outcome> read_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = source.fd(), .buffer = room, .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read says EINVAL for hipri on a ring that does not poll.
task<outcome> read_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::read operation{
      .file = source.fd(), .buffer = room, .offset = 0, .flags = rw_flags::hipri};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// read waits until the pipe has bytes.
task<outcome> read_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  stopwatch watch(loop);
  std::array<char, 16> room{};
  pipe.feed_after(20ms, "late");
  const op::read operation{.file = pipe.reader(), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = watch.elapsed() >= 20ms && starts_with(room, "late");
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && starts_with(room, \"late\")");
  co_return passed();
}

// read reads through a direct slot.
task<outcome> read_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  file_table table(loop);
  std::array<char, 16> room{};
  table.put(2, source.fd());
  const op::read operation{.file = direct_slot(2), .buffer = room, .offset = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(7, room);
  if (!effect) co_return no_effect("source.holds_at(7, room)");
  co_return passed();
}

// read says EBADF for a number that is no descriptor.
task<outcome> read_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  const op::read operation{.file = 1000000, .buffer = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// read says EISDIR for a directory.
task<outcome> read_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = dir.fd(), .buffer = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EISDIR, "EISDIR")) co_return *wrong;
  co_return passed(result.error());
}

// read can be cancelled while the pipe is empty.
task<outcome> read_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = pipe.reader(), .buffer = room};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// read meets its deadline while the pipe is empty.
task<outcome> read_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  std::array<char, 16> room{};
  const op::read operation{.file = pipe.reader(), .buffer = room};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// read asks the drive for it with that priority.
task<outcome> read_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  const op::read operation{.file = file.fd(),
                           .buffer = file.block(),
                           .offset = 0,
                           .priority = {io_priority_class::be, 6}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,0,6") && consist_of(file.block(), 'k');
  if (!effect) co_return no_effect("file.was_asked(\"be,0,6\") && consist_of(file.block(), 'k')");
  co_return passed();
}

// read asks the drive for it with the task's priority where none is given.
task<outcome> read_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  priority_of_the_task own(loop);
  const op::read operation{.file = file.fd(), .buffer = file.block(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,0,5");
  if (!effect) co_return no_effect("file.was_asked(\"be,0,5\")");
  co_return passed();
}

// read says EPERM for the priority rt without the capability.
task<outcome> read_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  plain_thread thread(loop);
  std::array<char, 16> room{};
  const op::read operation{
      .file = source.fd(), .buffer = room, .offset = 0, .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read says EINVAL for a priority that has a level and no class.
task<outcome> read_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::read operation{
      .file = source.fd(), .buffer = room, .offset = 0, .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read_attr reads bytes and their protection information.
task<outcome> read_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  drive.put();
  const op::read_attr operation{
      .file = drive.fd(), .buffer = drive.block(), .offset = 0, .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.has_come() && drive.agrees_with(drive.block());
  if (!effect) co_return no_effect("drive.has_come() && drive.agrees_with(drive.block())");
  co_return passed();
}

// read_attr says EILSEQ where the reference tag is not that of the block.
task<outcome> read_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  drive.put();
  const op::read_attr operation{.file = drive.fd(),
                                .buffer = drive.block(),
                                .offset = 0,
                                .integrity = {drive.protection(), integrity_flags::reftag}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EILSEQ, "EILSEQ")) co_return *wrong;
  co_return passed(result.error());
}

// read_attr says EINVAL for a file without protection information.
task<outcome> read_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  std::array<char, 8> protection{};
  const op::read_attr operation{
      .file = source.fd(), .buffer = room, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read_attr says EBADF for a number that is no descriptor.
task<outcome> read_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  std::array<char, 8> protection{};
  const op::read_attr operation{
      .file = 1000000, .buffer = room, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// read_select reads the bytes at the offset.
task<outcome> read_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  selectable_buffers room(loop);
  const op::read_select operation{.file = source.fd(), .buffers = room.source(), .offset = 4};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      value.size() == 16 && source.holds_at(4, value.bytes()) && room.available() == 3;
  if (!effect)
    co_return no_effect(
        "value.size() == 16 && source.holds_at(4, value.bytes()) && room.available() == 3");
  co_return passed();
}

// read_select waits until the pipe has bytes.
task<outcome> read_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  stopwatch watch(loop);
  pipe.feed_after(20ms, "late");
  const op::read_select operation{.file = pipe.reader(), .buffers = room.source()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = says(value, "late") && watch.elapsed() >= 20ms;
  if (!effect) co_return no_effect("says(value, \"late\") && watch.elapsed() >= 20ms");
  co_return passed();
}

// read_select reads through a direct slot.
task<outcome> read_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  file_table table(loop);
  table.put(2, pipe.reader());
  pipe.feed("slot");
  const op::read_select operation{.file = direct_slot(2), .buffers = room.source()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = says(value, "slot");
  if (!effect) co_return no_effect("says(value, \"slot\")");
  co_return passed();
}

// read_select gives no bytes at the end of the file.
task<outcome> read_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  pipe.close_writer();
  const op::read_select operation{.file = pipe.reader(), .buffers = room.source()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.empty();
  if (!effect) co_return no_effect("value.empty()");
  co_return passed();
}

// read_select says ENOBUFS when no buffer is left.
task<outcome> read_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  co_await room.use_up();
  pipe.feed("x");
  const op::read_select operation{.file = pipe.reader(), .buffers = room.source()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOBUFS, "ENOBUFS")) co_return *wrong;
  const bool effect = pipe.content() == "x";
  if (!effect) co_return no_effect("pipe.content() == \"x\"");
  co_return passed(result.error());
}

// read_select says EBADF for a number that is no descriptor.
task<outcome> read_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  selectable_buffers room(loop);
  const op::read_select operation{.file = 1000000, .buffers = room.source()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = room.available() == 4;
  if (!effect) co_return no_effect("room.available() == 4");
  co_return passed(result.error());
}

// read_select can be cancelled while the pipe is empty.
task<outcome> read_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  const op::read_select operation{.file = pipe.reader(), .buffers = room.source()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = room.available() == 4;
  if (!effect) co_return no_effect("room.available() == 4");
  co_return passed(result.error());
}

// read_select meets its deadline while the pipe is empty.
task<outcome> read_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  const op::read_select operation{.file = pipe.reader(), .buffers = room.source()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = room.available() == 4;
  if (!effect) co_return no_effect("room.available() == 4");
  co_return passed(result.error());
}

constexpr live_test read_tests[] = {
    {"read", "", "reads the bytes at the offset", kind::gives, &read_1, &supports<op::read>},
    {"read", "", "reads on from the file's position", kind::gives, &read_2, &supports<op::read>},
    {"read", "", "gives nothing at the end of the file", kind::gives, &read_3, &supports<op::read>},
    {"read", "", "reads a drive on a ring that polls for completions", kind::gives, &read_4,
     &supports<op::read>, ring_options{.iopoll = iopoll_mode::on}},
    {"read", "", "says EOPNOTSUPP on a ring that polls, for a file that cannot be polled",
     kind::fails, &read_5, &supports<op::read>, ring_options{.iopoll = iopoll_mode::on}},
    {"read", "", "says EINVAL for hipri on a ring that does not poll", kind::fails, &read_6,
     &supports<op::read>},
    {"read", "", "waits until the pipe has bytes", kind::gives, &read_7, &supports<op::read>},
    {"read", "", "reads through a direct slot", kind::gives, &read_8, &supports<op::read>},
    {"read", "", "says EBADF for a number that is no descriptor", kind::fails, &read_9,
     &supports<op::read>},
    {"read", "", "says EISDIR for a directory", kind::fails, &read_10, &supports<op::read>},
    {"read", "", "can be cancelled while the pipe is empty", kind::cancels, &read_11,
     &supports<op::read>},
    {"read", "", "meets its deadline while the pipe is empty", kind::deadline, &read_12,
     &supports<op::read>},
    {"read", "", "asks the drive for it with that priority", kind::gives, &read_13,
     &supports<op::read>},
    {"read", "", "asks the drive for it with the task's priority where none is given", kind::gives,
     &read_14, &supports<op::read>},
    {"read", "", "says EPERM for the priority rt without the capability", kind::fails, &read_15,
     &supports<op::read>},
    {"read", "", "says EINVAL for a priority that has a level and no class", kind::fails, &read_16,
     &supports<op::read>},
    {"read", "attr", "reads bytes and their protection information", kind::gives, &read_17,
     &supports<op::read_attr>},
    {"read", "attr", "says EILSEQ where the reference tag is not that of the block", kind::fails,
     &read_18, &supports<op::read_attr>},
    {"read", "attr", "says EINVAL for a file without protection information", kind::fails, &read_19,
     &supports<op::read_attr>},
    {"read", "attr", "says EBADF for a number that is no descriptor", kind::fails, &read_20,
     &supports<op::read_attr>},
    {"read", "select", "reads the bytes at the offset", kind::gives, &read_21,
     &supports<op::read_select>},
    {"read", "select", "waits until the pipe has bytes", kind::gives, &read_22,
     &supports<op::read_select>},
    {"read", "select", "reads through a direct slot", kind::gives, &read_23,
     &supports<op::read_select>},
    {"read", "select", "gives no bytes at the end of the file", kind::gives, &read_24,
     &supports<op::read_select>},
    {"read", "select", "says ENOBUFS when no buffer is left", kind::fails, &read_25,
     &supports<op::read_select>},
    {"read", "select", "says EBADF for a number that is no descriptor", kind::fails, &read_26,
     &supports<op::read_select>},
    {"read", "select", "can be cancelled while the pipe is empty", kind::cancels, &read_27,
     &supports<op::read_select>},
    {"read", "select", "meets its deadline while the pipe is empty", kind::deadline, &read_28,
     &supports<op::read_select>},
};

}  // namespace

extern const live_table read_table;  // without this line it would be internal
const live_table read_table{"read", read_tests};

}  // namespace ringlet::live
