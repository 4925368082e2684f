// Generated from spec/opcodes.json, row "uring_cmd". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/address.hpp>
#include <ringlet/buffer_source.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/command_payload.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/socket_option.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/transmit_timestamp.hpp>

namespace ringlet::op {

/// Sends a command to the driver or the protocol behind a file.
///
/// IORING_OP_URING_CMD (46), Linux 5.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one.
struct uring_cmd {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<16> payload = {};

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  using relocatable = uring_cmd;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::uring_cmd,
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

/// Sends a command that moves data to or from a registered buffer.
///
/// IORING_OP_URING_CMD (46), Linux 6.1 and later. A kernel has this form if it has
/// IORING_OP_SENDMSG_ZC. It completes once; what the driver may post before is not seen. It cannot
/// be cancelled: it does not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one.
/// - EFAULT: There is no such buffer, or the command's bytes are outside of it.
struct uring_cmd_fixed {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<16> payload = {};
  /// Which of the ring's registered buffers. (sqe.buf_index)
  ringlet::buffer_index buffer_index;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  using relocatable = uring_cmd_fixed;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::sendmsg_zc,
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

/// Sends a command that its driver answers time after time, each time in a buffer that the kernel
/// selects.
///
/// IORING_OP_URING_CMD (46), Linux 6.18 and later. Ringlet asks the kernel for IORING_OP_PIPE,
/// which is of Linux 6.16: nothing nearer tells. It completes many times: it is a stream. Whether a
/// cancel reaches it while it waits depends on its driver.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
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
/// - EOPNOTSUPP: The file takes no commands, or not this one, or the kernel sends none so (nothing
///   that can be asked for came with Linux 6.18; pipe is of 6.16).
/// - EINVAL: The driver does not take the command so, or not with this payload.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
/// - ENODEV: What is behind the file goes away, such as a ublk device that is stopped.
struct uring_cmd_multishot {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// Where the buffers are selected from. (sqe.buf_group)
  buffer_source buffers;
  /// What the command carries. (sqe.cmd)
  command_payload<16> payload = {};

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  using relocatable = uring_cmd_multishot;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::pipe,
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

/// Sends a command that answers with a big CQE.
///
/// IORING_OP_URING_CMD (46), Linux 5.19 and later. It completes once; what the driver may post
/// before is not seen. It cannot be cancelled: it does not wait.
///
/// Gives: a number and 16 bytes, whose meaning is the operation's own.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or not this one.
struct uring_cmd_cqe32 {
  /// The file. (sqe.fd)
  file_ref file;
  /// Which command, by the numbers of the file's own driver. (sqe.cmd_op)
  required<std::uint32_t> command;
  /// What the command carries. (sqe.cmd)
  command_payload<16> payload = {};

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_cqe32";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  using relocatable = uring_cmd_cqe32;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::uring_cmd,
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

/// Discards a range of a block device, whose bytes are then undefined.
///
/// IORING_OP_URING_CMD (46), Linux 6.12 and later. A kernel has this form if it says
/// IORING_FEAT_MIN_TIMEOUT. It completes once. It may run in a worker thread, where a cancel
/// interrupts it.
///
/// Gives: nothing.
///
/// The command is BLOCK_URING_CMD_DISCARD of <linux/blkdev.h>.
///
/// It does not wait for reads and writes of the same range that are under way.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or it is not open for writing.
/// - EOPNOTSUPP: The device cannot discard, or the file takes no commands.
/// - EINVAL: The file is no block device, or the range does not suit its blocks.
struct uring_cmd_discard {
  /// The block device, open for writing. (sqe.fd)
  file_ref device;
  /// Where the range begins, in bytes, a multiple of the logical block. (sqe.addr)
  required<std::uint64_t> offset;
  /// How long it is, in bytes, a multiple of the logical block. (sqe.addr3)
  required<std::uint64_t> length;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_discard";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_discard;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::uring_cmd,
      .feature = 0x8000,  // IORING_FEAT_MIN_TIMEOUT
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    device.begin(sqe, code);
    sqe.addr = offset.value();
    sqe.addr3 = length.value();
    sqe.cmd_op = 0x1200;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("device", device);
    visit("offset", offset.value());
    visit("length", length.value());
  }
};

/// Makes all zones of a zoned block device empty.
///
/// IORING_OP_URING_CMD (46), Linux 7.3 and later. Ringlet asks the kernel for IORING_OP_NOP128,
/// which is of Linux 6.19: nothing nearer tells. One that has that and says EINVAL lacks this form
/// too. It completes once. It may run in a worker thread, where a cancel interrupts it.
///
/// Gives: nothing.
///
/// The command is BLOCK_URING_CMD_ZONE_RESET_ALL of <linux/blkdev.h>.
///
/// It does not wait for reads and writes that are under way.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or it is not open for writing.
/// - EOPNOTSUPP: The device has no zones, the file takes no commands, or the kernel does not know
///   this one.
/// - EPERM: The device is read-only.
struct uring_cmd_zone_reset_all {
  /// The zoned block device, open for writing. (sqe.fd)
  file_ref device;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_zone_reset_all";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_zone_reset_all;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::nop128,
      .feature = 0,
      .unknown_says_einval = true,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    device.begin(sqe, code);
    sqe.cmd_op = 0x1201;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("device", device);
  }
};

/// Asks how many received bytes wait in a socket.
///
/// IORING_OP_URING_CMD (46), Linux 6.6 and later. Ringlet asks the kernel for IORING_OP_FUTEX_WAIT,
/// which is of Linux 6.7: nothing nearer tells. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: how many there were.
///
/// Of a datagram socket it is the length of the next datagram.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file is no socket, its protocol does not tell (those of the unix domain do
///   not), or the kernel does not know the command.
/// - EINVAL: The socket is listening.
struct uring_cmd_siocinq {
  /// The socket. (sqe.fd)
  file_ref socket;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_siocinq";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_siocinq;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::futex_wait,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
  }
};

/// Asks how many bytes a socket has not got rid of: not sent, or not acknowledged.
///
/// IORING_OP_URING_CMD (46), Linux 6.6 and later. Ringlet asks the kernel for IORING_OP_FUTEX_WAIT,
/// which is of Linux 6.7: nothing nearer tells. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: how many there were.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file is no socket, its protocol does not tell (those of the unix domain do
///   not), or the kernel does not know the command.
/// - EINVAL: The socket is listening.
struct uring_cmd_siocoutq {
  /// The socket. (sqe.fd)
  file_ref socket;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_siocoutq";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_siocoutq;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::futex_wait,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.cmd_op = 0x1;  // SOCKET_URING_OP_SIOCOUTQ
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
  }
};

/// Reads an option of a socket, as getsockopt(2) does, at the level SOL_SOCKET only.
///
/// IORING_OP_URING_CMD (46), Linux 6.7 and later. A kernel has this form if it has
/// IORING_OP_FUTEX_WAIT. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// What comes back is the value's own length in bytes, which may be less than there was room for.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The level is not SOL_SOCKET, the file is no socket, or the kernel does not know
///   the command.
/// - ENOPROTOOPT: There is no such option.
/// - EFAULT: The value is outside of the process's memory.
struct uring_cmd_getsockopt {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The protocol level: SOL_SOCKET. (sqe.level)
  required<std::uint32_t> level;
  /// Which option, such as SO_ERROR. (sqe.optname)
  required<std::uint32_t> option;
  /// Where its value goes. It must stay valid until the operation completes. (sqe.optval,
  /// sqe.optlen)
  option_out value;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_getsockopt";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_getsockopt;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::futex_wait,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = level.value() | static_cast<std::uint64_t>(option.value()) << 32;  // level, optname
    sqe.addr3 = value.address();                                                  // optval
    sqe.file_index = value.length();                                              // optlen
    sqe.cmd_op = 0x2;  // SOCKET_URING_OP_GETSOCKOPT
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("level", level.value());
    visit("option", option.value());
    visit("value", value);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    value.lend(visit, lent_until::complete);
  }
};

