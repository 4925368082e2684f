// Generated from spec/opcodes.json, row "bind". Do not edit: change the row, then run
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

/// Gives a socket its own address, like bind(2).
///
/// IORING_OP_BIND (56), Linux 6.11 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// The address lives in the operation and is copied by the kernel when it is submitted.
///
/// Errors, among others:
///
/// - EADDRINUSE: Another socket has that address.
/// - EADDRNOTAVAIL: The address is not one of this machine.
/// - EACCES: The port is reserved.
/// - EINVAL: The socket has an address already.
/// - ENOTSOCK: The file is no socket.
/// - EAFNOSUPPORT: The address is of another family.
struct bind {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// The address; port 0 lets the kernel choose. It lives in the operation. (sqe.addr, sqe.addr2)
  address_in address;

  static constexpr opcode code = opcode::bind;
  static constexpr std::string_view name = "bind";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {.code = opcode::bind, .with = opcode::bind, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = address.pointer();
    sqe.addr2 = address.size();
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("address", address);
  }
};

}  // namespace ringlet::op
