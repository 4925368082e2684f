// Generated from spec/opcodes.json, row "sendmsg_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/flags/send_zc_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/message.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sends a message on a socket without copying its bytes, like sendmsg(2).
///
/// IORING_OP_SENDMSG_ZC (48), Linux 6.1 and later. It completes once; a notification follows. It
/// can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Awaited plainly it returns when the message's bytes may be written to again; notified(operation)
/// gives the result as soon as it is known.
///
/// The ::msghdr, the address and the iovecs are copied by the kernel when it is submitted; the
/// bytes are lent until the notification, the control data until the result.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EOPNOTSUPP: The socket's protocol cannot send without copying; those of the unix domain
///   cannot.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long, or there are more than 1024 iovecs.
/// - EDESTADDRREQ: The socket is not connected, and the message has no address.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The message leads outside of the process's memory.
struct sendmsg_zc {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The message. It must stay valid until its notification has come. (sqe.addr)
  message_in message;
  /// How to send it. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};

  static constexpr opcode code = opcode::sendmsg_zc;
  static constexpr std::string_view name = "sendmsg_zc";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  using relocatable = sendmsg_zc;
  static constexpr requirement needs = {
      .code = opcode::sendmsg_zc,
      .with = opcode::sendmsg_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = message.address();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
    sqe.len = 1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("message", message);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    message.lend(visit, lent_until::notif);
  }
};

/// Sends a message out of a registered buffer on a socket without copying its bytes.
///
/// IORING_OP_SENDMSG_ZC (48), Linux 6.15 and later. A kernel has this form if it has
/// IORING_OP_READV_FIXED. It completes once; a notification follows. It can be cancelled while it
/// waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Awaited plainly it returns when the message's bytes may be written to again; notified(operation)
/// gives the result as soon as it is known.
///
/// The ::msghdr, the address and the iovecs are copied by the kernel when it is submitted; the
/// bytes are lent until the notification, the control data until the result.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EOPNOTSUPP: The socket's protocol cannot send without copying; those of the unix domain
///   cannot.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long, or there are more than 1024 iovecs.
/// - EDESTADDRREQ: The socket is not connected, and the message has no address.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The ring has no such buffer, the bytes are not all in it, or the message leads outside
///   of the process's memory.
struct sendmsg_zc_fixed {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The message. It must stay valid until its notification has come. (sqe.addr)
  message_in message;
  /// Which registered buffer the bytes of all iovecs lie in. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
  /// How to send it. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};

  static constexpr opcode code = opcode::sendmsg_zc;
  static constexpr std::string_view name = "sendmsg_zc_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  using relocatable = sendmsg_zc_fixed;
  static constexpr requirement needs = {
      .code = opcode::sendmsg_zc,
      .with = opcode::readv_fixed,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffer_index.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = message.address();
    sqe.buf_index = buffer_index.value();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = static_cast<std::uint16_t>(raw(modifiers) | 0x4);  // IORING_RECVSEND_FIXED_BUF
    sqe.len = 1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("message", message);
    visit("buffer_index", buffer_index);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    message.lend(visit, lent_until::notif);
  }
};

}  // namespace ringlet::op
