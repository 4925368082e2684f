// Generated from spec/opcodes.json, row "openat2". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/open_flags.hpp>
#include <ringlet/flags/resolve_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/open_how.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Opens a file, with rules for how its path is looked up, like openat2(2).
///
/// IORING_OP_OPENAT2 (28), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// Nothing is added to the flags: say open_flags::cloexec unless the descriptor is to be inherited.
///
/// With creat, trunc or tmpfile it always runs in a worker thread.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EEXIST: The file is there, and the flags say creat and excl.
/// - EISDIR: It is a directory, and the flags say to write.
/// - ELOOP: There are too many symbolic links, or one where the flags do not allow it.
/// - EXDEV: The path leads out of the directory, or to another mount, where the flags do not allow
///   it.
/// - EINVAL: A flag is not known, or a mode was given and the flags say neither creat nor tmpfile.
/// - EAGAIN: The flags say cached and the cache does not have all of it, or the path was changed
///   while it was looked up.
/// - EMFILE: The process has no descriptor left.
/// - ENXIO: It is a FIFO without a reader, opened for writing.
struct openat2 {
  /// Where a relative path begins, and what beneath and in_root are about. (sqe.fd)
  directory_ref directory = current_directory;
  /// The file's path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// How to open it: open_flags alone, or with resolve_flags and the permissions of a file that is
  /// made. It lives in the operation. (sqe.addr2, sqe.len)
  ringlet::open_how how;

  static constexpr opcode code = opcode::openat2;
  static constexpr std::string_view name = "openat2";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::openat2,
      .with = opcode::openat2,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.addr2 = how.address();
    sqe.len = how.size();
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("how", how);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

/// Opens a file into a slot of the ring's table of files, with rules for how its path is looked up.
///
/// IORING_OP_OPENAT2 (28), Linux 5.15 and later. A kernel has this form if it has IORING_OP_LINKAT.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It may
/// run in a worker thread, where a cancel interrupts it.
///
/// Gives: the slot that the new file is in: the chosen one, or the one that was asked for.
///
/// A slot cannot be inherited, so that cloexec is refused.
///
/// any_slot needs Linux 5.19.
///
/// Kernels before 5.14 ignore the slot and make a descriptor.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EEXIST: The file is there, and the flags say creat and excl.
/// - EISDIR: It is a directory, and the flags say to write.
/// - ELOOP: There are too many symbolic links, or one where the flags do not allow it.
/// - EXDEV: The path leads out of the directory, or to another mount, where the flags do not allow
///   it.
/// - EINVAL: A flag is not known, the flags say cloexec, the slot is outside of the table, or a
///   mode was given and the flags say neither creat nor tmpfile.
/// - EAGAIN: The flags say cached and the cache does not have all of it, or the path was changed
///   while it was looked up.
/// - EMFILE: The process has no descriptor left.
/// - ENXIO: The ring has no table of files.
/// - ENFILE: No slot is free for any_slot.
struct openat2_direct {
  /// Where a relative path begins, and what beneath and in_root are about. (sqe.fd)
  directory_ref directory = current_directory;
  /// The file's path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// How to open it: open_flags alone, or with resolve_flags and the permissions of a file that is
  /// made. It lives in the operation. (sqe.addr2, sqe.len)
  ringlet::open_how how;
  /// Which slot; what was in it is closed. (sqe.file_index)
  slot_choice slot = any_slot;

  static constexpr opcode code = opcode::openat2;
  static constexpr std::string_view name = "openat2_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::openat2,
      .with = opcode::linkat,
      .feature = 0,
      .ignored_without = true,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!slot.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.addr2 = how.address();
    sqe.len = how.size();
    sqe.file_index = slot.file_index();
  }

  [[nodiscard]] result<direct_slot> decode(cqe_view cqe) const noexcept {
    return decode_slot(cqe, slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("how", how);
    visit("slot", slot);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
