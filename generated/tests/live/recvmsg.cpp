// Generated from spec/opcodes.json, row "recvmsg". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// recvmsg fills the parts of a message in their order.
task<outcome> recvmsg_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  message.add(3);
  message.add(20);
  pair.feed("hello, world");
  const op::recvmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect =
      message.part(0) == "hel" && message.part(1).starts_with("lo, world") && pair.is_drained();
  if (!effect)
    co_return no_effect(
        "message.part(0) == \"hel\" && message.part(1).starts_with(\"lo, world\") && "
        "pair.is_drained()");
  co_return passed();
}

// recvmsg says who has sent a datagram.
task<outcome> recvmsg_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  incoming_message message(loop);
  message.add(16);
  far.send("hello", near.where());
  const op::recvmsg operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = message.part(0).starts_with("hello") && message.sender() == far.where();
  if (!effect)
    co_return no_effect(
        "message.part(0).starts_with(\"hello\") && message.sender() == far.where()");
  co_return passed();
}

// recvmsg says that a datagram was cut.
task<outcome> recvmsg_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  incoming_message message(loop);
  message.add(4);
  far.send("hello", near.where());
  const op::recvmsg operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect =
      message.part(0) == "hell" && message.header().msg_flags == MSG_TRUNC && near.is_drained();
  if (!effect)
    co_return no_effect(
        "message.part(0) == \"hell\" && message.header().msg_flags == MSG_TRUNC && "
        "near.is_drained()");
  co_return passed();
}

// recvmsg receives a descriptor that closes on exec.
task<outcome> recvmsg_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  known_file source(loop);
  message.add(16);
  feed_descriptor(pair, source.fd());
  const op::recvmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::cmsg_cloexec};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = message.has_descriptor_like(source.fd());
  if (!effect) co_return no_effect("message.has_descriptor_like(source.fd())");
  co_return passed();
}

// recvmsg waits until the peer sends.
task<outcome> recvmsg_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  stopwatch watch(loop);
  incoming_message message(loop);
  message.add(16);
  pair.feed_after(20ms, "late");
  const op::recvmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = watch.elapsed() >= 20ms && message.part(0).starts_with("late");
  if (!effect)
    co_return no_effect("watch.elapsed() >= 20ms && message.part(0).starts_with(\"late\")");
  co_return passed();
}

// recvmsg leaves what it only peeks at.
task<outcome> recvmsg_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  message.add(16);
  pair.feed("hello");
  const op::recvmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::peek};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = message.part(0).starts_with("hello") && !pair.is_drained();
  if (!effect) co_return no_effect("message.part(0).starts_with(\"hello\") && !pair.is_drained()");
  co_return passed();
}

// recvmsg receives through a direct slot.
task<outcome> recvmsg_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  incoming_message message(loop);
  table.put(2, pair.near());
  message.add(16);
  pair.feed("hello");
  const op::recvmsg operation{.socket = direct_slot(2), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = message.part(0).starts_with("hello") && pair.is_drained();
  if (!effect) co_return no_effect("message.part(0).starts_with(\"hello\") && pair.is_drained()");
  co_return passed();
}

// recvmsg polls before it tries, and so gives up at once when it may not wait.
task<outcome> recvmsg_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  poll_first_known known(loop);
  socket_pair pair(loop);
  incoming_message message(loop);
  message.add(16);
  pair.feed("hello");
  const op::recvmsg operation{.socket = pair.near(),
                              .message = message.header(),
                              .flags = msg_flags::dontwait,
                              .modifiers = recvsend_flags::poll_first};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !pair.is_drained() && message.part(0)[0] == 0;
  if (!effect) co_return no_effect("!pair.is_drained() && message.part(0)[0] == 0");
  co_return passed(result.error());
}

// recvmsg says ENOTCONN for a socket that is not connected.
task<outcome> recvmsg_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  incoming_message message(loop);
  message.add(16);
  const op::recvmsg operation{.socket = socket.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recvmsg says ENOTSOCK for a file.
task<outcome> recvmsg_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  incoming_message message(loop);
  message.add(16);
  const op::recvmsg operation{.socket = source.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = message.part(0)[0] == 0;
  if (!effect) co_return no_effect("message.part(0)[0] == 0");
  co_return passed(result.error());
}

// recvmsg can be cancelled while the peer is silent.
task<outcome> recvmsg_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  message.add(16);
  const op::recvmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recvmsg meets its deadline while the peer is silent.
task<outcome> recvmsg_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  message.add(16);
  const op::recvmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"recvmsg", "", "fills the parts of a message in their order", kind::gives, &recvmsg_1,
     &supports<op::recvmsg>},
    {"recvmsg", "", "says who has sent a datagram", kind::gives, &recvmsg_2,
     &supports<op::recvmsg>},
    {"recvmsg", "", "says that a datagram was cut", kind::gives, &recvmsg_3,
     &supports<op::recvmsg>},
    {"recvmsg", "", "receives a descriptor that closes on exec", kind::gives, &recvmsg_4,
     &supports<op::recvmsg>},
    {"recvmsg", "", "waits until the peer sends", kind::gives, &recvmsg_5, &supports<op::recvmsg>},
    {"recvmsg", "", "leaves what it only peeks at", kind::gives, &recvmsg_6,
     &supports<op::recvmsg>},
    {"recvmsg", "", "receives through a direct slot", kind::gives, &recvmsg_7,
     &supports<op::recvmsg>},
    {"recvmsg", "", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &recvmsg_8, &supports<op::recvmsg>},
    {"recvmsg", "", "says ENOTCONN for a socket that is not connected", kind::fails, &recvmsg_9,
     &supports<op::recvmsg>},
    {"recvmsg", "", "says ENOTSOCK for a file", kind::fails, &recvmsg_10, &supports<op::recvmsg>},
    {"recvmsg", "", "can be cancelled while the peer is silent", kind::cancels, &recvmsg_11,
     &supports<op::recvmsg>},
    {"recvmsg", "", "meets its deadline while the peer is silent", kind::deadline, &recvmsg_12,
     &supports<op::recvmsg>},
};

}  // namespace

extern const live_table recvmsg_table;  // without this line it would be internal
const live_table recvmsg_table{"recvmsg", tests};

}  // namespace ringlet::live
