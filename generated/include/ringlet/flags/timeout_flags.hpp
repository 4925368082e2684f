// Generated from spec/types.json, flag set "timeout_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// Which clock a timeout runs on, and how its time is meant.
enum class timeout_flags : std::uint32_t {
  /// IORING_TIMEOUT_ABS: the time is a point on the clock, not a duration from now (Linux 5.5).
  abs = 1,
  /// IORING_TIMEOUT_BOOTTIME: runs on CLOCK_BOOTTIME, which goes on while the machine sleeps (Linux
  /// 5.15).
  boottime = 4,
  /// IORING_TIMEOUT_REALTIME: runs on CLOCK_REALTIME, the clock on the wall (Linux 5.15).
  realtime = 8,
  /// IORING_LINK_TIMEOUT_UPDATE: in timeout_remove_update: the target is a link_timeout (Linux
  /// 5.15).
  link_timeout_update = 0x10,
  /// IORING_TIMEOUT_ETIME_SUCCESS: expiring does not break the chain that the timeout is a part of
  /// (Linux 5.16).
  etime_success = 0x20,
};

template <>
inline constexpr bool is_flag_set<timeout_flags> = true;

#ifdef IORING_TIMEOUT_ABS
static_assert(raw(timeout_flags::abs) == static_cast<std::uint32_t>(IORING_TIMEOUT_ABS));
#endif
#ifdef IORING_TIMEOUT_BOOTTIME
static_assert(raw(timeout_flags::boottime) == static_cast<std::uint32_t>(IORING_TIMEOUT_BOOTTIME));
#endif
#ifdef IORING_TIMEOUT_REALTIME
static_assert(raw(timeout_flags::realtime) == static_cast<std::uint32_t>(IORING_TIMEOUT_REALTIME));
#endif
#ifdef IORING_LINK_TIMEOUT_UPDATE
static_assert(raw(timeout_flags::link_timeout_update) ==
              static_cast<std::uint32_t>(IORING_LINK_TIMEOUT_UPDATE));
#endif
#ifdef IORING_TIMEOUT_ETIME_SUCCESS
static_assert(raw(timeout_flags::etime_success) ==
              static_cast<std::uint32_t>(IORING_TIMEOUT_ETIME_SUCCESS));
#endif

}  // namespace ringlet
