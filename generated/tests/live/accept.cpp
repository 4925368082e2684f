// Generated from spec/opcodes.json, row "accept". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// accept gives the connection and the peer's address.
task<outcome> accept_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  address from;
  listener.knock();
  const op::accept operation{.socket = listener.fd(), .peer = from};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      listener.talks_with(value.get()) && closes_on_exec(value.get()) && from == listener.knocker();
  if (!effect)
    co_return no_effect(
        "listener.talks_with(value.get()) && closes_on_exec(value.get()) && from == "
        "listener.knocker()");
  co_return passed();
}

// accept waits for a connection.
task<outcome> accept_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  stopwatch watch(loop);
  listener.knock_after(20ms);
  const op::accept operation{.socket = listener.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = watch.elapsed() >= 20ms && listener.talks_with(value.get());
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms && listener.talks_with(value.get())");
  co_return passed();
}

// accept makes a nonblocking descriptor.
task<outcome> accept_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  listener.knock();
  const op::accept operation{.socket = listener.fd(), .flags = accept_flags::nonblock};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = listener.talks_with(value.get()) && !closes_on_exec(value.get()) &&
                      is_nonblocking(value.get());
  if (!effect)
    co_return no_effect(
        "listener.talks_with(value.get()) && !closes_on_exec(value.get()) && "
        "is_nonblocking(value.get())");
  co_return passed();
}

// accept accepts through a direct slot.
task<outcome> accept_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  table.put(2, listener.fd());
  listener.knock();
  const op::accept operation{.socket = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = listener.talks_with(value.get());
  if (!effect) co_return no_effect("listener.talks_with(value.get())");
  co_return passed();
}

// accept says EAGAIN instead of waiting if it is told to.
task<outcome> accept_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  accept_modifiers_known known(loop);
  listening_socket listener(loop);
  const op::accept operation{.socket = listener.fd(), .modifiers = accept_modifiers::dontwait};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  co_return passed(result.error());
}

// accept polls before it tries, and so gives up at once when it may not wait.
task<outcome> accept_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  accept_modifiers_known known(loop);
  listening_socket listener(loop);
  listener.knock();
  const op::accept operation{
      .socket = listener.fd(),
      .modifiers = accept_modifiers::dontwait | accept_modifiers::poll_first};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EAGAIN, "EAGAIN")) co_return *wrong;
  const bool effect = !listener.is_emptied();
  if (!effect) co_return no_effect("!listener.is_emptied()");
  co_return passed(result.error());
}

// accept says EINVAL for a socket that does not listen.
task<outcome> accept_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket socket(loop);
  const op::accept operation{.socket = socket.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// accept says ENOTSOCK for a file.
task<outcome> accept_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::accept operation{.socket = source.fd()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

// accept can be cancelled while nobody connects.
task<outcome> accept_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  const op::accept operation{.socket = listener.fd()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// accept meets its deadline while nobody connects.
task<outcome> accept_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  const op::accept operation{.socket = listener.fd()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// accept_direct puts the connection into the slot that was asked for.
task<outcome> accept_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  address from;
  listener.knock();
  const op::accept_direct operation{.socket = listener.fd(), .peer = from, .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds_socket(2) && listener.is_emptied() && from == listener.knocker();
  if (!effect)
    co_return no_effect(
        "table.holds_socket(2) && listener.is_emptied() && from == listener.knocker()");
  co_return passed();
}

// accept_direct chooses a free slot.
task<outcome> accept_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  table.fill_but(3);
  listener.knock();
  const op::accept_direct operation{.socket = listener.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(3))) co_return wrong_value(value, "direct_slot(3)");
  const bool effect = table.holds_socket(3) && listener.is_emptied();
  if (!effect) co_return no_effect("table.holds_socket(3) && listener.is_emptied()");
  co_return passed();
}

// accept_direct accepts through a direct slot into another.
task<outcome> accept_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  table.put(0, listener.fd());
  listener.knock();
  const op::accept_direct operation{.socket = direct_slot(0), .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds_socket(2) && listener.is_emptied();
  if (!effect) co_return no_effect("table.holds_socket(2) && listener.is_emptied()");
  co_return passed();
}

// accept_direct says EINVAL for cloexec.
task<outcome> accept_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  listener.knock();
  const op::accept_direct operation{.socket = listener.fd(), .flags = accept_flags::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// accept_direct can be cancelled while nobody connects.
task<outcome> accept_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  const op::accept_direct operation{.socket = listener.fd(), .slot = direct_slot(1)};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

// accept_direct meets its deadline while nobody connects.
task<outcome> accept_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  const op::accept_direct operation{.socket = listener.fd(), .slot = direct_slot(1)};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"accept", "", "gives the connection and the peer's address", kind::gives, &accept_1,
     &supports<op::accept>},
    {"accept", "", "waits for a connection", kind::gives, &accept_2, &supports<op::accept>},
    {"accept", "", "makes a nonblocking descriptor", kind::gives, &accept_3, &supports<op::accept>},
    {"accept", "", "accepts through a direct slot", kind::gives, &accept_4, &supports<op::accept>},
    {"accept", "", "says EAGAIN instead of waiting if it is told to", kind::fails, &accept_5,
     &supports<op::accept>},
    {"accept", "", "polls before it tries, and so gives up at once when it may not wait",
     kind::fails, &accept_6, &supports<op::accept>},
    {"accept", "", "says EINVAL for a socket that does not listen", kind::fails, &accept_7,
     &supports<op::accept>},
    {"accept", "", "says ENOTSOCK for a file", kind::fails, &accept_8, &supports<op::accept>},
    {"accept", "", "can be cancelled while nobody connects", kind::cancels, &accept_9,
     &supports<op::accept>},
    {"accept", "", "meets its deadline while nobody connects", kind::deadline, &accept_10,
     &supports<op::accept>},
    {"accept", "direct", "puts the connection into the slot that was asked for", kind::gives,
     &accept_11, &supports<op::accept_direct>},
    {"accept", "direct", "chooses a free slot", kind::gives, &accept_12,
     &supports<op::accept_direct>},
    {"accept", "direct", "accepts through a direct slot into another", kind::gives, &accept_13,
     &supports<op::accept_direct>},
    {"accept", "direct", "says EINVAL for cloexec", kind::fails, &accept_14,
     &supports<op::accept_direct>},
    {"accept", "direct", "can be cancelled while nobody connects", kind::cancels, &accept_15,
     &supports<op::accept_direct>},
    {"accept", "direct", "meets its deadline while nobody connects", kind::deadline, &accept_16,
     &supports<op::accept_direct>},
};

}  // namespace

extern const live_table accept_table;  // without this line it would be internal
const live_table accept_table{"accept", tests};

}  // namespace ringlet::live
