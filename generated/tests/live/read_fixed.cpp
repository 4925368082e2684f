// Generated from spec/opcodes.json, row "read_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// read_fixed reads into the registered buffer.
task<outcome> read_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{.file = source.fd(),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index(),
                                 .offset = 5};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(5, memory.bytes().first(16));
  if (!effect) co_return no_effect("source.holds_at(5, memory.bytes().first(16))");
  co_return passed();
}

// read_fixed reads through a direct slot.
task<outcome> read_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  table.put(2, source.fd());
  const op::read_fixed operation{.file = direct_slot(2),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index(),
                                 .offset = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 16)) co_return wrong_value(value, "16");
  const bool effect = source.holds_at(7, memory.bytes().first(16));
  if (!effect) co_return no_effect("source.holds_at(7, memory.bytes().first(16))");
  co_return passed();
}

// read_fixed reads a drive on a ring that polls for completions.
task<outcome> read_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  polled_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('r');
  const op::read_fixed operation{
      .file = drive.fd(), .buffer = memory.bytes(), .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = consist_of(memory.bytes(), 'r');
  if (!effect) co_return no_effect("consist_of(memory.bytes(), 'r')");
  co_return passed();
}

// read_fixed says EINVAL for hipri on a ring that does not poll.
task<outcome> read_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{.file = source.fd(),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index(),
                                 .offset = 0,
                                 .flags = rw_flags::hipri};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// read_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> read_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  std::array<char, 16> room{};
  const op::read_fixed operation{
      .file = source.fd(), .buffer = room, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// read_fixed says EFAULT for an index that is not registered.
task<outcome> read_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{.file = source.fd(),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index() + 1,
                                 .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// read_fixed can be cancelled while the pipe is empty.
task<outcome> read_fixed_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{
      .file = pipe.reader(), .buffer = memory.bytes().first(16), .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// read_fixed meets its deadline while the pipe is empty.
task<outcome> read_fixed_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{
      .file = pipe.reader(), .buffer = memory.bytes().first(16), .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// read_fixed asks the drive for it with that priority.
task<outcome> read_fixed_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{.file = file.fd(),
                                 .buffer = memory.bytes(),
                                 .buffer_index = memory.index(),
                                 .offset = 0,
                                 .priority = {io_priority_class::be, 6}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,0,6") && consist_of(memory.bytes(), 'k');
  if (!effect) co_return no_effect("file.was_asked(\"be,0,6\") && consist_of(memory.bytes(), 'k')");
  co_return passed();
}

// read_fixed says EPERM for the priority rt without the capability.
task<outcome> read_fixed_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  plain_thread thread(loop);
  const op::read_fixed operation{.file = source.fd(),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index(),
                                 .offset = 0,
                                 .priority = io_priority_class::rt};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPERM, "EPERM")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read_fixed says EINVAL for a priority that has a level and no class.
task<outcome> read_fixed_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const op::read_fixed operation{.file = source.fd(),
                                 .buffer = memory.bytes().first(16),
                                 .buffer_index = memory.index(),
                                 .offset = 0,
                                 .priority = {io_priority_class::none, 1}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read_fixed_attr reads bytes and their protection information.
task<outcome> read_fixed_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put();
  const op::read_fixed_attr operation{.file = drive.fd(),
                                      .buffer = memory.bytes().first(512),
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

// read_fixed_attr says EILSEQ where the reference tag is not that of the block.
task<outcome> read_fixed_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put();
  const op::read_fixed_attr operation{.file = drive.fd(),
                                      .buffer = memory.bytes().first(512),
                                      .buffer_index = memory.index(),
                                      .offset = 0,
                                      .integrity = {drive.protection(), integrity_flags::reftag}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EILSEQ, "EILSEQ")) co_return *wrong;
  co_return passed(result.error());
}

// read_fixed_attr says EINVAL for a file without protection information.
task<outcome> read_fixed_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  std::array<char, 8> protection{};
  const op::read_fixed_attr operation{.file = source.fd(),
                                      .buffer = memory.bytes().first(16),
                                      .buffer_index = memory.index(),
                                      .offset = 0,
                                      .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// read_fixed_attr says EBADF for a number that is no descriptor.
task<outcome> read_fixed_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer memory(loop);
  std::array<char, 8> protection{};
  const op::read_fixed_attr operation{.file = 1000000,
                                      .buffer = memory.bytes().first(16),
                                      .buffer_index = memory.index(),
                                      .offset = 0,
                                      .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test read_fixed_tests[] = {
    {"read_fixed", "", "reads into the registered buffer", kind::gives, &read_fixed_1,
     &supports<op::read_fixed>},
    {"read_fixed", "", "reads through a direct slot", kind::gives, &read_fixed_2,
     &supports<op::read_fixed>},
    {"read_fixed", "", "reads a drive on a ring that polls for completions", kind::gives,
     &read_fixed_3, &supports<op::read_fixed>, ring_options{.iopoll = iopoll_mode::on}},
    {"read_fixed", "", "says EINVAL for hipri on a ring that does not poll", kind::fails,
     &read_fixed_4, &supports<op::read_fixed>},
    {"read_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &read_fixed_5, &supports<op::read_fixed>},
    {"read_fixed", "", "says EFAULT for an index that is not registered", kind::fails,
     &read_fixed_6, &supports<op::read_fixed>},
    {"read_fixed", "", "can be cancelled while the pipe is empty", kind::cancels, &read_fixed_7,
     &supports<op::read_fixed>},
    {"read_fixed", "", "meets its deadline while the pipe is empty", kind::deadline, &read_fixed_8,
     &supports<op::read_fixed>},
    {"read_fixed", "", "asks the drive for it with that priority", kind::gives, &read_fixed_9,
     &supports<op::read_fixed>},
    {"read_fixed", "", "says EPERM for the priority rt without the capability", kind::fails,
     &read_fixed_10, &supports<op::read_fixed>},
    {"read_fixed", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &read_fixed_11, &supports<op::read_fixed>},
    {"read_fixed", "attr", "reads bytes and their protection information", kind::gives,
     &read_fixed_12, &supports<op::read_fixed_attr>},
    {"read_fixed", "attr", "says EILSEQ where the reference tag is not that of the block",
     kind::fails, &read_fixed_13, &supports<op::read_fixed_attr>},
    {"read_fixed", "attr", "says EINVAL for a file without protection information", kind::fails,
     &read_fixed_14, &supports<op::read_fixed_attr>},
    {"read_fixed", "attr", "says EBADF for a number that is no descriptor", kind::fails,
     &read_fixed_15, &supports<op::read_fixed_attr>},
};

}  // namespace

extern const live_table read_fixed_table;  // without this line it would be internal
const live_table read_fixed_table{"read_fixed", read_fixed_tests};

}  // namespace ringlet::live
