// Generated from spec/opcodes.json, row "uring_cmd128". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/buffer_source.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/command_payload.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sends a command with a long payload to the driver or the protocol behind a file.
///
/// IORING_OP_URING_CMD128 (64), Linux 6.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// It needs a ring with big or mixed SQEs.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one, or wants big CQEs too.
struct uring_cmd128 {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<80> payload = {};

  static constexpr opcode code = opcode::uring_cmd128;
  static constexpr std::string_view name = "uring_cmd128";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  using relocatable = uring_cmd128;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd128,
      .with = opcode::uring_cmd128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.cmd_op = command.value();
    payload.copy_to(sqe);
  }

  [[nodiscard]] static result<int> decode(cqe_view cqe) noexcept { return decode_value(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("command", command.value());
    visit("payload", payload);
  }
};

/// Sends a command with a long payload that moves data to or from a registered buffer.
///
/// IORING_OP_URING_CMD128 (64), Linux 6.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// It needs a ring with big or mixed SQEs.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one, or wants big CQEs too.
/// - EFAULT: There is no such buffer, or the command's bytes are outside of it.
struct uring_cmd128_fixed {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<80> payload = {};
  /// Which of the ring's registered buffers. (sqe.buf_index)
  ringlet::buffer_index buffer_index;

  static constexpr opcode code = opcode::uring_cmd128;
  static constexpr std::string_view name = "uring_cmd128_fixed";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  using relocatable = uring_cmd128_fixed;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd128,
      .with = opcode::uring_cmd128,
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
    sqe.cmd_op = command.value();
    sqe.buf_index = buffer_index.value();
    sqe.uring_cmd_flags = 0x1;  // IORING_URING_CMD_FIXED
    payload.copy_to(sqe);
  }

  [[nodiscard]] static result<int> decode(cqe_view cqe) noexcept { return decode_value(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("command", command.value());
    visit("payload", payload);
    visit("buffer_index", buffer_index);
  }
};

/// Sends a command with a long payload that moves data to or from a registered buffer and answers
/// with a big CQE, as NVMe passthrough does.
///
/// IORING_OP_URING_CMD128 (64), Linux 6.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number and 16 bytes, whose meaning is the operation's own.
///
/// It needs a ring with big or mixed SQEs, and with big or mixed CQEs.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one, or wants big CQEs too.
/// - EFAULT: There is no such buffer, or the command's bytes are outside of it.
struct uring_cmd128_fixed_cqe32 {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<80> payload = {};
  /// Which of the ring's registered buffers. (sqe.buf_index)
  ringlet::buffer_index buffer_index;

  static constexpr opcode code = opcode::uring_cmd128;
  static constexpr std::string_view name = "uring_cmd128_fixed_cqe32";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  using relocatable = uring_cmd128_fixed_cqe32;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd128,
      .with = opcode::uring_cmd128,
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
    sqe.cmd_op = command.value();
    sqe.buf_index = buffer_index.value();
    sqe.uring_cmd_flags = 0x1;  // IORING_URING_CMD_FIXED
    payload.copy_to(sqe);
  }

  [[nodiscard]] static result<big_value> decode(cqe_view cqe) noexcept {
    return decode_big_value(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("command", command.value());
    visit("payload", payload);
    visit("buffer_index", buffer_index);
  }
};

/// Sends a command with a long payload that its driver answers time after time, each time in a
/// buffer that the kernel selects.
///
/// IORING_OP_URING_CMD128 (64), Linux 6.19 and later. It completes many times: it is a stream.
/// Whether a cancel reaches it while it waits depends on its driver.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// It needs a ring with big or mixed SQEs.
///
/// What the bytes in a buffer mean is the command's own. UBLK_U_IO_FETCH_IO_CMDS of a ublk device
/// that works in batches (Linux 7.0) gives the tags of what the device was asked for, two bytes
/// each.
///
/// Only a command that is made for it may be sent so. Another that succeeds, such as those of
/// sockets, is by its source never completed by Linux 6.18, so that what waits for it waits for
/// ever; Linux 7.3 completes it without a buffer, and the stream asks again at once.
///
/// A cancel reaches the command only where its driver waits by polling the file. That of ublk does
/// not: its command ends when the device is stopped, and until then the destructor of its stream
/// blocks. A next() can be given up all the same.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one.
/// - EINVAL: The driver does not take the command so, or not with this payload.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
/// - ENODEV: What is behind the file goes away, such as a ublk device that is stopped.
struct uring_cmd128_multishot {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// Where the buffers are selected from. (sqe.buf_group)
  buffer_source buffers;
  /// What the command carries. (sqe.cmd)
  command_payload<80> payload = {};

  static constexpr opcode code = opcode::uring_cmd128;
  static constexpr std::string_view name = "uring_cmd128_multishot";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  using relocatable = uring_cmd128_multishot;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::uring_cmd128,
      .with = opcode::uring_cmd128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.cmd_op = command.value();
    sqe.buf_group = buffers.group();
    sqe.uring_cmd_flags = 0x2;  // IORING_URING_CMD_MULTISHOT
    payload.copy_to(sqe);
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("command", command.value());
    visit("buffers", buffers);
    visit("payload", payload);
  }
};

/// Sends a command with a long payload that answers with a big CQE, as NVMe passthrough does.
///
/// IORING_OP_URING_CMD128 (64), Linux 6.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number and 16 bytes, whose meaning is the operation's own.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// It needs a ring with big or mixed SQEs.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one, or wants big CQEs too.
struct uring_cmd128_cqe32 {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<80> payload = {};

  static constexpr opcode code = opcode::uring_cmd128;
  static constexpr std::string_view name = "uring_cmd128_cqe32";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  using relocatable = uring_cmd128_cqe32;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd128,
      .with = opcode::uring_cmd128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.cmd_op = command.value();
    payload.copy_to(sqe);
  }

  [[nodiscard]] static result<big_value> decode(cqe_view cqe) noexcept {
    return decode_big_value(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("command", command.value());
    visit("payload", payload);
  }
};

}  // namespace ringlet::op
