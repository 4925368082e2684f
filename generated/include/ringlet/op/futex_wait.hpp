// Generated from spec/opcodes.json, row "futex_wait". Do not edit: change the row, then run
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
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits at a futex word until it is woken, like futex(2).
///
/// IORING_OP_FUTEX_WAIT (51), Linux 6.7 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: nothing.
///
/// The word is compared when the operation is submitted, which is after co_await: whoever changes
/// the word before that is seen.
///
/// Flags that are given replace the default: add size_u32.
///
/// Errors, among others:
///
/// - EAGAIN: The word is not what was expected.
/// - EINVAL: The mask is 0, the word is not aligned, the size is not that of 32 bits, or the
///   expected value or the mask has more.
/// - EFAULT: The word is outside of the process's memory.
struct futex_wait {
  /// The word. It must stay valid until the operation completes. (sqe.addr)
  futex_word word;
  /// What it must be; with anything else there is nothing to wait for. (sqe.addr2)
  required<std::uint64_t> expected;
  /// Only a wake-up whose mask has one of these bits ends it. (sqe.addr3)
  std::uint64_t mask = futex_match_any;
  /// What the word is; who waits and who wakes must say the same. (sqe.fd)
  futex_flags flags = futex_flags::size_u32;

  static constexpr opcode code = opcode::futex_wait;
  static constexpr std::string_view name = "futex_wait";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = futex_wait;
  static constexpr requirement needs = {
      .code = opcode::futex_wait,
      .with = opcode::futex_wait,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = word.address();
    sqe.addr2 = expected.value();
    sqe.addr3 = mask;
    sqe.fd = static_cast<std::int32_t>(raw(flags));
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("word", word);
    visit("expected", expected.value());
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
