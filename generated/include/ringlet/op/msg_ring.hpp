// Generated from spec/opcodes.json, row "msg_ring". Do not edit: change the row, then run
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
#include <ringlet/flags/msg_ring_flags.hpp>
#include <ringlet/foreign.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Posts a completion on another ring.
///
/// IORING_OP_MSG_RING (40), Linux 5.18 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: nothing.
///
/// A ring of ringlet's hands the completion to on_foreign; to start or move a task there is what
/// ring::as_remote() and resume_on() are for.
///
/// It completes when the message is on its way, which the other ring may see a little later.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EBADFD: The descriptor is no ring's, or its ring has not been enabled yet.
/// - EINVAL: The user_data is one of ringlet's own.
/// - EOVERFLOW: The other ring has no room left for completions, nor the kernel memory to keep
///   them.
/// - ENOMEM: The kernel has no memory for the message.
struct msg_ring {
  /// The other ring's descriptor: ring_fd() of a ring or a remote; it may be the ring's own.
  /// (sqe.fd)
  file_ref receiver;
  /// The result that the completion has there. (sqe.len)
  required<int> res;
  /// The user_data that the completion has there, by which it is told from others. (sqe.off)
  foreign_user_data user_data;

  static constexpr opcode code = opcode::msg_ring;
  static constexpr std::string_view name = "msg_ring";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = msg_ring;
  static constexpr requirement needs = {
      .code = opcode::msg_ring,
      .with = opcode::msg_ring,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!user_data.valid()) return std::make_error_code(std::errc::invalid_argument);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    receiver.begin(sqe, code);
    sqe.len = static_cast<std::uint32_t>(res.value());
    sqe.off = user_data.value();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("receiver", receiver);
    visit("res", res.value());
    visit("user_data", user_data);
  }
};

/// Posts a completion with flags on another ring.
///
/// IORING_OP_MSG_RING (40), Linux 6.3 and later. A kernel has this form if it says
/// IORING_FEAT_REG_REG_RING. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// The flags are taken as they are: IORING_CQE_F_32 or IORING_CQE_F_SKIP would make a ring of mixed
/// completions take the next one for something else.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EBADFD: The descriptor is no ring's, or its ring has not been enabled yet.
/// - EINVAL: The user_data is one of ringlet's own.
/// - EOVERFLOW: The other ring has no room left for completions, nor the kernel memory to keep
///   them.
/// - ENOMEM: The kernel has no memory for the message.
struct msg_ring_cqe_flags {
  /// The other ring's descriptor: ring_fd() of a ring or a remote; it may be the ring's own.
  /// (sqe.fd)
  file_ref receiver;
  /// The result that the completion has there. (sqe.len)
  required<int> res;
  /// The user_data that the completion has there, by which it is told from others. (sqe.off)
  foreign_user_data user_data;
  /// The flags that the completion has there. (sqe.file_index)
  required<std::uint32_t> cqe_flags;

  static constexpr opcode code = opcode::msg_ring;
  static constexpr std::string_view name = "msg_ring_cqe_flags";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = msg_ring_cqe_flags;
  static constexpr requirement needs = {
      .code = opcode::msg_ring,
      .with = opcode::msg_ring,
      .feature = 0x2000,  // IORING_FEAT_REG_REG_RING
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!user_data.valid()) return std::make_error_code(std::errc::invalid_argument);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    receiver.begin(sqe, code);
    sqe.len = static_cast<std::uint32_t>(res.value());
    sqe.off = user_data.value();
    sqe.file_index = cqe_flags.value();
    sqe.msg_ring_flags = 0x2;  // IORING_MSG_RING_FLAGS_PASS
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("receiver", receiver);
    visit("res", res.value());
    visit("user_data", user_data);
    visit("cqe_flags", cqe_flags.value());
  }
};

/// Sends a direct descriptor to the table of files of another ring.
///
/// IORING_OP_MSG_RING (40), Linux 6.0 and later. A kernel has this form if it has
/// IORING_OP_SEND_ZC. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: the slot of the other ring's table that the file is in, as a `direct_slot`: the chosen
/// one, or the one that was asked for.
///
/// The completion there has 0 for its result where the slot was asked for, and the slot where the
/// kernel chose it.
///
/// It completes when the other ring's thread has taken the descriptor, which is the next time that
/// it enters or leaves the kernel.
///
/// Errors, among others:
///
/// - EBADF: The source is empty or outside of the table, or the receiver's number is no descriptor.
/// - EBADFD: The descriptor is no ring's, or its ring has not been enabled yet.
/// - EINVAL: The receiver is the ring itself, the slot is outside of its table, or the user_data is
///   one of ringlet's own.
/// - EOVERFLOW: The descriptor is there, but there was no room left for the completion that tells
///   of it.
/// - ENOMEM: The kernel has no memory for the message.
/// - ENXIO: The other ring has no table of files.
/// - ENFILE: No slot is free there for any_slot.
/// - EOWNERDEAD: The thread that the other ring belongs to has ended.
struct msg_ring_fd {
  /// The other ring's descriptor: ring_fd() of a ring or a remote; it may be the ring's own.
  /// (sqe.fd)
  file_ref receiver;
  /// Which slot of the ring's own table; its file stays in it. (sqe.addr3)
  direct_slot source;
  /// The user_data that the completion has there, by which it is told from others. (sqe.off)
  foreign_user_data user_data;
  /// Which slot of the other ring's table; what was in it is closed. (sqe.file_index)
  slot_choice slot = any_slot;
  /// How it is sent. (sqe.msg_ring_flags)
  msg_ring_flags flags = {};

  static constexpr opcode code = opcode::msg_ring;
  static constexpr std::string_view name = "msg_ring_fd";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = msg_ring_fd;
  static constexpr requirement needs = {
      .code = opcode::msg_ring,
      .with = opcode::send_zc,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!source.fits() || !slot.fits()) return std::make_error_code(std::errc::value_too_large);
    if (!user_data.valid()) return std::make_error_code(std::errc::invalid_argument);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    receiver.begin(sqe, code);
    sqe.addr3 = source.index();
    sqe.off = user_data.value();
    sqe.file_index = slot.file_index();
    sqe.msg_ring_flags = raw(flags);
    sqe.addr = 0x1;  // IORING_MSG_SEND_FD
  }

  [[nodiscard]] result<foreign_slot> decode(cqe_view cqe) const noexcept {
    return decode_foreign_slot(cqe, slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("receiver", receiver);
    visit("source", source);
    visit("user_data", user_data);
    visit("slot", slot);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
