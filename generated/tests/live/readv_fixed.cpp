// Generated from spec/opcodes.json, row "readv_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// readv_fixed fills the ranges one after the other.
task<outcome> readv_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{
      .file = source.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 6};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = source.holds_at(6, memory.range(0)) && source.holds_at(10, memory.range(1));
  if (!effect)
    co_return no_effect(
        "source.holds_at(6, memory.range(0)) && source.holds_at(10, memory.range(1))");
  co_return passed();
}

// readv_fixed reads through a direct slot.
task<outcome> readv_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  const auto parts = memory.ranges(4, 8);
  table.put(2, source.fd());
  const op::readv_fixed operation{
      .file = direct_slot(2), .buffers = parts, .buffer_index = memory.index(), .offset = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = source.holds_at(7, memory.range(0)) && source.holds_at(11, memory.range(1));
  if (!effect)
    co_return no_effect(
        "source.holds_at(7, memory.range(0)) && source.holds_at(11, memory.range(1))");
  co_return passed();
}

// readv_fixed says EINVAL for hipri on a ring that does not poll.
task<outcome> readv_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{.file = source.fd(),
                                  .buffers = parts,
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .flags = rw_flags::hipri};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// readv_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> readv_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  std::array<char, 16> room{};
  std::array<iovec, 1> parts{iovec{room.data(), room.size()}};
  const op::readv_fixed operation{
      .file = source.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// readv_fixed says EFAULT for an index that is not registered.
task<outcome> readv_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{
      .file = source.fd(), .buffers = parts, .buffer_index = memory.index() + 1, .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// readv_fixed can be cancelled while the pipe is empty.
task<outcome> readv_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{
      .file = pipe.reader(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// readv_fixed meets its deadline while the pipe is empty.
task<outcome> readv_fixed_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{
      .file = pipe.reader(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// readv_fixed asks the drive for it with that priority.
task<outcome> readv_fixed_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes());
  const op::readv_fixed operation{
      .file = file.fd(),
      .buffers = parts,
      .buffer_index = memory.index(),
      .offset = 0,
      .priority = {io_priority_class::be, 1, io_priority_hint::dev_duration_limit_3}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,3,1") && consist_of(memory.bytes(), 'k');
  if (!effect) co_return no_effect("file.was_asked(\"be,3,1\") && consist_of(memory.bytes(), 'k')");
  co_return passed();
}

// readv_fixed says EPERM for the priority rt without the capability.
task<outcome> readv_fixed_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  plain_thread thread(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{.file = source.fd(),
                                  .buffers = parts,
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv_fixed says EINVAL for a priority that has a level and no class.
task<outcome> readv_fixed_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::readv_fixed operation{.file = source.fd(),
                                  .buffers = parts,
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv_fixed_attr reads bytes and their protection information.
task<outcome> readv_fixed_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(512));
  drive.put();
  const op::readv_fixed_attr operation{.file = drive.fd(),
                                       .buffers = parts,
                                       .buffer_index = memory.index(),
                                       .offset = 0,
                                       .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.has_come() && drive.agrees_with(memory.bytes().first(512));
  if (!effect)
    co_return no_effect("drive.has_come() && drive.agrees_with(memory.bytes().first(512))");
  co_return passed();
}

// readv_fixed_attr says EILSEQ where the reference tag is not that of the block.
task<outcome> readv_fixed_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(512));
  drive.put();
  const op::readv_fixed_attr operation{.file = drive.fd(),
                                       .buffers = parts,
                                       .buffer_index = memory.index(),
                                       .offset = 0,
                                       .integrity = {drive.protection(), integrity_flags::reftag}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EILSEQ, "EILSEQ")) co_return *wrong;
  co_return passed(result.error());
}

// readv_fixed_attr says EINVAL for a file without protection information.
task<outcome> readv_fixed_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(16));
  std::array<char, 8> protection{};
  const op::readv_fixed_attr operation{.file = source.fd(),
                                       .buffers = parts,
                                       .buffer_index = memory.index(),
                                       .offset = 0,
                                       .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// readv_fixed_attr says EBADF for a number that is no descriptor.
task<outcome> readv_fixed_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(16));
  std::array<char, 8> protection{};
  const op::readv_fixed_attr operation{.file = 1000000,
                                       .buffers = parts,
                                       .buffer_index = memory.index(),
                                       .offset = 0,
                                       .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test readv_fixed_tests[] = {
    {"readv_fixed", "", "fills the ranges one after the other", kind::gives, &readv_fixed_1,
     &supports<op::readv_fixed>},
    {"readv_fixed", "", "reads through a direct slot", kind::gives, &readv_fixed_2,
     &supports<op::readv_fixed>},
    {"readv_fixed", "", "says EINVAL for hipri on a ring that does not poll", kind::fails,
     &readv_fixed_3, &supports<op::readv_fixed>},
    {"readv_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &readv_fixed_4, &supports<op::readv_fixed>},
    {"readv_fixed", "", "says EFAULT for an index that is not registered", kind::fails,
     &readv_fixed_5, &supports<op::readv_fixed>},
    {"readv_fixed", "", "can be cancelled while the pipe is empty", kind::cancels, &readv_fixed_6,
     &supports<op::readv_fixed>},
    {"readv_fixed", "", "meets its deadline while the pipe is empty", kind::deadline,
     &readv_fixed_7, &supports<op::readv_fixed>},
    {"readv_fixed", "", "asks the drive for it with that priority", kind::gives, &readv_fixed_8,
     &supports<op::readv_fixed>},
    {"readv_fixed", "", "says EPERM for the priority rt without the capability", kind::fails,
     &readv_fixed_9, &supports<op::readv_fixed>},
    {"readv_fixed", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &readv_fixed_10, &supports<op::readv_fixed>},
    {"readv_fixed", "attr", "reads bytes and their protection information", kind::gives,
     &readv_fixed_11, &supports<op::readv_fixed_attr>},
    {"readv_fixed", "attr", "says EILSEQ where the reference tag is not that of the block",
     kind::fails, &readv_fixed_12, &supports<op::readv_fixed_attr>},
    {"readv_fixed", "attr", "says EINVAL for a file without protection information", kind::fails,
     &readv_fixed_13, &supports<op::readv_fixed_attr>},
    {"readv_fixed", "attr", "says EBADF for a number that is no descriptor", kind::fails,
     &readv_fixed_14, &supports<op::readv_fixed_attr>},
};

}  // namespace

extern const live_table readv_fixed_table;  // without this line it would be internal
const live_table readv_fixed_table{"readv_fixed", readv_fixed_tests};

}  // namespace ringlet::live
