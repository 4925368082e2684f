// Generated from spec/opcodes.json, row "openat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// openat makes a file.
task<outcome> openat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::openat operation{
      .directory = dir.fd(),
      .path = "fresh",
      .flags = open_flags::creat | open_flags::excl | open_flags::wronly | open_flags::cloexec,
      .mode = 0640};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = dir.is_file("fresh") && dir.mode("fresh") == 0640 &&
                      dir.is_same("fresh", value.get()) && closes_on_exec(value.get());
  if (!effect)
    co_return no_effect(
        "dir.is_file(\"fresh\") && dir.mode(\"fresh\") == 0640 && dir.is_same(\"fresh\", "
        "value.get()) && closes_on_exec(value.get())");
  co_return passed();
}

// openat opens for reading and closes on exec by default.
task<outcome> openat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat operation{.directory = dir.fd(), .path = "old"};
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

// openat opens a path that begins at the root.
task<outcome> openat_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const std::string where = dir.path("old");
  dir.make_file("old", "text");
  const op::openat operation{.path = where};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = dir.is_same("old", value.get());
  if (!effect) co_return no_effect("dir.is_same(\"old\", value.get())");
  co_return passed();
}

// openat says ENOENT for what is not there.
task<outcome> openat_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::openat operation{.directory = dir.fd(), .path = "missing"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// openat says EEXIST for an exclusive file that is there.
task<outcome> openat_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat operation{
      .directory = dir.fd(),
      .path = "old",
      .flags = open_flags::creat | open_flags::excl | open_flags::wronly | open_flags::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = dir.content("old") == "text";
  if (!effect) co_return no_effect("dir.content(\"old\") == \"text\"");
  co_return passed(result.error());
}

// openat can be cancelled while a FIFO has no reader.
task<outcome> openat_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_fifo("fifo");
  const op::openat operation{.directory = dir.fd(),
                             .path = "fifo",
                             .flags = open_flags::creat | open_flags::wronly | open_flags::cloexec};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// openat meets its deadline while a FIFO has no reader.
task<outcome> openat_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_fifo("fifo");
  const op::openat operation{.directory = dir.fd(),
                             .path = "fifo",
                             .flags = open_flags::creat | open_flags::wronly | open_flags::cloexec};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// openat_direct opens into the slot that was asked for.
task<outcome> openat_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  const op::openat_direct operation{.directory = dir.fd(), .path = "old", .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds(2, dir.path("old")) && table.is_empty(1);
  if (!effect) co_return no_effect("table.holds(2, dir.path(\"old\")) && table.is_empty(1)");
  co_return passed();
}

// openat_direct makes a file with its permissions.
task<outcome> openat_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  const op::openat_direct operation{.directory = dir.fd(),
                                    .path = "fresh",
                                    .flags = open_flags::creat | open_flags::wronly,
                                    .mode = 0640,
                                    .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds(2, dir.path("fresh")) && dir.mode("fresh") == 0640;
  if (!effect)
    co_return no_effect("table.holds(2, dir.path(\"fresh\")) && dir.mode(\"fresh\") == 0640");
  co_return passed();
}

// openat_direct chooses a free slot.
task<outcome> openat_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  table.fill_but(3);
  const op::openat_direct operation{.directory = dir.fd(), .path = "old"};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(3))) co_return wrong_value(value, "direct_slot(3)");
  const bool effect = table.holds(3, dir.path("old"));
  if (!effect) co_return no_effect("table.holds(3, dir.path(\"old\"))");
  co_return passed();
}

// openat_direct says ENFILE when no slot is free.
task<outcome> openat_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  table.fill();
  const op::openat_direct operation{.directory = dir.fd(), .path = "old"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  co_return passed(result.error());
}

// openat_direct says ENOENT for what is not there.
task<outcome> openat_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  const op::openat_direct operation{
      .directory = dir.fd(), .path = "missing", .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  const bool effect = table.is_empty(2);
  if (!effect) co_return no_effect("table.is_empty(2)");
  co_return passed(result.error());
}

// openat_direct says EINVAL for cloexec.
task<outcome> openat_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  file_table table(loop);
  dir.make_file("old", "text");
  const op::openat_direct operation{
      .directory = dir.fd(), .path = "old", .flags = open_flags::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// openat_direct says ENXIO without a table.
task<outcome> openat_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::openat_direct operation{.directory = dir.fd(), .path = "old", .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test openat_tests[] = {
    {"openat", "", "makes a file", kind::gives, &openat_1, &supports<op::openat>},
    {"openat", "", "opens for reading and closes on exec by default", kind::gives, &openat_2,
     &supports<op::openat>},
    {"openat", "", "opens a path that begins at the root", kind::gives, &openat_3,
     &supports<op::openat>},
    {"openat", "", "says ENOENT for what is not there", kind::fails, &openat_4,
     &supports<op::openat>},
    {"openat", "", "says EEXIST for an exclusive file that is there", kind::fails, &openat_5,
     &supports<op::openat>},
    {"openat", "", "can be cancelled while a FIFO has no reader", kind::cancels, &openat_6,
     &supports<op::openat>},
    {"openat", "", "meets its deadline while a FIFO has no reader", kind::deadline, &openat_7,
     &supports<op::openat>},
    {"openat", "direct", "opens into the slot that was asked for", kind::gives, &openat_8,
     &supports<op::openat_direct>},
    {"openat", "direct", "makes a file with its permissions", kind::gives, &openat_9,
     &supports<op::openat_direct>},
    {"openat", "direct", "chooses a free slot", kind::gives, &openat_10,
     &supports<op::openat_direct>},
    {"openat", "direct", "says ENFILE when no slot is free", kind::fails, &openat_11,
     &supports<op::openat_direct>},
    {"openat", "direct", "says ENOENT for what is not there", kind::fails, &openat_12,
     &supports<op::openat_direct>},
    {"openat", "direct", "says EINVAL for cloexec", kind::fails, &openat_13,
     &supports<op::openat_direct>},
    {"openat", "direct", "says ENXIO without a table", kind::fails, &openat_14,
     &supports<op::openat_direct>},
};

}  // namespace

extern const live_table openat_table;  // without this line it would be internal
const live_table openat_table{"openat", openat_tests};

}  // namespace ringlet::live
