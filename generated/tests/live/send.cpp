// Generated from spec/opcodes.json, row "send". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// send sends bytes to the peer.
task<outcome> send_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::send operation{.socket = pair.near(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.received() == "hello";
  if (!effect) co_return no_effect("pair.received() == \"hello\"");
  co_return passed();
}

// send sends through a direct slot.
task<outcome> send_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  const op::send operation{.socket = direct_slot(2), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.received() == "hello";
  if (!effect) co_return no_effect("pair.received() == \"hello\"");
  co_return passed();
}

// send says EPIPE when the peer is gone, without a signal.
task<outcome> send_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  pair.close_far();
  const op::send operation{
      .socket = pair.near(), .buffer = std::string_view("hello"), .flags = msg_flags::nosignal};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// send says ENOTSOCK for a file.
task<outcome> send_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::send operation{.socket = source.fd(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// send says EAGAIN instead of waiting if it is told to.
task<outcome> send_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  const op::send operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .flags = msg_flags::dontwait};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  co_return passed(result.error());
}

// send can be cancelled while the peer does not read.
task<outcome> send_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  const op::send operation{.socket = pair.near(), .buffer = std::string_view("more")};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send meets its deadline while the peer does not read.
task<outcome> send_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  const op::send operation{.socket = pair.near(), .buffer = std::string_view("more")};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send polls before it tries, and so gives up at once when it may not wait.
task<outcome> send_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  poll_first_known known(loop);
  socket_pair pair(loop);
  const op::send operation{
      .socket = pair.near(), .buffer = std::string_view("hello"), .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_fixed sends bytes out of the buffer.
task<outcome> send_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  buffer.fill("hello");
  const op::send_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes().first(5), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// send_fixed sends from the middle of the buffer through a direct slot.
task<outcome> send_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  file_table table(loop);
  buffer.fill("hello");
  table.put(2, pair.near());
  const op::send_fixed operation{.socket = direct_slot(2),
                                 .buffer = buffer.bytes().subspan(1, 3),
                                 .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = pair.received() == "ell";
  if (!effect) co_return no_effect("pair.received() == \"ell\"");
  co_return passed();
}

// send_fixed says EFAULT for bytes outside of the buffer.
task<outcome> send_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_fixed operation{
      .socket = pair.near(), .buffer = std::string_view("hello"), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_fixed says EFAULT for a buffer that is not there.
task<outcome> send_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes().first(5), .buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_fixed polls before it tries, and so gives up at once when it may not wait.
task<outcome> send_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  socket_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_fixed operation{.socket = pair.near(),
                                 .buffer = buffer.bytes().first(5),
                                 .buffer_index = buffer.index(),
                                 .flags = msg_flags::dontwait};
  auto result = co_await poll_first(operation);
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_fixed can be cancelled while the peer does not read.
task<outcome> send_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_fixed meets its deadline while the peer does not read.
task<outcome> send_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_transfers_known known(loop);
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_to sends a datagram to the address.
task<outcome> send_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  const op::send_to operation{
      .socket = near.fd(), .buffer = std::string_view("hello"), .peer = far.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// send_to sends a datagram through a direct slot.
task<outcome> send_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  file_table table(loop);
  table.put(2, near.fd());
  const op::send_to operation{
      .socket = direct_slot(2), .buffer = std::string_view("hello"), .peer = far.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// send_to sends to another than the connected peer.
task<outcome> send_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket peer(loop);
  udp_socket other(loop);
  near.connect_to(peer.where());
  const op::send_to operation{
      .socket = near.fd(), .buffer = std::string_view("hello"), .peer = other.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = other.received("hello", near.where()) && peer.is_drained();
  if (!effect) co_return no_effect("other.received(\"hello\", near.where()) && peer.is_drained()");
  co_return passed();
}

// send_to says EMSGSIZE for a datagram that is too long.
task<outcome> send_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  const std::string text(70000, '#');
  const op::send_to operation{.socket = near.fd(), .buffer = text, .peer = far.where()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EMSGSIZE, "EMSGSIZE")) co_return *wrong;
  const bool effect = far.is_drained();
  if (!effect) co_return no_effect("far.is_drained()");
  co_return passed(result.error());
}

// send_to says EISCONN for a connected pair.
task<outcome> send_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::send_to operation{.socket = pair.near(),
                              .buffer = std::string_view("hello"),
                              .peer = address::abstract("nobody").value()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EISCONN, "EISCONN")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_to says EAFNOSUPPORT for an address of another family.
task<outcome> send_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  const op::send_to operation{
      .socket = near.fd(), .buffer = std::string_view("hello"), .peer = address::loopback_ipv6(9)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAFNOSUPPORT, "EAFNOSUPPORT")) co_return *wrong;
  co_return passed(result.error());
}

// send_to can be cancelled while the peer does not read.
task<outcome> send_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_to operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .peer = address::loopback(9)};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_to meets its deadline while the peer does not read.
task<outcome> send_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_to operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .peer = address::loopback(9)};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_vectorized sends the buffers in their order.
task<outcome> send_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<::iovec, 3> parts{part_of("hel"), part_of("lo, "), part_of("world")};
  const op::send_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = pair.received() == "hello, world";
  if (!effect) co_return no_effect("pair.received() == \"hello, world\"");
  co_return passed();
}

