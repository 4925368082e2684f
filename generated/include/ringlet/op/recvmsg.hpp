// Generated from spec/opcodes.json, row "recvmsg". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <string_view>

#include <ringlet/buffer_source.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/message.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/received_message.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Receives a message on a socket: bytes into several buffers, the sender's address and control
/// data, like recvmsg(2).
///
/// IORING_OP_RECVMSG (10), Linux 5.3 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of a stream, or a datagram with nothing in it.
///
/// msg_flags of the ::msghdr says what was cut: trunc the bytes of a datagram, ctrunc the control
/// data.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EMSGSIZE: There are more than 1024 iovecs.
/// - EFAULT: The message leads outside of the process's memory.
struct recvmsg {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the message goes. It must stay valid until the operation completes. (sqe.addr)
  message_out message;
  /// How to receive it. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recvmsg;
  static constexpr std::string_view name = "recvmsg";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recvmsg;
  static constexpr requirement needs = {
      .code = opcode::recvmsg,
      .with = opcode::recvmsg,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = message.address();
    sqe.msg_flags = raw(flags);
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
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    message.lend(visit, lent_until::complete);
  }
};

/// Receives a message on a socket, its bytes into a buffer that the kernel selects when they come.
///
/// IORING_OP_RECVMSG (10), Linux 5.7 and later. A kernel has this form if it has
/// IORING_OP_PROVIDE_BUFFERS. It completes once. It can be cancelled while it waits.
///
/// Gives: the bytes of the message, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// The message's only iovec says how many bytes are received at most, and where it points does not
/// matter; without one it is as many as a buffer holds (Linux 6.0).
///
/// The sender's address and control data go where the message says.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EMSGSIZE: There are more than 1024 iovecs.
/// - EFAULT: The message leads outside of the process's memory.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
/// - EINVAL: The message has more than one iovec.
struct recvmsg_select {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the sender's address and control data go. It must stay valid until the operation
  /// completes. (sqe.addr)
  message_head_out message;
  /// Where the buffer is selected from. (sqe.buf_group)
  selected_buffer buffers;
  /// How to receive it. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recvmsg;
  static constexpr std::string_view name = "recvmsg_select";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recvmsg_select;
  static constexpr requirement needs = {
      .code = opcode::recvmsg,
      .with = opcode::provide_buffers,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.addr = message.address();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.len = 1;
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("message", message);
    visit("buffers", buffers);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    message.lend(visit, lent_until::complete);
  }
};

/// Receives messages on a socket, one after the other, each into a buffer that the kernel selects.
///
/// IORING_OP_RECVMSG (10), Linux 6.0 and later. A kernel has this form if it has IORING_OP_SEND_ZC.
/// It completes many times: it is a stream. It can be cancelled while it waits.
///
/// Gives: a message with its sender and control data, in a buffer that goes back to the kernel when
/// it is destroyed.
///
/// It is meant for datagrams. Where a stream of bytes has ended, it gives one empty message after
/// the other.
///
/// The layout is a ::msghdr that lives in the operation, of which the kernel reads the lengths of
/// the name and of the control data alone.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EMSGSIZE: There are more than 1024 iovecs.
/// - EFAULT: The buffers are too small for what the layout asks for.
/// - ENOBUFS: No buffer is left; one comes back when a message is destroyed.
/// - EINVAL: The flags say waitall.
struct recvmsg_multishot {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// How much of each buffer is for the sender's address and for control data. It lives in the
  /// operation. (sqe.addr)
  message_layout layout;
  /// Where the buffers are selected from. (sqe.buf_group)
  buffer_source buffers;
  /// How to receive it. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recvmsg;
  static constexpr std::string_view name = "recvmsg_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::recvmsg,
      .with = opcode::send_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.addr = layout.address();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.len = 1;
    sqe.ioprio = 0x2;  // IORING_RECV_MULTISHOT
  }

  [[nodiscard]] result<received_message> decode(cqe_view cqe) const noexcept {
    return decode_message(cqe, buffers, layout);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("layout", layout);
    visit("buffers", buffers);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
