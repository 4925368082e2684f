// Generated from spec/opcodes.json, row "nop". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Does nothing, by way of the kernel.
///
/// IORING_OP_NOP (0), Linux 5.1 and later. It completes once. It cannot be cancelled: it does not
/// wait.
///
/// Gives: nothing.
///
/// It measures what a request costs, and ends a chain that must have an end.
struct nop {
  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs = {.code = opcode::nop, .with = opcode::nop, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

static_assert(raw(nop::code) == 0);
static_assert(std::is_trivially_copyable_v<nop>);
static_assert(sizeof(nop) <= 160, "it lives in every frame that awaits it");

}  // namespace ringlet::op
