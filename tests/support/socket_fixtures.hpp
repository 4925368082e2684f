// What the live tests of sockets are set up with, besides what fixtures.hpp has.
#pragma once

#include "fixtures.hpp"

#include <ringlet/buffer_ring.hpp>
#include <ringlet/outgoing_buffers.hpp>
#include <ringlet/receive_area.hpp>
#include <ringlet/transmit_timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::live {

/// Whether something to read is at a socket already.
bool comes_to(int socket);

/// An option that is an int, or -1.
int option_of(int socket, int level, int option);

/// Whether two descriptors are of one file.
bool is_same_file(int one, int other);

/// Sends one byte and, with it, a descriptor from the far end of a pair.
void feed_descriptor(const socket_pair& pair, int descriptor);

/// The descriptor that came to the far end with one byte, or none.
unique_fd received_descriptor(const socket_pair& pair);

/// What an iovec of a literal is.
inline ::iovec part_of(std::string_view text) {
  return {const_cast<char*>(text.data()), text.size()};
}

/// Skips its test where the kernel is older than IORING_RECVSEND_POLL_FIRST (5.19), which 5.10
/// ignores and later ones refuse.
class poll_first_known {
 public:
  explicit poll_first_known(ring& loop);
};

/// Skips its test where the kernel is older than IORING_ACCEPT_DONTWAIT and POLL_FIRST (6.10).
class accept_modifiers_known {
 public:
  explicit accept_modifiers_known(ring& loop);
};

/// Skips its test where plain sends and receives take no registered buffer (before Linux 7.2),
/// which nothing that a kernel can be asked for tells: a ring of its own tries it.
class fixed_transfers_known {
 public:
  explicit fixed_transfers_known(ring&);
};

/// Skips its test where sockets take no commands (before Linux 6.6).
class socket_commands_known {
 public:
  explicit socket_commands_known(ring& loop);
};

/// Two connected TCP sockets of 127.0.0.1.
class tcp_pair : public socket_pair {
 public:
  explicit tcp_pair(ring& loop);
  /// Waits until the far end has got as many bytes as `text` has, and takes them out.
  [[nodiscard]] bool delivers(std::string_view text) const;
  void feed_whole(std::string_view text) const;  // from the far end; all has come when it returns
  void shut_near() const;                        // for sending
  void set_linger(int seconds) const;            // of the near end
  [[nodiscard]] std::size_t waiting() const;     // bytes to read at the near end
  [[nodiscard]] std::size_t unsent() const;      // bytes that the near end has not got rid of
};

/// The same, with a near end that is told when what it has sent passed three points of its way.
class stamped_pair : public tcp_pair {
 public:
  explicit stamped_pair(ring& loop);
  void send(std::string_view text) const;  // from the near end
  void send_after(std::chrono::milliseconds delay, std::string text) const;
  /// Whether these are one stamp of each point, for the byte with this number, at times between the
  /// construction and now.
  [[nodiscard]] bool has_each_point(const std::vector<transmit_timestamp>& stamps,
                                    std::uint32_t key) const;

 private:
  std::chrono::system_clock::time_point start_ = std::chrono::system_clock::now();
};

/// The same, with no room for one byte more from the near end to the far one.
class full_tcp_pair : public tcp_pair {
 public:
  explicit full_tcp_pair(ring& loop);
  [[nodiscard]] bool is_unchanged() const;  // takes out what is there, and waits for the rest

 private:
  std::size_t bytes_;
};

/// A UDP socket with a port of 127.0.0.1.
class udp_socket {
 public:
  explicit udp_socket(ring& loop);
  [[nodiscard]] int fd() const { return socket_.get(); }
  [[nodiscard]] address where() const;
  void connect_to(const address& peer) const;
  void send(std::string_view text, const address& peer) const;
  void send_after(std::chrono::milliseconds delay, std::string text, const address& peer) const;
  /// Whether such a datagram has come from there; takes one out.
  [[nodiscard]] bool received(std::string_view text, const address& from) const;
  [[nodiscard]] bool is_drained() const;

 private:
  ring* loop_;
  unique_fd socket_;
};

