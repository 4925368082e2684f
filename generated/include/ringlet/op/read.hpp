// Generated from spec/opcodes.json, row "read". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/buffer_source.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/integrity_flags.hpp>
#include <ringlet/flags/io_priority_class.hpp>
#include <ringlet/flags/io_priority_hint.hpp>
#include <ringlet/flags/rw_flags.hpp>
#include <ringlet/integrity.hpp>
#include <ringlet/io_priority.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Reads bytes from a file at an offset, like preadv2(2).
///
/// IORING_OP_READ (22), Linux 5.6 and later. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of the file.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// A buffer of no length gives 0 bytes, which looks like the end of the file.
///
/// Sockets are better read by recv.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for reading.
/// - EAGAIN: There is nothing to read yet, and the file is nonblocking or the flags say nowait.
/// - EFAULT: The buffer is outside of the process's memory.
/// - EINVAL: The flags, the offset or the buffer's alignment do not suit the file, or there is no
///   such priority.
/// - EISDIR: The file is a directory.
/// - EOPNOTSUPP: The ring polls for completions, and the file cannot be polled or is not open with
///   O_DIRECT.
/// - EIO: The device failed.
/// - EPERM: The priority is of the class rt, for which the task has neither CAP_SYS_ADMIN nor
///   CAP_SYS_NICE.
struct read {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the bytes go. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// Where in the file to begin reading, in bytes from its beginning; current_position uses the
  /// file's own position and advances it. (sqe.off)
  std::uint64_t offset = current_position;
  /// How this transfer differs from others of the file. (sqe.rw_flags)
  rw_flags flags = {};
  /// How soon the device is to serve it, among others; none is the priority that the task has.
  /// (sqe.ioprio)
  io_priority priority = {};

  static constexpr opcode code = opcode::read;
  static constexpr std::string_view name = "read";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = read;
  static constexpr requirement needs = {.code = opcode::read, .with = opcode::read, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.off = offset;
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(raw(flags));
    sqe.ioprio = priority.value();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("buffer", buffer);
    visit("offset", offset);
    visit("flags", flags);
    visit("priority", priority);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Reads bytes from a file at an offset, with protection information.
///
/// IORING_OP_READ (22), Linux 6.14 and later. A kernel has this form if it says
/// IORING_FEAT_RW_ATTR. Others would do something else: ringlet asks first, and refuses there. It
/// completes once. It may run in a worker thread, where a cancel interrupts it.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// The device says in /sys/block/NAME/integrity which format it has, and for how many bytes an
/// entry is.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for reading.
/// - EAGAIN: There is nothing to read yet, and the file is nonblocking or the flags say nowait.
/// - EFAULT: The buffer is outside of the process's memory.
/// - EINVAL: The file is no block device that keeps protection information, is not open with
///   O_DIRECT, or the protection information is not as long as the bytes want it.
/// - EISDIR: The file is a directory.
/// - EOPNOTSUPP: The ring polls for completions, and the file cannot be polled or is not open with
///   O_DIRECT.
/// - EIO: The device failed.
/// - EPERM: The priority is of the class rt, for which the task has neither CAP_SYS_ADMIN nor
///   CAP_SYS_NICE.
/// - EILSEQ: The device found that the protection information does not fit the bytes.
struct read_attr {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the bytes go. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// Where in the file to begin reading, in bytes from its beginning; current_position uses the
  /// file's own position and advances it. (sqe.off)
  std::uint64_t offset = current_position;
  /// How this transfer differs from others of the file. (sqe.rw_flags)
  rw_flags flags = {};
  /// How soon the device is to serve it, among others; none is the priority that the task has.
  /// (sqe.ioprio)
  io_priority priority = {};
  /// The protection information, and what the device checks of it; its buffer must stay valid until
  /// the operation completes. It lives in the operation. (sqe.attr_ptr)
  integrity_attribute integrity;

  static constexpr opcode code = opcode::read;
  static constexpr std::string_view name = "read_attr";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::read,
      .with = opcode::read,
      .feature = 0x10000,  // IORING_FEAT_RW_ATTR
      .ignored_without = true,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!integrity.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.off = offset;
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(raw(flags));
    sqe.ioprio = priority.value();
    sqe.addr3 = integrity.address();  // attr_ptr
    sqe.__pad2[0] = 0x1;              // IORING_RW_ATTR_FLAG_PI
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("buffer", buffer);
    visit("offset", offset);
    visit("flags", flags);
    visit("priority", priority);
    visit("integrity", integrity);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
    integrity.lend(visit, lent_until::complete);
  }
};

/// Reads bytes from a file at an offset into a buffer that the kernel selects when they are there.
///
/// IORING_OP_READ (22), Linux 5.7 and later. A kernel has this form if it has IORING_OP_SPLICE. It
/// completes once. It can be cancelled while it waits.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// No bytes are the end of the file.
///
/// A file on a disk wants its buffer at once, and gains nothing by it.
///
/// Sockets are better read by recv.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for reading.
/// - EAGAIN: There is nothing to read yet, and the file is nonblocking or the flags say nowait.
/// - EFAULT: The buffer is outside of the process's memory.
/// - EINVAL: The flags, the offset or the buffer's alignment do not suit the file, or there is no
///   such priority.
/// - EISDIR: The file is a directory.
/// - EOPNOTSUPP: The ring polls for completions, and the file cannot be polled or is not open with
///   O_DIRECT.
/// - EIO: The device failed.
/// - EPERM: The priority is of the class rt, for which the task has neither CAP_SYS_ADMIN nor
///   CAP_SYS_NICE.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
struct read_select {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the buffer is selected from. (sqe.buf_group, sqe.len)
  selected_buffer buffers;
  /// Where in the file to begin reading, in bytes from its beginning; current_position uses the
  /// file's own position and advances it. (sqe.off)
  std::uint64_t offset = current_position;
  /// How this transfer differs from others of the file. (sqe.rw_flags)
  rw_flags flags = {};
  /// How soon the device is to serve it, among others; none is the priority that the task has.
  /// (sqe.ioprio)
  io_priority priority = {};

  static constexpr opcode code = opcode::read;
  static constexpr std::string_view name = "read_select";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = read_select;
  static constexpr requirement needs = {.code = opcode::read, .with = opcode::splice, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.len = buffers.length();
    sqe.off = offset;
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(raw(flags));
    sqe.ioprio = priority.value();
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("buffers", buffers);
    visit("offset", offset);
    visit("flags", flags);
    visit("priority", priority);
  }
};

}  // namespace ringlet::op
