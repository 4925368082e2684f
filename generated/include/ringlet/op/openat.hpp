// Generated from spec/opcodes.json, row "openat". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/open_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Opens a file, like openat(2).
///
/// IORING_OP_OPENAT (18), Linux 5.6 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// Flags that are given replace the default: add cloexec.
///
/// Unless the flags say creat, trunc or tmpfile, kernels from 5.12 on first try without blocking,
/// and a FIFO is then opened as if nonblock had been given: opening it for writing says ENXIO while
/// nobody reads.
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
/// - ELOOP: There are too many symbolic links, or the flags say nofollow and the file is one.
/// - EMFILE: The process has no descriptor left.
/// - ENXIO: It is a FIFO without a reader, opened for writing.
struct openat {
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// The file's path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// How to open it; rdonly, wronly or rdwr and the rest. (sqe.open_flags)
  open_flags flags = open_flags::cloexec;
  /// The permissions of a file that is made, less the umask. (sqe.len)
  std::uint32_t mode = 0;

  static constexpr opcode code = opcode::openat;
  static constexpr std::string_view name = "openat";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = openat;
  static constexpr requirement needs = {
      .code = opcode::openat,
      .with = opcode::openat,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = directory.number();
    sqe.addr = path.address();
    sqe.open_flags = raw(flags);
    sqe.len = mode;
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("directory", directory);
    visit("path", path);
    visit("flags", flags);
    visit("mode", mode);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

/// Opens a file into a slot of the ring's table of files.
///
/// IORING_OP_OPENAT (18), Linux 5.15 and later. A kernel has this form if it has IORING_OP_LINKAT.
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
/// - ELOOP: There are too many symbolic links, or the flags say nofollow and the file is one.
/// - EMFILE: The process has no descriptor left.
/// - ENXIO: The ring has no table of files.
/// - EINVAL: The slot is outside of the table, or the flags say cloexec.
/// - ENFILE: No slot is free for any_slot.
struct openat_direct {
  /// Where a relative path begins. (sqe.fd)
  directory_ref directory = current_directory;
  /// The file's path. It must stay valid until the operation is submitted. (sqe.addr)
  path_ref path;
  /// How to open it; rdonly, wronly or rdwr and the rest. (sqe.open_flags)
  open_flags flags = {};
  /// The permissions of a file that is made, less the umask. (sqe.len)
  std::uint32_t mode = 0;
  /// Which slot; what was in it is closed. (sqe.file_index)
  slot_choice slot = any_slot;

  static constexpr opcode code = opcode::openat;
  static constexpr std::string_view name = "openat_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = openat_direct;
  static constexpr requirement needs = {
      .code = opcode::openat,
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
    sqe.open_flags = raw(flags);
    sqe.len = mode;
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
    visit("flags", flags);
    visit("mode", mode);
    visit("slot", slot);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
