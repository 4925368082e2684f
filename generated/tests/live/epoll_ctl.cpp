// Generated from spec/opcodes.json, row "epoll_ctl". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// epoll_ctl watches a descriptor.
task<outcome> epoll_ctl_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  pipe.feed("x");
  const op::epoll_ctl operation{.epoll = epoll.fd(),
                                .operation = epoll_operation::add,
                                .file = pipe.reader(),
                                .event = event_of(EPOLLIN, 77)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = epoll.reports(EPOLLIN, 77);
  if (!effect) co_return no_effect("epoll.reports(EPOLLIN, 77)");
  co_return passed();
}

// epoll_ctl changes what it is watched for.
task<outcome> epoll_ctl_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  epoll.add(pipe.writer(), EPOLLERR, 1);
  const op::epoll_ctl operation{.epoll = epoll.fd(),
                                .operation = epoll_operation::mod,
                                .file = pipe.writer(),
                                .event = event_of(EPOLLOUT, 78)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = epoll.reports(EPOLLOUT, 78);
  if (!effect) co_return no_effect("epoll.reports(EPOLLOUT, 78)");
  co_return passed();
}

// epoll_ctl watches it no longer.
task<outcome> epoll_ctl_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  epoll.add(pipe.writer(), EPOLLOUT, 1);
  const op::epoll_ctl operation{
      .epoll = epoll.fd(), .operation = epoll_operation::del, .file = pipe.writer()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = epoll.reports_nothing();
  if (!effect) co_return no_effect("epoll.reports_nothing()");
  co_return passed();
}

// epoll_ctl says EEXIST for what is watched already.
task<outcome> epoll_ctl_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  epoll.add(pipe.writer(), EPOLLOUT, 1);
  const op::epoll_ctl operation{.epoll = epoll.fd(),
                                .operation = epoll_operation::add,
                                .file = pipe.writer(),
                                .event = event_of(EPOLLOUT, 2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = epoll.reports(EPOLLOUT, 1);
  if (!effect) co_return no_effect("epoll.reports(EPOLLOUT, 1)");
  co_return passed(result.error());
}

// epoll_ctl says ENOENT for what is not watched.
task<outcome> epoll_ctl_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  epoll_instance epoll(loop);
  empty_pipe pipe(loop);
  const op::epoll_ctl operation{
      .epoll = epoll.fd(), .operation = epoll_operation::del, .file = pipe.writer()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test epoll_ctl_tests[] = {
    {"epoll_ctl", "", "watches a descriptor", kind::gives, &epoll_ctl_1, &supports<op::epoll_ctl>},
    {"epoll_ctl", "", "changes what it is watched for", kind::gives, &epoll_ctl_2,
     &supports<op::epoll_ctl>},
    {"epoll_ctl", "", "watches it no longer", kind::gives, &epoll_ctl_3, &supports<op::epoll_ctl>},
    {"epoll_ctl", "", "says EEXIST for what is watched already", kind::fails, &epoll_ctl_4,
     &supports<op::epoll_ctl>},
    {"epoll_ctl", "", "says ENOENT for what is not watched", kind::fails, &epoll_ctl_5,
     &supports<op::epoll_ctl>},
};

}  // namespace

extern const live_table epoll_ctl_table;  // without this line it would be internal
const live_table epoll_ctl_table{"epoll_ctl", epoll_ctl_tests};

}  // namespace ringlet::live