// send_vectorized sends through a direct slot.
task<outcome> send_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  std::array<::iovec, 2> parts{part_of("hel"), part_of("lo")};
  table.put(2, pair.near());
  const op::send_vectorized operation{.socket = direct_slot(2), .buffers = parts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.received() == "hello";
  if (!effect) co_return no_effect("pair.received() == \"hello\"");
  co_return passed();
}

// send_vectorized says EPIPE when the peer is gone, without a signal.
task<outcome> send_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  std::array<::iovec, 1> parts{part_of("hello")};
  pair.close_far();
  const op::send_vectorized operation{
      .socket = pair.near(), .buffers = parts, .flags = msg_flags::nosignal};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// send_vectorized says EFAULT for iovecs that are nowhere.
task<outcome> send_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::send_vectorized operation{
      .socket = pair.near(),
      .buffers = std::span<const ::iovec>(reinterpret_cast<const ::iovec*>(8), 2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_vectorized can be cancelled while the peer does not read.
task<outcome> send_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  std::array<::iovec, 1> parts{part_of("more")};
  const op::send_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_vectorized meets its deadline while the peer does not read.
task<outcome> send_29([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  std::array<::iovec, 1> parts{part_of("more")};
  const op::send_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_bundle sends the pieces in their order.
task<outcome> send_30([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_texts queue(loop);
  queue.put({"hel", "lo, ", "world"});
  const op::send_bundle operation{.socket = pair.near(), .buffers = queue.all()};
  auto source = stream(operation);
  std::vector<std::size_t> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = values[0] == 12 && pair.received() == "hello, world" && queue.all().empty();
  if (!effect)
    co_return no_effect(
        "values[0] == 12 && pair.received() == \"hello, world\" && queue.all().empty()");
  co_return passed();
}

// send_bundle sends more than fits into one bundle, by one request.
task<outcome> send_31([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_texts queue(loop);
  submissions requests(loop);
  const std::vector<std::string> pieces(300, "#-");
  queue.put(pieces);
  const op::send_bundle operation{.socket = pair.near(), .buffers = queue.all()};
  auto source = stream(operation);
  std::vector<std::size_t> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect =
      values[0] + values[1] == 600 && pair.received().size() == 600 && requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "values[0] + values[1] == 600 && pair.received().size() == 600 && requests.taken() == 1");
  co_return passed();
}

// send_bundle sends through a direct slot.
task<outcome> send_32([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  outgoing_texts queue(loop);
  table.put(2, pair.near());
  queue.put({"hel", "lo"});
  const op::send_bundle operation{.socket = direct_slot(2), .buffers = queue.all()};
  auto source = stream(operation);
  std::vector<std::size_t> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = values[0] == 5 && pair.received() == "hello";
  if (!effect) co_return no_effect("values[0] == 5 && pair.received() == \"hello\"");
  co_return passed();
}

// send_bundle says EPIPE when the peer is gone, and keeps the pieces.
task<outcome> send_33([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  outgoing_texts queue(loop);
  queue.put({"hel", "lo"});
  pair.close_far();
  const op::send_bundle operation{
      .socket = pair.near(), .buffers = queue.all(), .flags = msg_flags::nosignal};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  const bool effect = queue.all().size() == 2 && queue.all().unsent() == 5;
  if (!effect) co_return no_effect("queue.all().size() == 2 && queue.all().unsent() == 5");
  co_return passed(result.error());
}

// send_bundle says ENOTSOCK for a file.
task<outcome> send_34([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  outgoing_texts queue(loop);
  queue.put({"hel", "lo"});
  const op::send_bundle operation{.socket = file.fd(), .buffers = queue.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = file.is_unchanged() && queue.all().unsent() == 5;
  if (!effect) co_return no_effect("file.is_unchanged() && queue.all().unsent() == 5");
  co_return passed(result.error());
}

// send_bundle can be cancelled while the peer does not read.
task<outcome> send_35([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  outgoing_texts queue(loop);
  queue.put({"more"});
  const op::send_bundle operation{.socket = pair.near(), .buffers = queue.all()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_bundle meets its deadline while the peer does not read.
task<outcome> send_36([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_socket_pair pair(loop);
  outgoing_texts queue(loop);
  queue.put({"more"});
  const op::send_bundle operation{.socket = pair.near(), .buffers = queue.all()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test send_tests[] = {
    {"send", "", "sends bytes to the peer", kind::gives, &send_1, &supports<op::send>},
    {"send", "", "sends through a direct slot", kind::gives, &send_2, &supports<op::send>},
    {"send", "", "says EPIPE when the peer is gone, without a signal", kind::fails, &send_3,
     &supports<op::send>},
    {"send", "", "says ENOTSOCK for a file", kind::fails, &send_4, &supports<op::send>},
    {"send", "", "says EAGAIN instead of waiting if it is told to", kind::fails, &send_5,
     &supports<op::send>},
    {"send", "", "can be cancelled while the peer does not read", kind::cancels, &send_6,
     &supports<op::send>},
    {"send", "", "meets its deadline while the peer does not read", kind::deadline, &send_7,
     &supports<op::send>},
    {"send", "", "polls before it tries, and so gives up at once when it may not wait", kind::fails,
     &send_8, &supports<op::send>},
    {"send", "fixed", "sends bytes out of the buffer", kind::gives, &send_9,
     &supports<op::send_fixed>},
    {"send", "fixed", "sends from the middle of the buffer through a direct slot", kind::gives,
     &send_10, &supports<op::send_fixed>},
    {"send", "fixed", "says EFAULT for bytes outside of the buffer", kind::fails, &send_11,
     &supports<op::send_fixed>},
    {"send", "fixed", "says EFAULT for a buffer that is not there", kind::fails, &send_12,
     &supports<op::send_fixed>},
    {"send", "fixed", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &send_13, &supports<op::send_fixed>},
    {"send", "fixed", "can be cancelled while the peer does not read", kind::cancels, &send_14,
     &supports<op::send_fixed>},
    {"send", "fixed", "meets its deadline while the peer does not read", kind::deadline, &send_15,
     &supports<op::send_fixed>},
    {"send", "to", "sends a datagram to the address", kind::gives, &send_16,
     &supports<op::send_to>},
    {"send", "to", "sends a datagram through a direct slot", kind::gives, &send_17,
     &supports<op::send_to>},
    {"send", "to", "sends to another than the connected peer", kind::gives, &send_18,
     &supports<op::send_to>},
    {"send", "to", "says EMSGSIZE for a datagram that is too long", kind::fails, &send_19,
     &supports<op::send_to>},
    {"send", "to", "says EISCONN for a connected pair", kind::fails, &send_20,
     &supports<op::send_to>},
    {"send", "to", "says EAFNOSUPPORT for an address of another family", kind::fails, &send_21,
     &supports<op::send_to>},
    {"send", "to", "can be cancelled while the peer does not read", kind::cancels, &send_22,
     &supports<op::send_to>},
    {"send", "to", "meets its deadline while the peer does not read", kind::deadline, &send_23,
     &supports<op::send_to>},
    {"send", "vectorized", "sends the buffers in their order", kind::gives, &send_24,
     &supports<op::send_vectorized>},
    {"send", "vectorized", "sends through a direct slot", kind::gives, &send_25,
     &supports<op::send_vectorized>},
    {"send", "vectorized", "says EPIPE when the peer is gone, without a signal", kind::fails,
     &send_26, &supports<op::send_vectorized>},
    {"send", "vectorized", "says EFAULT for iovecs that are nowhere", kind::fails, &send_27,
     &supports<op::send_vectorized>},
    {"send", "vectorized", "can be cancelled while the peer does not read", kind::cancels, &send_28,
     &supports<op::send_vectorized>},
    {"send", "vectorized", "meets its deadline while the peer does not read", kind::deadline,
     &send_29, &supports<op::send_vectorized>},
    {"send", "bundle", "sends the pieces in their order", kind::ends, &send_30,
     &supports<op::send_bundle>},
    {"send", "bundle", "sends more than fits into one bundle, by one request", kind::ends, &send_31,
     &supports<op::send_bundle>},
    {"send", "bundle", "sends through a direct slot", kind::ends, &send_32,
     &supports<op::send_bundle>},
    {"send", "bundle", "says EPIPE when the peer is gone, and keeps the pieces", kind::fails,
     &send_33, &supports<op::send_bundle>},
    {"send", "bundle", "says ENOTSOCK for a file", kind::fails, &send_34,
     &supports<op::send_bundle>},
    {"send", "bundle", "can be cancelled while the peer does not read", kind::cancels, &send_35,
     &supports<op::send_bundle>},
    {"send", "bundle", "meets its deadline while the peer does not read", kind::deadline, &send_36,
     &supports<op::send_bundle>},
};

}  // namespace

extern const live_table send_table;  // without this line it would be internal
const live_table send_table{"send", send_tests};

}  // namespace ringlet::live
