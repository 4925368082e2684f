// Generated from spec/opcodes.json, row "fixed_fd_install". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <string_view>

#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/fixed_fd_flags.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Makes a descriptor of the process for a direct one.
///
/// IORING_OP_FIXED_FD_INSTALL (54), Linux 6.8 and later. It completes once. It cannot be cancelled:
/// it does not wait.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// Errors, among others:
///
/// - EBADF: The slot is empty or outside of the table, or there is no table.
/// - EINVAL: A flag is not known.
/// - EPERM: The operation has a personality.
/// - EMFILE: The process has no descriptor left.
struct fixed_fd_install {
  /// Which slot; its file stays in it. (sqe.fd)
  direct_slot slot;
  /// How the descriptor is made; it closes on exec where nothing else is said.
  /// (sqe.install_fd_flags)
  fixed_fd_flags flags = {};

  static constexpr opcode code = opcode::fixed_fd_install;
  static constexpr std::string_view name = "fixed_fd_install";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = fixed_fd_install;
  static constexpr requirement needs = {
      .code = opcode::fixed_fd_install,
      .with = opcode::fixed_fd_install,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = file_ref(slot).number();
    sqe.flags = file_ref(slot).sqe_flags();
    sqe.fsync_flags = raw(flags);  // install_fd_flags
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("slot", slot);
    visit("flags", flags);
  }
};

}  // namespace ringlet::op
