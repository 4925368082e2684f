// Generated from spec/opcodes.json, row "nop128". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Does nothing, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// It needs a ring with big or mixed SQEs.
struct nop128 {
  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool relocatable = true;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit) const {}
};

}  // namespace ringlet::op
