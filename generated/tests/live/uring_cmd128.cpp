// Generated from spec/opcodes.json, row "uring_cmd128". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// uring_cmd128 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd128 says EOPNOTSUPP for a drive, which answers with big CQEs.
task<outcome> uring_cmd128_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = consist_of(drive.block(), '?');
  if (!effect) co_return no_effect("consist_of(drive.block(), '?')");
  co_return passed(result.error());
}

// uring_cmd128_fixed carries the buffer's index beside a command that needs none.
task<outcome> uring_cmd128_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer memory(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128_fixed operation{
      .file = pair.near(), .command = 0, .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128_fixed reads a drive's block into the buffer by its own command.
task<outcome> uring_cmd128_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128_fixed operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.read_command_into(memory.bytes()),
                                         .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = consist_of(memory.bytes(), 'r') && consist_of(drive.block(), '?');
  if (!effect)
    co_return no_effect("consist_of(memory.bytes(), 'r') && consist_of(drive.block(), '?')");
  co_return passed();
}

// uring_cmd128_fixed writes a drive's block out of the buffer by its own command.
task<outcome> uring_cmd128_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('?');
  std::ranges::fill(memory.bytes(), std::byte{'w'});
  const op::uring_cmd128_fixed operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.write_command_of(memory.bytes()),
                                         .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = drive.has_only('w');
  if (!effect) co_return no_effect("drive.has_only('w')");
  co_return passed();
}

// uring_cmd128_fixed says EFAULT for bytes outside of the buffer.
task<outcome> uring_cmd128_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128_fixed operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.read_command(),
                                         .buffer_index = memory.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = consist_of(drive.block(), '?');
  if (!effect) co_return no_effect("consist_of(drive.block(), '?')");
  co_return passed(result.error());
}

// uring_cmd128_fixed says EFAULT for a buffer that is not there.
task<outcome> uring_cmd128_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  const op::uring_cmd128_fixed operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.read_command_into(memory.bytes()),
                                         .buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd128_fixed_cqe32 carries the buffer's index beside a command that needs none.
