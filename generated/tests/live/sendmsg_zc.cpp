// Generated from spec/opcodes.json, row "sendmsg_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// sendmsg_zc sends the parts of a message in their order.
task<outcome> sendmsg_zc_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("hel");
  message.add("lo, ");
  message.add("world");
  const op::sendmsg_zc operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = pair.delivers("hello, world");
  if (!effect) co_return no_effect("pair.delivers(\"hello, world\")");
  co_return passed();
}

// sendmsg_zc sends a datagram to the message's address.
task<outcome> sendmsg_zc_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  outgoing_message message(loop);
  message.add("hello");
  message.send_to(far.where());
  const op::sendmsg_zc operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// sendmsg_zc sends through a direct slot.
task<outcome> sendmsg_zc_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  outgoing_message message(loop);
  table.put(2, pair.near());
  message.add("hello");
  const op::sendmsg_zc operation{.socket = direct_slot(2), .message = message.header()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// sendmsg_zc polls before it tries, and so gives up at once when it may not wait.
task<outcome> sendmsg_zc_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg_zc operation{.socket = pair.near(),
                                 .message = message.header(),
                                 .flags = msg_flags::dontwait,
                                 .modifiers = send_zc_flags::poll_first};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// sendmsg_zc says EPIPE for a connection that is shut down, without a signal.
task<outcome> sendmsg_zc_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("hello");
  pair.shut_near();
  const op::sendmsg_zc operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::nosignal};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// sendmsg_zc says EDESTADDRREQ for a datagram to nobody.
task<outcome> sendmsg_zc_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg_zc operation{.socket = near.fd(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EDESTADDRREQ, "EDESTADDRREQ")) co_return *wrong;
  co_return passed(result.error());
}

// sendmsg_zc says EOPNOTSUPP for a socket of the unix domain.
task<outcome> sendmsg_zc_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg_zc operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// sendmsg_zc says EAGAIN instead of waiting if it is told to.
task<outcome> sendmsg_zc_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg_zc operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::dontwait};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg_zc can be cancelled while the peer does not read.
task<outcome> sendmsg_zc_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg_zc operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg_zc meets its deadline while the peer does not read.
task<outcome> sendmsg_zc_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  outgoing_message message(loop);
  message.add("more");
  const op::sendmsg_zc operation{.socket = pair.near(), .message = message.header()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg_zc_fixed sends parts of the buffer in their order.
task<outcome> sendmsg_zc_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  outgoing_message message(loop);
  buffer.fill("hello");
  message.add_in_place(buffer.bytes().subspan(2, 3));
  message.add_in_place(buffer.bytes().first(2));
  const op::sendmsg_zc_fixed operation{
      .socket = pair.near(), .message = message.header(), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("llohe");
  if (!effect) co_return no_effect("pair.delivers(\"llohe\")");
  co_return passed();
}

// sendmsg_zc_fixed sends through a direct slot.
task<outcome> sendmsg_zc_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  outgoing_message message(loop);
  file_table table(loop);
  buffer.fill("hello");
  message.add_in_place(buffer.bytes().first(5));
  table.put(2, pair.near());
  const op::sendmsg_zc_fixed operation{
      .socket = direct_slot(2), .message = message.header(), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// sendmsg_zc_fixed says EFAULT for bytes outside of the buffer.
task<outcome> sendmsg_zc_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  outgoing_message message(loop);
  message.add("hello");
  const op::sendmsg_zc_fixed operation{
      .socket = pair.near(), .message = message.header(), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// sendmsg_zc_fixed can be cancelled while the peer does not read.
task<outcome> sendmsg_zc_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  outgoing_message message(loop);
  message.add_in_place(buffer.bytes());
  const op::sendmsg_zc_fixed operation{
      .socket = pair.near(), .message = message.header(), .buffer_index = buffer.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// sendmsg_zc_fixed meets its deadline while the peer does not read.
task<outcome> sendmsg_zc_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  outgoing_message message(loop);
  message.add_in_place(buffer.bytes());
  const op::sendmsg_zc_fixed operation{
      .socket = pair.near(), .message = message.header(), .buffer_index = buffer.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test sendmsg_zc_tests[] = {
    {"sendmsg_zc", "", "sends the parts of a message in their order", kind::gives, &sendmsg_zc_1,
     &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "sends a datagram to the message's address", kind::gives, &sendmsg_zc_2,
     &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "sends through a direct slot", kind::gives, &sendmsg_zc_3,
     &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &sendmsg_zc_4, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "says EPIPE for a connection that is shut down, without a signal",
     kind::fails, &sendmsg_zc_5, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "says EDESTADDRREQ for a datagram to nobody", kind::fails, &sendmsg_zc_6,
     &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "says EOPNOTSUPP for a socket of the unix domain", kind::fails,
     &sendmsg_zc_7, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "says EAGAIN instead of waiting if it is told to", kind::fails,
     &sendmsg_zc_8, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "can be cancelled while the peer does not read", kind::cancels,
     &sendmsg_zc_9, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "", "meets its deadline while the peer does not read", kind::deadline,
     &sendmsg_zc_10, &supports<op::sendmsg_zc>},
    {"sendmsg_zc", "fixed", "sends parts of the buffer in their order", kind::gives, &sendmsg_zc_11,
     &supports<op::sendmsg_zc_fixed>},
    {"sendmsg_zc", "fixed", "sends through a direct slot", kind::gives, &sendmsg_zc_12,
     &supports<op::sendmsg_zc_fixed>},
    {"sendmsg_zc", "fixed", "says EFAULT for bytes outside of the buffer", kind::fails,
     &sendmsg_zc_13, &supports<op::sendmsg_zc_fixed>},
    {"sendmsg_zc", "fixed", "can be cancelled while the peer does not read", kind::cancels,
     &sendmsg_zc_14, &supports<op::sendmsg_zc_fixed>},
    {"sendmsg_zc", "fixed", "meets its deadline while the peer does not read", kind::deadline,
     &sendmsg_zc_15, &supports<op::sendmsg_zc_fixed>},
};

}  // namespace

extern const live_table sendmsg_zc_table;  // without this line it would be internal
const live_table sendmsg_zc_table{"sendmsg_zc", sendmsg_zc_tests};

}  // namespace ringlet::live
