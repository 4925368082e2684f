// Generated from spec/opcodes.json, row "write_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// write_fixed writes from the registered buffer.
task<outcome> write_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  memory.fill("from memory");
  const op::write_fixed operation{.file = file.fd(),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = file.content() == std::string_view("\0\0from memory", 13);
  if (!effect) co_return no_effect("file.content() == std::string_view(\"\\0\\0from memory\", 13)");
  co_return passed();
}

// write_fixed writes through a direct slot.
task<outcome> write_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  memory.fill("from memory");
  table.put(2, file.fd());
  const op::write_fixed operation{.file = direct_slot(2),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = file.content() == "from memory";
  if (!effect) co_return no_effect("file.content() == \"from memory\"");
  co_return passed();
}

// write_fixed appends if it is told to.
task<outcome> write_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  memory.fill("from memory");
  const op::write_fixed operation{.file = source.fd(),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .flags = rw_flags::append};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = source.ends_with("from memory") && source.begins_unchanged();
  if (!effect)
    co_return no_effect("source.ends_with(\"from memory\") && source.begins_unchanged()");
  co_return passed();
}

// write_fixed writes to a drive on a ring that polls for completions.
task<outcome> write_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  polled_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('?');
  memory.fill(std::string(4096, 'w'));
  const op::write_fixed operation{
      .file = drive.fd(), .buffer = memory.bytes(), .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = drive.has_only('w');
  if (!effect) co_return no_effect("drive.has_only('w')");
  co_return passed();
}

// write_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> write_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{.file = file.fd(),
                                  .buffer = std::string_view("elsewhere"),
                                  .buffer_index = memory.index(),
                                  .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = file.content().empty();
  if (!effect) co_return no_effect("file.content().empty()");
  co_return passed(result.error());
}

// write_fixed can be cancelled while the pipe is full.
task<outcome> write_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{
      .file = pipe.writer(), .buffer = memory.bytes().first(11), .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write_fixed meets its deadline while the pipe is full.
task<outcome> write_fixed_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{
      .file = pipe.writer(), .buffer = memory.bytes().first(11), .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write_fixed asks the drive for it with that priority.
task<outcome> write_fixed_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  traced_file file(loop);
  fixed_buffer memory(loop);
  std::ranges::fill(memory.bytes(), std::byte{'t'});
  const op::write_fixed operation{.file = file.fd(),
                                  .buffer = memory.bytes(),
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .priority = io_priority_class::idle};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4096)) co_return wrong_value(value, "4096");
  const bool effect = file.was_asked("idle,0,0") && file.has_only('t');
  if (!effect) co_return no_effect("file.was_asked(\"idle,0,0\") && file.has_only('t')");
  co_return passed();
}

