// Generated from spec/opcodes.json, row "poll_remove". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/cancel_id.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/poll_events.hpp>
#include <ringlet/flags/poll_update_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Ends a poll that is waiting.
///
/// IORING_OP_POLL_REMOVE (7), Linux 5.1 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: nothing.
///
/// The poll itself completes with ECANCELED.
///
/// Errors, among others:
///
/// - ENOENT: No poll of this ring has that identity, or it has completed.
/// - EALREADY: It is completing right now.
struct poll_remove {
  /// Which poll. (sqe.addr)
  ringlet::target target;

  static constexpr opcode code = opcode::poll_remove;
  static constexpr std::string_view name = "poll_remove";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  using relocatable = poll_remove;
  static constexpr requirement needs = {
      .code = opcode::poll_remove,
      .with = opcode::poll_remove,
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
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target", target);
  }
};

/// Gives a poll that is waiting other events to wait for.
///
/// IORING_OP_POLL_REMOVE (7), Linux 5.13 and later. A kernel has this form if it says
/// IORING_FEAT_RSRC_TAGS. It completes once. It cannot be cancelled: it does not wait.
///
/// Gives: nothing.
///
/// The poll keeps its identity: giving it another user_data is left out on purpose, since the
/// runtime finds an operation by it.
///
/// It changes no behaviour: a poll stays exclusive, and a multishot one stays multishot.
///
/// Linux 5.10.223 loses a poll that is updated to wait for what is there already: it never
/// completes, and cannot be cancelled. 6.1 and later complete it at once.
///
/// Errors, among others:
///
/// - ENOENT: No poll of this ring has that identity, or it has completed.
/// - EALREADY: It is completing right now.
/// - EINVAL: The flags are not known to this kernel; no kernel that was tried knows level.
struct poll_remove_update {
  /// Which poll. (sqe.addr)
  ringlet::target target;
  /// What it waits for from now on; only the lower 16 bits are taken. (sqe.poll32_events)
  required<poll_events> events;
  /// What else becomes of it. (sqe.len)
  poll_update_flags flags = {};

  static constexpr opcode code = opcode::poll_remove;
  static constexpr std::string_view name = "poll_remove_update";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  using relocatable = poll_remove_update;
  static constexpr requirement needs = {
      .code = opcode::poll_remove,
      .with = opcode::poll_remove,
      .feature = 0x400,  // IORING_FEAT_RSRC_TAGS
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
    sqe.poll32_events = raw(events.value());
    sqe.len = raw(flags) | 0x2;  // IORING_POLL_UPDATE_EVENTS
    sqe.fd = -1;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("target", target);
    visit("events", events.value());
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
