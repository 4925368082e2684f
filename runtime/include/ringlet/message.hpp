// The message of sendmsg and recvmsg: a ::msghdr, which says where its address, its bytes and its
// control data are.
#pragma once

#include <sys/socket.h>  // msghdr

#include <cstdint>
#include <ringlet/buffers.hpp>

namespace ringlet {

/// A ::msghdr that the kernel reads, and what it leads to: the peer's address where there is one,
/// the iovecs, their bytes, and the control data.
///
/// It borrows: all of that must stay where it is until the operation completes. (The kernel has
/// copied the ::msghdr, the address and the iovecs once the operation is submitted.)
class message_in {
 public:
  constexpr message_in(const ::msghdr& message) noexcept : message_(&message) {}
  message_in(const ::msghdr&& message) = delete;

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(message_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(message_, sizeof *message_, lent_for::reading, lent_until::submit);
    visit(message_->msg_name, message_->msg_namelen, lent_for::reading, lent_until::submit);
    detail::lend_iovecs(visit, message_->msg_iov, message_->msg_iovlen, lent_for::reading, end);
    visit(message_->msg_control, message_->msg_controllen, lent_for::reading, lent_until::complete);
  }

 private:
  const ::msghdr* message_;
};

/// A ::msghdr whose address, bytes and control data the kernel fills. It writes their sizes, and
/// msg_flags, into the ::msghdr itself.
///
/// It borrows: the ::msghdr and all that it leads to must stay where they are until the operation
/// completes. To use one again, give msg_namelen and msg_controllen their first values back.
class message_out {
 public:
  constexpr message_out(::msghdr& message) noexcept : message_(&message) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(message_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    detail::lend_iovecs(visit, message_->msg_iov, message_->msg_iovlen, lent_for::writing, end);
    lend_head(visit, end);
  }

 protected:
  /// All but the bytes. Itself last: it is read as it is submitted, and written to in the end.
  template <class Visit>
  void lend_head(Visit& visit, lent_until end) const {
    visit(message_->msg_name, message_->msg_namelen, lent_for::writing, end);
    visit(message_->msg_control, message_->msg_controllen, lent_for::writing, end);
    visit(message_, sizeof *message_, lent_for::writing, end);
  }

 private:
  ::msghdr* message_;
};

/// The same where the bytes go elsewhere: the iovec is asked for its length alone.
class message_head_out : public message_out {
 public:
  using message_out::message_out;

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    lend_head(visit, end);
  }
};

}  // namespace ringlet