/// Sets an option of a socket, as setsockopt(2) does.
///
/// IORING_OP_URING_CMD (46), Linux 6.7 and later. A kernel has this form if it has
/// IORING_OP_FUTEX_WAIT. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// What the number that comes back means, and which errors there are, is the command's own.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file is no socket, or the kernel does not know the command.
/// - ENOPROTOOPT: There is no such option.
/// - EINVAL: The value does not suit the option, or is too short.
/// - EPERM: The option needs a privilege.
/// - EFAULT: The value is outside of the process's memory.
struct uring_cmd_setsockopt {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The protocol level: SOL_SOCKET, IPPROTO_TCP and so on. (sqe.level)
  required<std::uint32_t> level;
  /// Which option, such as TCP_NODELAY. (sqe.optname)
  required<std::uint32_t> option;
  /// Its value. It must stay valid until the operation completes. (sqe.optval, sqe.optlen)
  option_in value;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_setsockopt";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_setsockopt;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::futex_wait,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = level.value() | static_cast<std::uint64_t>(option.value()) << 32;  // level, optname
    sqe.addr3 = value.address();                                                  // optval
    sqe.file_index = value.length();                                              // optlen
    sqe.cmd_op = 0x3;  // SOCKET_URING_OP_SETSOCKOPT
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("level", level.value());
    visit("option", option.value());
    visit("value", value);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    value.lend(visit, lent_until::complete);
  }
};

