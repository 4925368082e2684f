// Generated from spec/opcodes.json, row "epoll_ctl". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <sys/epoll.h>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/epoll_operation.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Adds to, changes or removes from what an epoll instance watches, like epoll_ctl(2).
///
/// IORING_OP_EPOLL_CTL (29), Linux 5.6 and later. It completes once. It cannot be cancelled: it
/// does not wait.
///
/// Gives: nothing.
///
/// The event lives in the operation and is copied by the kernel when it is submitted.
///
/// The epoll instance cannot be a direct slot: the kernel takes its number as it is.
///
/// Errors, among others:
///
/// - EBADF: A number is no descriptor.
/// - EEXIST: It is watched already.
/// - ENOENT: It is not watched.
/// - EINVAL: The first is no epoll instance, or the two are the same.
/// - EPERM: The file cannot be polled.
/// - ELOOP: Epoll instances would watch each other.
struct epoll_ctl {
  /// The epoll instance. (sqe.fd)
  descriptor_ref epoll;
  /// What to do. (sqe.len)
  required<epoll_operation> operation;
  /// The descriptor to watch. (sqe.off)
  descriptor_ref file;
  /// What to watch it for, and the data to report. It lives in the operation. (sqe.addr)
  ::epoll_event event = {};

  static constexpr opcode code = opcode::epoll_ctl;
  static constexpr std::string_view name = "epoll_ctl";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr requirement needs = {
      .code = opcode::epoll_ctl,
      .with = opcode::epoll_ctl,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = epoll.number();
    sqe.len = raw(operation.value());
    sqe.off = static_cast<std::uint32_t>(file.number());
    sqe.addr = reinterpret_cast<std::uintptr_t>(&event);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("epoll", epoll);
    visit("operation", operation.value());
    visit("file", file);
    visit("event", event);
  }
};

}  // namespace ringlet::op
