// Generated from spec/opcodes.json, row "shutdown". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/shutdown_how.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Shuts down one half of a connection, or both, like shutdown(2).
///
/// IORING_OP_SHUTDOWN (34), Linux 5.11 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// It wakes what waits on the socket, which close does not.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ENOTCONN: The socket is not connected.
/// - EINVAL: That is neither half.
struct shutdown {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Which half. (sqe.len)
  required<shutdown_how> how;

  static constexpr opcode code = opcode::shutdown;
  static constexpr std::string_view name = "shutdown";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = shutdown;
  static constexpr requirement needs = {
      .code = opcode::shutdown,
      .with = opcode::shutdown,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.len = raw(how.value());
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("how", how.value());
  }
};

}  // namespace ringlet::op
