// Generated from spec/opcodes.json, row "send_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// send_zc sends bytes to the peer.
task<outcome> send_zc_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const op::send_zc operation{.socket = pair.near(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// send_zc sends many bytes whole if it is told to.
task<outcome> send_zc_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const std::string text(60000, '#');
  const op::send_zc operation{.socket = pair.near(), .buffer = text, .flags = msg_flags::waitall};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 60000)) co_return wrong_value(value, "60000");
  const bool effect = pair.delivers(text);
  if (!effect) co_return no_effect("pair.delivers(text)");
  co_return passed();
}

// send_zc sends a datagram to the connected peer.
task<outcome> send_zc_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  near.connect_to(far.where());
  const op::send_zc operation{.socket = near.fd(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// send_zc sends through a direct slot.
task<outcome> send_zc_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  const op::send_zc operation{.socket = direct_slot(2), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// send_zc polls before it tries, and so gives up at once when it may not wait.
task<outcome> send_zc_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const op::send_zc operation{.socket = pair.near(),
                              .buffer = std::string_view("hello"),
                              .flags = msg_flags::dontwait,
                              .modifiers = send_zc_flags::poll_first};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// send_zc says EPIPE for a connection that is shut down, without a signal.
task<outcome> send_zc_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.shut_near();
  const op::send_zc operation{
      .socket = pair.near(), .buffer = std::string_view("hello"), .flags = msg_flags::nosignal};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPIPE, "EPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// send_zc says EOPNOTSUPP for a socket of the unix domain.
task<outcome> send_zc_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::send_zc operation{.socket = pair.near(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = pair.received().empty();
  if (!effect) co_return no_effect("pair.received().empty()");
  co_return passed(result.error());
}

// send_zc says ENOTSOCK for a file.
task<outcome> send_zc_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::send_zc operation{.socket = source.fd(), .buffer = std::string_view("hello")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// send_zc says EAGAIN instead of waiting if it is told to.
task<outcome> send_zc_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_zc operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .flags = msg_flags::dontwait};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc can be cancelled while the peer does not read.
task<outcome> send_zc_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_zc operation{.socket = pair.near(), .buffer = std::string_view("more")};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc meets its deadline while the peer does not read.
task<outcome> send_zc_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_zc operation{.socket = pair.near(), .buffer = std::string_view("more")};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_fixed sends bytes out of the buffer.
task<outcome> send_zc_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  buffer.fill("hello");
  const op::send_zc_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes().first(5), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// send_zc_fixed sends from the middle of the buffer through a direct slot.
task<outcome> send_zc_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  file_table table(loop);
  buffer.fill("hello");
  table.put(2, pair.near());
  const op::send_zc_fixed operation{.socket = direct_slot(2),
                                    .buffer = buffer.bytes().subspan(1, 3),
                                    .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = pair.delivers("ell");
  if (!effect) co_return no_effect("pair.delivers(\"ell\")");
  co_return passed();
}

// send_zc_fixed says EFAULT for bytes outside of the buffer.
task<outcome> send_zc_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_zc_fixed operation{
      .socket = pair.near(), .buffer = std::string_view("hello"), .buffer_index = buffer.index()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// send_zc_fixed says EFAULT for a buffer that is not there.
task<outcome> send_zc_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_zc_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes().first(5), .buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// send_zc_fixed can be cancelled while the peer does not read.
task<outcome> send_zc_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_zc_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_fixed meets its deadline while the peer does not read.
task<outcome> send_zc_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  fixed_buffer buffer(loop);
  const op::send_zc_fixed operation{
      .socket = pair.near(), .buffer = buffer.bytes(), .buffer_index = buffer.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_to sends a datagram to the address.
task<outcome> send_zc_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  const op::send_zc_to operation{
      .socket = near.fd(), .buffer = std::string_view("hello"), .peer = far.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// send_zc_to sends a datagram through a direct slot.
task<outcome> send_zc_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  file_table table(loop);
  table.put(2, near.fd());
  const op::send_zc_to operation{
      .socket = direct_slot(2), .buffer = std::string_view("hello"), .peer = far.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = far.received("hello", near.where());
  if (!effect) co_return no_effect("far.received(\"hello\", near.where())");
  co_return passed();
}

// send_zc_to says EMSGSIZE for a datagram that is too long.
task<outcome> send_zc_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  udp_socket far(loop);
  const std::string text(70000, '#');
  const op::send_zc_to operation{.socket = near.fd(), .buffer = text, .peer = far.where()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EMSGSIZE, "EMSGSIZE")) co_return *wrong;
  const bool effect = far.is_drained();
  if (!effect) co_return no_effect("far.is_drained()");
  co_return passed(result.error());
}

// send_zc_to says EAFNOSUPPORT for an address of another family.
task<outcome> send_zc_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  udp_socket near(loop);
  const op::send_zc_to operation{
      .socket = near.fd(), .buffer = std::string_view("hello"), .peer = address::loopback_ipv6(9)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAFNOSUPPORT, "EAFNOSUPPORT")) co_return *wrong;
  co_return passed(result.error());
}

// send_zc_to can be cancelled while the peer does not read.
task<outcome> send_zc_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_zc_to operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .peer = address::loopback(9)};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_to meets its deadline while the peer does not read.
task<outcome> send_zc_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  const op::send_zc_to operation{
      .socket = pair.near(), .buffer = std::string_view("more"), .peer = address::loopback(9)};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_vectorized sends the buffers in their order.
task<outcome> send_zc_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  std::array<::iovec, 3> parts{part_of("hel"), part_of("lo, "), part_of("world")};
  const op::send_zc_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12)) co_return wrong_value(value, "12");
  const bool effect = pair.delivers("hello, world");
  if (!effect) co_return no_effect("pair.delivers(\"hello, world\")");
  co_return passed();
}

