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
  const op::recv operation{.socket = pair.near(),
                           .buffer = room,
                           .flags = msg_flags::dontwait,
                           .modifiers = recvsend_flags::poll_first};
  auto result = co_await operation;
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

constexpr live_test tests[] = {
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
};

}  // namespace

extern const live_table recv_table;  // without this line it would be internal
const live_table recv_table{"recv", tests};

}  // namespace ringlet::live
