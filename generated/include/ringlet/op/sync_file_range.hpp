// Generated from spec/opcodes.json, row "sync_file_range". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/sync_file_range_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Begins or awaits the writing of a range of a file's cached data to the device, like
/// sync_file_range(2).
///
/// IORING_OP_SYNC_FILE_RANGE (8), Linux 5.2 and later. It completes once. It may run in a worker
/// thread, where a cancel interrupts it.
///
/// Gives: nothing.
///
/// It writes no metadata and empties no cache of the device: after a crash the data may be gone. To
/// have them safe, use fsync.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - EINVAL: A flag is not known, or the offset is negative as a signed number.
/// - EIO: The device failed.
/// - ENOSPC: There was no room to write what was cached.
/// - ESPIPE: The file is none that has cached data: a pipe, a socket.
struct sync_file_range {
  /// The file. (sqe.fd)
  file_ref file;
  /// Where the range begins, in bytes. (sqe.off)
  std::uint64_t offset = 0;
  /// How long the range is, in bytes; 0 goes to the end of the file. (sqe.len)
  std::uint32_t length = 0;
  /// What to begin and what to wait for. (sqe.sync_range_flags)
  sync_file_range_flags flags = sync_file_range_flags::write_and_wait;

  static constexpr opcode code = opcode::sync_file_range;
  static constexpr std::string_view name = "sync_file_range";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = sync_file_range;
  static constexpr requirement needs = {
      .code = opcode::sync_file_range,
      .with = opcode::sync_file_range,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.off = offset;
    sqe.len = length;
    sqe.sync_range_flags = raw(flags);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("offset", offset);
    visit("length", length);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
