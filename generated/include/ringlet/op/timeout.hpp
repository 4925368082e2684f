// Generated from spec/opcodes.json, row "timeout". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/timeout_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Completes after a duration, or after a number of other completions.
///
/// IORING_OP_TIMEOUT (11), Linux 5.4 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: nothing. ETIME is a success here.
///
/// The operation holds the time itself, so that there is nothing to keep.
///
/// To wait without a request, use sleep_for; to bound another operation, use within.
///
/// Errors, among others:
///
/// - EINVAL: Two clocks were named, or the time is negative.
/// - ECANCELED: It was removed.
struct timeout {
  /// How long, on the monotonic clock unless the flags name another. It lives in the operation.
  /// (sqe.addr)
  timespec_in after;
  /// How many completions of this ring end it early; 0 counts none. (sqe.off)
  std::uint32_t completions = 0;
  /// Which clock, and how the time is meant. (sqe.timeout_flags)
  timeout_flags flags = {};

  static constexpr opcode code = opcode::timeout;
  static constexpr std::string_view name = "timeout";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::timeout,
      .with = opcode::timeout,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = after.address();
    sqe.off = completions;
    sqe.timeout_flags = raw(flags);
    sqe.fd = -1;
    sqe.len = 1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept {
    return decode_nothing_or<ETIME>(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("after", after);
    visit("completions", completions);
    visit("flags", flags);
  }
};

/// Completes after each duration, again and again.
///
/// IORING_OP_TIMEOUT (11), Linux 6.4 and later. A kernel has this form if it says
/// IORING_FEAT_REG_REG_RING. It completes many times: it is a stream. It can be cancelled while it
/// waits.
///
/// Gives: nothing. ETIME is a success here.
///
/// It cannot be combined with abs.
///
/// IORING_FEAT_REG_REG_RING is one release older than it (6.3); on 6.3 the kernel says EINVAL.
///
/// Errors, among others:
///
/// - EINVAL: Two clocks were named, or the time is negative.
/// - ECANCELED: It was removed.
struct timeout_multishot {
  /// How long, on the monotonic clock unless the flags name another. It lives in the operation.
  /// (sqe.addr)
  timespec_in after;
  /// How often it completes; 0 goes on until it is removed. (sqe.off)
  std::uint32_t repeats = 0;
  /// Which clock, and how the time is meant. (sqe.timeout_flags)
  timeout_flags flags = {};

  static constexpr opcode code = opcode::timeout;
  static constexpr std::string_view name = "timeout_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool finite = true;
  static constexpr requirement needs = {
      .code = opcode::timeout,
      .with = opcode::timeout,
      .feature = 0x2000,  // IORING_FEAT_REG_REG_RING
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = after.address();
    sqe.off = repeats;
    sqe.timeout_flags = raw(flags) | 0x40;  // IORING_TIMEOUT_MULTISHOT
    sqe.fd = -1;
    sqe.len = 1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept {
    return decode_nothing_or<ETIME>(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("after", after);
    visit("repeats", repeats);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
