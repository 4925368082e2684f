// Generated from spec/opcodes.json, row "fsync". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/fsync_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits until a file's data, or a range of them, are on the device, like fsync(2).
///
/// IORING_OP_FSYNC (3), Linux 5.1 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// It says nothing about writes that are still in flight: wait for them, link them before it, or
/// drain the ring.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: The file can be synced no more than a pipe can.
/// - EIO: The device failed, now or at an earlier write that nobody has been told of.
/// - ENOSPC: There was no room to write what was cached.
struct fsync {
  /// The file. (sqe.fd)
  file_ref file;
  /// Whether metadata may be left out. (sqe.fsync_flags)
  fsync_flags flags = {};
  /// Where the range begins, in bytes. (sqe.off)
  std::uint64_t offset = 0;
  /// How long the range is, in bytes; when it and offset are 0, the whole file. (sqe.len)
  std::uint32_t length = 0;

  static constexpr opcode code = opcode::fsync;
  static constexpr std::string_view name = "fsync";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fsync;
  static constexpr requirement needs = {.code = opcode::fsync, .with = opcode::fsync, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.fsync_flags = raw(flags);
    sqe.off = offset;
    sqe.len = length;
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("flags", flags);
    visit("offset", offset);
    visit("length", length);
  }
};

}  // namespace ringlet::op
