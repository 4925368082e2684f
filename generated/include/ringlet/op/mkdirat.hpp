// Generated from spec/opcodes.json, row "mkdirat". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// Makes a directory, like mkdirat(2).
///
/// IORING_OP_MKDIRAT (37), Linux 5.15 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
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
struct mkdirat {
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// Its path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// Its permissions, less the umask. (sqe.len)
  std::uint32_t mode = 0777;

  static constexpr opcode code = opcode::mkdirat;
  static constexpr std::string_view name = "mkdirat";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = mkdirat;
  static constexpr requirement needs = {
      .code = opcode::mkdirat,
      .with = opcode::mkdirat,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.len = mode;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("mode", mode);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
