// Generated from spec/opcodes.json, row "recv_zc". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <string_view>

#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/receive_area.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Receives bytes on a TCP connection, time after time, without copying them out of the network
/// card's memory.
///
/// IORING_OP_RECV_ZC (58), Linux 6.15 and later. It completes many times: it is a stream. It can be
/// cancelled while it waits.
///
/// Gives: the bytes that came, where they lie in the area; they go back to the kernel when the
/// lease is destroyed.
///
/// The stream ends without an error when the peer has shut down, or when so many bytes have come as
/// there shall be.
///
/// It needs a receive_area, and so a ring with deferred task work and big CQEs.
///
/// Bytes that did not come by the area's receive queue are copied into it.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EPROTONOSUPPORT: The socket is not one of TCP.
/// - ENOTCONN: The socket is not connected.
/// - ECONNRESET: The peer has reset the connection.
/// - ENOMEM: The area is full; a piece comes back when a lease ends.
struct recv_zc {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The area that the bytes come to, and how many there shall be in all: area, or {area, 1000}.
  /// (sqe.zcrx_ifq_idx, sqe.len)
  area_source buffers;

  static constexpr opcode code = opcode::recv_zc;
  static constexpr std::string_view name = "recv_zc";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr bool ends_at_zero = true;
  using relocatable = recv_zc;
  static constexpr std::array rearms{rearm_rule{ENOMEM, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::recv_zc,
      .with = opcode::recv_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.file_index = buffers.id();  // zcrx_ifq_idx
    sqe.len = buffers.length();
    sqe.ioprio = 0x2;  // IORING_RECV_MULTISHOT
  }

  [[nodiscard]] result<area_lease> decode(cqe_view cqe) const noexcept {
    return decode_area_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
  }
};

}  // namespace ringlet::op
