// Generated from spec/opcodes.json, row "nop128". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
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
  using relocatable = nop128;
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

/// Completes with a result of the caller's, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// For tests of what handles completions.
///
/// It needs a ring with big or mixed SQEs.
struct nop128_inject_result {
  /// The result; below zero it is an errno value. (sqe.len)
  required<int> value;

  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128_inject_result";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = nop128_inject_result;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.len = static_cast<std::uint32_t>(value.value());
    sqe.fd = -1;
    sqe.fsync_flags = 0x1;  // IORING_NOP_INJECT_RESULT
  }

  [[nodiscard]] static result<int> decode(cqe_view cqe) noexcept { return decode_value(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("value", value.value());
  }
};

/// Looks a file up, and does nothing with it, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// It needs a ring with big or mixed SQEs.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the slot is empty.
struct nop128_file {
  /// The file. (sqe.fd, sqe.nop_flags)
  ringlet::nop_file file;

  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128_file";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = nop128_file;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = file.number();
    sqe.fsync_flags = file.nop_flags();  // nop_flags
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
  }
};

/// Looks a registered buffer up, and does nothing with it, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// It needs a ring with big or mixed SQEs.
///
/// Errors, among others:
///
/// - EFAULT: There is no such buffer.
struct nop128_fixed_buffer {
  /// Which of the ring's registered buffers. (sqe.buf_index)
  ringlet::buffer_index buffer_index;

  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128_fixed_buffer";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = nop128_fixed_buffer;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffer_index.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.buf_index = buffer_index.value();
    sqe.fd = -1;
    sqe.fsync_flags = 0x8;  // IORING_NOP_FIXED_BUFFER
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("buffer_index", buffer_index);
  }
};

/// Does nothing, and completes by task work, as what has waited does, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: nothing.
///
/// It needs a ring with big or mixed SQEs.
struct nop128_tw {
  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128_tw";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = nop128_tw;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = -1;
    sqe.fsync_flags = 0x10;  // IORING_NOP_TW
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit) const {}
};

/// Completes with a big CQE that carries two numbers of the caller's, with an SQE of 128 bytes.
///
/// IORING_OP_NOP128 (63), Linux 6.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: a number and 16 bytes, whose meaning is the operation's own.
///
/// It needs a ring with big or mixed SQEs, and with big or mixed CQEs.
struct nop128_cqe32 {
  /// The first of the two. (sqe.off)
  std::uint64_t first = 0;
  /// The second. (sqe.addr)
  std::uint64_t second = 0;

  static constexpr opcode code = opcode::nop128;
  static constexpr std::string_view name = "nop128_cqe32";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  static constexpr bool completes_once = true;
  using relocatable = nop128_cqe32;
  static constexpr requirement needs = {
      .code = opcode::nop128,
      .with = opcode::nop128,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.off = first;
    sqe.addr = second;
    sqe.fd = -1;
    sqe.fsync_flags = 0x20;  // IORING_NOP_CQE32
  }

  [[nodiscard]] static result<big_value> decode(cqe_view cqe) noexcept {
    return decode_big_value(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("first", first);
    visit("second", second);
  }
};

}  // namespace ringlet::op
