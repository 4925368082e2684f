// Generated from spec/opcodes.json, row "epoll_wait". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// epoll_wait gives the events that are there.
task<outcome> epoll_wait_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  std::array<::epoll_event, 4> found{};
  epoll.add(pipe.reader(), EPOLLIN, 1);
  epoll.add(pipe.writer(), EPOLLOUT | EPOLLET, 2);
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect =
      found[0].events == EPOLLOUT && found[0].data.u64 == 2 && epoll.reports_nothing();
  if (!effect)
    co_return no_effect(
        "found[0].events == EPOLLOUT && found[0].data.u64 == 2 && epoll.reports_nothing()");
  co_return passed();
}

// epoll_wait gives no more events than there is room for.
task<outcome> epoll_wait_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe one(loop);
  empty_pipe other(loop);
  std::array<::epoll_event, 1> found{};
  epoll.add(one.writer(), EPOLLOUT | EPOLLET, 1);
  epoll.add(other.writer(), EPOLLOUT | EPOLLET, 2);
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = epoll.reports(EPOLLOUT, 3 - found[0].data.u64);
  if (!effect) co_return no_effect("epoll.reports(EPOLLOUT, 3 - found[0].data.u64)");
  co_return passed();
}

// epoll_wait waits until there is an event.
task<outcome> epoll_wait_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  stopwatch watch(loop);
  std::array<::epoll_event, 4> found{};
  epoll.add(pipe.reader(), EPOLLIN, 1);
  pipe.feed_after(20ms, "late");
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect =
      watch.elapsed() >= 20ms && found[0].events == EPOLLIN && found[0].data.u64 == 1;
  if (!effect)
    co_return no_effect(
        "watch.elapsed() >= 20ms && found[0].events == EPOLLIN && found[0].data.u64 == 1");
  co_return passed();
}

// epoll_wait waits for an instance in a direct slot.
task<outcome> epoll_wait_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  file_table table(loop);
  std::array<::epoll_event, 4> found{};
  epoll.add(pipe.writer(), EPOLLOUT, 2);
  table.put(2, epoll.fd());
  const op::epoll_wait operation{.epoll = direct_slot(2), .events = found};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = found[0].events == EPOLLOUT && found[0].data.u64 == 2;
  if (!effect) co_return no_effect("found[0].events == EPOLLOUT && found[0].data.u64 == 2");
  co_return passed();
}

// epoll_wait says EINVAL for a file that is no epoll instance.
task<outcome> epoll_wait_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  std::array<::epoll_event, 4> found{};
  const op::epoll_wait operation{.epoll = source.fd(), .events = found};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// epoll_wait says EINVAL without room for an event.
task<outcome> epoll_wait_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = std::span<::epoll_event>()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// epoll_wait can be cancelled while nothing happens.
task<outcome> epoll_wait_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  std::array<::epoll_event, 4> found{};
  epoll.add(pipe.reader(), EPOLLIN, 1);
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = found};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = found[0].events == 0;
  if (!effect) co_return no_effect("found[0].events == 0");
  co_return passed(result.error());
}

// epoll_wait meets its deadline while nothing happens.
task<outcome> epoll_wait_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  std::array<::epoll_event, 4> found{};
  epoll.add(pipe.reader(), EPOLLIN, 1);
  const op::epoll_wait operation{.epoll = epoll.fd(), .events = found};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = found[0].events == 0;
  if (!effect) co_return no_effect("found[0].events == 0");
  co_return passed(result.error());
}

constexpr live_test epoll_wait_tests[] = {
    {"epoll_wait", "", "gives the events that are there", kind::gives, &epoll_wait_1,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "gives no more events than there is room for", kind::gives, &epoll_wait_2,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "waits until there is an event", kind::gives, &epoll_wait_3,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "waits for an instance in a direct slot", kind::gives, &epoll_wait_4,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "says EINVAL for a file that is no epoll instance", kind::fails,
     &epoll_wait_5, &supports<op::epoll_wait>},
    {"epoll_wait", "", "says EINVAL without room for an event", kind::fails, &epoll_wait_6,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "can be cancelled while nothing happens", kind::cancels, &epoll_wait_7,
     &supports<op::epoll_wait>},
    {"epoll_wait", "", "meets its deadline while nothing happens", kind::deadline, &epoll_wait_8,
     &supports<op::epoll_wait>},
};

}  // namespace

extern const live_table epoll_wait_table;  // without this line it would be internal
const live_table epoll_wait_table{"epoll_wait", epoll_wait_tests};

}  // namespace ringlet::live
