// Generated from spec/opcodes.json, row "recv". Do not edit: change the row, then run
// `python3 codegen generate`.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include <ringlet/buffer_source.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/msg_flags.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::op {

/// Receives bytes on a socket, like recv(2).
///
/// IORING_OP_RECV (27), Linux 5.6 and later. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of the stream: the peer has shut down.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
struct recv {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the bytes go. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recv;
  static constexpr requirement needs = {.code = opcode::recv, .with = opcode::recv, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.msg_flags = raw(flags);
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffer", buffer);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Receives bytes on a socket into a registered buffer.
///
/// IORING_OP_RECV (27), Linux 7.2 and later. Ringlet asks the kernel for IORING_OP_NOP128, which is
/// of Linux 6.19: nothing nearer tells. It completes once. It can be cancelled while it waits.
///
/// Gives: how many bytes were transferred, which may be fewer than asked for.
///
/// 0 bytes are the end of the stream: the peer has shut down.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The ring has no such buffer, or the range is not inside of it.
/// - EINVAL: The kernel is of a release between 6.19 and 7.1, and does not know this form.
struct recv_fixed {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the bytes go. It must stay valid until the operation completes. (sqe.addr, sqe.len)
  bytes_out buffer;
  /// Which registered buffer the bytes go to. (sqe.buf_index)
  ringlet::buffer_index buffer_index;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_fixed";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recv_fixed;
  static constexpr requirement needs = {.code = opcode::recv, .with = opcode::nop128, .feature = 0};

  /// The error of an argument that is unfit; nothing is submitted then.
  [[nodiscard]] std::error_code check() const noexcept {
    if (!buffer_index.fits()) return std::make_error_code(std::errc::value_too_large);
    return {};
  }

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.addr = buffer.address();
    sqe.len = buffer.length();
    sqe.buf_index = buffer_index.value();
    sqe.msg_flags = raw(flags);
    sqe.ioprio = 0x4;  // IORING_RECVSEND_FIXED_BUF
  }

  [[nodiscard]] static result<std::size_t> decode(cqe_view cqe) noexcept {
    return decode_bytes(cqe);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffer", buffer);
    visit("buffer_index", buffer_index);
    visit("flags", flags);
  }

  /// Calls `visit(data, size, lent_for, lent_until)` for each piece of memory that it lends.
  template <class Visit>
  void for_each_lent(Visit visit) const {
    buffer.lend(visit, lent_until::complete);
  }
};

/// Receives bytes on a socket, time after time, each time into a buffer that the kernel selects.
///
/// IORING_OP_RECV (27), Linux 6.0 and later. A kernel has this form if it has IORING_OP_SEND_ZC. It
/// completes many times: it is a stream. It can be cancelled while it waits.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// The stream ends without an error when the peer has shut down.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
/// - EINVAL: The flags say waitall, or there is a length before Linux 6.17.
struct recv_multishot {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the buffers are selected from. (sqe.buf_group)
  buffer_source buffers;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How many bytes are received each time at most, so that one socket does not starve the others
  /// (Linux 6.17); 0 leaves that to the buffers. (sqe.len)
  std::uint32_t length = 0;

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_multishot";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr bool ends_at_zero = true;
  using relocatable = recv_multishot;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::recv,
      .with = opcode::send_zc,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.len = length;
    sqe.ioprio = 0x2;  // IORING_RECV_MULTISHOT
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
    visit("length", length);
  }
};

/// Receives bytes on a socket into a buffer that the kernel selects when they come.
///
/// IORING_OP_RECV (27), Linux 5.7 and later. A kernel has this form if it has
/// IORING_OP_PROVIDE_BUFFERS. It completes once. It can be cancelled while it waits.
///
/// Gives: the bytes that came, in a buffer that goes back to the kernel when the lease is
/// destroyed; none at the end.
///
/// 0 bytes are the end of the stream: the peer has shut down.
///
/// A range longer than 0x7ffff000 bytes is transferred in part: no system call of Linux moves more
/// at once.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
/// - ENOBUFS: No buffer is left; one comes back when a lease ends.
struct recv_select {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the buffer is selected from. (sqe.buf_group, sqe.len)
  selected_buffer buffers;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_select";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recv_select;
  static constexpr requirement needs = {
      .code = opcode::recv,
      .with = opcode::provide_buffers,
      .feature = 0,
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.len = buffers.length();
    sqe.msg_flags = raw(flags);
  }

