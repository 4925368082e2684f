// Generated from spec/opcodes.json, row "socket". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// socket makes a TCP socket that closes on exec.
task<outcome> socket_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::socket operation{.domain = socket_domain::inet};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect =
      is_socket(value.get(), AF_INET, SOCK_STREAM, IPPROTO_TCP) && closes_on_exec(value.get());
  if (!effect)
    co_return no_effect(
        "is_socket(value.get(), AF_INET, SOCK_STREAM, IPPROTO_TCP) && closes_on_exec(value.get())");
  co_return passed();
}

// socket makes a nonblocking UDP socket of IPv6.
task<outcome> socket_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::socket operation{.domain = socket_domain::inet6,
                             .type = socket_type::dgram | socket_type::nonblock,
                             .protocol = IPPROTO_UDP};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = is_socket(value.get(), AF_INET6, SOCK_DGRAM, IPPROTO_UDP) &&
                      !closes_on_exec(value.get()) && is_nonblocking(value.get());
  if (!effect)
    co_return no_effect(
        "is_socket(value.get(), AF_INET6, SOCK_DGRAM, IPPROTO_UDP) && !closes_on_exec(value.get()) "
        "&& is_nonblocking(value.get())");
  co_return passed();
}

// socket says EPROTONOSUPPORT for a protocol of another kind.
task<outcome> socket_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::socket operation{.domain = socket_domain::inet, .protocol = IPPROTO_UDP};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPROTONOSUPPORT, "EPROTONOSUPPORT")) co_return *wrong;
  co_return passed(result.error());
}

// socket says EINVAL for flags that are not 0.
task<outcome> socket_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::socket operation{.domain = socket_domain::inet, .flags = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// socket_direct makes a socket in the slot that was asked for.
task<outcome> socket_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::socket_direct operation{.domain = socket_domain::inet, .slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = table.holds_socket(2) && table.is_empty(1);
  if (!effect) co_return no_effect("table.holds_socket(2) && table.is_empty(1)");
  co_return passed();
}

// socket_direct chooses a free slot.
task<outcome> socket_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  table.fill_but(3);
  const op::socket_direct operation{.domain = socket_domain::inet};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(3))) co_return wrong_value(value, "direct_slot(3)");
  const bool effect = table.holds_socket(3);
  if (!effect) co_return no_effect("table.holds_socket(3)");
  co_return passed();
}

// socket_direct says EPROTONOSUPPORT for a protocol of another kind.
task<outcome> socket_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::socket_direct operation{
      .domain = socket_domain::inet, .protocol = IPPROTO_UDP, .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EPROTONOSUPPORT, "EPROTONOSUPPORT")) co_return *wrong;
  const bool effect = table.is_empty(2);
  if (!effect) co_return no_effect("table.is_empty(2)");
  co_return passed(result.error());
}

// socket_direct says EINVAL for flags that are not 0.
task<outcome> socket_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::socket_direct operation{
      .domain = socket_domain::inet, .flags = 1, .slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = table.is_empty(2);
  if (!effect) co_return no_effect("table.is_empty(2)");
  co_return passed(result.error());
}

// socket_direct says EINVAL for cloexec.
task<outcome> socket_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::socket_direct operation{.domain = socket_domain::inet,
                                    .type = socket_type::stream | socket_type::cloexec};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = table.is_empty(0);
  if (!effect) co_return no_effect("table.is_empty(0)");
  co_return passed(result.error());
}

// socket_direct says ENFILE when no slot is free.
task<outcome> socket_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  table.fill();
  const op::socket_direct operation{.domain = socket_domain::inet};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test socket_tests[] = {
    {"socket", "", "makes a TCP socket that closes on exec", kind::gives, &socket_1,
     &supports<op::socket>},
    {"socket", "", "makes a nonblocking UDP socket of IPv6", kind::gives, &socket_2,
     &supports<op::socket>},
    {"socket", "", "says EPROTONOSUPPORT for a protocol of another kind", kind::fails, &socket_3,
     &supports<op::socket>},
    {"socket", "", "says EINVAL for flags that are not 0", kind::fails, &socket_4,
     &supports<op::socket>},
    {"socket", "direct", "makes a socket in the slot that was asked for", kind::gives, &socket_5,
     &supports<op::socket_direct>},
    {"socket", "direct", "chooses a free slot", kind::gives, &socket_6,
     &supports<op::socket_direct>},
    {"socket", "direct", "says EPROTONOSUPPORT for a protocol of another kind", kind::fails,
     &socket_7, &supports<op::socket_direct>},
    {"socket", "direct", "says EINVAL for flags that are not 0", kind::fails, &socket_8,
     &supports<op::socket_direct>},
    {"socket", "direct", "says EINVAL for cloexec", kind::fails, &socket_9,
     &supports<op::socket_direct>},
    {"socket", "direct", "says ENFILE when no slot is free", kind::fails, &socket_10,
     &supports<op::socket_direct>},
};

}  // namespace

extern const live_table socket_table;  // without this line it would be internal
const live_table socket_table{"socket", socket_tests};

}  // namespace ringlet::live
