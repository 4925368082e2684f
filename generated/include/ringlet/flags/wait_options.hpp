// Generated from spec/types.json, flag set "wait_options". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/wait.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which changes of a child are waited for, and how.
enum class wait_options : std::uint32_t {
  /// WNOHANG: does not wait: without a change it completes at once, and leaves 0 in si_pid and
  /// si_signo.
  nohang = 1,
  /// WSTOPPED: a child has been stopped by a signal.
  stopped = 2,
  /// WEXITED: a child has ended.
  exited = 4,
  /// WCONTINUED: a stopped child goes on.
  continued = 8,
  /// WNOWAIT: leaves the child as it is, to be waited for again.
  nowait = 0x1000000,
};

template <>
inline constexpr bool is_flag_set<wait_options> = true;

#ifdef WNOHANG
static_assert(raw(wait_options::nohang) == static_cast<std::uint32_t>(WNOHANG));
#endif
#ifdef WSTOPPED
static_assert(raw(wait_options::stopped) == static_cast<std::uint32_t>(WSTOPPED));
#endif
#ifdef WEXITED
static_assert(raw(wait_options::exited) == static_cast<std::uint32_t>(WEXITED));
#endif
#ifdef WCONTINUED
static_assert(raw(wait_options::continued) == static_cast<std::uint32_t>(WCONTINUED));
#endif
#ifdef WNOWAIT
static_assert(raw(wait_options::nowait) == static_cast<std::uint32_t>(WNOWAIT));
#endif

}  // namespace ringlet
