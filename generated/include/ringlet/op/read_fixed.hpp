// Generated from spec/opcodes.json, row "read_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

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

/// Reads bytes from a file into a registered buffer.
///
/// IORING_OP_READ_FIXED (4), Linux 5.1 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Registering pins the pages once, so that no transfer has to.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for reading.
/// - EFAULT: No buffer is registered at that index, or the range is not inside of it.
/// - EINVAL: The flags or the offset do not suit the file, or there is no such priority.
/// - EPERM: The priority is of the class rt, for which the task has neither CAP_SYS_ADMIN nor
///   CAP_SYS_NICE.
struct read_fixed {
  /// The file. (sqe.fd)
  file_ref file;
  /// The range to fill, inside the registered buffer. It must stay valid until the operation
  /// completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// Which registered buffer the range lies in, from 0 to 65535. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
  /// Where in the file to begin reading, in bytes from its beginning; current_position uses the
  /// file's own position and advances it. (sqe.off)
  std::uint64_t offset = current_position;
  /// How this transfer differs from others of the file. (sqe.rw_flags)
  rw_flags flags = {};
  /// How soon the device is to serve it, among others; none is the priority that the task has.
  /// (sqe.ioprio)
  io_priority priority = {};

  static constexpr opcode code = opcode::read_fixed;
  static constexpr std::string_view name = "read_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = read_fixed;
  static constexpr requirement needs = {
      .code = opcode::read_fixed,
      .with = opcode::read_fixed,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffer_index.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.buf_index = buffer_index.value();
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
    visit("buffer_index", buffer_index);
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

/// Reads bytes from a file into a registered buffer, with protection information.
///
/// IORING_OP_READ_FIXED (4), Linux 6.14 and later. A kernel has this form if it says
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
/// - EFAULT: No buffer is registered at that index, or the range is not inside of it.
/// - EINVAL: The file is no block device that keeps protection information, is not open with
///   O_DIRECT, or the protection information is not as long as the bytes want it.
/// - EPERM: The priority is of the class rt, for which the task has neither CAP_SYS_ADMIN nor
///   CAP_SYS_NICE.
/// - EILSEQ: The device found that the protection information does not fit the bytes.
struct read_fixed_attr {
  /// The file. (sqe.fd)
  file_ref file;
  /// The range to fill, inside the registered buffer. It must stay valid until the operation
  /// completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// Which registered buffer the range lies in, from 0 to 65535. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
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

  static constexpr opcode code = opcode::read_fixed;
  static constexpr std::string_view name = "read_fixed_attr";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::read_fixed,
      .with = opcode::read_fixed,
      .feature = 0x10000,  // IORING_FEAT_RW_ATTR
      .ignored_without = true,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffer_index.fits() || !integrity.fits())
      return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.buf_index = buffer_index.value();
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
    visit("buffer_index", buffer_index);
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

}  // namespace ringlet::op
