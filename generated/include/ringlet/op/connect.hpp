// Generated from spec/opcodes.json, row "connect". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/address.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Connects a socket to an address, like connect(2).
///
/// IORING_OP_CONNECT (16), Linux 5.5 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: nothing.
///
/// The address lives in the operation and is copied by the kernel when it is submitted.
///
/// Errors, among others:
///
/// - ECONNREFUSED: Nobody listens there.
/// - ETIMEDOUT: Nobody answered.
/// - EISCONN: The socket is connected already.
/// - ENETUNREACH: There is no way there.
/// - EADDRNOTAVAIL: No local port is free.
/// - EINPROGRESS: The socket is nonblocking: it is connecting, poll it for out.
/// - EAFNOSUPPORT: The address is of another family.
struct connect {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where to. It lives in the operation. (sqe.addr, sqe.addr2)
  address_in peer;

  static constexpr opcode code = opcode::connect;
  static constexpr std::string_view name = "connect";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::connect,
      .with = opcode::connect,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = peer.pointer();
    sqe.addr2 = peer.size();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("peer", peer);
  }
};

}  // namespace ringlet::op
