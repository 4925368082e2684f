// Generated from spec/opcodes.json, row "ftruncate". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Makes a file shorter or longer, like ftruncate(2).
///
/// IORING_OP_FTRUNCATE (55), Linux 6.9 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The file is not open for writing, is none that has a length, or the length is negative
///   as a signed number.
/// - EFBIG: The file would become too long.
/// - EPERM: The file can only be appended to, or is sealed.
/// - ETXTBSY: The file is a program that is running.
struct ftruncate {
  /// The file, open for writing. (sqe.fd)
  file_ref file;
  /// How long it is to be, in bytes; what is added reads as zeros. (sqe.off)
  required<std::uint64_t> length;

  static constexpr opcode code = opcode::ftruncate;
  static constexpr std::string_view name = "ftruncate";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = ftruncate;
  static constexpr requirement needs = {
      .code = opcode::ftruncate,
      .with = opcode::ftruncate,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.off = length.value();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("length", length.value());
  }
};

}  // namespace ringlet::op
