// Generated from spec/opcodes.json, row "files_update". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/descriptors.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Puts files into slots of the ring's table of files, or empties slots.
///
/// IORING_OP_FILES_UPDATE (20), Linux 5.6 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: how many there were.
///
/// It stops at the first number that is no descriptor, whose slot is empty then; the count says how
/// many went before it.
///
/// The descriptors stay open as well, and are the caller's.
///
/// A file_table does the same without an operation.
///
/// Errors, among others:
///
/// - ENXIO: The ring has no table of files.
/// - EINVAL: A slot is outside of the table, or there is nothing to put into it.
/// - EBADF: The first number is no descriptor, or a ring's own.
/// - EFAULT: The numbers are outside of the process's memory.
struct files_update {
  /// What goes into the slots, one after the other; what was in them is closed. It must stay valid
  /// until the operation completes. (sqe.addr, sqe.len)
  descriptors_in descriptors;
  /// The first slot. (sqe.off)
  direct_slot first;

  static constexpr opcode code = opcode::files_update;
  static constexpr std::string_view name = "files_update";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = files_update;
  static constexpr requirement needs = {
      .code = opcode::files_update,
      .with = opcode::files_update,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!descriptors.fits() || !first.fits())
      return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = descriptors.address();
    sqe.len = descriptors.count();
    sqe.off = first.index();
    sqe.fd = -1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("descriptors", descriptors);
    visit("first", first);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    descriptors.lend(visit, lent_until::complete);
  }
};

/// Puts files into free slots of the ring's table of files, which the kernel chooses.
///
/// IORING_OP_FILES_UPDATE (20), Linux 5.19 and later. A kernel has this form if it has
/// IORING_OP_SOCKET. Others would do something else: ringlet asks first, and refuses there. It
/// completes once. It cannot be cancelled: it does not wait.
///
/// Gives: how many there were.
///
/// It stops in the same way where no slot is left.
///
/// The slots are owned by nobody: `op::close_direct` frees them.
///
/// Errors, among others:
///
/// - ENXIO: The ring has no table of files.
/// - EINVAL: A slot is outside of the table, or there is nothing to put into it.
/// - EBADF: The first number is no descriptor, or a ring's own.
/// - EFAULT: The numbers are outside of the process's memory.
/// - ENFILE: No slot is free.
struct files_update_alloc {
  /// What goes into the slots; the number of each slot is written in the place of its descriptor.
  /// It must stay valid until the operation completes. (sqe.addr, sqe.len)
  descriptors_to_slots descriptors;

  static constexpr opcode code = opcode::files_update;
  static constexpr std::string_view name = "files_update_alloc";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = files_update_alloc;
  static constexpr requirement needs = {
      .code = opcode::files_update,
      .with = opcode::socket,
      .feature = 0,
      .ignored_without = true,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!descriptors.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = descriptors.address();
    sqe.len = descriptors.count();
    sqe.fd = -1;
    sqe.off = 0xffffffffffffffff;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("descriptors", descriptors);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    descriptors.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
