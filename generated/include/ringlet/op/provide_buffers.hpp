// Generated from spec/opcodes.json, row "provide_buffers". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/buffer_pieces.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Gives the kernel buffers to select from when bytes come.
///
/// IORING_OP_PROVIDE_BUFFERS (31), Linux 5.7 and later. It completes once. It cannot be cancelled:
/// it does not wait.
///
/// Gives: nothing.
///
/// It is for SQEs that are made by hand: `provided_buffers` keeps a group for the operations that
/// select buffers, and a `buffer_ring` does so without requests.
///
/// A group has room for 65535 buffers from Linux 6.17 to 7.1, by its source: what is beyond is left
/// out, and only a request of which all is beyond says EOVERFLOW.
///
/// Errors, among others:
///
/// - E2BIG: There are no buffers, or more than 65536 (before Linux 6.7: 65535), or an id is beyond
///   65535.
/// - EINVAL: The group is a buffer ring, or (Linux 6.0 and later) an id is beyond 65535.
/// - EFAULT: The buffers are outside of the process's memory.
/// - EOVERFLOW: The end of the buffers is beyond the end of all addresses.
/// - ENOMEM: The kernel has no memory to note them down.
struct provide_buffers {
  /// The memory, and the bytes of each buffer; at most 65536 buffers (Linux 6.7; 65535 before). A
  /// buffer is the caller's again once an operation has named it or it has been removed. It must
  /// stay valid until the buffer has been returned. (sqe.addr, sqe.len, sqe.fd)
  buffer_pieces buffers;
  /// The group that they join; ringlet's own groups count up from 0. (sqe.buf_group)
  required<std::uint16_t> group;
  /// The id of the first; the others count up from there. (sqe.off)
  std::uint16_t first = 0;

  static constexpr opcode code = opcode::provide_buffers;
  static constexpr std::string_view name = "provide_buffers";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = provide_buffers;
  static constexpr requirement needs = {
      .code = opcode::provide_buffers,
      .with = opcode::provide_buffers,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffers.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr = buffers.address();
    sqe.len = buffers.size();
    sqe.fd = buffers.count();
    sqe.buf_group = group.value();
    sqe.off = first;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("buffers", buffers);
    visit("group", group.value());
    visit("first", first);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffers.lend(visit, lent_until::returned);
  }
};

}  // namespace ringlet::op
