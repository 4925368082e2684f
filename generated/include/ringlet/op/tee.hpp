// Generated from spec/opcodes.json, row "tee". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/splice_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Gives one pipe what is in another, which keeps it, like tee(2).
///
/// IORING_OP_TEE (33), Linux 5.8 and later. It completes once. It may run in a worker thread, where
/// a cancel interrupts it.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes mean that the input is empty and has no writer.
///
/// The bytes are not copied: both pipes refer to the same pages.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - EBADF: A number is no descriptor, a slot is empty, or an end of a pipe is not the right one.
/// - EINVAL: One of them is no pipe, both are the same one, or a flag is not known.
/// - EAGAIN: The flags say nonblock, and the one is empty or the other full.
/// - EPIPE: The reader of the output is gone; unless it is ignored, SIGPIPE comes as well.
/// - ENOMEM: There is no memory for it.
struct tee {
  /// The pipe that has the bytes. (sqe.splice_fd_in, sqe.splice_flags)
  splice_input input;
  /// The pipe that is given them. (sqe.fd)
  file_ref output;
  /// How many bytes at most. (sqe.len)
  required<std::uint32_t> length;
  /// Whether it may wait; only nonblock means something here. (sqe.splice_flags)
  splice_flags flags = {};

  static constexpr opcode code = opcode::tee;
  static constexpr std::string_view name = "tee";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = tee;
  static constexpr requirement needs = {.code = opcode::tee, .with = opcode::tee, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    output.begin(sqe, code);
    sqe.splice_fd_in = input.number();
    sqe.splice_flags = input.splice_flags() | raw(flags);
    sqe.len = length.value();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("input", input);
    visit("output", output);
    visit("length", length.value());
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
