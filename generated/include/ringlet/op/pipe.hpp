// Generated from spec/opcodes.json, row "pipe". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/flags.hpp>
#include <ringlet/flags/pipe_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/pipe.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Makes a pipe, like pipe2(2).
///
/// IORING_OP_PIPE (62), Linux 6.16 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: both ends of the pipe, owned: they close themselves.
///
/// Flags that are given replace the default: add cloexec.
///
/// Errors, among others:
///
/// - EINVAL: A flag is not known.
/// - EMFILE: The process has no descriptor left.
/// - ENFILE: The system has no file left, or the user has as much in pipes as is allowed.
/// - ENOPKG: The flags say notification_pipe, and the kernel was built without.
struct pipe {
  /// How it and its descriptors are made. (sqe.pipe_flags)
  pipe_flags flags = pipe_flags::cloexec;
  /// Where the kernel writes the two numbers; there is nothing to give. It lives in the operation.
  /// (sqe.addr)
  pipe_room room = {};

  static constexpr opcode code = opcode::pipe;
  static constexpr std::string_view name = "pipe";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {.code = opcode::pipe, .with = opcode::pipe, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fsync_flags = raw(flags);  // pipe_flags
    sqe.addr = room.address();
  }

  [[nodiscard]] result<pipe_ends> decode(cqe_view cqe) const noexcept {
    return decode_pipe(cqe, room);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("flags", flags);
    visit("room", room);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    room.lend(visit, lent_until::complete);
  }
};

/// Makes a pipe in two slots of the ring's table of files.
///
/// IORING_OP_PIPE (62), Linux 6.16 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: the slots that both ends of the pipe are in.
///
/// A slot cannot be inherited, so that cloexec is refused.
///
/// The first kernels that have it take slot 0 for the reader's when the writer's slot fails: they
/// empty it, and leave the reader where it is.
///
/// Errors, among others:
///
/// - EINVAL: A flag is not known, a slot is outside of the table, or the flags say cloexec.
/// - EMFILE: The process has no descriptor left.
/// - ENFILE: No two slots are free for any_slot.
/// - ENOPKG: The flags say notification_pipe, and the kernel was built without.
/// - ENXIO: The ring has no table of files.
struct pipe_direct {
  /// How it and its descriptors are made. (sqe.pipe_flags)
  pipe_flags flags = {};
  /// The reader's slot, after which comes the writer's; what was in them is closed. It lives in the
  /// operation. (sqe.addr, sqe.file_index)
  pipe_slot_choice slot = any_slot;

  static constexpr opcode code = opcode::pipe;
  static constexpr std::string_view name = "pipe_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {.code = opcode::pipe, .with = opcode::pipe, .feature = 0};

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!slot.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fsync_flags = raw(flags);  // pipe_flags
    sqe.addr = slot.address();
    sqe.file_index = slot.file_index();
  }

  [[nodiscard]] result<pipe_slots> decode(cqe_view cqe) const noexcept {
    return decode_pipe_slots(cqe, slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("flags", flags);
    visit("slot", slot);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    slot.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
