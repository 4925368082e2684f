// Generated from spec/opcodes.json, row "readv". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// readv fills its buffers one after the other.
task<outcome> readv_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 4> head{};
  std::array<char, 8> tail{};
  std::array<iovec, 2> parts{iovec{head.data(), head.size()}, iovec{tail.data(), tail.size()}};
  const op::readv operation{.file = source.fd(), .buffers = parts, .offset = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = source.holds_at(6, head) && source.holds_at(10, tail);
  if (!effect) co_return no_effect("source.holds_at(6, head) && source.holds_at(10, tail)");
  co_return passed();
}

// readv reads through a direct slot.
task<outcome> readv_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  file_table table(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  table.put(2, source.fd());
  const op::readv operation{.file = direct_slot(2), .buffers = parts, .offset = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(7, room);
  if (!effect) co_return no_effect("source.holds_at(7, room)");
  co_return passed();
}

// readv says EINVAL for hipri on a ring that does not poll.
task<outcome> readv_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .flags = rw_flags::hipri};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// readv stops at the end of the file.
task<outcome> readv_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv operation{.file = source.fd(), .buffers = parts, .offset = source.size() - 3};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = source.holds_at(source.size() - 3, std::span(room).first(3)) && room[3] == 0;
  if (!effect)
    co_return no_effect(
        "source.holds_at(source.size() - 3, std::span(room).first(3)) && room[3] == 0");
  co_return passed();
}

// readv says EBADF for a number that is no descriptor.
task<outcome> readv_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv operation{.file = 1000000, .buffers = parts};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// readv says EFAULT for a buffer that is nowhere.
task<outcome> readv_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<iovec, 1> parts{iovec{nullptr, 16}};
  const op::readv operation{.file = source.fd(), .buffers = parts, .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// readv can be cancelled while the pipe is empty.
task<outcome> readv_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv operation{.file = pipe.reader(), .buffers = parts};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// readv meets its deadline while the pipe is empty.
task<outcome> readv_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv operation{.file = pipe.reader(), .buffers = parts};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// readv asks the drive for it with that priority.
task<outcome> readv_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  const auto parts = halves_of(file.block());
  const op::readv operation{
      .file = file.fd(), .buffers = parts, .offset = 0, .priority = io_priority_class::idle};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("idle,0,0") && consist_of(file.block(), 'k');
  if (!effect) co_return no_effect("file.was_asked(\"idle,0,0\") && consist_of(file.block(), 'k')");
  co_return passed();
}

// readv says EPERM for the priority rt without the capability.
task<outcome> readv_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  plain_thread thread(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  const op::readv operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv says EINVAL for a priority that has a level and no class.
task<outcome> readv_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  const op::readv operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv_attr reads bytes and their protection information.
task<outcome> readv_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  const auto parts = halves_of(drive.block());
  drive.put();
  const op::readv_attr operation{
      .file = drive.fd(), .buffers = parts, .offset = 0, .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.has_come() && drive.agrees_with(drive.block());
  if (!effect) co_return no_effect("drive.has_come() && drive.agrees_with(drive.block())");
  co_return passed();
}

// readv_attr says EILSEQ where the reference tag is not that of the block.
task<outcome> readv_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  const auto parts = halves_of(drive.block());
  drive.put();
  const op::readv_attr operation{.file = drive.fd(),
                                 .buffers = parts,
                                 .offset = 0,
                                 .integrity = {drive.protection(), integrity_flags::reftag}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EILSEQ, "EILSEQ")) co_return *wrong;
  co_return passed(result.error());
}

// readv_attr says EINVAL for a file without protection information.
task<outcome> readv_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  std::array<char, 8> protection{};
  const op::readv_attr operation{
      .file = source.fd(), .buffers = parts, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv_attr says EBADF for a number that is no descriptor.
task<outcome> readv_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  const auto parts = halves_of(room);
  std::array<char, 8> protection{};
  const op::readv_attr operation{
      .file = 1000000, .buffers = parts, .offset = 0, .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test readv_tests[] = {
    {"readv", "", "fills its buffers one after the other", kind::gives, &readv_1,
     &supports<op::readv>},
    {"readv", "", "reads through a direct slot", kind::gives, &readv_2, &supports<op::readv>},
    {"readv", "", "says EINVAL for hipri on a ring that does not poll", kind::fails, &readv_3,
     &supports<op::readv>},
    {"readv", "", "stops at the end of the file", kind::gives, &readv_4, &supports<op::readv>},
    {"readv", "", "says EBADF for a number that is no descriptor", kind::fails, &readv_5,
     &supports<op::readv>},
    {"readv", "", "says EFAULT for a buffer that is nowhere", kind::fails, &readv_6,
     &supports<op::readv>},
    {"readv", "", "can be cancelled while the pipe is empty", kind::cancels, &readv_7,
     &supports<op::readv>},
    {"readv", "", "meets its deadline while the pipe is empty", kind::deadline, &readv_8,
     &supports<op::readv>},
    {"readv", "", "asks the drive for it with that priority", kind::gives, &readv_9,
     &supports<op::readv>},
    {"readv", "", "says EPERM for the priority rt without the capability", kind::fails, &readv_10,
     &supports<op::readv>},
    {"readv", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &readv_11, &supports<op::readv>},
    {"readv", "attr", "reads bytes and their protection information", kind::gives, &readv_12,
     &supports<op::readv_attr>},
    {"readv", "attr", "says EILSEQ where the reference tag is not that of the block", kind::fails,
     &readv_13, &supports<op::readv_attr>},
    {"readv", "attr", "says EINVAL for a file without protection information", kind::fails,
     &readv_14, &supports<op::readv_attr>},
    {"readv", "attr", "says EBADF for a number that is no descriptor", kind::fails, &readv_15,
     &supports<op::readv_attr>},
};

}  // namespace

extern const live_table readv_table;  // without this line it would be internal
const live_table readv_table{"readv", readv_tests};

}  // namespace ringlet::live
