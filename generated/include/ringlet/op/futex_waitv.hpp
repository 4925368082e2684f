// Generated from spec/opcodes.json, row "futex_waitv". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/futex_flags.hpp>
#include <ringlet/futex.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits at several futex words until one is woken.
///
/// IORING_OP_FUTEX_WAITV (53), Linux 6.7 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: which one it was, counted from 0.
///
/// It is the futex_waitv(2) of Linux 5.16, without a mask and without a timeout.
///
/// Where several have been woken it tells one of them.
///
/// Errors, among others:
///
/// - EAGAIN: A word is not what was expected.
/// - EINVAL: There is none or more than 128, a word is not aligned, or a size is not that of 32
///   bits.
/// - EFAULT: A word, or the range itself, is outside of the process's memory.
struct futex_waitv {
  /// The futexes and what is expected of each, at most 128; their words must stay valid until the
  /// operation completes. It must stay valid until the operation is submitted. (sqe.addr, sqe.len)
  futex_waiters waiters;

  static constexpr opcode code = opcode::futex_waitv;
  static constexpr std::string_view name = "futex_waitv";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = futex_waitv;
  static constexpr requirement needs = {
      .code = opcode::futex_waitv,
      .with = opcode::futex_waitv,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!waiters.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = waiters.address();
    sqe.len = waiters.count();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("waiters", waiters);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    waiters.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
