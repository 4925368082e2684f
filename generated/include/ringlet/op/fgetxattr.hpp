// Generated from spec/opcodes.json, row "fgetxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Reads an extended attribute of an open file, like fgetxattr(2).
///
/// IORING_OP_FGETXATTR (43), Linux 5.19 and later. It completes once. It may run in a worker
/// thread, where a cancel interrupts it.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// A slot needs Linux 6.13: before, the kernel says EBADF.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENODATA: The attribute is not there, or may not be seen.
/// - ERANGE: The value is longer than the buffer; or the name is empty, or longer than 255 bytes.
/// - EOPNOTSUPP: The namespace is not known, or the file system has no extended attributes.
struct fgetxattr {
  /// The file. (sqe.fd)
  file_ref file;
  /// Its name, which begins with its namespace. It must stay valid until the operation is
  /// submitted. (sqe.addr)
  path_ref attribute;
  /// Where its value goes, all of it; an empty buffer asks how long it is. It must stay valid until
  /// the operation completes. (sqe.addr2, sqe.len)
  bytes_out value;

  static constexpr opcode code = opcode::fgetxattr;
  static constexpr std::string_view name = "fgetxattr";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fgetxattr;
  static constexpr requirement needs = {
      .code = opcode::fgetxattr,
      .with = opcode::fgetxattr,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, code);
    sqe.addr = attribute.address();
    sqe.addr2 = value.address();
    sqe.len = value.length();
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file);
    visit("attribute", attribute);
    visit("value", value);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    attribute.lend(visit, lent_until::submit);
    value.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
