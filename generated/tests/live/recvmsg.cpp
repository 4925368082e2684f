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
  const op::recvmsg operation{
      .socket = pair.near(), .message = message.header(), .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
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

// recvmsg_select receives into a buffer that the kernel selects, and says who has sent it.
task<outcome> recvmsg_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(16);
  far.send("hello", near.where());
  const op::recvmsg_select operation{
      .socket = near.fd(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      holds(value, "hello") && message.sender() == far.where() && message.part(0)[0] == 0;
  if (!effect)
    co_return no_effect(
        "holds(value, \"hello\") && message.sender() == far.where() && message.part(0)[0] == 0");
  co_return passed();
}

// recvmsg_select receives no more than the iovec says.
task<outcome> recvmsg_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(4);
  far.send("hello", near.where());
  const op::recvmsg_select operation{
      .socket = near.fd(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      holds(value, "hell") && message.header().msg_flags == MSG_TRUNC && near.is_drained();
  if (!effect)
    co_return no_effect(
        "holds(value, \"hell\") && message.header().msg_flags == MSG_TRUNC && near.is_drained()");
  co_return passed();
}

// recvmsg_select receives through a direct slot.
task<outcome> recvmsg_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  file_table table(loop);
  message.add(16);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recvmsg_select operation{
      .socket = direct_slot(2), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = holds(value, "hello") && pair.is_drained();
  if (!effect) co_return no_effect("holds(value, \"hello\") && pair.is_drained()");
  co_return passed();
}

// recvmsg_select says EINVAL for two iovecs.
task<outcome> recvmsg_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(4);
  message.add(4);
  pair.feed("hello");
  const op::recvmsg_select operation{
      .socket = pair.near(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recvmsg_select says ENOBUFS when no buffer is left.
task<outcome> recvmsg_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(16);
  co_await buffers.take_all();
  pair.feed("hello");
  const op::recvmsg_select operation{
      .socket = pair.near(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOBUFS, "ENOBUFS")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recvmsg_select can be cancelled while the peer is silent.
task<outcome> recvmsg_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(16);
  const op::recvmsg_select operation{
      .socket = pair.near(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recvmsg_select meets its deadline while the peer is silent.
task<outcome> recvmsg_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  incoming_message message(loop);
  selected_buffers buffers(loop);
  message.add(16);
  const op::recvmsg_select operation{
      .socket = pair.near(), .message = message.header(), .buffers = buffers.all()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = buffers.all_are_free();
  if (!effect) co_return no_effect("buffers.all_are_free()");
  co_return passed(result.error());
}

// recvmsg_multishot gives messages with their senders, one after the other.
task<outcome> recvmsg_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  selected_buffers buffers(loop);
  submissions requests(loop);
  far.send("hello", near.where());
  far.send_after(20ms, "later", near.where());
  const op::recvmsg_multishot operation{.socket = near.fd(),
                                        .layout = message_room{.name = sizeof(::sockaddr_in)},
                                        .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<received_message> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0], "hello") && holds(values[1], "later") &&
                      values[0].sender() == far.where() && values[1].sender() == far.where() &&
                      requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "holds(values[0], \"hello\") && holds(values[1], \"later\") && values[0].sender() == "
        "far.where() && values[1].sender() == far.where() && requests.taken() == 1");
  co_return passed();
}

// recvmsg_multishot gives control data.
task<outcome> recvmsg_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  known_file file(loop);
  selected_buffers buffers(loop);
  feed_descriptor(pair, file.fd());
  const op::recvmsg_multishot operation{.socket = pair.near(),
                                        .layout = message_room{.control = CMSG_SPACE(sizeof(int))},
                                        .buffers = buffers.all(),
                                        .flags = msg_flags::cmsg_cloexec};
  auto source = stream(operation);
  std::vector<received_message> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect =
      holds(values[0], "x") && passes_descriptor_like(values[0].control(), file.fd());
  if (!effect)
    co_return no_effect(
        "holds(values[0], \"x\") && passes_descriptor_like(values[0].control(), file.fd())");
  co_return passed();
}

// recvmsg_multishot says that a message did not fit, and how long it was.
task<outcome> recvmsg_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  selected_buffers buffers(loop);
  far.send(std::string(100, '#'), near.where());
  const op::recvmsg_multishot operation{.socket = near.fd(),
                                        .layout = message_room{.name = 28},
                                        .buffers = buffers.all(),
                                        .flags = msg_flags::trunc};
  auto source = stream(operation);
  std::vector<received_message> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0], std::string(selected_buffers::size - 16 - 28, '#')) &&
                      values[0].flags() == MSG_TRUNC && values[0].payload_size() == 100;
  if (!effect)
    co_return no_effect(
        "holds(values[0], std::string(selected_buffers::size - 16 - 28, '#')) && values[0].flags() "
        "== MSG_TRUNC && values[0].payload_size() == 100");
  co_return passed();
}

// recvmsg_multishot receives through a direct slot.
task<outcome> recvmsg_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  selected_buffers buffers(loop);
  file_table table(loop);
  table.put(2, near.fd());
  far.send("hello", near.where());
  const op::recvmsg_multishot operation{
      .socket = direct_slot(2), .layout = message_room{}, .buffers = buffers.all()};
  auto source = stream(operation);
  std::vector<received_message> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0], "hello") && values[0].sender().family() == AF_UNSPEC;
  if (!effect)
    co_return no_effect("holds(values[0], \"hello\") && values[0].sender().family() == AF_UNSPEC");
  co_return passed();
}

