// Generated from spec/opcodes.json, row "waitid". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// waitid tells how the child ended.
task<outcome> waitid_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  stopwatch watch(loop);
  ::siginfo_t info{};
  child.exit_after(20ms, 7);
  const op::waitid operation{.idtype = id_type::pid, .id = child.pid(), .infop = info};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = watch.elapsed() >= 20ms && info.si_pid == child.pid() &&
                      info.si_signo == SIGCHLD && info.si_code == CLD_EXITED &&
                      info.si_status == 7 && child.is_reaped();
  if (!effect)
    co_return no_effect(
        "watch.elapsed() >= 20ms && info.si_pid == child.pid() && info.si_signo == SIGCHLD && "
        "info.si_code == CLD_EXITED && info.si_status == 7 && child.is_reaped()");
  co_return passed();
}

// waitid waits for the process of a pidfd.
task<outcome> waitid_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  ::siginfo_t info{};
  child.exit_after(0ms, 3);
  const op::waitid operation{.idtype = id_type::pidfd, .id = child.pidfd(), .infop = info};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = info.si_pid == child.pid() && info.si_status == 3 && child.is_reaped();
  if (!effect)
    co_return no_effect("info.si_pid == child.pid() && info.si_status == 3 && child.is_reaped()");
  co_return passed();
}

// waitid waits for a process of the group, and needs no siginfo_t.
task<outcome> waitid_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  child.exit_after(20ms, 3);
  const op::waitid operation{.idtype = id_type::pgid, .id = child.pid()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = child.is_reaped();
  if (!effect) co_return no_effect("child.is_reaped()");
  co_return passed();
}

// waitid leaves the child as it is with nowait.
task<outcome> waitid_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  ::siginfo_t info{};
  child.exit_after(20ms, 9);
  const op::waitid operation{.idtype = id_type::pid,
                             .id = child.pid(),
                             .infop = info,
                             .options = wait_options::exited | wait_options::nowait};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = info.si_status == 9 && child.has_ended_with(9);
  if (!effect) co_return no_effect("info.si_status == 9 && child.has_ended_with(9)");
  co_return passed();
}

// waitid tells of a signal that stops the child.
task<outcome> waitid_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  ::siginfo_t info{};
  child.stop_after(20ms);
  const op::waitid operation{
      .idtype = id_type::pid, .id = child.pid(), .infop = info, .options = wait_options::stopped};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = info.si_pid == child.pid() && info.si_code == CLD_STOPPED &&
                      info.si_status == SIGSTOP && !child.is_reaped();
  if (!effect)
    co_return no_effect(
        "info.si_pid == child.pid() && info.si_code == CLD_STOPPED && info.si_status == SIGSTOP && "
        "!child.is_reaped()");
  co_return passed();
}

// waitid does not wait with nohang.
task<outcome> waitid_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  ::siginfo_t info{};
  info.si_pid = 1;
  info.si_signo = 1;
  const op::waitid operation{.idtype = id_type::pid,
                             .id = child.pid(),
                             .infop = info,
                             .options = wait_options::exited | wait_options::nohang};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = info.si_pid == 0 && info.si_signo == 0 && child.is_running();
  if (!effect) co_return no_effect("info.si_pid == 0 && info.si_signo == 0 && child.is_running()");
  co_return passed();
}

// waitid says ECHILD for a process that is no child.
task<outcome> waitid_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::waitid operation{.idtype = id_type::pid, .id = ::getpid()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ECHILD, "ECHILD")) co_return *wrong;
  co_return passed(result.error());
}

// waitid says EINVAL when no change is named.
task<outcome> waitid_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  const op::waitid operation{
      .idtype = id_type::pid, .id = child.pid(), .options = wait_options::nohang};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = child.is_running();
  if (!effect) co_return no_effect("child.is_running()");
  co_return passed(result.error());
}

// waitid says EBADF for a descriptor that is no pidfd.
task<outcome> waitid_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::waitid operation{.idtype = id_type::pidfd, .id = pipe.reader()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// waitid can be cancelled while the child runs.
task<outcome> waitid_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  const op::waitid operation{.idtype = id_type::pid, .id = child.pid()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = child.is_running();
  if (!effect) co_return no_effect("child.is_running()");
  co_return passed(result.error());
}

// waitid meets its deadline while the child runs.
task<outcome> waitid_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  child_process child(loop);
  const op::waitid operation{.idtype = id_type::pid, .id = child.pid()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = child.is_running();
  if (!effect) co_return no_effect("child.is_running()");
  co_return passed(result.error());
}

constexpr live_test waitid_tests[] = {
    {"waitid", "", "tells how the child ended", kind::gives, &waitid_1, &supports<op::waitid>},
    {"waitid", "", "waits for the process of a pidfd", kind::gives, &waitid_2,
     &supports<op::waitid>},
    {"waitid", "", "waits for a process of the group, and needs no siginfo_t", kind::gives,
     &waitid_3, &supports<op::waitid>},
    {"waitid", "", "leaves the child as it is with nowait", kind::gives, &waitid_4,
     &supports<op::waitid>},
    {"waitid", "", "tells of a signal that stops the child", kind::gives, &waitid_5,
     &supports<op::waitid>},
    {"waitid", "", "does not wait with nohang", kind::gives, &waitid_6, &supports<op::waitid>},
    {"waitid", "", "says ECHILD for a process that is no child", kind::fails, &waitid_7,
     &supports<op::waitid>},
    {"waitid", "", "says EINVAL when no change is named", kind::fails, &waitid_8,
     &supports<op::waitid>},
    {"waitid", "", "says EBADF for a descriptor that is no pidfd", kind::fails, &waitid_9,
     &supports<op::waitid>},
    {"waitid", "", "can be cancelled while the child runs", kind::cancels, &waitid_10,
     &supports<op::waitid>},
    {"waitid", "", "meets its deadline while the child runs", kind::deadline, &waitid_11,
     &supports<op::waitid>},
};

}  // namespace

extern const live_table waitid_table;  // without this line it would be internal
const live_table waitid_table{"waitid", waitid_tests};

}  // namespace ringlet::live
