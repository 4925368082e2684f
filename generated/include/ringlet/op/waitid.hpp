// Generated from spec/opcodes.json, row "waitid". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/id_type.hpp>
#include <ringlet/flags/wait_options.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/process.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Waits until a child process changes its state, like waitid(2).
///
/// IORING_OP_WAITID (50), Linux 6.7 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: nothing.
///
/// A child that has ended is reaped, unless the options say nowait.
///
/// The kernel writes all of the siginfo_t's fields that waitid(2) tells of when it completes, zeros
/// too, also when it is cancelled.
///
/// Errors, among others:
///
/// - ECHILD: There is no such child; nor will there be one where SIGCHLD is ignored.
/// - EINVAL: The options name no change, the id cannot be one, or a flag is not known.
/// - EBADF: With pidfd: the number is no descriptor, or not a pidfd.
/// - EFAULT: The siginfo_t is outside of the process's memory.
struct waitid {
  /// What the id names. (sqe.len)
  required<id_type> idtype;
  /// Which child, or children. (sqe.fd)
  required<int> id;
  /// Where the kernel tells which child it was, and what became of it. It must stay valid until the
  /// operation completes. (sqe.addr2)
  siginfo_out infop = no_siginfo;
  /// Which changes are waited for. (sqe.file_index)
  wait_options options = wait_options::exited;

  static constexpr opcode code = opcode::waitid;
  static constexpr std::string_view name = "waitid";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = waitid;
  static constexpr requirement needs = {
      .code = opcode::waitid,
      .with = opcode::waitid,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.len = raw(idtype.value());
    sqe.fd = id.value();
    sqe.addr2 = infop.address();
    sqe.file_index = raw(options);
  }

  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("idtype", idtype.value());
    visit("id", id.value());
    visit("infop", infop);
    visit("options", options);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    infop.lend(visit, lent_until::complete);
  }
};

}  // namespace ringlet::op
