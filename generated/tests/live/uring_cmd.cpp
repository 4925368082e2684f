// Generated from spec/opcodes.json, row "uring_cmd". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// uring_cmd asks a socket how many bytes wait in it.
task<outcome> uring_cmd_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_commands_known known(loop);
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd sends the null device a command, which that takes.
task<outcome> uring_cmd_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  null_device device(loop);
  const op::uring_cmd operation{.file = device.fd(), .command = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  co_return passed();
}

// uring_cmd says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd_fixed carries the buffer's index beside a command that needs none.
task<outcome> uring_cmd_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_commands_known known(loop);
  tcp_pair pair(loop);
  fixed_buffer memory(loop);
  pair.feed_whole("hello");
  const op::uring_cmd_fixed operation{
      .file = pair.near(), .command = 0, .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd_fixed sends the null device a command with a buffer, which that takes.
task<outcome> uring_cmd_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  null_device device(loop);
  fixed_buffer memory(loop);
  const op::uring_cmd_fixed operation{
      .file = device.fd(), .command = 7, .buffer_index = memory.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  co_return passed();
}

// uring_cmd_multishot gives the tags of what a device is asked for, by one request.
task<outcome> uring_cmd_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  submissions requests(loop);
  device.read({3, 5});
  const op::uring_cmd_multishot operation{.file = device.fd(),
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

// uring_cmd_multishot gives them through a direct slot.
task<outcome> uring_cmd_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  file_table table(loop);
  table.put(2, device.fd());
  device.read({7});
  const op::uring_cmd_multishot operation{.file = direct_slot(2),
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

// uring_cmd_multishot goes on when a buffer has come back.
task<outcome> uring_cmd_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  co_await buffers.take_all();
  device.read({1});
  buffers.give_back_after(100ms);
  const op::uring_cmd_multishot operation{.file = device.fd(),
                                          .command = ublk_device::fetch,
                                          .buffers = buffers.all(),
                                          .payload = device.first_queue()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = device.answers(values) && requests.taken() > selected_buffers::count + 1;
  if (!effect)
    co_return no_effect("device.answers(values) && requests.taken() > selected_buffers::count + 1");
  co_return passed();
}

// uring_cmd_multishot ends with ENODEV when the device is stopped.
task<outcome> uring_cmd_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  device.stop_after(20ms);
  const op::uring_cmd_multishot operation{.file = device.fd(),
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

// uring_cmd_multishot says EINVAL for a queue that the device has not.
task<outcome> uring_cmd_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  const op::uring_cmd_multishot operation{.file = device.fd(),
                                          .command = ublk_device::fetch,
                                          .buffers = room.source(),
                                          .payload = device.queue_beyond()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = device.is_there() && room.available() == 4;
  if (!effect) co_return no_effect("device.is_there() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd_multishot says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  selectable_buffers room(loop);
  const op::uring_cmd_multishot operation{
      .file = file.fd(), .command = 0, .buffers = room.source()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = file.is_unchanged() && room.available() == 4;
  if (!effect) co_return no_effect("file.is_unchanged() && room.available() == 4");
  co_return passed(result.error());
}

// uring_cmd_multishot can be given up while the device is asked for nothing.
task<outcome> uring_cmd_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  const op::uring_cmd_multishot operation{.file = device.fd(),
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

// uring_cmd_multishot meets its deadline while the device is asked for nothing.
task<outcome> uring_cmd_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  ublk_device device(loop);
  selectable_buffers room(loop);
  const op::uring_cmd_multishot operation{.file = device.fd(),
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

// uring_cmd_cqe32 asks a socket how many bytes wait in it.
task<outcome> uring_cmd_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_commands_known known(loop);
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd_cqe32 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 5 && pair.waiting() == 5;
  if (!effect) co_return no_effect("value.value == 5 && pair.waiting() == 5");
  co_return passed();
}

// uring_cmd_cqe32 sends the null device a command, which that takes.
task<outcome> uring_cmd_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  null_device device(loop);
  const op::uring_cmd_cqe32 operation{.file = device.fd(), .command = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0;
  if (!effect) co_return no_effect("value.value == 0");
  co_return passed();
}

// uring_cmd_cqe32 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd_cqe32 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd_discard makes what was written to a drive zeros.
task<outcome> uring_cmd_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('d');
  const op::uring_cmd_discard operation{.device = drive.fd(), .offset = 0, .length = 65536};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = drive.has_only('\0');
  if (!effect) co_return no_effect("drive.has_only('\\0')");
  co_return passed();
}

// uring_cmd_discard discards through a direct slot.
task<outcome> uring_cmd_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  file_table table(loop);
  drive.put('d');
  table.put(2, drive.fd());
  const op::uring_cmd_discard operation{.device = direct_slot(2), .offset = 0, .length = 65536};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = drive.has_only('\0');
  if (!effect) co_return no_effect("drive.has_only('\\0')");
  co_return passed();
}

// uring_cmd_discard makes what was written to a loop device zeros.
task<outcome> uring_cmd_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  loop_device device(loop);
  device.fill(0x5a);
  const op::uring_cmd_discard operation{.device = device.fd(), .offset = 4096, .length = 8192};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = device.is_filled(0, 4096, 0x5a) && device.is_filled(4096, 8192, 0) &&
                      device.is_filled(12288, 4096, 0x5a);
  if (!effect)
    co_return no_effect(
        "device.is_filled(0, 4096, 0x5a) && device.is_filled(4096, 8192, 0) && "
        "device.is_filled(12288, 4096, 0x5a)");
  co_return passed();
}

// uring_cmd_discard says EINVAL for a length that is no whole number of blocks.
task<outcome> uring_cmd_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  loop_device device(loop);
  device.fill(0x5a);
  const op::uring_cmd_discard operation{.device = device.fd(), .offset = 0, .length = 100};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = device.is_filled(0, 4096, 0x5a);
  if (!effect) co_return no_effect("device.is_filled(0, 4096, 0x5a)");
  co_return passed(result.error());
}

// uring_cmd_discard says EOPNOTSUPP for a file that is no device.
task<outcome> uring_cmd_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd_discard operation{.device = source.fd(), .offset = 0, .length = 4096};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd_zone_reset_all makes the zones empty that were written to.
task<outcome> uring_cmd_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  zoned_drive drive(loop);
  drive.put(2);
  const op::uring_cmd_zone_reset_all operation{.device = drive.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = drive.written(0) == 0 && drive.written(1) == 0;
  if (!effect) co_return no_effect("drive.written(0) == 0 && drive.written(1) == 0");
  co_return passed();
}

// uring_cmd_zone_reset_all makes them empty through a direct slot.
task<outcome> uring_cmd_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  zoned_drive drive(loop);
  file_table table(loop);
  drive.put(2);
  table.put(2, drive.fd());
  const op::uring_cmd_zone_reset_all operation{.device = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = drive.written(0) == 0 && drive.written(1) == 0;
  if (!effect) co_return no_effect("drive.written(0) == 0 && drive.written(1) == 0");
  co_return passed();
}

// uring_cmd_zone_reset_all says EOPNOTSUPP for a drive without zones.
task<outcome> uring_cmd_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('k');
  const op::uring_cmd_zone_reset_all operation{.device = drive.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = drive.has_only('k');
  if (!effect) co_return no_effect("drive.has_only('k')");
  co_return passed(result.error());
}

// uring_cmd_zone_reset_all says EOPNOTSUPP for a file that is no device.
task<outcome> uring_cmd_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd_zone_reset_all operation{.device = source.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd_siocinq counts the bytes that wait.
task<outcome> uring_cmd_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd_siocinq operation{.socket = pair.near()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd_siocinq counts through a direct slot.
task<outcome> uring_cmd_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  pair.feed_whole("hello, world");
  const op::uring_cmd_siocinq operation{.socket = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = pair.waiting() == 12;
  if (!effect) co_return no_effect("pair.waiting() == 12");
  co_return passed();
}

// uring_cmd_siocinq says EINVAL for a listening socket.
task<outcome> uring_cmd_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  const op::uring_cmd_siocinq operation{.socket = listener.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd_siocinq says EOPNOTSUPP for a socket of the unix domain.
task<outcome> uring_cmd_29([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  pair.feed("hello");
  const op::uring_cmd_siocinq operation{.socket = pair.near()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// uring_cmd_siocoutq counts the bytes that the peer has not taken.
task<outcome> uring_cmd_30([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::uring_cmd_siocoutq operation{.socket = pair.near()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, pair.unsent())) co_return wrong_value(value, "pair.unsent()");
  const bool effect = value > 0;
  if (!effect) co_return no_effect("value > 0");
  co_return passed();
}

// uring_cmd_siocoutq counts nothing when the peer has all.
task<outcome> uring_cmd_31([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  const op::uring_cmd_siocoutq operation{.socket = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = pair.unsent() == 0;
  if (!effect) co_return no_effect("pair.unsent() == 0");
  co_return passed();
}

// uring_cmd_siocoutq says EINVAL for a listening socket.
task<outcome> uring_cmd_32([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  const op::uring_cmd_siocoutq operation{.socket = listener.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd_getsockopt reads an option.
task<outcome> uring_cmd_33([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  int type = 0;
  const op::uring_cmd_getsockopt operation{
      .socket = pair.near(), .level = SOL_SOCKET, .option = SO_TYPE, .value = type};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, sizeof type)) co_return wrong_value(value, "sizeof type");
  const bool effect = type == SOCK_STREAM;
  if (!effect) co_return no_effect("type == SOCK_STREAM");
  co_return passed();
}

// uring_cmd_getsockopt says how long the value is.
task<outcome> uring_cmd_34([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  std::array<char, 16> room{};
  const op::uring_cmd_getsockopt operation{
      .socket = listener.fd(), .level = SOL_SOCKET, .option = SO_ACCEPTCONN, .value = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = room[0] == 1;
  if (!effect) co_return no_effect("room[0] == 1");
  co_return passed();
}

// uring_cmd_getsockopt reads a struct through a direct slot.
task<outcome> uring_cmd_35([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  ::linger lingers{};
  table.put(2, pair.near());
  pair.set_linger(7);
  const op::uring_cmd_getsockopt operation{
      .socket = direct_slot(2), .level = SOL_SOCKET, .option = SO_LINGER, .value = lingers};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, sizeof lingers)) co_return wrong_value(value, "sizeof lingers");
  const bool effect = lingers.l_onoff == 1 && lingers.l_linger == 7;
  if (!effect) co_return no_effect("lingers.l_onoff == 1 && lingers.l_linger == 7");
  co_return passed();
}

// uring_cmd_getsockopt says EOPNOTSUPP for another level.
task<outcome> uring_cmd_36([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  int value = 77;
  const op::uring_cmd_getsockopt operation{
      .socket = pair.near(), .level = IPPROTO_TCP, .option = 1, .value = value};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = value == 77;
  if (!effect) co_return no_effect("value == 77");
  co_return passed(result.error());
}

// uring_cmd_getsockopt says ENOPROTOOPT for an option that is none.
task<outcome> uring_cmd_37([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  int value = 77;
  const op::uring_cmd_getsockopt operation{
      .socket = pair.near(), .level = SOL_SOCKET, .option = 60000, .value = value};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOPROTOOPT, "ENOPROTOOPT")) co_return *wrong;
  const bool effect = value == 77;
  if (!effect) co_return no_effect("value == 77");
  co_return passed(result.error());
}

// uring_cmd_setsockopt sets an option.
task<outcome> uring_cmd_38([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const int on = 1;
  const op::uring_cmd_setsockopt operation{
      .socket = pair.near(), .level = SOL_SOCKET, .option = SO_KEEPALIVE, .value = on};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = option_of(pair.near(), SOL_SOCKET, SO_KEEPALIVE) == 1;
  if (!effect) co_return no_effect("option_of(pair.near(), SOL_SOCKET, SO_KEEPALIVE) == 1");
  co_return passed();
}

// uring_cmd_setsockopt sets an option of TCP through a direct slot.
task<outcome> uring_cmd_39([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  const int on = 1;
  table.put(2, pair.near());
  const op::uring_cmd_setsockopt operation{
      .socket = direct_slot(2), .level = IPPROTO_TCP, .option = 1, .value = on};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = option_of(pair.near(), IPPROTO_TCP, 1) == 1;
  if (!effect) co_return no_effect("option_of(pair.near(), IPPROTO_TCP, 1) == 1");
  co_return passed();
}

// uring_cmd_setsockopt says EINVAL for a value that is too short.
task<outcome> uring_cmd_40([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const char on = 1;
  const op::uring_cmd_setsockopt operation{
      .socket = pair.near(), .level = SOL_SOCKET, .option = SO_KEEPALIVE, .value = on};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = option_of(pair.near(), SOL_SOCKET, SO_KEEPALIVE) == 0;
  if (!effect) co_return no_effect("option_of(pair.near(), SOL_SOCKET, SO_KEEPALIVE) == 0");
  co_return passed(result.error());
}

// uring_cmd_setsockopt says ENOPROTOOPT for an option that is none.
task<outcome> uring_cmd_41([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const int on = 1;
  const op::uring_cmd_setsockopt operation{
      .socket = pair.near(), .level = SOL_SOCKET, .option = 60000, .value = on};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOPROTOOPT, "ENOPROTOOPT")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd_getsockname gives the address that the socket is bound to.
task<outcome> uring_cmd_42([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  address found;
  const op::uring_cmd_getsockname operation{.socket = listener.fd(), .address = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = found == listener.where();
  if (!effect) co_return no_effect("found == listener.where()");
  co_return passed();
}

// uring_cmd_getsockname gives the address of a direct slot.
task<outcome> uring_cmd_43([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  address found;
  table.put(2, listener.fd());
  const op::uring_cmd_getsockname operation{.socket = direct_slot(2), .address = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = found == listener.where();
  if (!effect) co_return no_effect("found == listener.where()");
  co_return passed();
}

// uring_cmd_getsockname says EOPNOTSUPP for a file.
task<outcome> uring_cmd_44([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  address found;
  const op::uring_cmd_getsockname operation{.socket = source.fd(), .address = found};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = found.family() == AF_UNSPEC;
  if (!effect) co_return no_effect("found.family() == AF_UNSPEC");
  co_return passed(result.error());
}

// uring_cmd_getpeername gives the address that the socket is connected to.
task<outcome> uring_cmd_45([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  address found;
  socket.connect_to(listener.where());
  const op::uring_cmd_getpeername operation{.socket = socket.fd(), .peer = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = found == listener.where();
  if (!effect) co_return no_effect("found == listener.where()");
  co_return passed();
}

// uring_cmd_getpeername gives the address of the peer of a direct slot.
task<outcome> uring_cmd_46([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  file_table table(loop);
  address found;
  socket.connect_to(listener.where());
  table.put(2, socket.fd());
  const op::uring_cmd_getpeername operation{.socket = direct_slot(2), .peer = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = found == listener.where();
  if (!effect) co_return no_effect("found == listener.where()");
  co_return passed();
}

// uring_cmd_getpeername says ENOTCONN for a socket that is not connected.
task<outcome> uring_cmd_47([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket socket(loop);
  address found;
  const op::uring_cmd_getpeername operation{.socket = socket.fd(), .peer = found};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd_tx_timestamp gives a stamp for each point, by one request.
task<outcome> uring_cmd_48([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stamped_pair pair(loop);
  submissions requests(loop);
  pair.send("hello");
  const op::uring_cmd_tx_timestamp operation{.socket = pair.near()};
  auto source = stream(operation);
  std::vector<transmit_timestamp> values;
  for (int taken = 0; taken < 3; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = pair.has_each_point(values, 4) && requests.taken() == 1;
  if (!effect) co_return no_effect("pair.has_each_point(values, 4) && requests.taken() == 1");
  co_return passed();
}

// uring_cmd_tx_timestamp gives the stamps of what is sent later, on a ring where only some
// completions are big.
task<outcome> uring_cmd_49([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stamped_pair pair(loop);
  pair.send_after(20ms, "hello, world");
  const op::uring_cmd_tx_timestamp operation{.socket = pair.near()};
  auto source = stream(operation);
  std::vector<transmit_timestamp> values;
  for (int taken = 0; taken < 3; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = pair.has_each_point(values, 11);
  if (!effect) co_return no_effect("pair.has_each_point(values, 11)");
  co_return passed();
}

// uring_cmd_tx_timestamp gives the stamps of a direct slot.
task<outcome> uring_cmd_50([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stamped_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  pair.send("hello");
  const op::uring_cmd_tx_timestamp operation{.socket = direct_slot(2)};
  auto source = stream(operation);
  std::vector<transmit_timestamp> values;
  for (int taken = 0; taken < 3; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = pair.has_each_point(values, 4);
  if (!effect) co_return no_effect("pair.has_each_point(values, 4)");
  co_return passed();
}

// uring_cmd_tx_timestamp says EOPNOTSUPP for a file.
task<outcome> uring_cmd_51([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::uring_cmd_tx_timestamp operation{.socket = file.fd()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = file.is_unchanged();
  if (!effect) co_return no_effect("file.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd_tx_timestamp can be cancelled while nothing is sent.
task<outcome> uring_cmd_52([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stamped_pair pair(loop);
  const op::uring_cmd_tx_timestamp operation{.socket = pair.near()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// uring_cmd_tx_timestamp meets its deadline while nothing is sent.
task<outcome> uring_cmd_53([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stamped_pair pair(loop);
  const op::uring_cmd_tx_timestamp operation{.socket = pair.near()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test uring_cmd_tests[] = {
    {"uring_cmd", "", "asks a socket how many bytes wait in it", kind::gives, &uring_cmd_1,
     &supports<op::uring_cmd>},
    {"uring_cmd", "", "sends the null device a command, which that takes", kind::gives,
     &uring_cmd_2, &supports<op::uring_cmd>},
    {"uring_cmd", "", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd_3, &supports<op::uring_cmd>},
    {"uring_cmd", "fixed", "carries the buffer's index beside a command that needs none",
     kind::gives, &uring_cmd_4, &supports<op::uring_cmd_fixed>},
    {"uring_cmd", "fixed", "sends the null device a command with a buffer, which that takes",
     kind::gives, &uring_cmd_5, &supports<op::uring_cmd_fixed>},
    {"uring_cmd", "multishot", "gives the tags of what a device is asked for, by one request",
     kind::takes, &uring_cmd_6, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "gives them through a direct slot", kind::takes, &uring_cmd_7,
     &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "goes on when a buffer has come back", kind::takes, &uring_cmd_8,
     &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "ends with ENODEV when the device is stopped", kind::fails,
     &uring_cmd_9, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "says EINVAL for a queue that the device has not", kind::fails,
     &uring_cmd_10, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd_11, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "can be given up while the device is asked for nothing",
     kind::cancels, &uring_cmd_12, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "multishot", "meets its deadline while the device is asked for nothing",
     kind::deadline, &uring_cmd_13, &supports<op::uring_cmd_multishot>},
    {"uring_cmd", "cqe32", "asks a socket how many bytes wait in it", kind::gives, &uring_cmd_14,
     &supports<op::uring_cmd_cqe32>, ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "cqe32", "sends the null device a command, which that takes", kind::gives,
     &uring_cmd_15, &supports<op::uring_cmd_cqe32>, ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "cqe32", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd_16, &supports<op::uring_cmd_cqe32>, ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "discard", "makes what was written to a drive zeros", kind::gives, &uring_cmd_17,
     &supports<op::uring_cmd_discard>},
    {"uring_cmd", "discard", "discards through a direct slot", kind::gives, &uring_cmd_18,
     &supports<op::uring_cmd_discard>},
    {"uring_cmd", "discard", "makes what was written to a loop device zeros", kind::gives,
     &uring_cmd_19, &supports<op::uring_cmd_discard>},
    {"uring_cmd", "discard", "says EINVAL for a length that is no whole number of blocks",
     kind::fails, &uring_cmd_20, &supports<op::uring_cmd_discard>},
    {"uring_cmd", "discard", "says EOPNOTSUPP for a file that is no device", kind::fails,
     &uring_cmd_21, &supports<op::uring_cmd_discard>},
    {"uring_cmd", "zone_reset_all", "makes the zones empty that were written to", kind::gives,
     &uring_cmd_22, &supports<op::uring_cmd_zone_reset_all>},
    {"uring_cmd", "zone_reset_all", "makes them empty through a direct slot", kind::gives,
     &uring_cmd_23, &supports<op::uring_cmd_zone_reset_all>},
    {"uring_cmd", "zone_reset_all", "says EOPNOTSUPP for a drive without zones", kind::fails,
     &uring_cmd_24, &supports<op::uring_cmd_zone_reset_all>},
    {"uring_cmd", "zone_reset_all", "says EOPNOTSUPP for a file that is no device", kind::fails,
     &uring_cmd_25, &supports<op::uring_cmd_zone_reset_all>},
    {"uring_cmd", "siocinq", "counts the bytes that wait", kind::gives, &uring_cmd_26,
     &supports<op::uring_cmd_siocinq>},
    {"uring_cmd", "siocinq", "counts through a direct slot", kind::gives, &uring_cmd_27,
     &supports<op::uring_cmd_siocinq>},
    {"uring_cmd", "siocinq", "says EINVAL for a listening socket", kind::fails, &uring_cmd_28,
     &supports<op::uring_cmd_siocinq>},
    {"uring_cmd", "siocinq", "says EOPNOTSUPP for a socket of the unix domain", kind::fails,
     &uring_cmd_29, &supports<op::uring_cmd_siocinq>},
    {"uring_cmd", "siocoutq", "counts the bytes that the peer has not taken", kind::gives,
     &uring_cmd_30, &supports<op::uring_cmd_siocoutq>},
    {"uring_cmd", "siocoutq", "counts nothing when the peer has all", kind::gives, &uring_cmd_31,
     &supports<op::uring_cmd_siocoutq>},
    {"uring_cmd", "siocoutq", "says EINVAL for a listening socket", kind::fails, &uring_cmd_32,
     &supports<op::uring_cmd_siocoutq>},
    {"uring_cmd", "getsockopt", "reads an option", kind::gives, &uring_cmd_33,
     &supports<op::uring_cmd_getsockopt>},
    {"uring_cmd", "getsockopt", "says how long the value is", kind::gives, &uring_cmd_34,
     &supports<op::uring_cmd_getsockopt>},
    {"uring_cmd", "getsockopt", "reads a struct through a direct slot", kind::gives, &uring_cmd_35,
     &supports<op::uring_cmd_getsockopt>},
    {"uring_cmd", "getsockopt", "says EOPNOTSUPP for another level", kind::fails, &uring_cmd_36,
     &supports<op::uring_cmd_getsockopt>},
    {"uring_cmd", "getsockopt", "says ENOPROTOOPT for an option that is none", kind::fails,
     &uring_cmd_37, &supports<op::uring_cmd_getsockopt>},
    {"uring_cmd", "setsockopt", "sets an option", kind::gives, &uring_cmd_38,
     &supports<op::uring_cmd_setsockopt>},
    {"uring_cmd", "setsockopt", "sets an option of TCP through a direct slot", kind::gives,
     &uring_cmd_39, &supports<op::uring_cmd_setsockopt>},
    {"uring_cmd", "setsockopt", "says EINVAL for a value that is too short", kind::fails,
     &uring_cmd_40, &supports<op::uring_cmd_setsockopt>},
    {"uring_cmd", "setsockopt", "says ENOPROTOOPT for an option that is none", kind::fails,
     &uring_cmd_41, &supports<op::uring_cmd_setsockopt>},
    {"uring_cmd", "getsockname", "gives the address that the socket is bound to", kind::gives,
     &uring_cmd_42, &supports<op::uring_cmd_getsockname>},
    {"uring_cmd", "getsockname", "gives the address of a direct slot", kind::gives, &uring_cmd_43,
     &supports<op::uring_cmd_getsockname>},
    {"uring_cmd", "getsockname", "says EOPNOTSUPP for a file", kind::fails, &uring_cmd_44,
     &supports<op::uring_cmd_getsockname>},
    {"uring_cmd", "getpeername", "gives the address that the socket is connected to", kind::gives,
     &uring_cmd_45, &supports<op::uring_cmd_getpeername>},
    {"uring_cmd", "getpeername", "gives the address of the peer of a direct slot", kind::gives,
     &uring_cmd_46, &supports<op::uring_cmd_getpeername>},
    {"uring_cmd", "getpeername", "says ENOTCONN for a socket that is not connected", kind::fails,
     &uring_cmd_47, &supports<op::uring_cmd_getpeername>},
    {"uring_cmd", "tx_timestamp", "gives a stamp for each point, by one request", kind::takes,
     &uring_cmd_48, &supports<op::uring_cmd_tx_timestamp>,
     ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "tx_timestamp",
     "gives the stamps of what is sent later, on a ring where only some completions are big",
     kind::takes, &uring_cmd_49, &supports<op::uring_cmd_tx_timestamp>,
     ring_options{.big_cqes = cqe_entries::mixed}},
    {"uring_cmd", "tx_timestamp", "gives the stamps of a direct slot", kind::takes, &uring_cmd_50,
     &supports<op::uring_cmd_tx_timestamp>, ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "tx_timestamp", "says EOPNOTSUPP for a file", kind::fails, &uring_cmd_51,
     &supports<op::uring_cmd_tx_timestamp>, ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "tx_timestamp", "can be cancelled while nothing is sent", kind::cancels,
     &uring_cmd_52, &supports<op::uring_cmd_tx_timestamp>,
     ring_options{.big_cqes = cqe_entries::big}},
    {"uring_cmd", "tx_timestamp", "meets its deadline while nothing is sent", kind::deadline,
     &uring_cmd_53, &supports<op::uring_cmd_tx_timestamp>,
     ring_options{.big_cqes = cqe_entries::big}},
};

}  // namespace

extern const live_table uring_cmd_table;  // without this line it would be internal
const live_table uring_cmd_table{"uring_cmd", uring_cmd_tests};

}  // namespace ringlet::live
