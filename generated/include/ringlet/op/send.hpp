// Generated from spec/opcodes.json, row "send". Do not edit: change the row, then run
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
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/outgoing_buffers.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sends bytes on a socket, like send(2).
///
/// IORING_OP_SEND (26), Linux 5.6 and later. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall (Linux 5.19).
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long.
/// - ENOTCONN: The socket is not connected.
struct send {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::send;
  static constexpr std::string_view name = "send";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  using relocatable = send;
  static constexpr requirement needs = {.code = opcode::send, .with = opcode::send, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
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
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Sends bytes out of a registered buffer on a socket.
///
/// IORING_OP_SEND (26), Linux 7.2 and later. Ringlet asks the kernel for IORING_OP_NOP128, which is
/// of Linux 6.19: nothing nearer tells. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall (Linux 5.19).
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The ring has no such buffer, or the bytes are not all in it.
/// - EINVAL: The kernel is of a release between 6.19 and 7.1, and does not know this form.
struct send_fixed {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// Which registered buffer the bytes lie in. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::send;
  static constexpr std::string_view name = "send_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  using relocatable = send_fixed;
  static constexpr requirement needs = {.code = opcode::send, .with = opcode::nop128, .feature = 0};

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
    sqe.ioprio = 0x4;  // IORING_RECVSEND_FIXED_BUF
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
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Sends bytes on a socket to an address.
///
/// IORING_OP_SEND (26), Linux 6.1 and later. A kernel has this form if it has IORING_OP_SENDMSG_ZC.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It can
/// be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// The address lives in the operation and is copied by the kernel when it is submitted.
///
/// A connected TCP socket sends to its peer, whatever the address.
///
/// Kernels before 5.13 send to the connected peer; later ones before 6.1 say EINVAL.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long.
/// - ENOTCONN: The socket is not connected.
/// - EISCONN: The socket is connected, and its protocol takes no other address then.
/// - EAFNOSUPPORT: The address is of another family than the socket.
/// - ECONNREFUSED: Nobody has that unix-domain address.
/// - EACCES: The address is a broadcast address, or the unix-domain socket may not be written to.
struct send_to {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The bytes. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_in buffer;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};
  /// Where to. It lives in the operation. (sqe.addr2, sqe.addr_len)
  address_in peer;

  static constexpr opcode code = opcode::send;
  static constexpr std::string_view name = "send_to";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  static constexpr requirement needs = {
      .code = opcode::send,
      .with = opcode::sendmsg_zc,
      .feature = 0,
      .ignored_without = true,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
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
    visit("peer", peer);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Sends bytes out of several buffers in turn on a socket.
///
/// IORING_OP_SEND (26), Linux 6.17 and later. Ringlet asks the kernel for IORING_OP_PIPE, which is
/// of Linux 6.16: nothing nearer tells. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// It does what sendmsg does with a message that has neither an address nor control data.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall.
///
/// The iovecs are copied by the kernel when it is submitted; the bytes must stay until it
/// completes.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long, or there are more than 1024 buffers.
/// - ENOTCONN: The socket is not connected.
/// - EINVAL: The kernel does not know it (nothing that can be asked for came with Linux 6.17; pipe
///   is of 6.16), or the lengths together are too much.
struct send_vectorized {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The buffers, at most 1024. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.len)
  iovecs_in buffers;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::send;
  static constexpr std::string_view name = "send_vectorized";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  using relocatable = send_vectorized;
  static constexpr requirement needs = {.code = opcode::send, .with = opcode::pipe, .feature = 0};

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
    sqe.ioprio = 0x20;  // IORING_SEND_VECTORIZED
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
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffers.lend(visit, lent_until::complete);
  }
};

/// Sends pieces of bytes that are queued in order, as many at once as the kernel can take.
///
/// IORING_OP_SEND (26), Linux 6.10 and later. A kernel has this form if it says
/// IORING_FEAT_RECVSEND_BUNDLE. It completes many times: it is a stream. It can be cancelled while
/// it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Each item is how many bytes were sent since the one before. The stream ends without an error
/// when no piece is left.
///
/// After any other end, what was not sent is still in the queue, whole pieces and what is left of
/// one, and the next send_bundle begins there.
///
/// With forced_async, one that is cancelled may leave bytes out and send later ones: then give the
/// connection up.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long.
/// - ENOTCONN: The socket is not connected.
struct send_bundle {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The pieces. (sqe.buf_group)
  outgoing_source buffers;
  /// How to send them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::send;
  static constexpr std::string_view name = "send_bundle";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  using relocatable = send_bundle;
  static constexpr requirement needs = {
      .code = opcode::send,
      .with = opcode::send,
      .feature = 0x4000,  // IORING_FEAT_RECVSEND_BUNDLE
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = 0x10;  // IORING_RECVSEND_BUNDLE
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
  }
};

}  // namespace ringlet::op
