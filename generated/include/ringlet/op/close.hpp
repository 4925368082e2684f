// Generated from spec/opcodes.json, row "close". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Closes a descriptor, like close(2).
///
/// IORING_OP_CLOSE (19), Linux 5.6 and later. It completes once. It cannot be cancelled: it does
/// not wait. It is carried out also where its task is to end.
///
/// Gives: nothing.
///
/// Closing ends nothing that is in flight on the file, and a connection with a read in flight stays
/// up: cancel or shut down first.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or it is a ring's own.
/// - EIO: An earlier write failed; the descriptor is closed all the same.
struct close {
  /// What to close; it is given away. (sqe.fd)
  closing_fd file;

  static constexpr opcode code = opcode::close;
  static constexpr std::string_view name = "close";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool shielded = true;
  using relocatable = close;
  static constexpr requirement needs = {.code = opcode::close, .with = opcode::close, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = file.number();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
  }
};

/// Empties a slot of the ring's table of files.
///
/// IORING_OP_CLOSE (19), Linux 5.15 and later. A kernel has this form if it has IORING_OP_LINKAT.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It
/// cannot be cancelled: it does not wait. It is carried out also where its task is to end.
///
/// Gives: nothing.
///
/// Kernels before 5.14 ignore the slot and close descriptor 0 instead.
///
/// Errors, among others:
///
/// - EBADF: The slot is empty.
/// - EIO: An earlier write failed; the descriptor is closed all the same.
/// - ENXIO: The ring has no table of files.
/// - EINVAL: The slot is outside of the table.
struct close_direct {
  /// Which slot. (sqe.file_index)
  direct_slot slot;

  static constexpr opcode code = opcode::close;
  static constexpr std::string_view name = "close_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool shielded = true;
  using relocatable = close_direct;
  static constexpr requirement needs = {
      .code = opcode::close,
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
    sqe.file_index = slot.file_index();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("slot", slot);
  }
};

}  // namespace ringlet::op
