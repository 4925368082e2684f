// Generated from spec/opcodes.json, row "async_cancel". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// async_cancel cancels the operation.
task<outcome> async_cancel_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll waiter(loop);
  co_await waiter.started();
  const op::async_cancel operation{.target = waiter.id()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// async_cancel cancels a timeout.
task<outcome> async_cancel_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_timeout waiter(loop);
  co_await waiter.started();
  const op::async_cancel operation{.target = waiter.id()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// async_cancel says EINVAL for a flag that is none.
task<outcome> async_cancel_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll waiter(loop);
  co_await waiter.started();
  const op::async_cancel operation{.target = waiter.id(),
                                   .flags = from_raw<async_cancel_flags>(0x8000)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = waiter.is_waiting();
  if (!effect) co_return no_effect("waiter.is_waiting()");
  co_return passed(result.error());
}

// async_cancel says ENOENT when nothing matches.
task<outcome> async_cancel_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::async_cancel operation{.target = target::user_data(0x5eed0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// async_cancel_fd cancels the operation on a descriptor.
task<outcome> async_cancel_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll waiter(loop);
  co_await waiter.started();
  const op::async_cancel_fd operation{.file = waiter.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// async_cancel_fd cancels all of a descriptor, and counts them.
task<outcome> async_cancel_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll first(loop);
  pending_poll second(loop);
  second.use(first.fd());
  co_await first.started();
  co_await second.started();
  const op::async_cancel_fd operation{.file = first.fd(), .flags = async_cancel_flags::all};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = co_await both_failed_with(first, second, ECANCELED);
  if (!effect) co_return no_effect("co_await both_failed_with(first, second, ECANCELED)");
  co_return passed();
}

// async_cancel_fd cancels the operation on a direct slot.
task<outcome> async_cancel_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  pending_poll waiter(loop);
  table.put(2, waiter.fd());
  waiter.use(direct_slot(2));
  co_await waiter.started();
  const op::async_cancel_fd operation{.file = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = co_await waiter.failed_with(ECANCELED);
  if (!effect) co_return no_effect("co_await waiter.failed_with(ECANCELED)");
  co_return passed();
}

// async_cancel_fd says ENOENT when nothing is in flight on the file.
task<outcome> async_cancel_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::async_cancel_fd operation{.file = pipe.reader()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// async_cancel_fd says EBADF for a number that is no descriptor.
task<outcome> async_cancel_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::async_cancel_fd operation{.file = 1000000};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// async_cancel_op cancels the operation of that kind and no other.
task<outcome> async_cancel_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_timeout waiter(loop);
  pending_poll other(loop);
  co_await waiter.started();
  co_await other.started();
  const op::async_cancel_op operation{.operation = opcode::timeout};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 0)) co_return wrong_value(value, "0");
  const bool effect = co_await waiter.failed_with_other_waiting(ECANCELED, other);
  if (!effect) co_return no_effect("co_await waiter.failed_with_other_waiting(ECANCELED, other)");
  co_return passed();
}

// async_cancel_op cancels all of that kind, and counts them.
task<outcome> async_cancel_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll first(loop);
  pending_poll second(loop);
  co_await first.started();
  co_await second.started();
  const op::async_cancel_op operation{.operation = opcode::poll_add,
                                      .flags = async_cancel_flags::all};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = co_await both_failed_with(first, second, ECANCELED);
  if (!effect) co_return no_effect("co_await both_failed_with(first, second, ECANCELED)");
  co_return passed();
}

// async_cancel_op says ENOENT when there is none of that kind.
task<outcome> async_cancel_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::async_cancel_op operation{.operation = opcode::accept};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// async_cancel_all cancels operations of every kind.
task<outcome> async_cancel_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  pending_poll first(loop);
  pending_timeout second(loop);
  co_await first.started();
  co_await second.started();
  const op::async_cancel_all operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = co_await both_failed_with(first, second, ECANCELED);
  if (!effect) co_return no_effect("co_await both_failed_with(first, second, ECANCELED)");
  co_return passed();
}

// async_cancel_all says EINVAL together with a key.
task<outcome> async_cancel_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::async_cancel_all operation{.flags = from_raw<async_cancel_flags>(0x2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test async_cancel_tests[] = {
    {"async_cancel", "", "cancels the operation", kind::gives, &async_cancel_1,
     &supports<op::async_cancel>},
    {"async_cancel", "", "cancels a timeout", kind::gives, &async_cancel_2,
     &supports<op::async_cancel>},
    {"async_cancel", "", "says EINVAL for a flag that is none", kind::fails, &async_cancel_3,
     &supports<op::async_cancel>},
    {"async_cancel", "", "says ENOENT when nothing matches", kind::fails, &async_cancel_4,
     &supports<op::async_cancel>},
    {"async_cancel", "fd", "cancels the operation on a descriptor", kind::gives, &async_cancel_5,
     &supports<op::async_cancel_fd>},
    {"async_cancel", "fd", "cancels all of a descriptor, and counts them", kind::gives,
     &async_cancel_6, &supports<op::async_cancel_fd>},
    {"async_cancel", "fd", "cancels the operation on a direct slot", kind::gives, &async_cancel_7,
     &supports<op::async_cancel_fd>},
    {"async_cancel", "fd", "says ENOENT when nothing is in flight on the file", kind::fails,
     &async_cancel_8, &supports<op::async_cancel_fd>},
    {"async_cancel", "fd", "says EBADF for a number that is no descriptor", kind::fails,
     &async_cancel_9, &supports<op::async_cancel_fd>},
    {"async_cancel", "op", "cancels the operation of that kind and no other", kind::gives,
     &async_cancel_10, &supports<op::async_cancel_op>},
    {"async_cancel", "op", "cancels all of that kind, and counts them", kind::gives,
     &async_cancel_11, &supports<op::async_cancel_op>},
    {"async_cancel", "op", "says ENOENT when there is none of that kind", kind::fails,
     &async_cancel_12, &supports<op::async_cancel_op>},
    {"async_cancel", "all", "cancels operations of every kind", kind::gives, &async_cancel_13,
     &supports<op::async_cancel_all>},
    {"async_cancel", "all", "says EINVAL together with a key", kind::fails, &async_cancel_14,
     &supports<op::async_cancel_all>},
};

}  // namespace

extern const live_table async_cancel_table;  // without this line it would be internal
const live_table async_cancel_table{"async_cancel", async_cancel_tests};

}  // namespace ringlet::live
