// Generated from spec/opcodes.json, row "splice". Do not edit: change the row, then run
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

/// Moves bytes between a pipe and a file, or between two pipes, without copying them into the
/// process, like splice(2).
///
/// IORING_OP_SPLICE (30), Linux 5.7 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of the input: the end of the file, or a pipe whose writers are gone.
///
/// Fewer bytes than were asked for may be moved, often no more than the pipe has room for.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - EBADF: A number is no descriptor, a slot is empty, or the file is not open for that direction.
/// - EINVAL: Neither side is a pipe, both are the same one, a flag is not known, or a file cannot
///   be spliced.
/// - ESPIPE: A pipe was given an offset.
/// - EAGAIN: The flags say nonblock, and the pipe is empty or full.
/// - EPIPE: The reader of the pipe is gone; unless it is ignored, SIGPIPE comes as well.
/// - ENOMEM: There is no memory for it.
struct splice {
  /// Where the bytes come from; it or the output is a pipe. (sqe.splice_fd_in, sqe.splice_flags)
  splice_input input;
  /// Where in the input to begin, in bytes from its beginning; current_position uses its own
  /// position and advances it, and is what a pipe must be given. (sqe.splice_off_in)
  std::uint64_t input_offset = current_position;
  /// Where the bytes go. (sqe.fd)
  file_ref output;
  /// Where in the output to begin, in bytes from its beginning; current_position as for the input.
  /// (sqe.off)
  std::uint64_t output_offset = current_position;
  /// How many bytes at most. (sqe.len)
  required<std::uint32_t> length;
  /// How they are moved. (sqe.splice_flags)
  splice_flags flags = {};

  static constexpr opcode code = opcode::splice;
  static constexpr std::string_view name = "splice";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = splice;
  static constexpr requirement needs = {
      .code = opcode::splice,
      .with = opcode::splice,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    output.begin(sqe, code);
    sqe.splice_fd_in = input.number();
    sqe.splice_flags = input.splice_flags() | raw(flags);
    sqe.splice_off_in = input_offset;
    sqe.off = output_offset;
    sqe.len = length.value();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("input", input);
    visit("input_offset", input_offset);
    visit("output", output);
    visit("output_offset", output_offset);
    visit("length", length.value());
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
