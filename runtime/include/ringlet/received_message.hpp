// Messages that recvmsg receives again and again into buffers which the kernel selects.
#pragma once

#include <sys/socket.h>  // msghdr

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include <ringlet/address.hpp>
#include <ringlet/buffer_source.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet {

/// How many bytes of each buffer are for the sender's address and for control data; 0 where they
/// are not wanted. The message's own bytes get the rest, less 16.
struct message_room {
  std::uint32_t name = 0;
  std::uint32_t control = 0;
};

/// The same as the kernel reads it: the two lengths of a ::msghdr. It lives in the operation.
class message_layout {
 public:
  message_layout(message_room room) noexcept : header_{} {
    header_.msg_namelen = room.name;
    header_.msg_controllen = room.control;
  }

  [[nodiscard]] message_room room() const noexcept {
    return {header_.msg_namelen, static_cast<std::uint32_t>(header_.msg_controllen)};
  }

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(&header_); }

 private:
  ::msghdr header_;
};

/// A message in a buffer that is the holder's until this is destroyed: then the kernel gets it
/// back, and all of it is overwritten.
class [[nodiscard]] received_message {
 public:
  /// For decode functions: `bytes` is what the kernel has filled.
  received_message(lease bytes, message_room room) noexcept
      : bytes_(std::move(bytes)), room_(room) {
    if (bytes_.size() >= head()) {
      std::memcpy(&facts_, bytes_.data(), sizeof facts_);
    }
  }

  /// The bytes of the message, without those that did not fit.
  [[nodiscard]] std::span<std::byte> payload() const noexcept {
    return bytes_.bytes().subspan(head() < bytes_.size() ? head() : bytes_.size());
  }

  /// How many bytes the message had, with msg_flags::trunc also where they did not fit.
  [[nodiscard]] std::size_t payload_size() const noexcept { return facts_.payloadlen; }

  /// Who has sent it; of family AF_UNSPEC where the socket does not tell or there was no room.
  [[nodiscard]] address sender() const noexcept {
    const auto size = facts_.namelen < room_.name ? facts_.namelen : room_.name;
    return {reinterpret_cast<const ::sockaddr*>(bytes_.data() + sizeof facts_),
            static_cast<::socklen_t>(size)};
  }

  /// The control data, as a ::msghdr for CMSG_FIRSTHDR and CMSG_NXTHDR.
  [[nodiscard]] ::msghdr control() const noexcept {
    ::msghdr header{};
    header.msg_controllen = facts_.controllen < room_.control ? facts_.controllen : room_.control;
    if (header.msg_controllen != 0) {
      header.msg_control = bytes_.data() + sizeof facts_ + room_.name;
    }
    return header;
  }

  /// What recvmsg(2) says in msg_flags: MSG_TRUNC where the message did not fit, MSG_CTRUNC where
  /// its control data did not.
  [[nodiscard]] int flags() const noexcept { return static_cast<int>(facts_.flags); }

  /// Whether the socket had more waiting when this was received.
  [[nodiscard]] bool socket_nonempty() const noexcept { return bytes_.socket_nonempty(); }

 private:
  [[nodiscard]] std::size_t head() const noexcept {
    return sizeof facts_ + std::size_t{room_.name} + room_.control;
  }

  lease bytes_;
  message_room room_;
  io_uring_recvmsg_out facts_{};
};

/// The message in the buffer that the kernel has selected.
[[nodiscard]] inline result<received_message> decode_message(
    cqe_view cqe, const buffer_source& buffers, const message_layout& layout) noexcept {
  result<lease> bytes = decode_lease(cqe, buffers);
  if (!bytes) [[unlikely]] {
    return std::unexpected(bytes.error());
  }
  return received_message(std::move(*bytes), layout.room());
}

}  // namespace ringlet