/// Asks for a socket's own address, as getsockname(2) does.
///
/// IORING_OP_URING_CMD (46), Linux 6.19 and later. A kernel has this form if it has
/// IORING_OP_NOP128. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// Sockets of the unix domain have no commands.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file is no socket, or the kernel does not know the command.
/// - EFAULT: The address is outside of the process's memory.
struct uring_cmd_getsockname {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the address goes. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.addr3)
  address_out address;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_getsockname";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_getsockname;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = address.pointer();
    sqe.addr3 = address.size_pointer();
    sqe.cmd_op = 0x5;  // SOCKET_URING_OP_GETSOCKNAME
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("address", address);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    address.lend(visit, lent_until::complete);
  }
};

/// Asks for the address of a socket's peer, as getpeername(2) does.
///
/// IORING_OP_URING_CMD (46), Linux 6.19 and later. A kernel has this form if it has
/// IORING_OP_NOP128. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// Sockets of the unix domain have no commands.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file is no socket, or the kernel does not know the command.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The address is outside of the process's memory.
struct uring_cmd_getpeername {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the address goes. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.addr3)
  address_out peer;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_getpeername";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = uring_cmd_getpeername;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = peer.pointer();
    sqe.addr3 = peer.size_pointer();
    sqe.cmd_op = 0x5;    // SOCKET_URING_OP_GETSOCKNAME
    sqe.file_index = 1;  // optlen
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("peer", peer);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    peer.lend(visit, lent_until::complete);
  }
};

/// Tells when what a socket has sent went out, time after time.
///
/// IORING_OP_URING_CMD (46), Linux 6.17 and later. Ringlet asks the kernel for IORING_OP_PIPE,
/// which is of Linux 6.16: nothing nearer tells. It completes many times: it is a stream. It can be
/// cancelled while it waits.
///
/// Gives: when something that was sent passed a point of its way.
///
/// It waits for ever on a socket that stamps nothing.
///
/// SO_TIMESTAMPING says which points are stamped (SOF_TIMESTAMPING_TX_SCHED, _TX_SOFTWARE, _TX_ACK,
/// _TX_HARDWARE), with SOF_TIMESTAMPING_OPT_TSONLY: stamps that come with a copy of what was sent
/// stay in the socket. SOF_TIMESTAMPING_SOFTWARE has them reported, and SOF_TIMESTAMPING_OPT_ID
/// numbers them.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EOPNOTSUPP: The file takes no commands, or the kernel does not know this one (nothing that can
///   be asked for came with Linux 6.17; pipe is of 6.16).
struct uring_cmd_tx_timestamp {
  /// What the command carries. (sqe.cmd)
  command_payload<16> payload = {};
  /// The socket, which has the option SO_TIMESTAMPING. (sqe.fd)
  file_ref socket;

  static constexpr opcode code = opcode::uring_cmd;
  static constexpr std::string_view name = "uring_cmd_tx_timestamp";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  static constexpr bool multishot = true;
  using relocatable = uring_cmd_tx_timestamp;
  static constexpr requirement needs = {
      .code = opcode::uring_cmd,
      .with = opcode::pipe,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.cmd_op = 0x4;  // SOCKET_URING_OP_TX_TIMESTAMP
    payload.copy_to(sqe);
  }

  [[nodiscard]] static result<transmit_timestamp> decode(cqe_view cqe) noexcept {
    return decode_transmit_timestamp(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("payload", payload);
    visit("socket", socket);
  }
};

}  // namespace ringlet::op
