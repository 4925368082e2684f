// Generated from spec/opcodes.json, row "symlinkat". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Makes a symbolic link, like symlinkat(2).
///
/// IORING_OP_SYMLINKAT (38), Linux 5.15 and later. It completes once. It may run in a worker
/// thread, where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EEXIST: The path is there.
/// - ENOSPC: The file system is full.
struct symlinkat {
  /// What the link says; it need not be there. It must stay valid until the operation is submitted.
  /// (sqe.addr)
  path_ref target_path;
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// The link's own path. It must stay valid until the operation is submitted. (sqe.addr2)
  path_ref path;

  static constexpr opcode code = opcode::symlinkat;
  static constexpr std::string_view name = "symlinkat";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = symlinkat;
  static constexpr requirement needs = {
      .code = opcode::symlinkat,
      .with = opcode::symlinkat,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = target_path.address();
    sqe.fd = directory.number();
    sqe.addr2 = path.address();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target_path", target_path);
    visit("directory", directory);
    visit("path", path);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    target_path.lend(visit, lent_until::submit);
    path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
