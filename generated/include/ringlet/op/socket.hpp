// Generated from spec/opcodes.json, row "socket". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/decode.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/socket_domain.hpp>
#include <ringlet/flags/socket_type.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/required.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Makes a socket, like socket(2).
///
/// IORING_OP_SOCKET (45), Linux 5.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// A type that is given replaces the default: add cloexec.
///
/// Errors, among others:
///
/// - EAFNOSUPPORT: This kernel does not know the family.
/// - EPROTONOSUPPORT: The family does not know the protocol.
/// - ESOCKTNOSUPPORT: The family does not know the kind.
/// - EINVAL: The flags are not 0, or the type has unknown bits.
/// - EMFILE: The process has no descriptor left.
struct socket {
  /// The family of its addresses. (sqe.fd)
  required<socket_domain> domain;
  /// Its kind, and how its descriptor is made. (sqe.off)
  socket_type type = socket_type::stream | socket_type::cloexec;
  /// The protocol, where the kind leaves a choice; else 0. (sqe.len)
  int protocol = 0;
  /// Not used yet: 0. (sqe.rw_flags)
  std::uint32_t flags = 0;

  static constexpr opcode code = opcode::socket;
  static constexpr std::string_view name = "socket";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = socket;
  static constexpr requirement needs = {
      .code = opcode::socket,
      .with = opcode::socket,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = static_cast<std::int32_t>(raw(domain.value()));
    sqe.off = raw(type);
    sqe.len = static_cast<std::uint32_t>(protocol);
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(flags);
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("domain", domain.value());
    visit("type", type);
    visit("protocol", protocol);
    visit("flags", flags);
  }
};

/// Makes a socket in a slot of the ring's table of files.
///
/// IORING_OP_SOCKET (45), Linux 5.19 and later. It completes once. It cannot be cancelled: it does
/// not wait.
///
/// Gives: the slot that the new file is in: the chosen one, or the one that was asked for.
///
/// A slot cannot be inherited, so that cloexec is refused.
///
/// Errors, among others:
///
/// - EAFNOSUPPORT: This kernel does not know the family.
/// - EPROTONOSUPPORT: The family does not know the protocol.
/// - ESOCKTNOSUPPORT: The family does not know the kind.
/// - EINVAL: The slot is outside of the table, the type says cloexec, or the flags are not 0.
/// - EMFILE: The process has no descriptor left.
/// - ENXIO: The ring has no table of files.
/// - ENFILE: No slot is free for any_slot.
struct socket_direct {
  /// The family of its addresses. (sqe.fd)
  required<socket_domain> domain;
  /// Its kind, and how its descriptor is made. (sqe.off)
  socket_type type = socket_type::stream;
  /// The protocol, where the kind leaves a choice; else 0. (sqe.len)
  int protocol = 0;
  /// Not used yet: 0. (sqe.rw_flags)
  std::uint32_t flags = 0;
  /// Which slot; what was in it is closed. (sqe.file_index)
  slot_choice slot = any_slot;

  static constexpr opcode code = opcode::socket;
  static constexpr std::string_view name = "socket_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = socket_direct;
  static constexpr requirement needs = {
      .code = opcode::socket,
      .with = opcode::socket,
      .feature = 0,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!slot.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = raw(code);
    sqe.fd = static_cast<std::int32_t>(raw(domain.value()));
    sqe.off = raw(type);
    sqe.len = static_cast<std::uint32_t>(protocol);
    sqe.rw_flags = static_cast<decltype(sqe.rw_flags)>(flags);
    sqe.file_index = slot.file_index();
  }

  [[nodiscard]] result<direct_slot> decode(cqe_view cqe) const noexcept {
    return decode_slot(cqe, slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("domain", domain.value());
    visit("type", type);
    visit("protocol", protocol);
    visit("flags", flags);
    visit("slot", slot);
  }
};

}  // namespace ringlet::op