  [[nodiscard]] result<lease> decode(cqe_view cqe) const noexcept {
    return decode_lease(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
  }
};

/// Receives so many bytes on a socket and no more, time after time into as many buffers as they
/// need, which the kernel selects.
///
/// IORING_OP_RECV (27), Linux 6.17 and later. Ringlet asks the kernel for IORING_OP_PIPE, which is
/// of Linux 6.16: nothing nearer tells. It completes many times: it is a stream. It can be
/// cancelled while it waits.
///
/// Gives: the bytes that came, in as many buffers as they needed, which go back to the kernel when
/// the bundle is destroyed; none at the end.
///
/// The stream ends without an error when so many bytes have come, or earlier when the peer has shut
/// down. What is beyond stays in the socket.
///
/// The bound holds however often the stream has to ask again. It is one of bundles, because
/// receipts into one buffer go beyond it in the kernel.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
/// - ENOBUFS: No buffer is left; they come back when a bundle ends.
/// - EINVAL: The flags say waitall, or the kernel does not know it (nothing that can be asked for
///   came with Linux 6.17; pipe is of 6.16).
struct recv_multishot_bounded {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the buffers are selected from, and how many bytes there shall be in all: {buffers,
  /// 1000}. (sqe.buf_group, sqe.optlen)
  bounded_source buffers;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How many bytes are received each time at most; 0 leaves that to the buffers. (sqe.len)
  std::uint32_t length = 0;

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_multishot_bounded";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr bool ends_at_zero = true;
  using relocatable = recv_multishot_bounded;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {.code = opcode::recv, .with = opcode::pipe, .feature = 0};

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.file_index = buffers.length();  // optlen
    sqe.msg_flags = raw(flags);
    sqe.len = length;
    sqe.ioprio = 0x12;  // IORING_RECV_MULTISHOT | IORING_RECVSEND_BUNDLE
  }

  [[nodiscard]] result<bundle> decode(cqe_view cqe) const noexcept {
    return decode_bundle(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
    visit("length", length);
  }
};

/// Receives bytes on a socket into as many buffers as they need, which the kernel selects.
///
/// IORING_OP_RECV (27), Linux 6.10 and later. A kernel has this form if it says
/// IORING_FEAT_RECVSEND_BUNDLE. It completes once. It can be cancelled while it waits.
///
/// Gives: the bytes that came, in as many buffers as they needed, which go back to the kernel when
/// the bundle is destroyed; none at the end.
///
/// How many bytes wait the kernel knows only once it has received some: the first bundle may have
/// fewer buffers than there are bytes for.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
/// - ENOBUFS: No buffer is left; they come back when a bundle ends.
struct recv_bundle {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the buffers are selected from. (sqe.buf_group)
  bundle_source buffers;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How many bytes are received at most; 0 leaves that to the buffers. (sqe.len)
  std::uint32_t length = 0;

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_bundle";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool completes_once = true;
  static constexpr bool polls_first = true;
  using relocatable = recv_bundle;
  static constexpr requirement needs = {
      .code = opcode::recv,
      .with = opcode::recv,
      .feature = 0x4000,  // IORING_FEAT_RECVSEND_BUNDLE
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.len = length;
    sqe.ioprio = 0x10;  // IORING_RECVSEND_BUNDLE
  }

  [[nodiscard]] result<bundle> decode(cqe_view cqe) const noexcept {
    return decode_bundle(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
    visit("length", length);
  }
};

/// Receives bytes on a socket, time after time, each time into as many buffers as they need.
///
/// IORING_OP_RECV (27), Linux 6.10 and later. A kernel has this form if it says
/// IORING_FEAT_RECVSEND_BUNDLE. It completes many times: it is a stream. It can be cancelled while
/// it waits.
///
/// Gives: the bytes that came, in as many buffers as they needed, which go back to the kernel when
/// the bundle is destroyed; none at the end.
///
/// The stream ends without an error when the peer has shut down.
///
/// Errors, among others:
///
/// - EBADF: The number is no descriptor.
/// - ENOTSOCK: The file is no socket.
/// - ECONNRESET: The peer has reset the connection.
/// - EAGAIN: Nothing is there, and the socket is nonblocking or the flags say dontwait.
/// - ENOTCONN: The socket is not connected.
/// - EFAULT: The buffer is outside of the process's memory.
/// - ENOBUFS: No buffer is left; they come back when a bundle ends.
/// - EINVAL: The flags say waitall, or there is a length before Linux 6.17.
struct recv_multishot_bundle {
  /// The socket. (sqe.fd)
  file_ref socket;
  /// Where the buffers are selected from. (sqe.buf_group)
  bundle_source buffers;
  /// How to receive them. (sqe.msg_flags)
  msg_flags flags = {};
  /// How many bytes are received each time at most (Linux 6.17); 0 leaves that to the buffers.
  /// (sqe.len)
  std::uint32_t length = 0;

  static constexpr opcode code = opcode::recv;
  static constexpr std::string_view name = "recv_multishot_bundle";
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr bool multishot = true;
  static constexpr bool polls_first = true;
  static constexpr bool ends_at_zero = true;
  using relocatable = recv_multishot_bundle;
  static constexpr std::array rearms{rearm_rule{ENOBUFS, rearm::buffer}};
  static constexpr requirement needs = {
      .code = opcode::recv,
      .with = opcode::recv,
      .feature = 0x4000,  // IORING_FEAT_RECVSEND_BUNDLE
  };

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    socket.begin(sqe, code);
    sqe.flags |= buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.msg_flags = raw(flags);
    sqe.len = length;
    sqe.ioprio = 0x12;  // IORING_RECV_MULTISHOT | IORING_RECVSEND_BUNDLE
  }

  [[nodiscard]] result<bundle> decode(cqe_view cqe) const noexcept {
    return decode_bundle(cqe, buffers);
  }

  /// Calls `visit(name, value)` for each argument, in order.
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("socket", socket);
    visit("buffers", buffers);
    visit("flags", flags);
    visit("length", length);
  }
};

}  // namespace ringlet::op
