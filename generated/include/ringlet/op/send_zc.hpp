// Generated from spec/opcodes.json, row "send_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/address.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/flags/send_zc_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sends bytes on a socket without copying them, like send(2).
///
/// IORING_OP_SEND_ZC (47), Linux 6.0 and later. It completes once; a notification follows. It can
/// be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Awaited plainly it returns when the buffer may be written to again; notified(operation) gives
/// the result as soon as it is known, so that the next send need not wait for that.
///
/// The buffer is lent until the peer has acknowledged the bytes or the kernel has copied them,
/// which it does on the loopback.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall.
///
/// It pays for long buffers and a network card that can; for short ones send is cheaper.
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
/// - EMSGSIZE: A datagram is too long.
/// - EDESTADDRREQ: The socket is not connected.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The buffer is outside of the process's memory.
struct send_zc {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until its notification has come. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};

  static constexpr opcode code = opcode::send_zc;
  static constexpr std::string_view name = "send_zc";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  using relocatable = send_zc;
  static constexpr requirement needs = {
      .code = opcode::send_zc,
      .with = opcode::send_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffer", buffer);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::notif);
  }
};

/// Sends bytes out of a registered buffer on a socket without copying them.
///
/// IORING_OP_SEND_ZC (47), Linux 6.0 and later. It completes once; a notification follows. It can
/// be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Awaited plainly it returns when the buffer may be written to again; notified(operation) gives
/// the result as soon as it is known, so that the next send need not wait for that.
///
/// The buffer is lent until the peer has acknowledged the bytes or the kernel has copied them,
/// which it does on the loopback.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall.
///
/// It pays for long buffers and a network card that can; for short ones send is cheaper.
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
/// - EMSGSIZE: A datagram is too long.
/// - EDESTADDRREQ: The socket is not connected.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The ring has no such buffer, or the bytes are not all in it.
struct send_zc_fixed {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until its notification has come. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// Which registered buffer the bytes lie in. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};

  static constexpr opcode code = opcode::send_zc;
  static constexpr std::string_view name = "send_zc_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  using relocatable = send_zc_fixed;
  static constexpr requirement needs = {
      .code = opcode::send_zc,
      .with = opcode::send_zc,
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
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.buf_index = buffer_index.value();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = static_cast<std::uint16_t>(raw(modifiers) | 0x4);  // IORING_RECVSEND_FIXED_BUF
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffer", buffer);
    visit("buffer_index", buffer_index);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::notif);
  }
};

/// Sends bytes on a socket to an address without copying them.
///
/// IORING_OP_SEND_ZC (47), Linux 6.0 and later. It completes once; a notification follows. It can
/// be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// The address lives in the operation and is copied by the kernel when it is submitted.
///
/// Awaited plainly it returns when the buffer may be written to again; see send_zc.
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
/// - EMSGSIZE: A datagram is too long.
/// - EDESTADDRREQ: The socket is not connected.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The buffer is outside of the process's memory.
/// - EAFNOSUPPORT: The address is of another family than the socket.
/// - EACCES: The address is a broadcast address.
struct send_zc_to {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until its notification has come. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};
  /// Where to. It lives in the operation. (sqe.addr2, sqe.addr_len)
  address_in peer;

  static constexpr opcode code = opcode::send_zc;
  static constexpr std::string_view name = "send_zc_to";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  static constexpr requirement needs = {
      .code = opcode::send_zc,
      .with = opcode::send_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
    sqe.addr2 = peer.pointer();
    sqe.addr_len = static_cast<std::uint16_t>(peer.size());
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffer", buffer);
    visit("flags", flags);
    visit("modifiers", modifiers);
    visit("peer", peer);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::notif);
  }
};

/// Sends bytes out of several buffers in turn on a socket without copying them.
///
/// IORING_OP_SEND_ZC (47), Linux 6.17 and later. Ringlet asks the kernel for IORING_OP_PIPE, which
/// is of Linux 6.16: nothing nearer tells. It completes once; a notification follows. It can be
/// cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// The iovecs are copied by the kernel when it is submitted; the bytes are lent until the
/// notification.
///
/// Awaited plainly it returns when the buffers may be written to again; see send_zc.
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
/// - EMSGSIZE: A datagram is too long, or there are more than 1024 buffers.
/// - EDESTADDRREQ: The socket is not connected.
/// - ENOMEM: More memory would have to be locked than RLIMIT_MEMLOCK allows, or there is none.
/// - EFAULT: The buffer is outside of the process's memory.
/// - EINVAL: The kernel does not know it (nothing that can be asked for came with Linux 6.17; pipe
///   is of 6.16), or the lengths together are too much.
struct send_zc_vectorized {
  /// The socket, of TCP, UDP or another protocol that can. (sqe.fd)
  file_ref socket;
  /// The buffers, at most 1024. It must stay valid until its notification has come. (sqe.addr,
  /// sqe.len)
  iovecs_in buffers;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  send_zc_flags modifiers = {};

  static constexpr opcode code = opcode::send_zc;
  static constexpr std::string_view name = "send_zc_vectorized";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool notified = true;
  using relocatable = send_zc_vectorized;
  static constexpr requirement needs = {
      .code = opcode::send_zc,
      .with = opcode::pipe,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffers.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffers.address();
    sqe.len = buffers.count();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = static_cast<std::uint16_t>(raw(modifiers) | 0x20);  // IORING_SEND_VECTORIZED
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffers.lend(visit, lent_until::notif);
  }
};

}  // namespace ringlet::op
