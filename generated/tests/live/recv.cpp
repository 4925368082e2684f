// Generated from spec/opcodes.json, row "recv". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// recv receives what the peer has sent.
task<outcome> recv_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<char, 16> room{};
  pair.feed("hello");
  const op::recv operation{.socket = pair.near(), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = starts_with(room, "hello") && pair.is_drained();
  if (!effect) co_return no_effect("starts_with(room, \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv waits until the peer sends.
task<outcome> recv_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  stopwatch watch(loop);
  std::array<char, 16> room{};
  pair.feed_after(20ms, "late");
  const op::recv operation{.socket = pair.near(), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = watch.elapsed() >= 20ms && starts_with(room, "late");
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && starts_with(room, \"late\")");
  co_return passed();
}

// recv leaves what it only peeks at.
task<outcome> recv_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<char, 16> room{};
  pair.feed("hello");
  const op::recv operation{.socket = pair.near(), .buffer = room, .flags = msg_flags::peek};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = starts_with(room, "hello") && !pair.is_drained();
  if (!effect) co_return no_effect("starts_with(room, \"hello\") && !pair.is_drained()");
  co_return passed();
}

// recv gives nothing when the peer has shut down.
task<outcome> recv_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<char, 16> room{};
  pair.close_far();
  const op::recv operation{.socket = pair.near(), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed();
}

// recv receives through a direct slot.
task<outcome> recv_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  std::array<char, 16> room{};
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv operation{.socket = direct_slot(2), .buffer = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = starts_with(room, "hello") && pair.is_drained();
  if (!effect) co_return no_effect("starts_with(room, \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv polls before it tries, and so gives up at once when it may not wait.
task<outcome> recv_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  poll_first_known known(loop);
  socket_pair pair(loop);
  std::array<char, 16> room{};
  pair.feed("hello");
  const op::recv operation{.socket = pair.near(), .buffer = room, .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !pair.is_drained() && room[0] == 0;
  if (!effect) co_return no_effect("!pair.is_drained() && room[0] == 0");
  co_return passed(result.error());
}

// recv says ENOTCONN for a socket that is not connected.
task<outcome> recv_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  std::array<char, 16> room{};
  const op::recv operation{.socket = socket.fd(), .buffer = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recv says ENOTSOCK for a file.
task<outcome> recv_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<char, 16> room{};
  const op::recv operation{.socket = source.fd(), .buffer = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// recv can be cancelled while the peer is silent.
task<outcome> recv_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<char, 16> room{};
  const op::recv operation{.socket = pair.near(), .buffer = room};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recv meets its deadline while the peer is silent.
task<outcome> recv_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<char, 16> room{};
  const op::recv operation{.socket = pair.near(), .buffer = room};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// recv_fixed receives into the buffer what the peer has sent.
task<outcome> recv_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  pair.feed("hello");
  const op::recv_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = buffer.begins_with("hello") && pair.is_drained();
  if (!effect) co_return no_effect("buffer.begins_with(\"hello\") && pair.is_drained()");
  co_return passed();
}

// recv_fixed receives into the middle of the buffer through a direct slot.
task<outcome> recv_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  file_table table(loop);
  table.put(2, pair.near());
  buffer.fill("-----");
  pair.feed("hello");
  const op::recv_fixed operation{.socket = direct_slot(2),
                                 .buffer = buffer.bytes().subspan(1, 3),
                                 .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = buffer.begins_with("-hel-") && !pair.is_drained();
  if (!effect) co_return no_effect("buffer.begins_with(\"-hel-\") && !pair.is_drained()");
  co_return passed();
}

// recv_fixed says EFAULT for a range outside of the buffer.
task<outcome> recv_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  std::array<char, 16> room{};
  pair.feed("hello");
  const op::recv_fixed operation{
      .socket = pair.near(), .buffer = room, .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = room[0] == 0 && !pair.is_drained();
  if (!effect) co_return no_effect("room[0] == 0 && !pair.is_drained()");
  co_return passed(result.error());
}

// recv_fixed says EFAULT for a buffer that is not there.
task<outcome> recv_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  pair.feed("hello");
  const op::recv_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_fixed polls before it tries, and so gives up at once when it may not wait.
task<outcome> recv_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  pair.feed("hello");
  const op::recv_fixed operation{.socket = pair.near(),
                                 .buffer = buffer.bytes(),
                                 .buffer_index = buffer.index(),
                                 .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_fixed can be cancelled while the peer is silent.
task<outcome> recv_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::recv_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recv_fixed meets its deadline while the peer is silent.
task<outcome> recv_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::recv_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot gives what the peer sends, time after time.
task<outcome> recv_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  pair.feed("hello");
  pair.feed_after(20ms, "later");
  const op::recv_multishot operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0], "hello") && holds(values[1], "later") && pair.is_drained() &&
                      requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "holds(values[0], \"hello\") && holds(values[1], \"later\") && pair.is_drained() && "
        "requests.taken() == 1");
  co_return passed();
}

// recv_multishot goes on with buffers that come back.
task<outcome> recv_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed(std::string(selected_buffers::size * selected_buffers::count, '#'));
  const op::recv_multishot operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 4; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect =
      holds(values[3], std::string(selected_buffers::size, '#')) && pair.is_drained();
  if (!effect)
    co_return no_effect(
        "holds(values[3], std::string(selected_buffers::size, '#')) && pair.is_drained()");
  co_return passed();
}

