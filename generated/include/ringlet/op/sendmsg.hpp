// Generated from spec/opcodes.json, row "sendmsg". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/message.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sends a message on a socket: bytes out of several buffers, with an address and control data,
/// like sendmsg(2).
///
/// IORING_OP_SENDMSG (9), Linux 5.3 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// Fewer bytes than were given may be sent, unless the flags say waitall (Linux 5.19).
///
/// The ::msghdr, the address and the iovecs are copied by the kernel when it is submitted; the
/// bytes and the control data must stay until it completes.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or one that the control data pass is none.
/// - ENOTSOCK: The file is no socket.
/// - EPIPE: The connection is shut down for sending; unless the flags say nosignal, SIGPIPE comes
///   as well.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: There is no room, and the socket is nonblocking or the flags say dontwait.
/// - EMSGSIZE: A datagram is too long, or there are more than 1024 iovecs.
/// - EDESTADDRREQ: The socket is not connected, and the message has no address.
/// - ENOTCONN: The socket is not connected, and its protocol knows nothing else.
/// - EINVAL: The control data or the size of the address make no sense.
/// - EFAULT: The message leads outside of the process's memory.
struct sendmsg {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The message. It must stay valid until the operation completes. (sqe.addr)
  message_in message;
  /// How to send it. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::sendmsg;
  static constexpr std::string_view name = "sendmsg";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  static constexpr bool may_skip_success = true;
  using relocatable = sendmsg;
  static constexpr requirement needs = {
      .code = opcode::sendmsg,
      .with = opcode::sendmsg,
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

}  // namespace ringlet::op
