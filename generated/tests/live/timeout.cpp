// Generated from spec/opcodes.json, row "timeout". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// timeout completes after its duration.
task<outcome> timeout_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stopwatch watch(loop);
  const op::timeout operation{.after = 30ms};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() >= 30ms && watch.elapsed() < 10s;
  if (!effect) co_return no_effect("watch.elapsed() >= 30ms && watch.elapsed() < 10s");
  co_return passed();
}

// timeout completes at a point in time.
task<outcome> timeout_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stopwatch watch(loop);
  const op::timeout operation{.after = timespec_in::at(std::chrono::steady_clock::now() + 30ms),
                              .flags = timeout_flags::abs};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() < 2s;
  if (!effect) co_return no_effect("watch.elapsed() < 2s");
  co_return passed();
}

// timeout completes early after one other completion.
task<outcome> timeout_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stopwatch watch(loop);
  late_nop other(loop);
  const op::timeout operation{.after = 1h, .completions = 1};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() < 10s && other.is_done();
  if (!effect) co_return no_effect("watch.elapsed() < 10s && other.is_done()");
  co_return passed();
}

// timeout says EINVAL for two clocks at once.
task<outcome> timeout_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout operation{.after = 1ms,
                              .flags = timeout_flags::boottime | timeout_flags::realtime};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// timeout can be cancelled.
task<outcome> timeout_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout operation{.after = 1h};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// timeout meets its deadline.
task<outcome> timeout_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout operation{.after = 1h};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

// timeout_multishot completes after each duration.
task<outcome> timeout_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stopwatch watch(loop);
  submissions queue(loop);
  const op::timeout_multishot operation{.after = 10ms};
  auto source = stream(operation);
  for (int taken = 0; taken < 3; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
  }
  const bool effect = queue.taken() == 1 && watch.elapsed() >= 30ms;
  if (!effect) co_return no_effect("queue.taken() == 1 && watch.elapsed() >= 30ms");
  co_return passed();
}

// timeout_multishot ends when it has completed as often as it was told.
task<outcome> timeout_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  stopwatch watch(loop);
  const op::timeout_multishot operation{.after = 10ms, .repeats = 2};
  auto source = stream(operation);
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = watch.elapsed() >= 20ms;
  if (!effect) co_return no_effect("watch.elapsed() >= 20ms");
  co_return passed();
}

// timeout_multishot says EINVAL for a point in time.
task<outcome> timeout_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const auto point = std::chrono::steady_clock::now() + 1h;
  const op::timeout_multishot operation{.after = timespec_in::at(point),
                                        .flags = timeout_flags::abs};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// timeout_multishot can be cancelled.
task<outcome> timeout_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout_multishot operation{.after = 1h};
  auto source = stream(operation);
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  co_return passed(result.error());
}

// timeout_multishot meets its deadline.
task<outcome> timeout_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::timeout_multishot operation{.after = 1h};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test timeout_tests[] = {
    {"timeout", "", "completes after its duration", kind::gives, &timeout_1,
     &supports<op::timeout>},
    {"timeout", "", "completes at a point in time", kind::gives, &timeout_2,
     &supports<op::timeout>},
    {"timeout", "", "completes early after one other completion", kind::gives, &timeout_3,
     &supports<op::timeout>},
    {"timeout", "", "says EINVAL for two clocks at once", kind::fails, &timeout_4,
     &supports<op::timeout>},
    {"timeout", "", "can be cancelled", kind::cancels, &timeout_5, &supports<op::timeout>},
    {"timeout", "", "meets its deadline", kind::deadline, &timeout_6, &supports<op::timeout>},
    {"timeout", "multishot", "completes after each duration", kind::takes, &timeout_7,
     &supports<op::timeout_multishot>},
    {"timeout", "multishot", "ends when it has completed as often as it was told", kind::ends,
     &timeout_8, &supports<op::timeout_multishot>},
    {"timeout", "multishot", "says EINVAL for a point in time", kind::fails, &timeout_9,
     &supports<op::timeout_multishot>},
    {"timeout", "multishot", "can be cancelled", kind::cancels, &timeout_10,
     &supports<op::timeout_multishot>},
    {"timeout", "multishot", "meets its deadline", kind::deadline, &timeout_11,
     &supports<op::timeout_multishot>},
};

}  // namespace

extern const live_table timeout_table;  // without this line it would be internal
const live_table timeout_table{"timeout", timeout_tests};

}  // namespace ringlet::live
