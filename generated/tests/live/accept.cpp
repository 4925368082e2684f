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

// accept_multishot accepts one client after the other.
task<outcome> accept_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  submissions queue(loop);
  listener.knock();
  listener.knock_after(20ms);
  const op::accept_multishot operation{.socket = listener.fd()};
  auto source = stream(operation);
  std::vector<unique_fd> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = queue.taken() == 1 && values[0].get() != values[1].get() &&
                      closes_on_exec(values[0].get()) && listener.talks_with(values[1].get()) &&
                      listener.is_emptied();
  if (!effect)
    co_return no_effect(
        "queue.taken() == 1 && values[0].get() != values[1].get() && "
        "closes_on_exec(values[0].get()) && listener.talks_with(values[1].get()) && "
        "listener.is_emptied()");
  co_return passed();
}

// accept_multishot accepts through a direct slot, and makes nonblocking descriptors.
task<outcome> accept_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  table.put(3, listener.fd());
  listener.knock();
  const op::accept_multishot operation{.socket = direct_slot(3), .flags = accept_flags::nonblock};
  auto source = stream(operation);
  std::vector<unique_fd> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = is_nonblocking(values[0].get()) && !closes_on_exec(values[0].get()) &&
                      listener.talks_with(values[0].get());
  if (!effect)
    co_return no_effect(
        "is_nonblocking(values[0].get()) && !closes_on_exec(values[0].get()) && "
        "listener.talks_with(values[0].get())");
  co_return passed();
}

// accept_multishot says EINVAL for a socket that does not listen.
task<outcome> accept_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  bound_socket socket(loop);
  const op::accept_multishot operation{.socket = socket.fd()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// accept_multishot says ENOTSOCK for a file.
task<outcome> accept_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::accept_multishot operation{.socket = file.fd()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENOTSOCK, "ENOTSOCK")) co_return *wrong;
  co_return passed(result.error());
}

// accept_multishot can be cancelled after a client.
task<outcome> accept_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  listener.knock();
  const op::accept_multishot operation{.socket = listener.fd()};
  auto source = stream(operation);
  std::vector<unique_fd> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = listener.talks_with(values[0].get());
  if (!effect) co_return no_effect("listener.talks_with(values[0].get())");
  co_return passed(result.error());
}