// recvmsg_multishot says EFAULT for buffers that are too small.
task<outcome> recvmsg_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  selected_buffers buffers(loop);
  far.send("hello", near.where());
  const op::recvmsg_multishot operation{.socket = near.fd(),
                                        .layout = message_room{.name = selected_buffers::size},
                                        .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// recvmsg_multishot says EINVAL for waitall.
task<outcome> recvmsg_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  selected_buffers buffers(loop);
  const op::recvmsg_multishot operation{.socket = near.fd(),
                                        .layout = message_room{},
                                        .buffers = buffers.all(),
                                        .flags = msg_flags::waitall};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// recvmsg_multishot can be cancelled while nobody sends.
task<outcome> recvmsg_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  selected_buffers buffers(loop);
  const op::recvmsg_multishot operation{
      .socket = near.fd(), .layout = message_room{}, .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// recvmsg_multishot meets its deadline while nobody sends.
task<outcome> recvmsg_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  selected_buffers buffers(loop);
  const op::recvmsg_multishot operation{
      .socket = near.fd(), .layout = message_room{}, .buffers = buffers.all()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test recvmsg_tests[] = {
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
    {"recvmsg", "select",
     "receives into a buffer that the kernel selects, and says who has sent it", kind::gives,
     &recvmsg_13, &supports<op::recvmsg_select>},
    {"recvmsg", "select", "receives no more than the iovec says", kind::gives, &recvmsg_14,
     &supports<op::recvmsg_select>},
    {"recvmsg", "select", "receives through a direct slot", kind::gives, &recvmsg_15,
     &supports<op::recvmsg_select>},
    {"recvmsg", "select", "says EINVAL for two iovecs", kind::fails, &recvmsg_16,
     &supports<op::recvmsg_select>},
    {"recvmsg", "select", "says ENOBUFS when no buffer is left", kind::fails, &recvmsg_17,
     &supports<op::recvmsg_select>},
    {"recvmsg", "select", "can be cancelled while the peer is silent", kind::cancels, &recvmsg_18,
     &supports<op::recvmsg_select>},
    {"recvmsg", "select", "meets its deadline while the peer is silent", kind::deadline,
     &recvmsg_19, &supports<op::recvmsg_select>},
    {"recvmsg", "multishot", "gives messages with their senders, one after the other", kind::takes,
     &recvmsg_20, &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "gives control data", kind::takes, &recvmsg_21,
     &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "says that a message did not fit, and how long it was", kind::takes,
     &recvmsg_22, &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "receives through a direct slot", kind::takes, &recvmsg_23,
     &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "says EFAULT for buffers that are too small", kind::fails, &recvmsg_24,
     &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "says EINVAL for waitall", kind::fails, &recvmsg_25,
     &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "can be cancelled while nobody sends", kind::cancels, &recvmsg_26,
     &supports<op::recvmsg_multishot>},
    {"recvmsg", "multishot", "meets its deadline while nobody sends", kind::deadline, &recvmsg_27,
     &supports<op::recvmsg_multishot>},
};

}  // namespace

extern const live_table recvmsg_table;  // without this line it would be internal
const live_table recvmsg_table{"recvmsg", recvmsg_tests};

}  // namespace ringlet::live
