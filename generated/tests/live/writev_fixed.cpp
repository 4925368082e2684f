// Generated from spec/opcodes.json, row "writev_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// writev_fixed writes the ranges one after the other.
task<outcome> writev_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = file.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = file.content() == std::string_view("\0\0one, two", 10);
  if (!effect) co_return no_effect("file.content() == std::string_view(\"\\0\\0one, two\", 10)");
  co_return passed();
}

// writev_fixed writes through a direct slot.
task<outcome> writev_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  const auto parts = memory.ranges("one, ", "two");
  table.put(2, file.fd());
  const op::writev_fixed operation{
      .file = direct_slot(2), .buffers = parts, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = file.content() == "one, two";
  if (!effect) co_return no_effect("file.content() == \"one, two\"");
  co_return passed();
}

// writev_fixed appends if it is told to.
task<outcome> writev_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(" the", " end");
  const op::writev_fixed operation{.file = source.fd(),
                                   .buffers = parts,
                                   .buffer_index = memory.index(),
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

// writev_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> writev_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  std::string_view text = "elsewhere";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev_fixed operation{
      .file = file.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = file.content().empty();
  if (!effect) co_return no_effect("file.content().empty()");
  co_return passed(result.error());
}

// writev_fixed can be cancelled while the pipe is full.
task<outcome> writev_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev_fixed meets its deadline while the pipe is full.
task<outcome> writev_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev_fixed asks the drive for it with that priority.
task<outcome> writev_fixed_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes());
  std::ranges::fill(memory.bytes(), std::byte{'t'});
  const op::writev_fixed operation{.file = file.fd(),
                                   .buffers = parts,
                                   .buffer_index = memory.index(),
                                   .offset = 0,
                                   .priority = {io_priority_class::be, 7}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("be,0,7") && file.has_only('t');
  if (!effect) co_return no_effect("file.was_asked(\"be,0,7\") && file.has_only('t')");
  co_return passed();
}

// writev_fixed says EPERM for the priority rt without the capability.
task<outcome> writev_fixed_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  plain_thread thread(loop);
  const auto parts = memory.ranges(4, 8);
  const op::writev_fixed operation{.file = source.fd(),
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

// writev_fixed says EINVAL for a priority that has a level and no class.
task<outcome> writev_fixed_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(4, 8);
  const op::writev_fixed operation{.file = source.fd(),
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

// writev_fixed_attr writes bytes and their protection information.
task<outcome> writev_fixed_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(512));
  drive.fill(memory.bytes().first(512));
  const op::writev_fixed_attr operation{.file = drive.fd(),
                                        .buffers = parts,
                                        .buffer_index = memory.index(),
                                        .offset = 0,
                                        .integrity = drive.protection()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 512)) co_return wrong_value(value, "512");
  const bool effect = drive.agrees_with(memory.bytes().first(512));
  if (!effect) co_return no_effect("drive.agrees_with(memory.bytes().first(512))");
  co_return passed();
}

// writev_fixed_attr says EINVAL for a file without protection information.
task<outcome> writev_fixed_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(16));
  std::array<char, 8> protection{};
  const op::writev_fixed_attr operation{.file = source.fd(),
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

// writev_fixed_attr says EBADF for a number that is no descriptor.
task<outcome> writev_fixed_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(16));
  std::array<char, 8> protection{};
  const op::writev_fixed_attr operation{.file = 1000000,
                                        .buffers = parts,
                                        .buffer_index = memory.index(),
                                        .offset = 0,
                                        .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// writev_fixed_stream writes to a file that has no streams.
task<outcome> writev_fixed_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("writ", "ten");
  const op::writev_fixed_stream operation{.file = file.fd(),
                                          .buffers = parts,
                                          .buffer_index = memory.index(),
                                          .offset = 0,
                                          .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// writev_fixed_stream writes through a direct slot.
task<outcome> writev_fixed_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("writ", "ten");
  table.put(2, file.fd());
  const op::writev_fixed_stream operation{.file = direct_slot(2),
                                          .buffers = parts,
                                          .buffer_index = memory.index(),
                                          .offset = 0,
                                          .write_stream = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 7)) co_return wrong_value(value, "7");
  const bool effect = file.content() == "written";
  if (!effect) co_return no_effect("file.content() == \"written\"");
  co_return passed();
}

