// Generated from spec/opcodes.json, row "nop". Do not edit: change the row, then run
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
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop;
  static constexpr requirement needs = {.code = opcode::nop, .with = opcode::nop, .feature = 0};

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

/// Completes with a result of the caller's.
///
/// IORING_OP_NOP (0), Linux 6.10 and later. A kernel has this form if it says
/// IORING_FEAT_RECVSEND_BUNDLE. Others would do something else: ringlet asks first, and refuses
/// there. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: a number, whose meaning is the command's own.
///
/// For tests of what handles completions.
struct nop_inject_result {
  /// The result; below zero it is an errno value. (sqe.len)
  required<int> value;

  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop_inject_result";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop_inject_result;
  static constexpr requirement needs = {
      .code = opcode::nop,
      .with = opcode::nop,
      .feature = 0x4000,  // IORING_FEAT_RECVSEND_BUNDLE
      .ignored_without = true,
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

/// Looks a file up, and does nothing with it.
///
/// IORING_OP_NOP (0), Linux 6.13 and later. A kernel has this form if it says IORING_FEAT_RW_ATTR.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It
/// cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// The kernel cannot be asked for it: ringlet takes IORING_FEAT_RW_ATTR for a sign, which is one
/// release younger (6.14).
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the slot is empty.
struct nop_file {
  /// The file. (sqe.fd, sqe.nop_flags)
  ringlet::nop_file file;

  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop_file";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop_file;
  static constexpr requirement needs = {
      .code = opcode::nop,
      .with = opcode::nop,
      .feature = 0x10000,  // IORING_FEAT_RW_ATTR
      .ignored_without = true,
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

/// Looks a registered buffer up, and does nothing with it.
///
/// IORING_OP_NOP (0), Linux 6.13 and later. A kernel has this form if it says IORING_FEAT_RW_ATTR.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It
/// cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// The kernel cannot be asked for it: ringlet takes IORING_FEAT_RW_ATTR for a sign, which is one
/// release younger (6.14).
///
/// Errors, among others:
///
/// - EFAULT: There is no such buffer.
struct nop_fixed_buffer {
  /// Which of the ring's registered buffers. (sqe.buf_index)
  ringlet::buffer_index buffer_index;

  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop_fixed_buffer";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop_fixed_buffer;
  static constexpr requirement needs = {
      .code = opcode::nop,
      .with = opcode::nop,
      .feature = 0x10000,  // IORING_FEAT_RW_ATTR
      .ignored_without = true,
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

/// Does nothing, and completes by task work, as what has waited does.
///
/// IORING_OP_NOP (0), Linux 6.17 and later. Ringlet asks the kernel for IORING_OP_PIPE, which is of
/// Linux 6.16: nothing nearer tells. One that has that and says EINVAL lacks this form too. Others
/// would do something else: ringlet asks first, and refuses there. It completes once. It cannot be
/// cancelled: it does not wait.
///
/// Gives: nothing.
///
/// It measures what a request costs, and ends a chain that must have an end.
struct nop_tw {
  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop_tw";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop_tw;
  static constexpr requirement needs = {
      .code = opcode::nop,
      .with = opcode::pipe,
      .feature = 0,
      .ignored_without = true,
      .unknown_says_einval = true,
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

/// Completes with a big CQE that carries two numbers of the caller's.
///
/// IORING_OP_NOP (0), Linux 6.18 and later. Ringlet asks the kernel for IORING_OP_PIPE, which is of
/// Linux 6.16: nothing nearer tells. One that has that and says EINVAL lacks this form too. Others
/// would do something else: ringlet asks first, and refuses there. It completes once. It cannot be
/// cancelled: it does not wait.
///
/// Gives: a number and 16 bytes, whose meaning is the operation's own.
///
/// It needs a ring with big or mixed CQEs.
struct nop_cqe32 {
  /// The first of the two. (sqe.off)
  std::uint64_t first = 0;
  /// The second. (sqe.addr)
  std::uint64_t second = 0;

  static constexpr opcode code = opcode::nop;
  static constexpr std::string_view name = "nop_cqe32";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  static constexpr bool completes_once = true;
  static constexpr bool may_skip_success = true;
  using relocatable = nop_cqe32;
  static constexpr requirement needs = {
      .code = opcode::nop,
      .with = opcode::pipe,
      .feature = 0,
      .ignored_without = true,
      .unknown_says_einval = true,
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
