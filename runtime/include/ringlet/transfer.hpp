// Whole transfers: all of a buffer, however many reads or writes that takes.
#pragma once

#include <sys/socket.h>  // MSG_NOSIGNAL

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/buffers.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

/// How a whole transfer went. It is true if all bytes were transferred. If not, it still says how
/// many were, because they are gone from the pipe or the socket.
class transferred {
 public:
  transferred(std::size_t bytes, bool all, std::error_code error) noexcept
      : bytes_(bytes), all_(all), error_(error) {}
  /// Nothing, because the operation was refused.
  transferred(std::unexpected<std::error_code> refused) noexcept
      : transferred(0, false, refused.error()) {}

  [[nodiscard]] explicit operator bool() const noexcept { return all_; }

  /// How many bytes were transferred: the first ones of the buffer.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  /// Why it was not all; std::error_code(), which is no error, where the file or the stream ended
  /// before.
  [[nodiscard]] std::error_code error() const noexcept { return error_; }

 private:
  std::size_t bytes_;
  bool all_;
  std::error_code error_;
};

namespace detail {

// The four ways to transfer. The generated operations would do, but the runtime includes nothing
// that is generated.
struct reading {
  static constexpr std::string_view name = "read_exactly";
  static constexpr auto code = static_cast<opcode>(IORING_OP_READ);
  static constexpr bool has_offset = true;
  static constexpr bool may_end = true;
  static constexpr std::uint32_t msg_flags = 0;
  static constexpr lent_for use = lent_for::writing;
};
struct receiving {
  static constexpr std::string_view name = "recv_exactly";
  static constexpr auto code = static_cast<opcode>(IORING_OP_RECV);
  static constexpr bool has_offset = false;
  static constexpr bool may_end = true;
  // Not MSG_WAITALL: kernels before 6.1 lose count of what had come when they are asked to cancel.
  static constexpr std::uint32_t msg_flags = 0;
  static constexpr lent_for use = lent_for::writing;
};
struct writing {
  static constexpr std::string_view name = "write_all";
  static constexpr auto code = static_cast<opcode>(IORING_OP_WRITE);
  static constexpr bool has_offset = true;
  static constexpr bool may_end = false;
  static constexpr std::uint32_t msg_flags = 0;
  static constexpr lent_for use = lent_for::reading;
};
struct sending {
  static constexpr std::string_view name = "send_all";
  static constexpr auto code = static_cast<opcode>(IORING_OP_SEND);
  static constexpr bool has_offset = false;
  static constexpr bool may_end = false;
  static constexpr std::uint32_t msg_flags = MSG_NOSIGNAL;
  static constexpr lent_for use = lent_for::reading;
};

template <class Way>
constexpr requirement needs_of_way = {.code = Way::code, .with = Way::code, .feature = 0};

template <class Way>
void encode_transfer(io_uring_sqe& sqe, file_ref file, std::uint64_t address, std::size_t size,
                     std::uint64_t offset) noexcept {
  sqe.opcode = static_cast<std::uint8_t>(Way::code);
  sqe.fd = file.number();
  sqe.flags |= file.sqe_flags();
  sqe.addr = address;
  sqe.len = clamped(size);
  sqe.msg_flags = Way::msg_flags;
  if constexpr (Way::has_offset) sqe.off = offset;
}

/// Takes note of one result of a transfer of `size` bytes, for `repeats`. What decode sees in the
/// end is a negative errno, 0 where the file ended before all came, or else 1.
template <class Way>
bool wants_rest(std::int32_t& res, std::uint64_t& so_far, std::size_t size) noexcept {
  if (res < 0) return res == -EINTR;
  so_far += static_cast<std::uint64_t>(res);
  if (so_far < size && res > 0) return true;
  if (so_far == size) {
    res = 1;
  } else if (!Way::may_end) {
    res = -EIO;  // A file that takes nothing, without an error, would do so forever.
  }
  return false;
}

[[nodiscard]] inline transferred decode_transferred(std::int32_t res, std::size_t bytes) noexcept {
  return {bytes, res > 0, res < 0 ? error_of(-res) : std::error_code()};
}

template <class Way>
class whole_transfer {
 public:
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = Way::name;
  static constexpr requirement needs = needs_of_way<Way>;

  whole_transfer(file_ref file, const void* data, std::size_t size, std::uint64_t offset) noexcept
      : file_(file), data_(data), size_(size), offset_(offset) {}

