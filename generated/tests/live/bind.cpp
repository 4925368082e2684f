// Generated from spec/opcodes.json, row "bind". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// bind binds a socket to a port of the kernel's choice.
task<outcome> bind_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  const op::bind operation{.socket = socket.fd(), .address = address::loopback(0)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = socket.own_address().port() != 0;
  if (!effect) co_return no_effect("socket.own_address().port() != 0");
  co_return passed();
}

// bind binds through a direct slot.
task<outcome> bind_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  file_table table(loop);
  table.put(2, socket.fd());
  const op::bind operation{.socket = direct_slot(2), .address = address::loopback(0)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = socket.own_address().port() != 0;
  if (!effect) co_return no_effect("socket.own_address().port() != 0");
  co_return passed();
}

// bind says EADDRINUSE for an address that is taken.
task<outcome> bind_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  tcp_socket socket(loop);
  const op::bind operation{.socket = socket.fd(), .address = listener.where()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EADDRINUSE, "EADDRINUSE")) co_return *wrong;
  const bool effect = socket.own_address().port() == 0;
  if (!effect) co_return no_effect("socket.own_address().port() == 0");
  co_return passed(result.error());
}

// bind says ENOTSOCK for a file.
task<outcome> bind_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::bind operation{.socket = source.fd(), .address = address::loopback(0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test bind_tests[] = {
    {"bind", "", "binds a socket to a port of the kernel's choice", kind::gives, &bind_1,
     &supports<op::bind>},
    {"bind", "", "binds through a direct slot", kind::gives, &bind_2, &supports<op::bind>},
    {"bind", "", "says EADDRINUSE for an address that is taken", kind::fails, &bind_3,
     &supports<op::bind>},
    {"bind", "", "says ENOTSOCK for a file", kind::fails, &bind_4, &supports<op::bind>},
};

}  // namespace

extern const live_table bind_table;  // without this line it would be internal
const live_table bind_table{"bind", bind_tests};

}  // namespace ringlet::live
