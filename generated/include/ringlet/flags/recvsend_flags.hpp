// Generated from spec/types.json, flag set "recvsend_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// How io_uring itself goes about a transfer on a socket.
enum class recvsend_flags : std::uint16_t {
  /// IORING_RECVSEND_POLL_FIRST: takes the socket for not ready: waits by polling before the first
  /// attempt (Linux 5.19).
  poll_first = 1,
};

template <>
inline constexpr bool is_flag_set<recvsend_flags> = true;

#ifdef IORING_RECVSEND_POLL_FIRST
static_assert(raw(recvsend_flags::poll_first) ==
              static_cast<std::uint16_t>(IORING_RECVSEND_POLL_FIRST));
#endif

}  // namespace ringlet
