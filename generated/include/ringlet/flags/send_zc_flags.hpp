// Generated from spec/types.json, flag set "send_zc_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// How io_uring itself goes about a send without copying.
enum class send_zc_flags : std::uint16_t {
  /// IORING_RECVSEND_POLL_FIRST: takes the socket for not ready: waits by polling before the first
  /// attempt.
  poll_first = 1,
  /// IORING_SEND_ZC_REPORT_USAGE: the notification says whether the kernel has copied the bytes
  /// after all (Linux 6.2).
  report_usage = 8,
};

template <>
inline constexpr bool is_flag_set<send_zc_flags> = true;

#ifdef IORING_RECVSEND_POLL_FIRST
static_assert(raw(send_zc_flags::poll_first) ==
              static_cast<std::uint16_t>(IORING_RECVSEND_POLL_FIRST));
#endif
#ifdef IORING_SEND_ZC_REPORT_USAGE
static_assert(raw(send_zc_flags::report_usage) ==
              static_cast<std::uint16_t>(IORING_SEND_ZC_REPORT_USAGE));
#endif

}  // namespace ringlet