// writev_fixed_stream says EINVAL for a drive without streams.
task<outcome> writev_fixed_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  const auto parts = halves_of(memory.bytes().first(512));
  const op::writev_fixed_stream operation{.file = drive.fd(),
                                          .buffers = parts,
                                          .buffer_index = memory.index(),
                                          .offset = 0,
                                          .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// writev_fixed_stream says EBADF for a file that is open for reading only.
task<outcome> writev_fixed_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("writ", "ten");
  const op::writev_fixed_stream operation{.file = source.read_only(),
                                          .buffers = parts,
                                          .buffer_index = memory.index(),
                                          .offset = 0,
                                          .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// writev_fixed_stream can be cancelled while the pipe is full.
task<outcome> writev_fixed_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("writ", "ten");
  const op::writev_fixed_stream operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index(), .write_stream = 1};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev_fixed_stream meets its deadline while the pipe is full.
task<outcome> writev_fixed_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("writ", "ten");
  const op::writev_fixed_stream operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index(), .write_stream = 1};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test writev_fixed_tests[] = {
    {"writev_fixed", "", "writes the ranges one after the other", kind::gives, &writev_fixed_1,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "writes through a direct slot", kind::gives, &writev_fixed_2,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "appends if it is told to", kind::gives, &writev_fixed_3,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &writev_fixed_4, &supports<op::writev_fixed>},
    {"writev_fixed", "", "can be cancelled while the pipe is full", kind::cancels, &writev_fixed_5,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "meets its deadline while the pipe is full", kind::deadline,
     &writev_fixed_6, &supports<op::writev_fixed>},
    {"writev_fixed", "", "asks the drive for it with that priority", kind::gives, &writev_fixed_7,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "says EPERM for the priority rt without the capability", kind::fails,
     &writev_fixed_8, &supports<op::writev_fixed>},
    {"writev_fixed", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &writev_fixed_9, &supports<op::writev_fixed>},
    {"writev_fixed", "attr", "writes bytes and their protection information", kind::gives,
     &writev_fixed_10, &supports<op::writev_fixed_attr>},
    {"writev_fixed", "attr", "says EINVAL for a file without protection information", kind::fails,
     &writev_fixed_11, &supports<op::writev_fixed_attr>},
    {"writev_fixed", "attr", "says EBADF for a number that is no descriptor", kind::fails,
     &writev_fixed_12, &supports<op::writev_fixed_attr>},
    {"writev_fixed", "stream", "writes to a file that has no streams", kind::gives,
     &writev_fixed_13, &supports<op::writev_fixed_stream>},
    {"writev_fixed", "stream", "writes through a direct slot", kind::gives, &writev_fixed_14,
     &supports<op::writev_fixed_stream>},
    {"writev_fixed", "stream", "says EINVAL for a drive without streams", kind::fails,
     &writev_fixed_15, &supports<op::writev_fixed_stream>},
    {"writev_fixed", "stream", "says EBADF for a file that is open for reading only", kind::fails,
     &writev_fixed_16, &supports<op::writev_fixed_stream>},
    {"writev_fixed", "stream", "can be cancelled while the pipe is full", kind::cancels,
     &writev_fixed_17, &supports<op::writev_fixed_stream>},
    {"writev_fixed", "stream", "meets its deadline while the pipe is full", kind::deadline,
     &writev_fixed_18, &supports<op::writev_fixed_stream>},
};

}  // namespace

extern const live_table writev_fixed_table;  // without this line it would be internal
const live_table writev_fixed_table{"writev_fixed", writev_fixed_tests};

}  // namespace ringlet::live
