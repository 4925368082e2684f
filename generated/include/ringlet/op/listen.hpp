// Generated from spec/opcodes.json, row "listen". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Lets a socket accept connections, like listen(2).
///
/// IORING_OP_LISTEN (57), Linux 6.11 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// Errors, among others:
///
/// - EADDRINUSE: Another socket listens at its address.
/// - ENOTSOCK: The file is no socket.
/// - EOPNOTSUPP: Sockets of its kind do not listen.
/// - EINVAL: The socket is connected already.
struct listen {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// How many connections may wait to be accepted; net.core.somaxconn is the limit. (sqe.len)
  std::uint32_t backlog = 4096;

  static constexpr opcode code = opcode::listen;
  static constexpr std::string_view name = "listen";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = listen;
  static constexpr requirement needs = {
      .code = opcode::listen,
      .with = opcode::listen,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.len = backlog;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("backlog", backlog);
  }
};

}  // namespace ringlet::op