  void encode(sqe_slot slot) const noexcept {
    encode_transfer<Way>(slot.sqe(), file_, address_of(data_), size_, offset_);
  }
  bool wants_more(std::int32_t& res, std::uint64_t& so_far) const noexcept {
    return wants_rest<Way>(res, so_far, size_);
  }
  template <class Visit>
  void for_each_argument(Visit visit) const {
    visit("file", file_);
    visit("buffer", std::span(static_cast<const std::byte*>(data_), size_));
  }
  template <class Visit>
  void for_each_lent(Visit visit) const {
    visit(data_, size_, Way::use, lent_until::complete);
  }
  void advance(io_uring_sqe& sqe, std::uint64_t so_far) const noexcept {
    sqe.addr += so_far;
    sqe.len = clamped(size_ - so_far);
    if (Way::has_offset && offset_ != current_position) sqe.off += so_far;
  }
  [[nodiscard]] static transferred decode(cqe_view cqe) noexcept {
    return decode_transferred(cqe.res, cqe.extra[0]);
  }

 private:
  file_ref file_;
  const void* data_;
  std::size_t size_;
  std::uint64_t offset_;
};

// Unlike bytes_out and bytes_in, which are cut to what one operation can transfer.
template <writable_bytes Range>
std::span<std::byte> all_of(Range&& range) noexcept {
  if constexpr (spans<Range, std::byte>)
    return std::span<std::byte>(std::forward<Range>(range));
  else if constexpr (spans<Range, char>)
    return std::as_writable_bytes(std::span<char>(std::forward<Range>(range)));
  else
    return std::as_writable_bytes(std::span<unsigned char>(std::forward<Range>(range)));
}
template <readable_bytes Range>
std::span<const std::byte> all_in(Range&& range) noexcept {
  if constexpr (string_literal<Range>) {
    const bytes_in text(range);
    return {text.data(), text.length()};
  } else if constexpr (spans<Range, const std::byte>) {
    return std::span<const std::byte>(std::forward<Range>(range));
  } else if constexpr (spans<Range, const char>) {
    return std::as_bytes(std::span<const char>(std::forward<Range>(range)));
  } else {
    return std::as_bytes(std::span<const unsigned char>(std::forward<Range>(range)));
  }
}

}  // namespace detail

/// Reads from a file until `buffer` is full. Gives a `transferred`: true if it is; else how many
/// bytes came, and no error where the file ended before, or what read(2) answers.
///
///     auto header = co_await read_exactly(file, buffer);
///     if (!header) { … header.bytes() … header.error() … }
///
/// This is one operation, which the task awaits once, however often it has to be submitted: after a
/// short read, and after EINTR. So within(1s, read_exactly(…)) is a deadline for the whole of it,
/// and with_id makes the whole cancellable; neither loses what had come: bytes() says how much. It
/// allocates nothing. It cannot be a member of a chain.
///
/// `buffer` is what bytes_out takes, of any length, and must stay valid until it completes.
/// `offset` is where in the file to begin, in bytes; without one the file's own position is used,
/// and moves on: so for pipes. (IORING_OP_READ, Linux 5.6)
template <detail::writable_bytes Range>
[[nodiscard("it does nothing until it is awaited")]] detail::whole_transfer<detail::reading>
read_exactly(file_ref file, Range&& buffer, std::uint64_t offset = current_position) noexcept {
  const auto bytes = detail::all_of(std::forward<Range>(buffer));
  return {file, bytes.data(), bytes.size(), offset};
}

/// Writes all of `buffer` to a file. Gives a `transferred`: true if that was done; else how many
/// bytes were written, and what write(2) answers; EIO where the file takes nothing and gives no
/// error.
///
/// As with read_exactly, this is one operation for a deadline or a cancel. `buffer` is what
/// bytes_in takes, of any length. (IORING_OP_WRITE, Linux 5.6)
template <detail::readable_bytes Range>
[[nodiscard("it does nothing until it is awaited")]] detail::whole_transfer<detail::writing>
write_all(file_ref file, Range&& buffer, std::uint64_t offset = current_position) noexcept {
  const auto bytes = detail::all_in(std::forward<Range>(buffer));
  return {file, bytes.data(), bytes.size(), offset};
}

/// read_exactly for a stream socket, which ends when the peer has shut down. (IORING_OP_RECV,
/// Linux 5.6)
template <detail::writable_bytes Range>
[[nodiscard("it does nothing until it is awaited")]] detail::whole_transfer<detail::receiving>
recv_exactly(file_ref socket, Range&& buffer) noexcept {
  const auto bytes = detail::all_of(std::forward<Range>(buffer));
  return {socket, bytes.data(), bytes.size(), 0};
}

/// write_all for a stream socket. A connection that is shut down gives EPIPE and no SIGPIPE.
/// (IORING_OP_SEND, Linux 5.6)
template <detail::readable_bytes Range>
[[nodiscard("it does nothing until it is awaited")]] detail::whole_transfer<detail::sending>
send_all(file_ref socket, Range&& buffer) noexcept {
  const auto bytes = detail::all_in(std::forward<Range>(buffer));
  return {socket, bytes.data(), bytes.size(), 0};
}

}  // namespace ringlet
