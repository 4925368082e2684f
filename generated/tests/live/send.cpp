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

constexpr live_test tests[] = {
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
};

}  // namespace

extern const live_table send_table;  // without this line it would be internal
const live_table send_table{"send", tests};

}  // namespace ringlet::live
