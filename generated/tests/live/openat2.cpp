// Generated from spec/opcodes.json, row "openat2". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// openat2 makes a file.
task<outcome> openat2_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::openat2 operation{
      .directory = dir.fd(),
      .path = "fresh",
      .how = {open_flags::creat | open_flags::excl | open_flags::wronly, {}, 0640}};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = dir.is_file("fresh") && dir.mode("fresh") == 0640 &&
                      dir.is_same("fresh", value.get()) && !closes_on_exec(value.get());
  if (!effect)
    co_return no_effect(
        "dir.is_file(\"fresh\") && dir.mode(\"fresh\") == 0640 && dir.is_same(\"fresh\", "
        "value.get()) && !closes_on_exec(value.get())");
  co_return passed();
}

// openat2 opens for reading with flags alone.
task<outcome> openat2_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat2 operation{
      .directory = dir.fd(), .path = "old", .how = open_flags::rdonly | open_flags::cloexec};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = dir.is_same("old", value.get()) && closes_on_exec(value.get()) &&
                      access_mode(value.get()) == O_RDONLY;
  if (!effect)
    co_return no_effect(
        "dir.is_same(\"old\", value.get()) && closes_on_exec(value.get()) && "
        "access_mode(value.get()) == O_RDONLY");
  co_return passed();
}

// openat2 says EXDEV for a path that leads out of the directory.
task<outcome> openat2_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_directory("inner");
  dir.make_file("outer", "text");
  dir.make_link("inner/out", "../../outer");
  const op::openat2 operation{.directory = dir.fd(),
                              .path = "inner/out",
                              .how = {open_flags::rdonly, resolve_flags::beneath}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EXDEV, "EXDEV")) co_return *wrong;
  co_return passed(result.error());
}

// openat2 says ELOOP for a symbolic link on the way.
task<outcome> openat2_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  dir.make_link("link", "old");
  const op::openat2 operation{.directory = dir.fd(),
                              .path = "link",
                              .how = {open_flags::rdonly, resolve_flags::no_symlinks}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ELOOP, "ELOOP")) co_return *wrong;
  co_return passed(result.error());
}

// openat2 says EINVAL for a mode without a file to be made.
task<outcome> openat2_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat2 operation{
      .directory = dir.fd(), .path = "old", .how = {open_flags::rdonly, {}, 0640}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// openat2 says ENOENT for what is not there.
task<outcome> openat2_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::openat2 operation{.directory = dir.fd(), .path = "missing", .how = open_flags::rdonly};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// openat2 can be cancelled while a FIFO has no reader.
task<outcome> openat2_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_fifo("fifo");
  const op::openat2 operation{.directory = dir.fd(),
                              .path = "fifo",
                              .how = open_flags::creat | open_flags::wronly | open_flags::cloexec};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// openat2 meets its deadline while a FIFO has no reader.
task<outcome> openat2_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_fifo("fifo");
  const op::openat2 operation{.directory = dir.fd(),
                              .path = "fifo",
                              .how = open_flags::creat | open_flags::wronly | open_flags::cloexec};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// openat2_direct opens into the slot that was asked for.
task<outcome> openat2_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  const op::openat2_direct operation{.directory = dir.fd(),
                                     .path = "old",
                                     .how = {open_flags::rdonly, resolve_flags::beneath},
                                     .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds(2, dir.path("old")) && table.is_empty(1);
  if (!effect) co_return no_effect("table.holds(2, dir.path(\"old\")) && table.is_empty(1)");
  co_return passed();
}

// openat2_direct chooses a free slot.
task<outcome> openat2_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  table.fill_but(3);
  const op::openat2_direct operation{
      .directory = dir.fd(), .path = "old", .how = open_flags::rdonly};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(3))) co_return wrong_value(value, "direct_slot(3)");
  const bool effect = table.holds(3, dir.path("old"));
  if (!effect) co_return no_effect("table.holds(3, dir.path(\"old\"))");
  co_return passed();
}

// openat2_direct says ENFILE when no slot is free.
task<outcome> openat2_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  table.fill();
  const op::openat2_direct operation{
      .directory = dir.fd(), .path = "old", .how = open_flags::rdonly};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  co_return passed(result.error());
}

// openat2_direct says ELOOP for a symbolic link on the way.
task<outcome> openat2_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  dir.make_link("link", "old");
  const op::openat2_direct operation{.directory = dir.fd(),
                                     .path = "link",
                                     .how = {open_flags::rdonly, resolve_flags::no_symlinks},
                                     .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ELOOP, "ELOOP")) co_return *wrong;
  const bool effect = table.is_empty(2);
  if (!effect) co_return no_effect("table.is_empty(2)");
  co_return passed(result.error());
}

// openat2_direct says EINVAL for cloexec.
task<outcome> openat2_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  const op::openat2_direct operation{
      .directory = dir.fd(), .path = "old", .how = open_flags::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// openat2_direct says ENXIO without a table.
task<outcome> openat2_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat2_direct operation{
      .directory = dir.fd(), .path = "old", .how = open_flags::rdonly, .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

// openat2_direct can be cancelled while a FIFO has no reader.
task<outcome> openat2_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_fifo("fifo");
  const op::openat2_direct operation{.directory = dir.fd(),
                                     .path = "fifo",
                                     .how = open_flags::creat | open_flags::wronly,
                                     .slot = direct_slot(2)};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = table.is_empty(2);
  if (!effect) co_return no_effect("table.is_empty(2)");
  co_return passed(result.error());
}

constexpr live_test openat2_tests[] = {
    {"openat2", "", "makes a file", kind::gives, &openat2_1, &supports<op::openat2>},
    {"openat2", "", "opens for reading with flags alone", kind::gives, &openat2_2,
     &supports<op::openat2>},
    {"openat2", "", "says EXDEV for a path that leads out of the directory", kind::fails,
     &openat2_3, &supports<op::openat2>},
    {"openat2", "", "says ELOOP for a symbolic link on the way", kind::fails, &openat2_4,
     &supports<op::openat2>},
    {"openat2", "", "says EINVAL for a mode without a file to be made", kind::fails, &openat2_5,
     &supports<op::openat2>},
    {"openat2", "", "says ENOENT for what is not there", kind::fails, &openat2_6,
     &supports<op::openat2>},
    {"openat2", "", "can be cancelled while a FIFO has no reader", kind::cancels, &openat2_7,
     &supports<op::openat2>},
    {"openat2", "", "meets its deadline while a FIFO has no reader", kind::deadline, &openat2_8,
     &supports<op::openat2>},
    {"openat2", "direct", "opens into the slot that was asked for", kind::gives, &openat2_9,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "chooses a free slot", kind::gives, &openat2_10,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "says ENFILE when no slot is free", kind::fails, &openat2_11,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "says ELOOP for a symbolic link on the way", kind::fails, &openat2_12,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "says EINVAL for cloexec", kind::fails, &openat2_13,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "says ENXIO without a table", kind::fails, &openat2_14,
     &supports<op::openat2_direct>},
    {"openat2", "direct", "can be cancelled while a FIFO has no reader", kind::cancels, &openat2_15,
     &supports<op::openat2_direct>},
};

}  // namespace

extern const live_table openat2_table;  // without this line it would be internal
const live_table openat2_table{"openat2", openat2_tests};

}  // namespace ringlet::live
