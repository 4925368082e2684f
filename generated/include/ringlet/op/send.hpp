// Generated from spec/opcodes.json, row "send". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/opcode.hpp>
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
  static constexpr requirement needs = {.code = opcode::send, .with = opcode::send, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = socket.number();
    sqe.flags |= socket.sqe_flags();
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }
};

static_assert(raw(send::code) == 26);
static_assert(std::is_trivially_copyable_v<send>);
static_assert(sizeof(send) <= 160, "it lives in every frame that awaits it");

}  // namespace ringlet::op
