// Generated from spec/opcodes.json, row "connect". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// connect connects to a listening socket.
task<outcome> connect_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  const op::connect operation{.socket = socket.fd(), .peer = listener.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = listener.is_connected_with(socket.fd());
  if (!effect) co_return no_effect("listener.is_connected_with(socket.fd())");
  co_return passed();
}

// connect connects through a direct slot.
task<outcome> connect_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  file_table table(loop);
  table.put(2, socket.fd());
  const op::connect operation{.socket = direct_slot(2), .peer = listener.where()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = listener.is_connected_with(socket.fd());
  if (!effect) co_return no_effect("listener.is_connected_with(socket.fd())");
  co_return passed();
}

// connect says ECONNREFUSED where nobody listens.
task<outcome> connect_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket closed(loop);
  tcp_socket socket(loop);
  const op::connect operation{.socket = socket.fd(), .peer = closed.where()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ECONNREFUSED, "ECONNREFUSED")) co_return *wrong;
  co_return passed(result.error());
}

// connect says EISCONN for a connected socket.
task<outcome> connect_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  socket.connect_to(listener.where());
  const op::connect operation{.socket = socket.fd(), .peer = listener.where()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EISCONN, "EISCONN")) co_return *wrong;
  co_return passed(result.error());
}

// connect says ENOTSOCK for a file.
task<outcome> connect_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::connect operation{.socket = source.fd(), .peer = address::loopback(9)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

// connect can be cancelled while nobody answers.
task<outcome> connect_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  deaf_listener busy(loop);
  tcp_socket socket(loop);
  const op::connect operation{.socket = socket.fd(), .peer = busy.where()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// connect meets its deadline while nobody answers.
task<outcome> connect_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  deaf_listener busy(loop);
  tcp_socket socket(loop);
  const op::connect operation{.socket = socket.fd(), .peer = busy.where()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test connect_tests[] = {
    {"connect", "", "connects to a listening socket", kind::gives, &connect_1,
     &supports<op::connect>},
    {"connect", "", "connects through a direct slot", kind::gives, &connect_2,
     &supports<op::connect>},
    {"connect", "", "says ECONNREFUSED where nobody listens", kind::fails, &connect_3,
     &supports<op::connect>},
    {"connect", "", "says EISCONN for a connected socket", kind::fails, &connect_4,
     &supports<op::connect>},
    {"connect", "", "says ENOTSOCK for a file", kind::fails, &connect_5, &supports<op::connect>},
    {"connect", "", "can be cancelled while nobody answers", kind::cancels, &connect_6,
     &supports<op::connect>},
    {"connect", "", "meets its deadline while nobody answers", kind::deadline, &connect_7,
     &supports<op::connect>},
};

}  // namespace

extern const live_table connect_table;  // without this line it would be internal
const live_table connect_table{"connect", connect_tests};

}  // namespace ringlet::live
