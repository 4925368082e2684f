// Generated from spec/opcodes.json, row "statx". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/at_flags.hpp>
#include <ringlet/flags/statx_mask.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Says what a path leads to, like statx(2).
///
/// IORING_OP_STATX (21), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EINVAL: A flag or a fact is not known.
struct statx {
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// The path; empty with empty_path. It must stay valid until the operation is submitted.
  /// (sqe.addr)
  path_ref path;
  /// How the path is looked up. (sqe.statx_flags)
  at_flags flags = {};
  /// Which facts are wanted. (sqe.len)
  statx_mask mask = statx_mask::basic_stats;
  /// Where the facts go; stx_mask says which there are. It must stay valid until the operation
  /// completes. (sqe.addr2)
  statx_out buffer;

  static constexpr opcode code = opcode::statx;
  static constexpr std::string_view name = "statx";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = statx;
  static constexpr requirement needs = {.code = opcode::statx, .with = opcode::statx, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.statx_flags = raw(flags);
    sqe.len = raw(mask);
    sqe.addr2 = buffer.address();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("flags", flags);
    visit("mask", mask);
    visit("buffer", buffer);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
    buffer.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
