// Generated from spec/opcodes.json, row "link_timeout". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cerrno>
#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/timeout_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Bounds the operation that it is linked to.
///
/// IORING_OP_LINK_TIMEOUT (15), Linux 5.5 and later. It completes once. It can be cancelled while
/// it waits.
///
/// Gives: nothing. ETIME is a success here.
///
/// Use it through the adaptor link_timeout(duration, operation), which reserves both requests
/// together.
///
/// It does not end work in a worker thread on Linux 6.12 to 7.3; within does.
///
/// Errors, among others:
///
/// - EINVAL: It is linked to nothing, two clocks were named, or the time is negative.
/// - ECANCELED: The operation completed in time.
/// - ENOENT: The operation completed while the time ran out.
/// - EALREADY: The operation runs in a worker thread, and may complete either way.
struct link_timeout {
  /// How long, on the monotonic clock unless the flags name another. It lives in the operation.
  /// (sqe.addr)
  timespec_in after;
  /// Which clock, and how the time is meant. (sqe.timeout_flags)
  timeout_flags flags = {};

  static constexpr opcode code = opcode::link_timeout;
  static constexpr std::string_view name = "link_timeout";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::link_timeout,
      .with = opcode::link_timeout,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = after.address();
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
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
