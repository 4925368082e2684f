// Generated from spec/opcodes.json, row "remove_buffers". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Takes back buffers that the kernel could have selected.
///
/// IORING_OP_REMOVE_BUFFERS (32), Linux 5.7 and later. It completes once. It cannot be cancelled:
/// it does not wait.
///
/// Gives: how many there were.
///
/// Which of them are taken is the kernel's choice, and is not told.
///
/// Errors, among others:
///
/// - ENOENT: There is no such group, or (on some kernels) nothing in it.
/// - EINVAL: The count is 0 or more than a group can have, or the group is a buffer ring.
struct remove_buffers {
  /// How many, at most: 65536 (Linux 6.7; 65535 before). (sqe.fd)
  required<int> count;
  /// Of which group. (sqe.buf_group)
  required<std::uint16_t> group;

  static constexpr opcode code = opcode::remove_buffers;
  static constexpr std::string_view name = "remove_buffers";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = remove_buffers;
  static constexpr requirement needs = {
      .code = opcode::remove_buffers,
      .with = opcode::remove_buffers,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = count.value();
    sqe.buf_group = group.value();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_count(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("count", count.value());
    visit("group", group.value());
  }
};

}  // namespace ringlet::op
