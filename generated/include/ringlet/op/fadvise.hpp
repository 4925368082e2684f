// Generated from spec/opcodes.json, row "fadvise". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/fadvise_advice.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Says how a range of a file is going to be used, like posix_fadvise(2).
///
/// IORING_OP_FADVISE (24), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// dontneed drops only what is on the device already: sync first.
///
/// normal, random and sequential take effect at once; the others run in a worker thread.
///
/// normal, random and sequential are of the open file, whatever range is given.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The advice is not known.
/// - ESPIPE: The file is a pipe.
struct fadvise {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the range begins, in bytes. (sqe.off)
  std::uint64_t offset = 0;
  /// How long the range is, in bytes; 0 goes to the end of the file. (sqe.len)
  std::uint32_t length = 0;
  /// How it will be used. (sqe.fadvise_advice)
  required<fadvise_advice> advice;

  static constexpr opcode code = opcode::fadvise;
  static constexpr std::string_view name = "fadvise";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fadvise;
  static constexpr requirement needs = {
      .code = opcode::fadvise,
      .with = opcode::fadvise,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.off = offset;
    sqe.len = length;
    sqe.fadvise_advice = raw(advice.value());
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("offset", offset);
    visit("length", length);
    visit("advice", advice.value());
  }
};

/// Says how a range of a file that may be longer than 4 GiB is going to be used.
///
/// IORING_OP_FADVISE (24), Linux 6.11 and later. A kernel has this form if it has IORING_OP_BIND.
/// It completes once. It may run in a worker thread, where a cancel interrupts it.
///
/// Gives: nothing.
///
/// dontneed drops only what is on the device already: sync first.
///
/// normal, random and sequential take effect at once; the others run in a worker thread.
///
/// normal, random and sequential are of the open file, whatever range is given.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The advice is not known.
/// - ESPIPE: The file is a pipe.
struct fadvise_64 {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the range begins, in bytes. (sqe.off)
  std::uint64_t offset = 0;
  /// How long the range is, in bytes; 0 goes to the end of the file. (sqe.addr)
  std::uint64_t length = 0;
  /// How it will be used. (sqe.fadvise_advice)
  required<fadvise_advice> advice;

  static constexpr opcode code = opcode::fadvise;
  static constexpr std::string_view name = "fadvise_64";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fadvise_64;
  static constexpr requirement needs = {
      .code = opcode::fadvise,
      .with = opcode::bind,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.off = offset;
    sqe.addr = length;
    sqe.fadvise_advice = raw(advice.value());
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("offset", offset);
    visit("length", length);
    visit("advice", advice.value());
  }
};

}  // namespace ringlet::op
