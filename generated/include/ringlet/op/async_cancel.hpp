// Generated from spec/opcodes.json, row "async_cancel". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/cancel_id.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/async_cancel_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Cancels an operation that is in flight.
///
/// IORING_OP_ASYNC_CANCEL (14), Linux 5.5 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: how many there were.
///
/// The count is 0 when the one that is meant was cancelled; with the flag all it is how many were,
/// and may be 0.
///
/// The cancelled operation's own completion says what became of it, whatever this one says.
///
/// The flags that choose a key by descriptor or opcode are the other forms. Before Linux 5.19 no
/// flag is known.
///
/// Errors, among others:
///
/// - ENOENT: Nothing in flight matches; it may just have completed.
/// - EALREADY: It is running in a worker thread, which has been interrupted: it may complete either
///   way.
/// - EINVAL: A flag is not known to this kernel.
struct async_cancel {
  /// Which operation. (sqe.addr)
  ringlet::target target;
  /// Whether all that match are meant. (sqe.cancel_flags)
  async_cancel_flags flags = {};

  static constexpr opcode code = opcode::async_cancel;
  static constexpr std::string_view name = "async_cancel";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  using relocatable = async_cancel;
  static constexpr requirement needs = {
      .code = opcode::async_cancel,
      .with = opcode::async_cancel,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!target.live()) return std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = target.user_data();
    sqe.cancel_flags = raw(flags);
    sqe.fd = -1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target", target);
    visit("flags", flags);
  }
};

/// Cancels operations on a file.
///
/// IORING_OP_ASYNC_CANCEL (14), Linux 5.19 and later. A kernel has this form if it has
/// IORING_OP_SOCKET. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: how many there were.
///
/// Without the flag all, only the first one that is found is cancelled.
///
/// Timeouts have no file and are not found.
///
/// A direct slot needs Linux 6.0.
///
/// Errors, among others:
///
/// - ENOENT: Nothing in flight matches; it may just have completed.
/// - EALREADY: It is running in a worker thread, which has been interrupted: it may complete either
///   way.
/// - EINVAL: A flag is not known to this kernel.
/// - EBADF: The number is no descriptor, or the slot is empty.
struct async_cancel_fd {
  /// Which file. (sqe.fd, sqe.cancel_flags)
  cancel_file file;
  /// Whether all that match are meant. (sqe.cancel_flags)
  async_cancel_flags flags = {};

  static constexpr opcode code = opcode::async_cancel;
  static constexpr std::string_view name = "async_cancel_fd";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = async_cancel_fd;
  static constexpr requirement needs = {
      .code = opcode::async_cancel,
      .with = opcode::socket,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = file.number();
    sqe.cancel_flags = file.cancel_flags() | raw(flags) | 0x2;  // IORING_ASYNC_CANCEL_FD
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("flags", flags);
  }
};

/// Cancels operations of one kind.
///
/// IORING_OP_ASYNC_CANCEL (14), Linux 6.6 and later. A kernel has this form if it says
/// IORING_FEAT_REG_REG_RING. Others would do something else: ringlet asks first, and refuses there.
/// It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: how many there were.
///
/// Without the flag all, only the first one that is found is cancelled.
///
/// IORING_FEAT_REG_REG_RING is older than it (6.3), and nothing that can be asked for came with it:
/// 6.3 to 6.5 say EINVAL.
///
/// Linux 6.1.176 takes the flag and finds nothing: it says ENOENT, or a count of 0 with the flag
/// all.
///
/// Errors, among others:
///
/// - ENOENT: Nothing in flight matches; it may just have completed.
/// - EALREADY: It is running in a worker thread, which has been interrupted: it may complete either
///   way.
/// - EINVAL: A flag is not known to this kernel.
struct async_cancel_op {
  /// Which kind. (sqe.len)
  opcode operation;
  /// Whether all that match are meant. (sqe.cancel_flags)
  async_cancel_flags flags = {};

  static constexpr opcode code = opcode::async_cancel;
  static constexpr std::string_view name = "async_cancel_op";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = async_cancel_op;
  static constexpr requirement needs = {
      .code = opcode::async_cancel,
      .with = opcode::async_cancel,
      .feature = 0x2000,  // IORING_FEAT_REG_REG_RING
      .ignored_without = true,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.len = raw(operation);
    sqe.cancel_flags = raw(flags) | 0x20;  // IORING_ASYNC_CANCEL_OP
    sqe.fd = -1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("operation", operation);
    visit("flags", flags);
  }
};

/// Cancels everything that is in flight on the ring.
///
/// IORING_OP_ASYNC_CANCEL (14), Linux 5.19 and later. A kernel has this form if it has
/// IORING_OP_SOCKET. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: how many there were.
///
/// It also ends what the runtime itself has in flight: use it before the end of a ring.
///
/// Nothing in flight is no error: the count is 0.
///
/// Errors, among others:
///
/// - ENOENT: Nothing in flight matches; it may just have completed.
/// - EALREADY: It is running in a worker thread, which has been interrupted: it may complete either
///   way.
/// - EINVAL: A flag is not known to this kernel.
struct async_cancel_all {
  /// Whether all that match are meant. (sqe.cancel_flags)
  async_cancel_flags flags = {};

  static constexpr opcode code = opcode::async_cancel;
  static constexpr std::string_view name = "async_cancel_all";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = async_cancel_all;
  static constexpr requirement needs = {
      .code = opcode::async_cancel,
      .with = opcode::socket,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.cancel_flags = raw(flags) | 0x5;  // IORING_ASYNC_CANCEL_ALL | IORING_ASYNC_CANCEL_ANY
    sqe.fd = -1;
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
