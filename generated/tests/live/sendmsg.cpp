// Generated from spec/opcodes.json, row "sendmsg". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// sendmsg sends the parts of a message in their order.
task<outcome> sendmsg_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("hel");
  message.add("lo, ");
  message.add("world");
  const op::sendmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = pair.received() == "hello, world";
  if (!effect) co_return no_effect("pair.received() == \"hello, world\"");
  co_return passed();
}

// sendmsg sends a datagram to the message's address.
task<outcome> sendmsg_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  outgoing_message message(loop);
  message.add("hello");
  message.send_to(far.where());
  const op::sendmsg operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// sendmsg passes a descriptor.
task<outcome> sendmsg_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_message message(loop);
  known_file source(loop);
  message.add("x");
  message.pass(source.fd());
  const op::sendmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = is_same_file(received_descriptor(pair).get(), source.fd());
  if (!effect) co_return no_effect("is_same_file(received_descriptor(pair).get(), source.fd())");
  co_return passed();
}

// sendmsg sends through a direct slot.
task<outcome> sendmsg_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  outgoing_message message(loop);
  table.put(2, pair.near());
  message.add("hello");
  const op::sendmsg operation{.socket = direct_slot(2), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.received() == "hello";
  if (!effect) co_return no_effect("pair.received() == \"hello\"");
  co_return passed();
}

// sendmsg polls before it tries, and so gives up at once when it may not wait.
task<outcome> sendmsg_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  poll_first_known known(loop);
  socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// sendmsg says EPIPE when the peer is gone, without a signal.
task<outcome> sendmsg_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("hello");
  pair.close_far();
  const op::sendmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::nosignal};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// sendmsg says EDESTADDRREQ for a datagram to nobody.
task<outcome> sendmsg_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EDESTADDRREQ, "EDESTADDRREQ")) co_return *wrong;
  co_return passed(result.error());
}

// sendmsg says EMSGSIZE for a datagram that is too long.
task<outcome> sendmsg_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  outgoing_message message(loop);
  message.add(std::string(70000, '#'));
  message.send_to(far.where());
  const op::sendmsg operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EMSGSIZE, "EMSGSIZE")) co_return *wrong;
  const bool effect = far.is_drained();
  if (!effect) co_return no_effect("far.is_drained()");
  co_return passed(result.error());
}

// sendmsg says ENOTSOCK for a file.
task<outcome> sendmsg_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg operation{.socket = source.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg says EAGAIN instead of waiting if it is told to.
task<outcome> sendmsg_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::dontwait};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg can be cancelled while the peer does not read.
task<outcome> sendmsg_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg meets its deadline while the peer does not read.
task<outcome> sendmsg_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test sendmsg_tests[] = {
    {"sendmsg", "", "sends the parts of a message in their order", kind::gives, &sendmsg_1,
     &supports<op::sendmsg>},
    {"sendmsg", "", "sends a datagram to the message's address", kind::gives, &sendmsg_2,
     &supports<op::sendmsg>},
    {"sendmsg", "", "passes a descriptor", kind::gives, &sendmsg_3, &supports<op::sendmsg>},
    {"sendmsg", "", "sends through a direct slot", kind::gives, &sendmsg_4, &supports<op::sendmsg>},
    {"sendmsg", "", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &sendmsg_5, &supports<op::sendmsg>},
    {"sendmsg", "", "says EPIPE when the peer is gone, without a signal", kind::fails, &sendmsg_6,
     &supports<op::sendmsg>},
    {"sendmsg", "", "says EDESTADDRREQ for a datagram to nobody", kind::fails, &sendmsg_7,
     &supports<op::sendmsg>},
    {"sendmsg", "", "says EMSGSIZE for a datagram that is too long", kind::fails, &sendmsg_8,
     &supports<op::sendmsg>},
    {"sendmsg", "", "says ENOTSOCK for a file", kind::fails, &sendmsg_9, &supports<op::sendmsg>},
    {"sendmsg", "", "says EAGAIN instead of waiting if it is told to", kind::fails, &sendmsg_10,
     &supports<op::sendmsg>},
    {"sendmsg", "", "can be cancelled while the peer does not read", kind::cancels, &sendmsg_11,
     &supports<op::sendmsg>},
    {"sendmsg", "", "meets its deadline while the peer does not read", kind::deadline, &sendmsg_12,
     &supports<op::sendmsg>},
};

}  // namespace

extern const live_table sendmsg_table;  // without this line it would be internal
const live_table sendmsg_table{"sendmsg", sendmsg_tests};

}  // namespace ringlet::live
