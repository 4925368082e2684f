// Generated from spec/opcodes.json, row "epoll_wait". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/epoll.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits for events of an epoll instance, like epoll_wait(2).
///
/// IORING_OP_EPOLL_WAIT (59), Linux 6.15 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: how many there were.
///
/// It takes no timeout: within(duration, operation) gives it one.
///
/// A ring does everything that an epoll instance does; this is for descriptors that other code
/// watches with one.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The file is no epoll instance, or there is no room for an event.
/// - EFAULT: The events are outside of the process's memory.
struct epoll_wait {
  /// The epoll instance. (sqe.fd)
  file_ref epoll;
  /// Where the events go, and how many at most. It must stay valid until the operation completes.
  /// (sqe.addr, sqe.len)
  epoll_events_out events;

  static constexpr opcode code = opcode::epoll_wait;
  static constexpr std::string_view name = "epoll_wait";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = epoll_wait;
  static constexpr requirement needs = {
      .code = opcode::epoll_wait,
      .with = opcode::epoll_wait,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!events.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    epoll.begin(sqe, code);
    sqe.addr = events.address();
    sqe.len = events.count();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("epoll", epoll);
    visit("events", events);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    events.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
