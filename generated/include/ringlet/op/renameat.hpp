// Generated from spec/opcodes.json, row "renameat". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/rename_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Gives a file another path, like renameat2(2).
///
/// IORING_OP_RENAMEAT (35), Linux 5.11 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EEXIST: The new path is there, and the flags say noreplace.
/// - ENOTEMPTY: The new path is a directory that is not empty.
/// - EXDEV: The two are on different file systems.
/// - EINVAL: A directory would move into itself, or the file system does not know the flags.
struct renameat {
  /// Where a relative old path begins. (sqe.fd)
  directory_ref old_directory = current_directory;
  /// The path that is there. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref old_path;
  /// Where a relative new path begins. (sqe.len)
  directory_ref new_directory = current_directory;
  /// The path that is to be. It must stay valid until the operation is submitted. (sqe.addr2)
  path_ref new_path;
  /// What to do when the new path is there. (sqe.rename_flags)
  rename_flags flags = {};

  static constexpr opcode code = opcode::renameat;
  static constexpr std::string_view name = "renameat";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = renameat;
  static constexpr requirement needs = {
      .code = opcode::renameat,
      .with = opcode::renameat,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = old_directory.number();
    sqe.addr = old_path.address();
    sqe.len = static_cast<std::uint32_t>(new_directory.number());
    sqe.addr2 = new_path.address();
    sqe.rename_flags = raw(flags);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("old_directory", old_directory);
    visit("old_path", old_path);
    visit("new_directory", new_directory);
    visit("new_path", new_path);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    old_path.lend(visit, lent_until::submit);
    new_path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
