// Generated from spec/opcodes.json, row "fallocate". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/fallocate_mode.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Reserves, frees or moves room in a file, like fallocate(2).
///
/// IORING_OP_FALLOCATE (17), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for writing.
/// - EINVAL: The length is 0, or the range or the mode does not suit the file.
/// - ENOSPC: The file system is full.
/// - EOPNOTSUPP: The file system cannot do that.
/// - ESPIPE: The file is a pipe.
/// - EFBIG: The file would become too long.
/// - EINTR: A worker thread was interrupted.
struct fallocate {
  /// The file. (sqe.fd)
  file_ref file;
  /// What to do; none reserves room and makes the file as long as that. (sqe.len)
  fallocate_mode mode = {};
  /// Where the range begins, in bytes. (sqe.off)
  required<std::uint64_t> offset;
  /// How long the range is, in bytes. (sqe.addr)
  required<std::uint64_t> length;

  static constexpr opcode code = opcode::fallocate;
  static constexpr std::string_view name = "fallocate";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fallocate;
  static constexpr requirement needs = {
      .code = opcode::fallocate,
      .with = opcode::fallocate,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.len = raw(mode);
    sqe.off = offset.value();
    sqe.addr = length.value();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("mode", mode);
    visit("offset", offset.value());
    visit("length", length.value());
  }
};

}  // namespace ringlet::op