// send_zc_vectorized sends through a direct slot.
task<outcome> send_zc_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  file_table table(loop);
  std::array<::iovec, 2> parts{part_of("hel"), part_of("lo")};
  table.put(2, pair.near());
  const op::send_zc_vectorized operation{.socket = direct_slot(2), .buffers = parts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.delivers("hello");
  if (!effect) co_return no_effect("pair.delivers(\"hello\")");
  co_return passed();
}

// send_zc_vectorized says EFAULT for iovecs that are nowhere.
task<outcome> send_zc_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  const op::send_zc_vectorized operation{
      .socket = pair.near(),
      .buffers = std::span<const ::iovec>(reinterpret_cast<const ::iovec*>(8), 2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = !comes_to(pair.far());
  if (!effect) co_return no_effect("!comes_to(pair.far())");
  co_return passed(result.error());
}

// send_zc_vectorized can be cancelled while the peer does not read.
task<outcome> send_zc_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  std::array<::iovec, 1> parts{part_of("more")};
  const op::send_zc_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

// send_zc_vectorized meets its deadline while the peer does not read.
task<outcome> send_zc_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_tcp_pair pair(loop);
  std::array<::iovec, 1> parts{part_of("more")};
  const op::send_zc_vectorized operation{.socket = pair.near(), .buffers = parts};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pair.is_unchanged();
  if (!effect) co_return no_effect("pair.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test send_zc_tests[] = {
    {"send_zc", "", "sends bytes to the peer", kind::gives, &send_zc_1, &supports<op::send_zc>},
    {"send_zc", "", "sends many bytes whole if it is told to", kind::gives, &send_zc_2,
     &supports<op::send_zc>},
    {"send_zc", "", "sends a datagram to the connected peer", kind::gives, &send_zc_3,
     &supports<op::send_zc>},
    {"send_zc", "", "sends through a direct slot", kind::gives, &send_zc_4, &supports<op::send_zc>},
    {"send_zc", "", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &send_zc_5, &supports<op::send_zc>},
    {"send_zc", "", "says EPIPE for a connection that is shut down, without a signal", kind::fails,
     &send_zc_6, &supports<op::send_zc>},
    {"send_zc", "", "says EOPNOTSUPP for a socket of the unix domain", kind::fails, &send_zc_7,
     &supports<op::send_zc>},
    {"send_zc", "", "says ENOTSOCK for a file", kind::fails, &send_zc_8, &supports<op::send_zc>},
    {"send_zc", "", "says EAGAIN instead of waiting if it is told to", kind::fails, &send_zc_9,
     &supports<op::send_zc>},
    {"send_zc", "", "can be cancelled while the peer does not read", kind::cancels, &send_zc_10,
     &supports<op::send_zc>},
    {"send_zc", "", "meets its deadline while the peer does not read", kind::deadline, &send_zc_11,
     &supports<op::send_zc>},
    {"send_zc", "fixed", "sends bytes out of the buffer", kind::gives, &send_zc_12,
     &supports<op::send_zc_fixed>},
    {"send_zc", "fixed", "sends from the middle of the buffer through a direct slot", kind::gives,
     &send_zc_13, &supports<op::send_zc_fixed>},
    {"send_zc", "fixed", "says EFAULT for bytes outside of the buffer", kind::fails, &send_zc_14,
     &supports<op::send_zc_fixed>},
    {"send_zc", "fixed", "says EFAULT for a buffer that is not there", kind::fails, &send_zc_15,
     &supports<op::send_zc_fixed>},
    {"send_zc", "fixed", "can be cancelled while the peer does not read", kind::cancels,
     &send_zc_16, &supports<op::send_zc_fixed>},
    {"send_zc", "fixed", "meets its deadline while the peer does not read", kind::deadline,
     &send_zc_17, &supports<op::send_zc_fixed>},
    {"send_zc", "to", "sends a datagram to the address", kind::gives, &send_zc_18,
     &supports<op::send_zc_to>},
    {"send_zc", "to", "sends a datagram through a direct slot", kind::gives, &send_zc_19,
     &supports<op::send_zc_to>},
    {"send_zc", "to", "says EMSGSIZE for a datagram that is too long", kind::fails, &send_zc_20,
     &supports<op::send_zc_to>},
    {"send_zc", "to", "says EAFNOSUPPORT for an address of another family", kind::fails,
     &send_zc_21, &supports<op::send_zc_to>},
    {"send_zc", "to", "can be cancelled while the peer does not read", kind::cancels, &send_zc_22,
     &supports<op::send_zc_to>},
    {"send_zc", "to", "meets its deadline while the peer does not read", kind::deadline,
     &send_zc_23, &supports<op::send_zc_to>},
    {"send_zc", "vectorized", "sends the buffers in their order", kind::gives, &send_zc_24,
     &supports<op::send_zc_vectorized>},
    {"send_zc", "vectorized", "sends through a direct slot", kind::gives, &send_zc_25,
     &supports<op::send_zc_vectorized>},
    {"send_zc", "vectorized", "says EFAULT for iovecs that are nowhere", kind::fails, &send_zc_26,
     &supports<op::send_zc_vectorized>},
    {"send_zc", "vectorized", "can be cancelled while the peer does not read", kind::cancels,
     &send_zc_27, &supports<op::send_zc_vectorized>},
    {"send_zc", "vectorized", "meets its deadline while the peer does not read", kind::deadline,
     &send_zc_28, &supports<op::send_zc_vectorized>},
};

}  // namespace

extern const live_table send_zc_table;  // without this line it would be internal
const live_table send_zc_table{"send_zc", send_zc_tests};

}  // namespace ringlet::live
