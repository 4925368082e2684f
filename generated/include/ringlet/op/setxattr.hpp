// Generated from spec/opcodes.json, row "setxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/xattr_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/path.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Sets an extended attribute of the file that a path leads to, like setxattr(2).
///
/// IORING_OP_SETXATTR (42), Linux 5.19 and later. It completes once. It may run in a worker thread,
/// where a cancel interrupts it.
///
/// Gives: nothing.
///
/// Path, name and value are copied when the operation is submitted.
///
/// There is no directory to begin at: where one is needed, open the file and use fsetxattr.
///
/// It always runs in a worker thread.
///
/// Errors, among others:
///
/// - ENOENT: A part of the path is not there.
/// - EACCES: A directory on the way, or the file, may not be used so.
/// - ENOTDIR: A part of the path is no directory.
/// - EEXIST: The attribute is there, and the flags say create.
/// - ENODATA: The attribute is not there, and the flags say replace.
/// - EOPNOTSUPP: The namespace is not known, or the file system has no extended attributes.
/// - EPERM: The file may not have attributes of that namespace: user ones are for regular files and
///   directories.
/// - EINVAL: A flag is not known.
/// - ERANGE: The name is empty, or longer than 255 bytes.
/// - E2BIG: The value is longer than 65536 bytes.
/// - ENOSPC: There is no room for it.
/// - EDQUOT: The user's quota is used up.
struct setxattr {
  /// The path; a relative one begins at the current directory, and a symbolic link is followed. It
  /// must stay valid until the operation is submitted. (sqe.addr3)
  path_ref path;
  /// Its name, which begins with its namespace. It must stay valid until the operation is
  /// submitted. (sqe.addr)
  path_ref attribute;
  /// Its value, at most 65536 bytes. It must stay valid until the operation is submitted.
  /// (sqe.addr2, sqe.len)
  bytes_in value;
  /// Whether it must be new, or must be there. (sqe.xattr_flags)
  xattr_flags flags = {};

  static constexpr opcode code = opcode::setxattr;
  static constexpr std::string_view name = "setxattr";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = setxattr;
  static constexpr requirement needs = {
      .code = opcode::setxattr,
      .with = opcode::setxattr,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.addr3 = path.address();
    sqe.addr = attribute.address();
    sqe.addr2 = value.address();
    sqe.len = value.length();
    sqe.xattr_flags = raw(flags);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("path", path);
    visit("attribute", attribute);
    visit("value", value);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    path.lend(visit, lent_until::submit);
    attribute.lend(visit, lent_until::submit);
    value.lend(visit, lent_until::submit);
  }
};

}  // namespace ringlet::op
