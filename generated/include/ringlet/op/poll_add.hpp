// Generated from spec/opcodes.json, row "poll_add". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/poll_add_flags.hpp>
#include <ringlet/flags/poll_events.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits until a file is ready for something, like poll(2).
///
/// IORING_OP_POLL_ADD (6), Linux 5.1 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: the events that are ready.
///
/// A file that cannot be polled, such as one on a disk, is ready at once.
///
/// Events above bit 15 need IORING_FEAT_POLL_32BITS (Linux 5.9).
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The flags are not known to this kernel; no kernel that was tried knows level.
struct poll_add {
  /// The file. (sqe.fd)
  file_ref file;
  /// What to wait for; err, hup and nval are always waited for. (sqe.poll32_events)
  required<poll_events> events;
  /// How to wait. (sqe.len)
  poll_add_flags flags = {};

  static constexpr opcode code = opcode::poll_add;
  static constexpr std::string_view name = "poll_add";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = poll_add;
  static constexpr requirement needs = {
      .code = opcode::poll_add,
      .with = opcode::poll_add,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.poll32_events = raw(events.value());
    sqe.len = raw(flags);
  }

  [[nodiscard]] static result<poll_events> decode(cqe_view cqe) noexcept {
    return decode_events<poll_events>(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("events", events.value());
    visit("flags", flags);
  }
};

/// Gives the events of a file each time it becomes ready.
///
/// IORING_OP_POLL_ADD (6), Linux 5.13 and later. A kernel has this form if it says
/// IORING_FEAT_RSRC_TAGS. It completes many times: it is a stream. It can be cancelled while it
/// waits.
///
/// Gives: the events that are ready.
///
/// The first completion is level-triggered, the later ones are edge-triggered: read until EAGAIN
/// before the next.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The flags are not known to this kernel; no kernel that was tried knows level.
struct poll_add_multishot {
  /// The file. (sqe.fd)
  file_ref file;
  /// What to wait for; err, hup and nval are always waited for. (sqe.poll32_events)
  required<poll_events> events;
  /// How to wait. (sqe.len)
  poll_add_flags flags = {};

  static constexpr opcode code = opcode::poll_add;
  static constexpr std::string_view name = "poll_add_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  using relocatable = poll_add_multishot;
  static constexpr requirement needs = {
      .code = opcode::poll_add,
      .with = opcode::poll_add,
      .feature = 0x400,  // IORING_FEAT_RSRC_TAGS
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.poll32_events = raw(events.value());
    sqe.len = raw(flags) | 0x1;  // IORING_POLL_ADD_MULTI
  }

  [[nodiscard]] static result<poll_events> decode(cqe_view cqe) noexcept {
    return decode_events<poll_events>(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("events", events.value());
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
