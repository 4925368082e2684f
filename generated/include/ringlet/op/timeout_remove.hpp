// Generated from spec/opcodes.json, row "timeout_remove". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/cancel_id.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/timeout_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Ends a timeout that has not expired.
///
/// IORING_OP_TIMEOUT_REMOVE (12), Linux 5.5 and later. It completes once. It cannot be cancelled:
/// it does not wait.
///
/// Gives: nothing.
///
/// The timeout itself completes with ECANCELED.
///
/// A link_timeout is not found: cancel the operation that it is linked to.
///
/// Errors, among others:
///
/// - ENOENT: No timeout of this ring has that identity, or it has expired.
/// - EALREADY: It is expiring right now.
/// - EINVAL: Flags were given: removing takes none.
struct timeout_remove {
  /// Which timeout. (sqe.addr)
  ringlet::target target;
  /// Which clock, and how the time is meant. (sqe.timeout_flags)
  timeout_flags flags = {};

  static constexpr opcode code = opcode::timeout_remove;
  static constexpr std::string_view name = "timeout_remove";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  using relocatable = timeout_remove;
  static constexpr requirement needs = {
      .code = opcode::timeout_remove,
      .with = opcode::timeout_remove,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!target.live()) return std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = target.user_data();
    sqe.timeout_flags = raw(flags);
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target", target);
    visit("flags", flags);
  }
};

/// Gives a timeout another time.
///
/// IORING_OP_TIMEOUT_REMOVE (12), Linux 5.11 and later. A kernel has this form if it has
/// IORING_OP_SHUTDOWN. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// A timeout that counted completions does not count them any more.
///
/// It keeps its clock. With link_timeout_update the target is a link_timeout (Linux 5.15).
///
/// Errors, among others:
///
/// - ENOENT: No timeout of this ring has that identity, or it has expired.
/// - EALREADY: It is expiring right now.
/// - EINVAL: The flags name a clock, or the time is negative.
struct timeout_remove_update {
  /// Which timeout. (sqe.addr)
  ringlet::target target;
  /// How long from now; with abs, the point in time. It lives in the operation. (sqe.addr2)
  timespec_in after;
  /// Which clock, and how the time is meant. (sqe.timeout_flags)
  timeout_flags flags = {};

  static constexpr opcode code = opcode::timeout_remove;
  static constexpr std::string_view name = "timeout_remove_update";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  static constexpr requirement needs = {
      .code = opcode::timeout_remove,
      .with = opcode::shutdown,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!target.live()) return std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = target.user_data();
    sqe.addr2 = after.address();
    sqe.timeout_flags = raw(flags) | 0x2;  // IORING_TIMEOUT_UPDATE
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target", target);
    visit("after", after);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
