// Generated from spec/opcodes.json, row "unlinkat". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/unlink_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Removes a path, like unlinkat(2).
///
/// IORING_OP_UNLINKAT (36), Linux 5.11 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EISDIR: It is a directory, and the flags do not say removedir.
/// - ENOTEMPTY: The directory is not empty.
/// - EBUSY: Something is mounted there.
struct unlinkat {
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// The path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// Whether it is a directory. (sqe.unlink_flags)
  unlink_flags flags = {};

  static constexpr opcode code = opcode::unlinkat;
  static constexpr std::string_view name = "unlinkat";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = unlinkat;
  static constexpr requirement needs = {
      .code = opcode::unlinkat,
      .with = opcode::unlinkat,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.unlink_flags = raw(flags);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
