// Generated from spec/opcodes.json, row "futex_wake". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/futex_flags.hpp>
#include <ringlet/futex.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Wakes those who wait at a futex word, like futex(2).
///
/// IORING_OP_FUTEX_WAKE (52), Linux 6.7 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: how many there were.
///
/// The count that comes back is how many were woken; that nobody waited is no error.
///
/// Flags that are given replace the default: add size_u32.
///
/// Errors, among others:
///
/// - EINVAL: The mask is 0, the word is not aligned, the size is not that of 32 bits, or the count
///   or the mask has more.
/// - EFAULT: The word is outside of the process's memory.
struct futex_wake {
  /// The word. It must stay valid until the operation completes. (sqe.addr)
  futex_word word;
  /// How many of them, at most. (sqe.addr2)
  std::uint64_t count = 1;
  /// Only those whose mask has one of these bits. (sqe.addr3)
  std::uint64_t mask = futex_match_any;
  /// What the word is; who waits and who wakes must say the same. (sqe.fd)
  futex_flags flags = futex_flags::size_u32;

  static constexpr opcode code = opcode::futex_wake;
  static constexpr std::string_view name = "futex_wake";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = futex_wake;
  static constexpr requirement needs = {
      .code = opcode::futex_wake,
      .with = opcode::futex_wake,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = word.address();
    sqe.addr2 = count;
    sqe.addr3 = mask;
    sqe.fd = static_cast<std::int32_t>(raw(flags));
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("word", word);
    visit("count", count);
    visit("mask", mask);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    word.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