// recv_multishot receives through a direct slot.
task<outcome> recv_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  selected_buffers buffers(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv_multishot operation{.socket = direct_slot(2), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0], "hello") && pair.is_drained();
  if (!effect) co_return no_effect("holds(values[0], \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv_multishot ends when the peer has shut down.
task<outcome> recv_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed("hello");
  pair.close_far();
  const op::recv_multishot operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = holds(values[0], "hello");
  if (!effect) co_return no_effect("holds(values[0], \"hello\")");
  co_return passed();
}

// recv_multishot says EINVAL for waitall.
task<outcome> recv_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed("hello");
  const op::recv_multishot operation{
      .socket = pair.near(), .buffers = buffers.all(), .flags = msg_flags::waitall};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_multishot says ENOTCONN for a socket that is not connected.
task<outcome> recv_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot operation{.socket = socket.fd(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot can be cancelled while the peer is silent.
task<outcome> recv_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot meets its deadline while the peer is silent.
task<outcome> recv_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// recv_select receives into a buffer that the kernel selects.
task<outcome> recv_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed("hello");
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = holds(value, "hello") && pair.is_drained();
  if (!effect) co_return no_effect("holds(value, \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv_select takes no more than a buffer holds.
task<outcome> recv_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed(std::string(selected_buffers::size + 1, '#'));
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = holds(value, std::string(selected_buffers::size, '#')) && !pair.is_drained();
  if (!effect)
    co_return no_effect(
        "holds(value, std::string(selected_buffers::size, '#')) && !pair.is_drained()");
  co_return passed();
}

// recv_select gives nothing when the peer has shut down.
task<outcome> recv_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.close_far();
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.empty();
  if (!effect) co_return no_effect("value.empty()");
  co_return passed();
}

// recv_select receives through a direct slot.
task<outcome> recv_29([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  selected_buffers buffers(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv_select operation{.socket = direct_slot(2), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = holds(value, "hello") && pair.is_drained();
  if (!effect) co_return no_effect("holds(value, \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv_select says ENOBUFS when no buffer is left.
task<outcome> recv_30([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  co_await buffers.take_all();
  pair.feed("hello");
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOBUFS, "ENOBUFS")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_select can be cancelled while the peer is silent.
task<outcome> recv_31([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_select meets its deadline while the peer is silent.
task<outcome> recv_32([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_select operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_multishot_bounded receives so many bytes and leaves the rest.
task<outcome> recv_33([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  pair.feed("hello");
  pair.feed_after(20ms, ", world, and more");
  const op::recv_multishot_bounded operation{.socket = pair.near(), .buffers = {buffers.all(), 12}};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = joined(values[0]) == "hello" && joined(values[1]) == ", world" &&
                      !pair.is_drained() && requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "joined(values[0]) == \"hello\" && joined(values[1]) == \", world\" && !pair.is_drained() "
        "&& requests.taken() == 1");
  co_return passed();
}

// recv_multishot_bounded keeps to the bound when buffers have run out meanwhile.
task<outcome> recv_34([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  const std::size_t most = selected_buffers::size + 1;
  co_await buffers.take_all_but(1);
  buffers.give_back_after(20ms);
  pair.feed(std::string(selected_buffers::size * 3, '#'));
  const op::recv_multishot_bounded operation{.socket = pair.near(),
                                             .buffers = {buffers.all(), most}};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = joined(values[1]) == "#" && !pair.is_drained() && requests.taken() > 1;
  if (!effect)
    co_return no_effect("joined(values[1]) == \"#\" && !pair.is_drained() && requests.taken() > 1");
  co_return passed();
}

// recv_multishot_bounded receives through a direct slot.
task<outcome> recv_35([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  selected_buffers buffers(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv_multishot_bounded operation{.socket = direct_slot(2),
                                             .buffers = {buffers.all(), 5}};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = joined(values[0]) == "hello" && pair.is_drained();
  if (!effect) co_return no_effect("joined(values[0]) == \"hello\" && pair.is_drained()");
  co_return passed();
}

// recv_multishot_bounded ends when the peer has shut down.
task<outcome> recv_36([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.feed("hello");
  pair.close_far();
  const op::recv_multishot_bounded operation{.socket = pair.near(),
                                             .buffers = {buffers.all(), 100}};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = joined(values[0]) == "hello";
  if (!effect) co_return no_effect("joined(values[0]) == \"hello\"");
  co_return passed();
}

// recv_multishot_bounded says ENOTCONN for a socket that is not connected.
task<outcome> recv_37([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bounded operation{.socket = socket.fd(), .buffers = {buffers.all(), 5}};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot_bounded can be cancelled while the peer is silent.
task<outcome> recv_38([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bounded operation{.socket = pair.near(), .buffers = {buffers.all(), 5}};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_multishot_bounded meets its deadline while the peer is silent.
task<outcome> recv_39([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bounded operation{.socket = pair.near(), .buffers = {buffers.all(), 5}};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_bundle receives into several buffers at once.
task<outcome> recv_40([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const std::string text = selected_buffers::text_for(2);
  pair.feed(text);
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      buffers.are_first(value, text) && pair.is_drained() == (joined(value) == text);
  if (!effect)
    co_return no_effect(
        "buffers.are_first(value, text) && pair.is_drained() == (joined(value) == text)");
  co_return passed();
}

// recv_bundle receives no more than it is told to.
task<outcome> recv_41([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const std::string text = selected_buffers::text_for(3);
  pair.feed(text);
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all(), .length = 10};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = joined(value) == text.substr(0, 10) && !pair.is_drained();
  if (!effect) co_return no_effect("joined(value) == text.substr(0, 10) && !pair.is_drained()");
  co_return passed();
}

// recv_bundle receives through a direct slot.
task<outcome> recv_42([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  selected_buffers buffers(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv_bundle operation{.socket = direct_slot(2), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = joined(value) == "hello" && pair.is_drained();
  if (!effect) co_return no_effect("joined(value) == \"hello\" && pair.is_drained()");
  co_return passed();
}

// recv_bundle gives nothing when the peer has shut down.
task<outcome> recv_43([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  pair.close_far();
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.empty();
  if (!effect) co_return no_effect("value.empty()");
  co_return passed();
}

// recv_bundle says ENOBUFS when no buffer is left.
task<outcome> recv_44([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  co_await buffers.take_all();
  pair.feed("hello");
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOBUFS, "ENOBUFS")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_bundle can be cancelled while the peer is silent.
task<outcome> recv_45([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_bundle meets its deadline while the peer is silent.
task<outcome> recv_46([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recv_multishot_bundle gives what the peer sends, time after time.
task<outcome> recv_47([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  pair.feed("hello");
  pair.feed_after(20ms, selected_buffers::text_for(2));
  const op::recv_multishot_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = joined(values[0]) == "hello" &&
                      buffers.are_first(values[1], selected_buffers::text_for(2)) &&
                      requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "joined(values[0]) == \"hello\" && buffers.are_first(values[1], "
        "selected_buffers::text_for(2)) && requests.taken() == 1");
  co_return passed();
}

// recv_multishot_bundle ends when the peer has shut down.
task<outcome> recv_48([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  file_table table(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  pair.close_far();
  const op::recv_multishot_bundle operation{.socket = direct_slot(2), .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<bundle> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = joined(values[0]) == "hello";
  if (!effect) co_return no_effect("joined(values[0]) == \"hello\"");
  co_return passed();
}

// recv_multishot_bundle says ENOTCONN for a socket that is not connected.
task<outcome> recv_49([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bundle operation{.socket = socket.fd(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot_bundle can be cancelled while the peer is silent.
task<outcome> recv_50([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recv_multishot_bundle meets its deadline while the peer is silent.
task<outcome> recv_51([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  selected_buffers buffers(loop);
  const op::recv_multishot_bundle operation{.socket = pair.near(), .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test recv_tests[] = {
    {"recv", "", "receives what the peer has sent", kind::gives, &recv_1, &supports<op::recv>},
    {"recv", "", "waits until the peer sends", kind::gives, &recv_2, &supports<op::recv>},
    {"recv", "", "leaves what it only peeks at", kind::gives, &recv_3, &supports<op::recv>},
    {"recv", "", "gives nothing when the peer has shut down", kind::gives, &recv_4,
     &supports<op::recv>},
    {"recv", "", "receives through a direct slot", kind::gives, &recv_5, &supports<op::recv>},
    {"recv", "", "polls before it tries, and so gives up at once when it may not wait", kind::fails,
     &recv_6, &supports<op::recv>},
    {"recv", "", "says ENOTCONN for a socket that is not connected", kind::fails, &recv_7,
     &supports<op::recv>},
    {"recv", "", "says ENOTSOCK for a file", kind::fails, &recv_8, &supports<op::recv>},
    {"recv", "", "can be cancelled while the peer is silent", kind::cancels, &recv_9,
     &supports<op::recv>},
    {"recv", "", "meets its deadline while the peer is silent", kind::deadline, &recv_10,
     &supports<op::recv>},
    {"recv", "fixed", "receives into the buffer what the peer has sent", kind::gives, &recv_11,
     &supports<op::recv_fixed>},
    {"recv", "fixed", "receives into the middle of the buffer through a direct slot", kind::gives,
     &recv_12, &supports<op::recv_fixed>},
    {"recv", "fixed", "says EFAULT for a range outside of the buffer", kind::fails, &recv_13,
     &supports<op::recv_fixed>},
    {"recv", "fixed", "says EFAULT for a buffer that is not there", kind::fails, &recv_14,
     &supports<op::recv_fixed>},
    {"recv", "fixed", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &recv_15, &supports<op::recv_fixed>},
    {"recv", "fixed", "can be cancelled while the peer is silent", kind::cancels, &recv_16,
     &supports<op::recv_fixed>},
    {"recv", "fixed", "meets its deadline while the peer is silent", kind::deadline, &recv_17,
     &supports<op::recv_fixed>},
    {"recv", "multishot", "gives what the peer sends, time after time", kind::takes, &recv_18,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "goes on with buffers that come back", kind::takes, &recv_19,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "receives through a direct slot", kind::takes, &recv_20,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "ends when the peer has shut down", kind::ends, &recv_21,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "says EINVAL for waitall", kind::fails, &recv_22,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "says ENOTCONN for a socket that is not connected", kind::fails, &recv_23,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "can be cancelled while the peer is silent", kind::cancels, &recv_24,
     &supports<op::recv_multishot>},
    {"recv", "multishot", "meets its deadline while the peer is silent", kind::deadline, &recv_25,
     &supports<op::recv_multishot>},
    {"recv", "select", "receives into a buffer that the kernel selects", kind::gives, &recv_26,
     &supports<op::recv_select>},
    {"recv", "select", "takes no more than a buffer holds", kind::gives, &recv_27,
     &supports<op::recv_select>},
    {"recv", "select", "gives nothing when the peer has shut down", kind::gives, &recv_28,
     &supports<op::recv_select>},
    {"recv", "select", "receives through a direct slot", kind::gives, &recv_29,
     &supports<op::recv_select>},
    {"recv", "select", "says ENOBUFS when no buffer is left", kind::fails, &recv_30,
     &supports<op::recv_select>},
    {"recv", "select", "can be cancelled while the peer is silent", kind::cancels, &recv_31,
     &supports<op::recv_select>},
    {"recv", "select", "meets its deadline while the peer is silent", kind::deadline, &recv_32,
     &supports<op::recv_select>},
    {"recv", "multishot_bounded", "receives so many bytes and leaves the rest", kind::ends,
     &recv_33, &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "keeps to the bound when buffers have run out meanwhile",
     kind::ends, &recv_34, &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "receives through a direct slot", kind::ends, &recv_35,
     &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "ends when the peer has shut down", kind::ends, &recv_36,
     &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "says ENOTCONN for a socket that is not connected", kind::fails,
     &recv_37, &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "can be cancelled while the peer is silent", kind::cancels,
     &recv_38, &supports<op::recv_multishot_bounded>},
    {"recv", "multishot_bounded", "meets its deadline while the peer is silent", kind::deadline,
     &recv_39, &supports<op::recv_multishot_bounded>},
    {"recv", "bundle", "receives into several buffers at once", kind::gives, &recv_40,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "receives no more than it is told to", kind::gives, &recv_41,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "receives through a direct slot", kind::gives, &recv_42,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "gives nothing when the peer has shut down", kind::gives, &recv_43,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "says ENOBUFS when no buffer is left", kind::fails, &recv_44,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "can be cancelled while the peer is silent", kind::cancels, &recv_45,
     &supports<op::recv_bundle>},
    {"recv", "bundle", "meets its deadline while the peer is silent", kind::deadline, &recv_46,
     &supports<op::recv_bundle>},
    {"recv", "multishot_bundle", "gives what the peer sends, time after time", kind::takes,
     &recv_47, &supports<op::recv_multishot_bundle>},
    {"recv", "multishot_bundle", "ends when the peer has shut down", kind::ends, &recv_48,
     &supports<op::recv_multishot_bundle>},
    {"recv", "multishot_bundle", "says ENOTCONN for a socket that is not connected", kind::fails,
     &recv_49, &supports<op::recv_multishot_bundle>},
    {"recv", "multishot_bundle", "can be cancelled while the peer is silent", kind::cancels,
     &recv_50, &supports<op::recv_multishot_bundle>},
    {"recv", "multishot_bundle", "meets its deadline while the peer is silent", kind::deadline,
     &recv_51, &supports<op::recv_multishot_bundle>},
};

}  // namespace

extern const live_table recv_table;  // without this line it would be internal
const live_table recv_table{"recv", recv_tests};

}  // namespace ringlet::live
