// Generated from spec/opcodes.json, row "read_multishot". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <string_view>

#include <ringlet/buffer_source.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/rw_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Reads bytes from a file time after time, each time into a buffer that the kernel selects when
/// they are there.
///
/// IORING_OP_READ_MULTISHOT (49), Linux 6.7 and later. It completes many times: it is a stream. It
/// can be cancelled while it waits.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// Sockets are better read by recv_multishot.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor, or the file is not open for reading.
/// - EBADFD: The file cannot be polled: it is on a disk.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
struct read_multishot {
  /// The file, which must be one that can be polled: a pipe, a terminal, a device. (sqe.fd)
  file_ref file;
  /// Where the buffers are selected from. (sqe.buf_group)
  buffer_source buffers;
  /// 0 or current_position where the file has no position. (sqe.off)
  std::uint64_t offset = current_position;
  /// How these transfers differ from others of the file. (sqe.rw_flags)
  rw_flags flags = {};

  static constexpr opcode code = opcode::read_multishot;
  static constexpr std::string_view name = "read_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool ends_at_zero = true;
  using relocatable = read_multishot;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::read_multishot,
      .with = opcode::read_multishot,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.off = offset;
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(raw(flags));
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("buffers", buffers);
    visit("offset", offset);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
