// Generated from spec/opcodes.json, row "accept". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/address.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/accept_flags.hpp>
#include <ringlet/flags/accept_modifiers.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Accepts a connection on a listening socket, like accept4(2).
///
/// IORING_OP_ACCEPT (13), Linux 5.5 and later. It completes once. It can be cancelled while it
/// waits.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// A connection that was accepted while the operation was being cancelled is given, not lost.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EINVAL: The socket is not listening, or a flag is not known.
/// - EAGAIN: The socket is nonblocking and nobody is waiting (before Linux 5.19 it then waits).
/// - EMFILE: The process has no descriptor left.
/// - ECONNABORTED: The peer gave up before it was accepted.
struct accept {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the peer's address goes. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.addr2)
  address_out peer = no_address;
  /// How the new descriptor is made. (sqe.accept_flags)
  accept_flags flags = accept_flags::cloexec;
  /// How io_uring itself goes about it. (sqe.ioprio)
  accept_modifiers modifiers = {};

  static constexpr opcode code = opcode::accept;
  static constexpr std::string_view name = "accept";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = accept;
  static constexpr requirement needs = {
      .code = opcode::accept,
      .with = opcode::accept,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = peer.pointer();
    sqe.addr2 = peer.size_pointer();
    sqe.accept_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("peer", peer);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    peer.lend(visit, lent_until::complete);
  }
};

/// Accepts one connection after the other on a listening socket.
///
/// IORING_OP_ACCEPT (13), Linux 5.19 and later. A kernel has this form if it has IORING_OP_SOCKET.
/// It completes many times: it is a stream. It can be cancelled while it waits.
///
/// Gives: the new descriptor, owned: it closes itself.
///
/// The peers' addresses are not given: ask getpeername(2), since one buffer would be overwritten by
/// the next.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EINVAL: The socket is not listening, or a flag is not known.
/// - EAGAIN: The socket is nonblocking and nobody is waiting (before Linux 5.19 it then waits).
/// - EMFILE: The process has no descriptor left.
/// - ECONNABORTED: The peer gave up before it was accepted.
struct accept_multishot {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// How the new descriptor is made. (sqe.accept_flags)
  accept_flags flags = accept_flags::cloexec;
  /// How io_uring itself goes about it. (sqe.ioprio)
  accept_modifiers modifiers = {};

  static constexpr opcode code = opcode::accept;
  static constexpr std::string_view name = "accept_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  using relocatable = accept_multishot;
  static constexpr std::array rearms{rearm_rule{ECONNABORTED, rearm::now},
                                     rearm_rule{EMFILE, rearm::pause}};
  static constexpr requirement needs = {
      .code = opcode::accept,
      .with = opcode::socket,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.accept_flags = raw(flags);
    sqe.ioprio = static_cast<std::uint16_t>(raw(modifiers) | 0x1);  // IORING_ACCEPT_MULTISHOT
  }

  [[nodiscard]] static result<unique_fd> decode(cqe_view cqe) noexcept { return decode_fd(cqe); }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }
};

/// Accepts a connection into a slot of the ring's table of files.
///
/// IORING_OP_ACCEPT (13), Linux 5.15 and later. A kernel has this form if it has IORING_OP_LINKAT.
/// Others would do something else: ringlet asks first, and refuses there. It completes once. It can
/// be cancelled while it waits.
///
/// Gives: the slot that the new file is in: the chosen one, or the one that was asked for.
///
/// A slot cannot be inherited, so that cloexec is refused.
///
/// any_slot needs Linux 5.19.
///
/// Kernels before 5.14 ignore the slot and make a descriptor.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EINVAL: The slot is outside of the table, or the flags say cloexec.
/// - EAGAIN: The socket is nonblocking and nobody is waiting (before Linux 5.19 it then waits).
/// - EMFILE: The process has no descriptor left.
/// - ECONNABORTED: The peer gave up before it was accepted.
/// - ENXIO: The ring has no table of files.
/// - ENFILE: No slot is free for any_slot.
struct accept_direct {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the peer's address goes. It must stay valid until the operation completes. (sqe.addr,
  /// sqe.addr2)
  address_out peer = no_address;
  /// How the new descriptor is made. (sqe.accept_flags)
  accept_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  accept_modifiers modifiers = {};
  /// Which slot; what was in it is closed. (sqe.file_index)
  slot_choice slot = any_slot;

  static constexpr opcode code = opcode::accept;
  static constexpr std::string_view name = "accept_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  using relocatable = accept_direct;
  static constexpr requirement needs = {
      .code = opcode::accept,
      .with = opcode::linkat,
      .feature = 0,
      .ignored_without = true,
  };

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!slot.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = peer.pointer();
    sqe.addr2 = peer.size_pointer();
    sqe.accept_flags = raw(flags);
    sqe.ioprio = raw(modifiers);
    sqe.file_index = slot.file_index();
  }

  [[nodiscard]] result<direct_slot> decode(cqe_view cqe) const noexcept {
    return decode_slot(cqe, slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("peer", peer);
    visit("flags", flags);
    visit("modifiers", modifiers);
    visit("slot", slot);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    peer.lend(visit, lent_until::complete);
  }
};

/// Accepts one connection after the other into free slots of the ring's table of files.
///
/// IORING_OP_ACCEPT (13), Linux 5.19 and later. A kernel has this form if it has IORING_OP_SOCKET.
/// It completes many times: it is a stream. It can be cancelled while it waits.
///
/// Gives: the slot that the new file is in: the chosen one, or the one that was asked for.
///
/// Where no slot is free the kernel has accepted the connection already, and closes it: ENFILE ends
/// it, instead of one client after the other being lost.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - EINVAL: The flags say cloexec.
/// - EAGAIN: The socket is nonblocking and nobody is waiting (before Linux 5.19 it then waits).
/// - EMFILE: The process has no descriptor left.
/// - ECONNABORTED: The peer gave up before it was accepted.
/// - ENFILE: No slot is free, or the ring has no table of files.
struct accept_multishot_direct {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// How the new descriptor is made. (sqe.accept_flags)
  accept_flags flags = {};
  /// How io_uring itself goes about it. (sqe.ioprio)
  accept_modifiers modifiers = {};

  static constexpr opcode code = opcode::accept;
  static constexpr std::string_view name = "accept_multishot_direct";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  using relocatable = accept_multishot_direct;
  static constexpr std::array rearms{rearm_rule{ECONNABORTED, rearm::now}};
  static constexpr requirement needs = {
      .code = opcode::accept,
      .with = opcode::socket,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.accept_flags = raw(flags);
    sqe.ioprio = static_cast<std::uint16_t>(raw(modifiers) | 0x1);  // IORING_ACCEPT_MULTISHOT
    sqe.file_index = 0xffffffff;                                    // IORING_FILE_INDEX_ALLOC
  }

  [[nodiscard]] static result<direct_slot> decode(cqe_view cqe) noexcept {
    return decode_slot(cqe, any_slot);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("flags", flags);
    visit("modifiers", modifiers);
  }
};

}  // namespace ringlet::op