// write_fixed says EPERM for the priority rt without the capability.
task<outcome> write_fixed_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  plain_thread thread(loop);
  const op::write_fixed operation{.file = source.fd(),
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

// write_fixed says EINVAL for a priority that has a level and no class.
task<outcome> write_fixed_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{.file = source.fd(),
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

// write_fixed_attr writes bytes and their protection information.
task<outcome> write_fixed_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  drive.fill(memory.bytes().first(512));
  const op::write_fixed_attr operation{.file = drive.fd(),
                                       .buffer = memory.bytes().first(512),
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

// write_fixed_attr says EINVAL for a file without protection information.
task<outcome> write_fixed_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  std::array<char, 8> protection{};
  const op::write_fixed_attr operation{.file = source.fd(),
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

// write_fixed_attr says EBADF for a number that is no descriptor.
task<outcome> write_fixed_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer memory(loop);
  std::array<char, 8> protection{};
  const op::write_fixed_attr operation{.file = 1000000,
                                       .buffer = memory.bytes().first(16),
                                       .buffer_index = memory.index(),
                                       .offset = 0,
                                       .integrity = protection};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// write_fixed_stream writes to a file that has no streams.
task<outcome> write_fixed_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  memory.fill("written");
  const op::write_fixed_stream operation{.file = file.fd(),
                                         .buffer = memory.bytes().first(7),
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

// write_fixed_stream writes through a direct slot.
task<outcome> write_fixed_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  fixed_buffer memory(loop);
  memory.fill("written");
  table.put(2, file.fd());
  const op::write_fixed_stream operation{.file = direct_slot(2),
                                         .buffer = memory.bytes().first(7),
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

// write_fixed_stream says EINVAL for a drive without streams.
task<outcome> write_fixed_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  protected_drive drive(loop);
  fixed_buffer memory(loop);
  const op::write_fixed_stream operation{.file = drive.fd(),
                                         .buffer = memory.bytes().first(512),
                                         .buffer_index = memory.index(),
                                         .offset = 0,
                                         .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// write_fixed_stream says EBADF for a file that is open for reading only.
task<outcome> write_fixed_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  memory.fill("written");
  const op::write_fixed_stream operation{.file = source.read_only(),
                                         .buffer = memory.bytes().first(7),
                                         .buffer_index = memory.index(),
                                         .offset = 0,
                                         .write_stream = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// write_fixed_stream can be cancelled while the pipe is full.
task<outcome> write_fixed_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  memory.fill("written");
  const op::write_fixed_stream operation{.file = pipe.writer(),
                                         .buffer = memory.bytes().first(7),
                                         .buffer_index = memory.index(),
                                         .write_stream = 1};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write_fixed_stream meets its deadline while the pipe is full.
task<outcome> write_fixed_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  memory.fill("written");
  const op::write_fixed_stream operation{.file = pipe.writer(),
                                         .buffer = memory.bytes().first(7),
                                         .buffer_index = memory.index(),
                                         .write_stream = 1};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test write_fixed_tests[] = {
    {"write_fixed", "", "writes from the registered buffer", kind::gives, &write_fixed_1,
     &supports<op::write_fixed>},
    {"write_fixed", "", "writes through a direct slot", kind::gives, &write_fixed_2,
     &supports<op::write_fixed>},
    {"write_fixed", "", "appends if it is told to", kind::gives, &write_fixed_3,
     &supports<op::write_fixed>},
    {"write_fixed", "", "writes to a drive on a ring that polls for completions", kind::gives,
     &write_fixed_4, &supports<op::write_fixed>, ring_options{.iopoll = iopoll_mode::on}},
    {"write_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &write_fixed_5, &supports<op::write_fixed>},
    {"write_fixed", "", "can be cancelled while the pipe is full", kind::cancels, &write_fixed_6,
     &supports<op::write_fixed>},
    {"write_fixed", "", "meets its deadline while the pipe is full", kind::deadline, &write_fixed_7,
     &supports<op::write_fixed>},
    {"write_fixed", "", "asks the drive for it with that priority", kind::gives, &write_fixed_8,
     &supports<op::write_fixed>},
    {"write_fixed", "", "says EPERM for the priority rt without the capability", kind::fails,
     &write_fixed_9, &supports<op::write_fixed>},
    {"write_fixed", "", "says EINVAL for a priority that has a level and no class", kind::fails,
     &write_fixed_10, &supports<op::write_fixed>},
    {"write_fixed", "attr", "writes bytes and their protection information", kind::gives,
     &write_fixed_11, &supports<op::write_fixed_attr>},
    {"write_fixed", "attr", "says EINVAL for a file without protection information", kind::fails,
     &write_fixed_12, &supports<op::write_fixed_attr>},
    {"write_fixed", "attr", "says EBADF for a number that is no descriptor", kind::fails,
     &write_fixed_13, &supports<op::write_fixed_attr>},
    {"write_fixed", "stream", "writes to a file that has no streams", kind::gives, &write_fixed_14,
     &supports<op::write_fixed_stream>},
    {"write_fixed", "stream", "writes through a direct slot", kind::gives, &write_fixed_15,
     &supports<op::write_fixed_stream>},
    {"write_fixed", "stream", "says EINVAL for a drive without streams", kind::fails,
     &write_fixed_16, &supports<op::write_fixed_stream>},
    {"write_fixed", "stream", "says EBADF for a file that is open for reading only", kind::fails,
     &write_fixed_17, &supports<op::write_fixed_stream>},
    {"write_fixed", "stream", "can be cancelled while the pipe is full", kind::cancels,
     &write_fixed_18, &supports<op::write_fixed_stream>},
    {"write_fixed", "stream", "meets its deadline while the pipe is full", kind::deadline,
     &write_fixed_19, &supports<op::write_fixed_stream>},
};

}  // namespace

extern const live_table write_fixed_table;  // without this line it would be internal
const live_table write_fixed_table{"write_fixed", write_fixed_tests};

}  // namespace ringlet::live