/// Buffers that the kernel selects from: a few, which are small.
class selected_buffers {
 public:
  static constexpr std::uint32_t count = 4;
  static constexpr std::uint32_t size = 64;

  explicit selected_buffers(ring& loop);
  [[nodiscard]] detail::buffer_group& all() { return buffers_.all(); }
  task<> take_all() { return take_all_but(0); }  // leases of all of them, which stay
  task<> take_all_but(std::uint32_t rest);
  void give_back_after(std::chrono::milliseconds delay);  // what was taken
  [[nodiscard]] bool all_are_free() const { return buffers_.available() == count; }
  /// A text that fills so many buffers, the last one not wholly.
  static std::string text_for(std::size_t buffers);
  /// Whether these are the first bytes of a text that waited in a socket: all of it in as many
  /// buffers as it takes; or one buffer full, where the kernel does not know how many bytes wait in
  /// a socket of the unix domain (before Linux 6.17).
  [[nodiscard]] bool are_first(const bundle& bytes, std::string_view text) const;

 private:
  few_buffers buffers_;
  std::unique_ptr<socket_pair> source_;
  std::shared_ptr<std::vector<lease>> taken_ = std::make_shared<std::vector<lease>>();
  ringlet::ring* loop_;
};

/// Pieces of text that wait to be sent.
class outgoing_texts {
 public:
  explicit outgoing_texts(ring& loop);
  [[nodiscard]] outgoing_buffers& all() { return *queue_; }
  void put(std::vector<std::string> texts);

 private:
  std::vector<std::string> texts_;  // what the queue borrows
  std::unique_ptr<outgoing_buffers> queue_;
};

/// A few pages of memory that bytes are received into without being copied.
class area_to_receive {
 public:
  explicit area_to_receive(ring& loop);
  [[nodiscard]] receive_area& all() { return *area_; }

 private:
  std::unique_ptr<receive_area> area_;
};

/// Whether these are the bytes of `text`.
bool holds(std::span<const std::byte> bytes, std::string_view text);
inline bool holds(const lease& received, std::string_view text) {
  return holds(received.bytes(), text);
}
inline bool holds(const received_message& message, std::string_view text) {
  return holds(message.payload(), text);
}

/// The bytes of a bundle, and in how many buffers they are.
std::string joined(const bundle& received);
std::size_t pieces(const bundle& received);

/// Whether the control data pass a descriptor that closes on exec and is of that file; closes it.
bool passes_descriptor_like(::msghdr control, int descriptor);

/// A message that tests put together, and send.
class outgoing_message {
 public:
  outgoing_message() = default;
  explicit outgoing_message(ring&) {}
  void add(std::string_view text);                      // a copy of it
  void add_in_place(std::span<const std::byte> bytes);  // the bytes where they are
  void send_to(const address& peer) { peer_ = peer; }
  void pass(int descriptor);
  [[nodiscard]] const ::msghdr& header();

 private:
  std::deque<std::string> texts_;  // a deque, so that they stay where they are
  std::vector<::iovec> parts_;
  address peer_;
  alignas(::cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control_{};
  std::size_t control_size_ = 0;
  ::msghdr header_{};
};

/// Room for a message that tests receive.
class incoming_message {
 public:
  explicit incoming_message(ring&);
  incoming_message(const incoming_message&) = delete;
  incoming_message& operator=(const incoming_message&) = delete;
  ~incoming_message() { close_descriptor(); }
  void add(std::size_t size);  // one more part
  [[nodiscard]] ::msghdr& header() { return header_; }
  [[nodiscard]] std::string_view part(std::size_t number) const { return rooms_[number]; }
  [[nodiscard]] address sender() const;
  /// Whether a descriptor came with it that closes on exec and is of that file.
  [[nodiscard]] bool has_descriptor_like(int descriptor) const;

 private:
  [[nodiscard]] int descriptor() const;
  void close_descriptor() const;

  std::deque<std::string> rooms_;
  std::vector<::iovec> parts_;
  ::sockaddr_storage sender_{};
  alignas(::cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control_{};
  ::msghdr header_{};
};

}  // namespace ringlet::live