// accept_multishot meets its deadline while nobody connects.
task<outcome> accept_16([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  const op::accept_multishot operation{.socket = listener.fd()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// accept_direct puts the connection into the slot that was asked for.
task<outcome> accept_17([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
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
task<outcome> accept_18([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
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
task<outcome> accept_19([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
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
task<outcome> accept_20([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  listener.knock();
  const op::accept_direct operation{.socket = listener.fd(), .flags = accept_flags::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// accept_direct can be cancelled while nobody connects.
task<outcome> accept_21([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
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
task<outcome> accept_22([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  const op::accept_direct operation{.socket = listener.fd(), .slot = direct_slot(1)};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

// accept_multishot_direct puts one connection after the other into free slots.
task<outcome> accept_23([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  submissions queue(loop);
  table.put(0, listener.fd());
  listener.knock();
  listener.knock_after(20ms);
  const op::accept_multishot_direct operation{.socket = direct_slot(0)};
  auto source = stream(operation);
  std::vector<direct_slot> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = queue.taken() == 1 && values[0].index() == 1 && table.holds_socket(1) &&
                      values[1].index() == 2 && table.holds_socket(2) && table.is_empty(3) &&
                      listener.is_emptied();
  if (!effect)
    co_return no_effect(
        "queue.taken() == 1 && values[0].index() == 1 && table.holds_socket(1) && "
        "values[1].index() == 2 && table.holds_socket(2) && table.is_empty(3) && "
        "listener.is_emptied()");
  co_return passed();
}

// accept_multishot_direct says ENFILE if no slot is free.
task<outcome> accept_24([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  table.fill();
  listener.knock();
  const op::accept_multishot_direct operation{.socket = listener.fd()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  const bool effect = listener.is_emptied();
  if (!effect) co_return no_effect("listener.is_emptied()");
  co_return passed(result.error());
}

// accept_multishot_direct says ENFILE on a ring without a table of files.
task<outcome> accept_25([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  listener.knock();
  const op::accept_multishot_direct operation{.socket = listener.fd()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  co_return passed(result.error());
}

// accept_multishot_direct says EINVAL for cloexec.
task<outcome> accept_26([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  const op::accept_multishot_direct operation{.socket = listener.fd(),
                                              .flags = accept_flags::cloexec};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// accept_multishot_direct can be cancelled after a client.
task<outcome> accept_27([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  listener.knock();
  const op::accept_multishot_direct operation{.socket = listener.fd()};
  auto source = stream(operation);
  std::vector<direct_slot> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = table.holds_socket(values[0].index());
  if (!effect) co_return no_effect("table.holds_socket(values[0].index())");
  co_return passed(result.error());
}

// accept_multishot_direct meets its deadline while nobody connects.
task<outcome> accept_28([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  listening_socket listener(loop);
  file_table table(loop);
  const op::accept_multishot_direct operation{.socket = listener.fd()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = table.is_empty(0);
  if (!effect) co_return no_effect("table.is_empty(0)");
  co_return passed(result.error());
}

constexpr live_test accept_tests[] = {
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
    {"accept", "multishot", "accepts one client after the other", kind::takes, &accept_11,
     &supports<op::accept_multishot>},
    {"accept", "multishot", "accepts through a direct slot, and makes nonblocking descriptors",
     kind::takes, &accept_12, &supports<op::accept_multishot>},
    {"accept", "multishot", "says EINVAL for a socket that does not listen", kind::fails,
     &accept_13, &supports<op::accept_multishot>},
    {"accept", "multishot", "says ENOTSOCK for a file", kind::fails, &accept_14,
     &supports<op::accept_multishot>},
    {"accept", "multishot", "can be cancelled after a client", kind::cancels, &accept_15,
     &supports<op::accept_multishot>},
    {"accept", "multishot", "meets its deadline while nobody connects", kind::deadline, &accept_16,
     &supports<op::accept_multishot>},
    {"accept", "direct", "puts the connection into the slot that was asked for", kind::gives,
     &accept_17, &supports<op::accept_direct>},
    {"accept", "direct", "chooses a free slot", kind::gives, &accept_18,
     &supports<op::accept_direct>},
    {"accept", "direct", "accepts through a direct slot into another", kind::gives, &accept_19,
     &supports<op::accept_direct>},
    {"accept", "direct", "says EINVAL for cloexec", kind::fails, &accept_20,
     &supports<op::accept_direct>},
    {"accept", "direct", "can be cancelled while nobody connects", kind::cancels, &accept_21,
     &supports<op::accept_direct>},
    {"accept", "direct", "meets its deadline while nobody connects", kind::deadline, &accept_22,
     &supports<op::accept_direct>},
    {"accept", "multishot_direct", "puts one connection after the other into free slots",
     kind::takes, &accept_23, &supports<op::accept_multishot_direct>},
    {"accept", "multishot_direct", "says ENFILE if no slot is free", kind::fails, &accept_24,
     &supports<op::accept_multishot_direct>},
    {"accept", "multishot_direct", "says ENFILE on a ring without a table of files", kind::fails,
     &accept_25, &supports<op::accept_multishot_direct>},
    {"accept", "multishot_direct", "says EINVAL for cloexec", kind::fails, &accept_26,
     &supports<op::accept_multishot_direct>},
    {"accept", "multishot_direct", "can be cancelled after a client", kind::cancels, &accept_27,
     &supports<op::accept_multishot_direct>},
    {"accept", "multishot_direct", "meets its deadline while nobody connects", kind::deadline,
     &accept_28, &supports<op::accept_multishot_direct>},
};

}  // namespace

extern const live_table accept_table;  // without this line it would be internal
const live_table accept_table{"accept", accept_tests};

}  // namespace ringlet::live
