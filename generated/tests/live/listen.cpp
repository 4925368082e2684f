// Generated from spec/opcodes.json, row "listen". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// listen lets others connect.
task<outcome> listen_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket socket(loop);
  const op::listen operation{.socket = socket.fd(), .backlog = 8};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = socket.is_listening() && socket.backlog() == 8 && socket.can_be_reached();
  if (!effect)
    co_return no_effect(
        "socket.is_listening() && socket.backlog() == 8 && socket.can_be_reached()");
  co_return passed();
}

// listen listens through a direct slot.
task<outcome> listen_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket socket(loop);
  file_table table(loop);
  table.put(2, socket.fd());
  const op::listen operation{.socket = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = socket.is_listening() && socket.can_be_reached();
  if (!effect) co_return no_effect("socket.is_listening() && socket.can_be_reached()");
  co_return passed();
}

// listen says EINVAL for a connected socket.
task<outcome> listen_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  const op::listen operation{.socket = pair.near()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// listen says ENOTSOCK for a file.
task<outcome> listen_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::listen operation{.socket = source.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test listen_tests[] = {
    {"listen", "", "lets others connect", kind::gives, &listen_1, &supports<op::listen>},
    {"listen", "", "listens through a direct slot", kind::gives, &listen_2, &supports<op::listen>},
    {"listen", "", "says EINVAL for a connected socket", kind::fails, &listen_3,
     &supports<op::listen>},
    {"listen", "", "says ENOTSOCK for a file", kind::fails, &listen_4, &supports<op::listen>},
};

}  // namespace

extern const live_table listen_table;  // without this line it would be internal
const live_table listen_table{"listen", listen_tests};

}  // namespace ringlet::live
