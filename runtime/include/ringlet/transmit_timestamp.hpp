// When a packet went out.
#pragma once

#include <cstddef>
#include <cstdint>

#include <ringlet/chrono.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

// What Linux 6.17 added, which the installed header may lack.
inline constexpr unsigned timestamp_hw_shift = 16;
inline constexpr unsigned timestamp_type_shift = timestamp_hw_shift + 1;
#ifdef IORING_TIMESTAMP_TYPE_SHIFT
static_assert(timestamp_type_shift == IORING_TIMESTAMP_TYPE_SHIFT);
static_assert(IORING_CQE_F_TSTAMP_HW == 1U << timestamp_hw_shift);
static_assert(sizeof(::io_timespec) == 2 * sizeof(std::uint64_t));
static_assert(offsetof(::io_timespec, tv_nsec) == sizeof(std::uint64_t));
#endif

}  // namespace detail

/// At which point of its way a packet was stamped.
enum class timestamp_point : std::uint32_t {
  sent = 0,          ///< It was given to the network card (SCM_TSTAMP_SND).
  scheduled = 1,     ///< It entered the packet scheduler (SCM_TSTAMP_SCHED).
  acknowledged = 2,  ///< The peer has acknowledged all up to it (SCM_TSTAMP_ACK).
  completed = 3,     ///< The network card has said that it is out (SCM_TSTAMP_COMPLETION).
};

/// When something that a socket has sent passed a point of its way.
struct transmit_timestamp {
  /// Which of what was sent it is, where the socket has SOF_TIMESTAMPING_OPT_ID: of a stream, the
  /// number of its last byte, counted from 0 when the option was set; of a datagram socket, the
  /// number of the datagram.
  std::uint32_t key = 0;
  timestamp_point point = timestamp_point::sent;
  /// Whether the network card's clock gave the time, and not the system's.
  bool hardware = false;
  /// The time, since 1970 where the clock is the system's.
  std::chrono::nanoseconds time{};
};

/// The time stamp in a big CQE.
[[nodiscard]] inline result<transmit_timestamp> decode_transmit_timestamp(cqe_view cqe) noexcept {
  if (cqe.res < 0 && (cqe.flags & IORING_CQE_F_MORE) == 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  transmit_timestamp stamp;
  stamp.key = static_cast<std::uint32_t>(cqe.res);
  stamp.point = static_cast<timestamp_point>(cqe.flags >> detail::timestamp_type_shift);
  stamp.hardware = (cqe.flags >> detail::timestamp_hw_shift & 1) != 0;
  if (cqe.extra != nullptr) {
    stamp.time = std::chrono::seconds(static_cast<std::int64_t>(cqe.extra[0])) +
                 std::chrono::nanoseconds(static_cast<std::int64_t>(cqe.extra[1]));
  }
  return stamp;
}

}  // namespace ringlet
