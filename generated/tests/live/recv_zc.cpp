// Generated from spec/opcodes.json, row "recv_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// recv_zc gives what the peer sends, by one request.
task<outcome> recv_zc_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  submissions requests(loop);
  pair.feed("hello");
  pair.feed_after(20ms, "later");
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  std::vector<area_lease> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0].bytes(), "hello") && holds(values[1].bytes(), "later") &&
                      area.all().leased() == 2 && requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "holds(values[0].bytes(), \"hello\") && holds(values[1].bytes(), \"later\") && "
        "area.all().leased() == 2 && requests.taken() == 1");
  co_return passed();
}

// recv_zc does so on a ring where only some completions are big.
task<outcome> recv_zc_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  pair.feed("hello");
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  std::vector<area_lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0].bytes(), "hello") && pair.is_drained();
  if (!effect) co_return no_effect("holds(values[0].bytes(), \"hello\") && pair.is_drained()");
  co_return passed();
}

// recv_zc receives no more than it is told to.
task<outcome> recv_zc_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  pair.feed_whole("hello, world");
  const op::recv_zc operation{.socket = pair.near(), .buffers = {area.all(), 5}};
  auto source = stream(operation);
  std::vector<area_lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = holds(values[0].bytes(), "hello") && pair.waiting() == 7;
  if (!effect) co_return no_effect("holds(values[0].bytes(), \"hello\") && pair.waiting() == 7");
  co_return passed();
}

// recv_zc receives through a direct slot.
task<outcome> recv_zc_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  file_table table(loop);
  table.put(2, pair.near());
  pair.feed("hello");
  const op::recv_zc operation{.socket = direct_slot(2), .buffers = area.all()};
  auto source = stream(operation);
  std::vector<area_lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = holds(values[0].bytes(), "hello");
  if (!effect) co_return no_effect("holds(values[0].bytes(), \"hello\")");
  co_return passed();
}

// recv_zc ends when the peer has shut down.
task<outcome> recv_zc_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  pair.feed("hello");
  pair.close_far();
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  std::vector<area_lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = holds(values[0].bytes(), "hello");
  if (!effect) co_return no_effect("holds(values[0].bytes(), \"hello\")");
  co_return passed();
}

// recv_zc says ENOTSOCK for a file.
task<outcome> recv_zc_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  area_to_receive area(loop);
  const op::recv_zc operation{.socket = file.fd(), .buffers = area.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  const bool effect = file.is_unchanged();
  if (!effect) co_return no_effect("file.is_unchanged()");
  co_return passed(result.error());
}

// recv_zc says EPROTONOSUPPORT for a socket of the unix domain.
task<outcome> recv_zc_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  socket_pair pair(loop);
  area_to_receive area(loop);
  pair.feed("hello");
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EPROTONOSUPPORT, "EPROTONOSUPPORT")) co_return *wrong;
  const bool effect = !pair.is_drained();
  if (!effect) co_return no_effect("!pair.is_drained()");
  co_return passed(result.error());
}

// recv_zc says ENOTCONN for a socket that is not connected.
task<outcome> recv_zc_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_socket socket(loop);
  area_to_receive area(loop);
  const op::recv_zc operation{.socket = socket.fd(), .buffers = area.all()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTCONN, "ENOTCONN")) co_return *wrong;
  co_return passed(result.error());
}

// recv_zc can be cancelled while the peer is silent.
task<outcome> recv_zc_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = area.all().leased() == 0;
  if (!effect) co_return no_effect("area.all().leased() == 0");
  co_return passed(result.error());
}

// recv_zc meets its deadline while the peer is silent.
task<outcome> recv_zc_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  area_to_receive area(loop);
  const op::recv_zc operation{.socket = pair.near(), .buffers = area.all()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = area.all().leased() == 0;
  if (!effect) co_return no_effect("area.all().leased() == 0");
  co_return passed(result.error());
}

constexpr live_test recv_zc_tests[] = {
    {"recv_zc", "", "gives what the peer sends, by one request", kind::takes, &recv_zc_1,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "does so on a ring where only some completions are big", kind::takes,
     &recv_zc_2, &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::mixed}},
    {"recv_zc", "", "receives no more than it is told to", kind::ends, &recv_zc_3,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "receives through a direct slot", kind::takes, &recv_zc_4,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "ends when the peer has shut down", kind::ends, &recv_zc_5,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "says ENOTSOCK for a file", kind::fails, &recv_zc_6, &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "says EPROTONOSUPPORT for a socket of the unix domain", kind::fails, &recv_zc_7,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "says ENOTCONN for a socket that is not connected", kind::fails, &recv_zc_8,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "can be cancelled while the peer is silent", kind::cancels, &recv_zc_9,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
    {"recv_zc", "", "meets its deadline while the peer is silent", kind::deadline, &recv_zc_10,
     &supports<op::recv_zc>,
     ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big}},
};

}  // namespace

extern const live_table recv_zc_table;  // without this line it would be internal
const live_table recv_zc_table{"recv_zc", recv_zc_tests};

}  // namespace ringlet::live
