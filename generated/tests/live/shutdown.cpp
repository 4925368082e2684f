// Generated from spec/opcodes.json, row "shutdown". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// shutdown lets the peer read an end of file.
task<outcome> shutdown_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::shutdown operation{.socket = pair.near(), .how = shutdown_how::wr};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = pair.far_is_at_end() && pair.can_feed();
  if (!effect) co_return no_effect("pair.far_is_at_end() && pair.can_feed()");
  co_return passed();
}

// shutdown shuts down receiving.
task<outcome> shutdown_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::shutdown operation{.socket = pair.near(), .how = shutdown_how::rd};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !pair.can_feed();
  if (!effect) co_return no_effect("!pair.can_feed()");
  co_return passed();
}

// shutdown shuts down through a direct slot.
task<outcome> shutdown_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  file_table table(loop);
  table.put(2, pair.near());
  const op::shutdown operation{.socket = direct_slot(2), .how = shutdown_how::wr};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = pair.far_is_at_end();
  if (!effect) co_return no_effect("pair.far_is_at_end()");
  co_return passed();
}

// shutdown says ENOTCONN for a socket that is not connected.
task<outcome> shutdown_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  const op::shutdown operation{.socket = socket.fd(), .how = shutdown_how::wr};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// shutdown says ENOTSOCK for a file.
task<outcome> shutdown_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::shutdown operation{.socket = source.fd(), .how = shutdown_how::wr};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test shutdown_tests[] = {
    {"shutdown", "", "lets the peer read an end of file", kind::gives, &shutdown_1,
     &supports<op::shutdown>},
    {"shutdown", "", "shuts down receiving", kind::gives, &shutdown_2, &supports<op::shutdown>},
    {"shutdown", "", "shuts down through a direct slot", kind::gives, &shutdown_3,
     &supports<op::shutdown>},
    {"shutdown", "", "says ENOTCONN for a socket that is not connected", kind::fails, &shutdown_4,
     &supports<op::shutdown>},
    {"shutdown", "", "says ENOTSOCK for a file", kind::fails, &shutdown_5, &supports<op::shutdown>},
};

}  // namespace

extern const live_table shutdown_table;  // without this line it would be internal
const live_table shutdown_table{"shutdown", shutdown_tests};

}  // namespace ringlet::live