task<outcome> uring_cmd128_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer memory(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128_fixed_cqe32 operation{
      .file = pair.near(), .command = 0, .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 5 && pair.waiting() == 5;
  if (!effect) co_return no_effect("value.value == 5 && pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128_fixed_cqe32 reads a drive's block into the buffer by its own command.
task<outcome> uring_cmd128_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128_fixed_cqe32 operation{.file = drive.generic(),
                                               .command = NVME_URING_CMD_IO,
                                               .payload = drive.read_command_into(memory.bytes()),
                                               .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      value.value == 0 && consist_of(memory.bytes(), 'r') && consist_of(drive.block(), '?');
  if (!effect)
    co_return no_effect(
        "value.value == 0 && consist_of(memory.bytes(), 'r') && consist_of(drive.block(), '?')");
  co_return passed();
}

// uring_cmd128_fixed_cqe32 writes a drive's block out of the buffer by its own command.
task<outcome> uring_cmd128_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('?');
  std::ranges::fill(memory.bytes(), std::byte{'w'});
  const op::uring_cmd128_fixed_cqe32 operation{.file = drive.generic(),
                                               .command = NVME_URING_CMD_IO,
                                               .payload = drive.write_command_of(memory.bytes()),
                                               .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && drive.has_only('w');
  if (!effect) co_return no_effect("value.value == 0 && drive.has_only('w')");
  co_return passed();
}

// uring_cmd128_fixed_cqe32 says EFAULT for bytes outside of the buffer.
task<outcome> uring_cmd128_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128_fixed_cqe32 operation{.file = drive.generic(),
                                               .command = NVME_URING_CMD_IO,
                                               .payload = drive.read_command(),
                                               .buffer_index = memory.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = consist_of(drive.block(), '?');
  if (!effect) co_return no_effect("consist_of(drive.block(), '?')");
  co_return passed(result.error());
}

// uring_cmd128_fixed_cqe32 says EFAULT for a buffer that is not there.
task<outcome> uring_cmd128_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  fixed_buffer memory(loop);
  const op::uring_cmd128_fixed_cqe32 operation{.file = drive.generic(),
                                               .command = NVME_URING_CMD_IO,
                                               .payload = drive.read_command_into(memory.bytes()),
                                               .buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd128_multishot gives the tags of what a device is asked for, by one request.
task<outcome> uring_cmd128_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  submissions requests(loop);
  device.read({3, 5});
  const op::uring_cmd128_multishot operation{.file = device.fd(),
                                             .command = ublk_device::fetch,
                                             .buffers = room.source(),
                                             .payload = device.first_queue()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = device.answers(values) && requests.taken() == 1;
  if (!effect) co_return no_effect("device.answers(values) && requests.taken() == 1");
  co_return passed();
}

// uring_cmd128_multishot gives them through a direct slot.
task<outcome> uring_cmd128_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  file_table table(loop);
  table.put(2, device.fd());
  device.read({7});
  const op::uring_cmd128_multishot operation{.file = direct_slot(2),
                                             .command = ublk_device::fetch,
                                             .buffers = room.source(),
                                             .payload = device.first_queue()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = device.answers(values);
  if (!effect) co_return no_effect("device.answers(values)");
  co_return passed();
}

// uring_cmd128_multishot ends with ENODEV when the device is stopped.
task<outcome> uring_cmd128_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  device.stop_after(20ms);
  const op::uring_cmd128_multishot operation{.file = device.fd(),
                                             .command = ublk_device::fetch,
                                             .buffers = room.source(),
                                             .payload = device.first_queue()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENODEV, "ENODEV")) co_return *wrong;
  const bool effect = !device.is_there() && room.available() == 4;
  if (!effect) co_return no_effect("!device.is_there() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd128_multishot says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  selectable_buffers room(loop);
  const op::uring_cmd128_multishot operation{
      .file = file.fd(), .command = 0, .buffers = room.source()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = file.is_unchanged() && room.available() == 4;
  if (!effect) co_return no_effect("file.is_unchanged() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd128_multishot can be given up while the device is asked for nothing.
task<outcome> uring_cmd128_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  const op::uring_cmd128_multishot operation{.file = device.fd(),
                                             .command = ublk_device::fetch,
                                             .buffers = room.source(),
                                             .payload = device.first_queue()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = device.stop() && room.available() == 4;
  if (!effect) co_return no_effect("device.stop() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd128_multishot meets its deadline while the device is asked for nothing.
task<outcome> uring_cmd128_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  const op::uring_cmd128_multishot operation{.file = device.fd(),
                                             .command = ublk_device::fetch,
                                             .buffers = room.source(),
                                             .payload = device.first_queue()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = device.stop() && room.available() == 4;
  if (!effect) co_return no_effect("device.stop() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd128_cqe32 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128_cqe32 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 5 && pair.waiting() == 5;
  if (!effect) co_return no_effect("value.value == 5 && pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128_cqe32 reads a drive's block by its own command, on a ring of mixed entries.
task<outcome> uring_cmd128_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && consist_of(drive.block(), 'r');
  if (!effect) co_return no_effect("value.value == 0 && consist_of(drive.block(), 'r')");
  co_return passed();
}

// uring_cmd128_cqe32 reads a drive's block by its own command, on a ring of big entries only.
task<outcome> uring_cmd128_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && consist_of(drive.block(), 'r');
  if (!effect) co_return no_effect("value.value == 0 && consist_of(drive.block(), 'r')");
  co_return passed();
}

// uring_cmd128_cqe32 writes a drive's block by its own command.
task<outcome> uring_cmd128_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('?');
  drive.fill('w');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.write_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && drive.has_only('w');
  if (!effect) co_return no_effect("value.value == 0 && drive.has_only('w')");
  co_return passed();
}

// uring_cmd128_cqe32 asks a drive's controller what it is.
task<outcome> uring_cmd128_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.fill('?');
  const op::uring_cmd128_cqe32 operation{.file = drive.controller(),
                                         .command = NVME_URING_CMD_ADMIN,
                                         .payload = drive.identify_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && drive.is_identified();
  if (!effect) co_return no_effect("value.value == 0 && drive.is_identified()");
  co_return passed();
}

// uring_cmd128_cqe32 gives the drive's own status for a block that it has not.
task<outcome> uring_cmd128_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.fill('?');
  const op::uring_cmd128_cqe32 operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.read_command_beyond()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = (value.value & 0x7ff) == 0x80 && consist_of(drive.block(), '?');
  if (!effect)
    co_return no_effect("(value.value & 0x7ff) == 0x80 && consist_of(drive.block(), '?')");
  co_return passed();
}

// uring_cmd128_cqe32 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128_cqe32 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test uring_cmd128_tests[] = {
    {"uring_cmd128", "", "asks a socket how many bytes wait in it", kind::gives, &uring_cmd128_1,
     &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_2, &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "", "says EOPNOTSUPP for a drive, which answers with big CQEs", kind::fails,
     &uring_cmd128_3, &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::big}},
    {"uring_cmd128", "fixed", "carries the buffer's index beside a command that needs none",
     kind::gives, &uring_cmd128_4, &supports<op::uring_cmd128_fixed>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "fixed", "reads a drive's block into the buffer by its own command",
     kind::gives, &uring_cmd128_5, &supports<op::uring_cmd128_fixed>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "fixed", "writes a drive's block out of the buffer by its own command",
     kind::gives, &uring_cmd128_6, &supports<op::uring_cmd128_fixed>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "fixed", "says EFAULT for bytes outside of the buffer", kind::fails,
     &uring_cmd128_7, &supports<op::uring_cmd128_fixed>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "fixed", "says EFAULT for a buffer that is not there", kind::fails,
     &uring_cmd128_8, &supports<op::uring_cmd128_fixed>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "fixed_cqe32", "carries the buffer's index beside a command that needs none",
     kind::gives, &uring_cmd128_9, &supports<op::uring_cmd128_fixed_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "fixed_cqe32", "reads a drive's block into the buffer by its own command",
     kind::gives, &uring_cmd128_10, &supports<op::uring_cmd128_fixed_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "fixed_cqe32", "writes a drive's block out of the buffer by its own command",
     kind::gives, &uring_cmd128_11, &supports<op::uring_cmd128_fixed_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "fixed_cqe32", "says EFAULT for bytes outside of the buffer", kind::fails,
     &uring_cmd128_12, &supports<op::uring_cmd128_fixed_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "fixed_cqe32", "says EFAULT for a buffer that is not there", kind::fails,
     &uring_cmd128_13, &supports<op::uring_cmd128_fixed_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "multishot", "gives the tags of what a device is asked for, by one request",
     kind::takes, &uring_cmd128_14, &supports<op::uring_cmd128_multishot>,
     ring_options{.big_sqes = sqe_entries::big}},
    {"uring_cmd128", "multishot", "gives them through a direct slot", kind::takes, &uring_cmd128_15,
     &supports<op::uring_cmd128_multishot>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "multishot", "ends with ENODEV when the device is stopped", kind::fails,
     &uring_cmd128_16, &supports<op::uring_cmd128_multishot>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "multishot", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_17, &supports<op::uring_cmd128_multishot>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "multishot", "can be given up while the device is asked for nothing",
     kind::cancels, &uring_cmd128_18, &supports<op::uring_cmd128_multishot>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "multishot", "meets its deadline while the device is asked for nothing",
     kind::deadline, &uring_cmd128_19, &supports<op::uring_cmd128_multishot>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "asks a socket how many bytes wait in it", kind::gives,
     &uring_cmd128_20, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32",
     "reads a drive's block by its own command, on a ring of mixed entries", kind::gives,
     &uring_cmd128_21, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32",
     "reads a drive's block by its own command, on a ring of big entries only", kind::gives,
     &uring_cmd128_22, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "cqe32", "writes a drive's block by its own command", kind::gives,
     &uring_cmd128_23, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "asks a drive's controller what it is", kind::gives, &uring_cmd128_24,
     &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "gives the drive's own status for a block that it has not",
     kind::gives, &uring_cmd128_25, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_26, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
};

}  // namespace

extern const live_table uring_cmd128_table;  // without this line it would be internal
const live_table uring_cmd128_table{"uring_cmd128", uring_cmd128_tests};

}  // namespace ringlet::live
