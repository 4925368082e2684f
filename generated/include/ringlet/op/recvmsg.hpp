// Generated from spec/opcodes.json, row "recvmsg". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/flags/recvsend_flags.hpp>
#include <ringlet/message.hpp>
#include <ringlet/opcode.hpp>
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
  /// How io_uring itself goes about it. (sqe.ioprio)
  recvsend_flags modifiers = {};

  static constexpr opcode code = opcode::recvmsg;
  static constexpr std::string_view name = "recvmsg";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs = {
      .code = opcode::recvmsg,
      .with = opcode::recvmsg,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = socket.number();
    sqe.flags |= socket.sqe_flags();
    sqe.addr = message.address();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
    sqe.len = 1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }
};

static_assert(raw(recvmsg::code) == 10);
static_assert(std::is_trivially_copyable_v<recvmsg>);
static_assert(sizeof(recvmsg) <= 160, "it lives in every frame that awaits it");

}  // namespace ringlet::op
