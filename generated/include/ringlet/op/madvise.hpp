// Generated from spec/opcodes.json, row "madvise". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/madvise_advice.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Says how a range of memory is going to be used, like madvise(2).
///
/// IORING_OP_MADVISE (25), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Some advice is more than a hint: dontneed empties anonymous memory, remove punches a hole into
/// the file.
///
/// It always runs in a worker thread, on the memory of the process that submitted it.
///
/// Errors, among others:
///
/// - EINVAL: The range does not begin at a page, or the advice is not known or does not suit the
///   memory.
/// - ENOMEM: A part of the range is not mapped.
/// - EAGAIN: A kernel resource was missing for a moment.
/// - EBADF: The advice needs memory that is of a file, and this is not.
/// - EIO: Reading from the device failed.
struct madvise {
  /// The range, less than 4 GiB; it begins at a page. It must stay valid until the operation
  /// completes. (sqe.addr, sqe.len)
  memory_range memory;
  /// How it will be used. (sqe.fadvise_advice)
  required<madvise_advice> advice;

  static constexpr opcode code = opcode::madvise;
  static constexpr std::string_view name = "madvise";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = madvise;
  static constexpr requirement needs = {
      .code = opcode::madvise,
      .with = opcode::madvise,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!memory.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = memory.address();
    sqe.len = memory.length();
    sqe.fadvise_advice = raw(advice.value());
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("memory", memory);
    visit("advice", advice.value());
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    memory.lend(visit, lent_until::complete);
  }
};

/// Says how a range of memory of any length is going to be used.
///
/// IORING_OP_MADVISE (25), Linux 6.11 and later. A kernel has this form if it has IORING_OP_BIND.
/// It completes once. It may run in a worker thread, where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Some advice is more than a hint: dontneed empties anonymous memory, remove punches a hole into
/// the file.
///
/// It always runs in a worker thread, on the memory of the process that submitted it.
///
/// Errors, among others:
///
/// - EINVAL: The range does not begin at a page, or the advice is not known or does not suit the
///   memory.
/// - ENOMEM: A part of the range is not mapped.
/// - EAGAIN: A kernel resource was missing for a moment.
/// - EBADF: The advice needs memory that is of a file, and this is not.
/// - EIO: Reading from the device failed.
struct madvise_64 {
  /// The range; it begins at a page. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.off)
  memory_range memory;
  /// How it will be used. (sqe.fadvise_advice)
  required<madvise_advice> advice;

  static constexpr opcode code = opcode::madvise;
  static constexpr std::string_view name = "madvise_64";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = madvise_64;
  static constexpr requirement needs = {
      .code = opcode::madvise,
      .with = opcode::bind,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = memory.address();
    sqe.off = memory.size();
    sqe.fadvise_advice = raw(advice.value());
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("memory", memory);
    visit("advice", advice.value());
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    memory.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
