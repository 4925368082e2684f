// The earliest deadline of a ring that somebody else's loop waits for.
#pragma once

#include <liburing.h>

#include <cstdint>

#include <ringlet/completion.hpp>
#include <ringlet/deadlines.hpp>

namespace ringlet::detail {

/// One TIMEOUT in the kernel, which makes the ring's descriptor readable when a deadline has come.
/// It may be early, where that deadline is gone; it is never ended, as the kernel keeps nothing of
/// ours but its user_data.
class alarm : public source {
 public:
  alarm() noexcept : source(&on_arrival, &on_tending, &on_orphaning) {}

  /// Whether it does not go off by `when`.
  [[nodiscard]] bool is_late_for(std::int64_t when) const noexcept {
    return when != deadlines::never && (!in_flight || when_ > when);
  }

  /// Fills `sqe` so that it goes off at `when`; both are times of `clock`.
  void set(io_uring_sqe& sqe, std::int64_t when, std::int64_t now, clockid_t clock) noexcept {
    const std::int64_t left = when > now ? when - now : 0;
    span_ = {left / 1'000'000'000, left % 1'000'000'000};
    const std::uint64_t span = reinterpret_cast<std::uintptr_t>(&span_);
    const std::uint64_t own = user_data_of(static_cast<source&>(*this), kind::source);
    sqe.fd = -1;
    if (in_flight) {
      // Where it has gone off meanwhile this finds nothing, and its CQE says so.
      sqe.opcode = IORING_OP_TIMEOUT_REMOVE;
      sqe.timeout_flags = IORING_TIMEOUT_UPDATE;
      sqe.addr = own;
      sqe.addr2 = span;
      sqe.user_data = ignored_user_data;
    } else {
      sqe.opcode = IORING_OP_TIMEOUT;
      sqe.len = 1;
      sqe.addr = span;
      sqe.user_data = own;
      in_flight = true;
    }
    if (clock == CLOCK_BOOTTIME) sqe.timeout_flags |= IORING_TIMEOUT_BOOTTIME;
    when_ = when;
  }

 private:
  static tracked* on_arrival(source& self, outcome, const std::uint64_t*, bool) noexcept {
    self.in_flight = false;
    return nullptr;
  }
  static void on_tending(tend_hook&) {}
  static void on_orphaning(source&) noexcept {}

  __kernel_timespec span_{};
  std::int64_t when_ = 0;
};

}  // namespace ringlet::detail
