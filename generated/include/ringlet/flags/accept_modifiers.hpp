// Generated from spec/types.json, flag set "accept_modifiers". Do not edit: change the set, then
// run `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// How io_uring itself goes about accepting.
enum class accept_modifiers : std::uint16_t {
  /// IORING_ACCEPT_DONTWAIT: gives EAGAIN instead of waiting (Linux 6.10).
  dontwait = 2,
  /// IORING_ACCEPT_POLL_FIRST: takes it for granted that nobody is waiting yet: polls before the
  /// first attempt (Linux 6.10).
  poll_first = 4,
};

template <>
inline constexpr bool is_flag_set<accept_modifiers> = true;

#ifdef IORING_ACCEPT_DONTWAIT
static_assert(raw(accept_modifiers::dontwait) ==
              static_cast<std::uint16_t>(IORING_ACCEPT_DONTWAIT));
#endif
#ifdef IORING_ACCEPT_POLL_FIRST
static_assert(raw(accept_modifiers::poll_first) ==
              static_cast<std::uint16_t>(IORING_ACCEPT_POLL_FIRST));
#endif

}  // namespace ringlet
