// Generated from spec/opcodes.json, row "recv". Do not edit: change the row, then run
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
#include <ringlet/flags/recvsend_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Receives bytes on a socket, like recv(2).
///
/// IORING_OP_RECV (27), Linux 5.6 and later. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of the stream: the peer has shut down.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
struct recv {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the bytes go. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  recvsend_flags modifiers = {};

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs = {.code = opcode::recv, .with = opcode::recv, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = socket.number();
    sqe.flags |= socket.sqe_flags();
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }
};

static_assert(raw(recv::code) == 27);
static_assert(std::is_trivially_copyable_v<recv>);
static_assert(sizeof(recv) <= 160, "it lives in every frame that awaits it");

}  // namespace ringlet::op
