#include "socket_fixtures.hpp"

#include "demand.hpp"
#include "live.hpp"

#include <linux/net_tstamp.h>
#include <linux/sockios.h>  // SIOCOUTQ
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace ringlet::live {
namespace {

address own_address_of(int socket) {
  ::sockaddr_storage storage{};
  ::socklen_t size = sizeof storage;
  auto* const raw = reinterpret_cast<::sockaddr*>(&storage);
  demand(::getsockname(socket, raw, &size) == 0, "getsockname");
  return {raw, size};
}

task<> send_later(std::chrono::milliseconds delay, int socket, std::string text, address peer) {
  co_await sleep_for(delay);
  demand(::sendto(socket, text.data(), text.size(), 0, peer.data(), peer.size()) ==
             static_cast<::ssize_t>(text.size()),
         "sending a datagram");
}

task<> end_later(std::chrono::milliseconds delay, std::shared_ptr<std::vector<lease>> leases) {
  co_await sleep_for(delay);
  leases->clear();
}

task<> send_bytes_later(std::chrono::milliseconds delay, int socket, std::string text) {
  co_await sleep_for(delay);
  demand(
      ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<::ssize_t>(text.size()),
      "sending");
}

void set_option(int socket, int option, int value) {
  demand(::setsockopt(socket, SOL_SOCKET, option, &value, sizeof value) == 0, "setsockopt");
}

}  // namespace

poll_first_known::poll_first_known(ring& loop) {
  if (!loop.supports<op::socket>())  // of the same release
    throw unavailable("this kernel is older than IORING_RECVSEND_POLL_FIRST (Linux 5.19)");
}

accept_modifiers_known::accept_modifiers_known(ring& loop) {
  // IORING_FEAT_RECVSEND_BUNDLE is of the same release.
  if (!loop.has({.code = opcode::accept, .with = opcode::accept, .feature = 0x4000}))
    throw unavailable("this kernel is older than IORING_ACCEPT_DONTWAIT (Linux 6.10)");
}

fixed_transfers_known::fixed_transfers_known(ring& loop) {
  if (!loop.supports<op::recv_fixed>()) return;  // so that the test sees it refused
  ::io_uring plain{};
  demand_registered(::io_uring_queue_init(2, &plain, 0), "a plain ring");
  ::io_uring_sqe* const asked = ::io_uring_get_sqe(&plain);
  ::io_uring_prep_recv(asked, -1, nullptr, 0, 0);
  asked->ioprio = IORING_RECVSEND_FIXED_BUF;
  ::io_uring_cqe* answer = nullptr;
  ::io_uring_submit(&plain);
  demand_registered(::io_uring_wait_cqe(&plain, &answer), "asking a plain ring");
  const int outcome = answer->res;
  ::io_uring_queue_exit(&plain);
  // A kernel that knows the flag finds that there is no such file.
  if (outcome == -EINVAL)
    throw unavailable("plain sends and receives take no registered buffer (before Linux 7.2)");
}

socket_commands_known::socket_commands_known(ring& loop) {
  if (!loop.supports<op::uring_cmd_siocinq>())
    throw unavailable("sockets take no commands on this kernel");
}

bool comes_to(int socket) { return is_there(socket, POLLIN); }

int option_of(int socket, int level, int option) {
  int value = -1;
  ::socklen_t size = sizeof value;
  return ::getsockopt(socket, level, option, &value, &size) == 0 ? value : -1;
}

bool is_same_file(int one, int other) {
  struct ::stat first{};
  struct ::stat second{};
  return one != other && ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

void feed_descriptor(const socket_pair& pair, int descriptor) {
  outgoing_message message;
  message.add("x");
  message.pass(descriptor);
  demand(::sendmsg(pair.far(), &message.header(), MSG_NOSIGNAL) == 1, "passing a descriptor");
}

unique_fd received_descriptor(const socket_pair& pair) {
  alignas(::cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
  char byte = 0;
  ::iovec part{.iov_base = &byte, .iov_len = 1};
  ::msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  if (::recvmsg(pair.far(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1) return {};
  const ::cmsghdr* const first = CMSG_FIRSTHDR(&header);
  if (first == nullptr || first->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(first), sizeof descriptor);
  return unique_fd(descriptor);
}

tcp_pair::tcp_pair(ring& loop) : socket_pair(loop) {
  const bound_socket listener(loop);
  demand(::listen(listener.fd(), 1) == 0, "listen");
  const address there = listener.where();
  near_ = own(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "a TCP socket");
  demand(::connect(near_.get(), there.data(), there.size()) == 0, "connecting over the loopback");
  *far_ = own(::accept4(listener.fd(), nullptr, nullptr, SOCK_CLOEXEC), "accept4");
}

bool tcp_pair::delivers(std::string_view text) const {
  std::string all(text.size(), '\0');
  std::size_t got = 0;
  while (got < all.size() && comes(far(), POLLIN)) {
    const ::ssize_t more = ::recv(far(), all.data() + got, all.size() - got, MSG_DONTWAIT);
    if (more <= 0) return false;
    got += static_cast<std::size_t>(more);
  }
  return all == text && !is_there(far(), POLLIN);
}

void tcp_pair::feed_whole(std::string_view text) const {
  const std::size_t all = waiting() + text.size();
  feed(text);
  while (waiting() < all) {
    demand(comes(near(), POLLIN), "what was sent over the loopback");
  }
}

void tcp_pair::shut_near() const { demand(::shutdown(near(), SHUT_WR) == 0, "shutdown"); }

void tcp_pair::set_linger(int seconds) const {
  const ::linger lingers{.l_onoff = 1, .l_linger = seconds};
  demand(::setsockopt(near(), SOL_SOCKET, SO_LINGER, &lingers, sizeof lingers) == 0, "SO_LINGER");
}

std::size_t tcp_pair::waiting() const {
  int bytes = 0;
  demand(::ioctl(near(), FIONREAD, &bytes) == 0, "FIONREAD");
  return static_cast<std::size_t>(bytes);
}

std::size_t tcp_pair::unsent() const {
  int bytes = 0;
  demand(::ioctl(near(), SIOCOUTQ, &bytes) == 0, "SIOCOUTQ");
  return static_cast<std::size_t>(bytes);
}

stamped_pair::stamped_pair(ring& loop) : tcp_pair(loop) {
  set_option(near(), SO_TIMESTAMPING,
             SOF_TIMESTAMPING_TX_SCHED | SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_TX_ACK |
                 SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY);
}

void stamped_pair::send(std::string_view text) const {
  demand(
      ::send(near(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<::ssize_t>(text.size()),
      "sending");
}

void stamped_pair::send_after(std::chrono::milliseconds delay, std::string text) const {
  loop_->spawn(send_bytes_later(delay, near(), std::move(text)));
}

bool stamped_pair::has_each_point(const std::vector<transmit_timestamp>& stamps,
                                  std::uint32_t key) const {
  std::vector<timestamp_point> points;
  for (const transmit_timestamp& stamp : stamps) {
    const std::chrono::system_clock::time_point when(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(stamp.time));
    if (stamp.key != key || stamp.hardware || when < start_ ||
        when > std::chrono::system_clock::now()) {
      return false;
    }
    points.push_back(stamp.point);
  }
  std::ranges::sort(points);
  return points == std::vector{timestamp_point::sent, timestamp_point::scheduled,
                               timestamp_point::acknowledged};
}

full_tcp_pair::full_tcp_pair(ring& loop) : tcp_pair(loop), bytes_(0) {
  set_option(near(), SO_SNDBUF, 4096);
  set_option(far(), SO_RCVBUF, 4096);
  const std::string chunk(65536, '#');
  // What has been sent may move on to the peer and leave room here, so until there is none for
  // long.
  do {
    for (std::size_t size = chunk.size(); size != 0;) {
      const ::ssize_t sent = ::send(near(), chunk.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0)
        bytes_ += static_cast<std::size_t>(sent);
      else
        size /= 2;
    }
  } while (comes(near(), POLLOUT, 100ms));
}

bool full_tcp_pair::is_unchanged() const {
  // With little room the peer would tell of what gets free by and by, and the rest come as slowly.
  set_option(far(), SO_RCVBUF, 1 << 20);
  return delivers(std::string(bytes_, '#'));
}

udp_socket::udp_socket(ring& loop)
    : loop_(&loop), socket_(own(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "a UDP socket")) {
  const address any_port = address::loopback(0);
  demand(::bind(fd(), any_port.data(), any_port.size()) == 0, "binding to a port of 127.0.0.1");
}

address udp_socket::where() const { return own_address_of(fd()); }

void udp_socket::connect_to(const address& peer) const {
  demand(::connect(fd(), peer.data(), peer.size()) == 0, "connecting a UDP socket");
}

void udp_socket::send(std::string_view text, const address& peer) const {
  demand(::sendto(fd(), text.data(), text.size(), 0, peer.data(), peer.size()) ==
             static_cast<::ssize_t>(text.size()),
         "sending a datagram");
}

void udp_socket::send_after(std::chrono::milliseconds delay, std::string text,
                            const address& peer) const {
  loop_->spawn(send_later(delay, fd(), std::move(text), peer));
}

bool udp_socket::received(std::string_view text, const address& from) const {
  if (!comes(fd(), POLLIN)) return false;
  std::array<char, 2048> room{};
  ::sockaddr_storage sender{};
  ::socklen_t size = sizeof sender;
  auto* const raw = reinterpret_cast<::sockaddr*>(&sender);
  const ::ssize_t got = ::recvfrom(fd(), room.data(), room.size(), MSG_DONTWAIT, raw, &size);
  return got >= 0 && std::string_view(room.data(), static_cast<std::size_t>(got)) == text &&
         address(raw, size) == from;
}

bool udp_socket::is_drained() const { return !is_there(fd(), POLLIN); }

selected_buffers::selected_buffers(ringlet::ring& loop)
    : buffers_(loop, count, size), source_(std::make_unique<socket_pair>(loop)), loop_(&loop) {}

task<> selected_buffers::take_all_but(std::uint32_t rest) {
  while (buffers_.available() != rest) {
    source_->feed("x");
    const op::recv_select operation{.socket = source_->near(), .buffers = all()};
    auto received = co_await operation;
    demand(received.has_value(), "taking a buffer");
    taken_->push_back(std::move(*received));
  }
}

void selected_buffers::give_back_after(std::chrono::milliseconds delay) {
  loop_->spawn(end_later(delay, taken_));
}

outgoing_texts::outgoing_texts(ring& loop) {
  if (!loop.supports<op::socket>())  // of the same release
    throw unavailable("this kernel is older than rings of buffers (Linux 5.19)");
  queue_ = std::make_unique<outgoing_buffers>(loop, 512);
}

void outgoing_texts::put(std::vector<std::string> texts) {
  texts_ = std::move(texts);
  for (const std::string& text : texts_) demand(queue_->push(text), "putting a piece in the queue");
}

area_to_receive::area_to_receive(ring& loop) {
  try {
    area_ = std::make_unique<receive_area>(loop, 65536);
  } catch (const std::system_error& error) {
    throw unavailable(error.what());
  }
}

std::string selected_buffers::text_for(std::size_t buffers) {
  std::string text(size * buffers - 7, '.');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

bool selected_buffers::are_first(const bundle& bytes, std::string_view text) const {
  constexpr int so_inq = 84;
  const int on = 1;
  const bool knows = ::setsockopt(source_->near(), SOL_SOCKET, so_inq, &on, sizeof on) == 0;
  const std::string_view first = knows ? text : text.substr(0, size);
  return joined(bytes) == first && pieces(bytes) == (first.size() + size - 1) / size;
}

bool holds(std::span<const std::byte> bytes, std::string_view text) {
  return std::ranges::equal(bytes, std::as_bytes(std::span(text)));
}

std::string joined(const bundle& received) {
  std::string all;
  for (const std::span<std::byte> piece : received) {
    all.append(reinterpret_cast<const char*>(piece.data()), piece.size());
  }
  return all;
}

std::size_t pieces(const bundle& received) {
  return static_cast<std::size_t>(std::distance(received.begin(), received.end()));
}

bool passes_descriptor_like(::msghdr control, int descriptor) {
  const ::cmsghdr* const first = CMSG_FIRSTHDR(&control);
  if (first == nullptr || first->cmsg_type != SCM_RIGHTS) return false;
  int passed = -1;
  std::memcpy(&passed, CMSG_DATA(first), sizeof passed);
  const unique_fd owned(passed);
  return closes_on_exec(passed) && is_same_file(passed, descriptor);
}

void outgoing_message::add(std::string_view text) {
  const std::string& kept = texts_.emplace_back(text);
  parts_.push_back(part_of(kept));
}

void outgoing_message::add_in_place(std::span<const std::byte> bytes) {
  parts_.push_back({const_cast<std::byte*>(bytes.data()), bytes.size()});
}

void outgoing_message::pass(int descriptor) {
  auto* const first = reinterpret_cast<::cmsghdr*>(control_.data());
  first->cmsg_level = SOL_SOCKET;
  first->cmsg_type = SCM_RIGHTS;
  first->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(first), &descriptor, sizeof descriptor);
  control_size_ = control_.size();
}

const ::msghdr& outgoing_message::header() {
  header_.msg_name = peer_.size() == 0 ? nullptr : const_cast<::sockaddr*>(peer_.data());
  header_.msg_namelen = peer_.size();
  header_.msg_iov = parts_.data();
  header_.msg_iovlen = parts_.size();
  header_.msg_control = control_size_ == 0 ? nullptr : control_.data();
  header_.msg_controllen = control_size_;
  return header_;
}

incoming_message::incoming_message(ring&) {
  header_.msg_name = &sender_;
  header_.msg_namelen = sizeof sender_;
  header_.msg_control = control_.data();
  header_.msg_controllen = control_.size();
}

void incoming_message::add(std::size_t size) {
  std::string& room = rooms_.emplace_back(size, '\0');
  parts_.push_back({.iov_base = room.data(), .iov_len = room.size()});
  header_.msg_iov = parts_.data();
  header_.msg_iovlen = parts_.size();
}

address incoming_message::sender() const {
  return {reinterpret_cast<const ::sockaddr*>(&sender_), header_.msg_namelen};
}

bool incoming_message::has_descriptor_like(int other) const {
  return descriptor() >= 0 && closes_on_exec(descriptor()) && is_same_file(descriptor(), other);
}

int incoming_message::descriptor() const {
  const auto* const first = reinterpret_cast<const ::cmsghdr*>(control_.data());
  if (first->cmsg_len != CMSG_LEN(sizeof(int)) || first->cmsg_type != SCM_RIGHTS) return -1;
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(first), sizeof descriptor);
  return descriptor;
}

void incoming_message::close_descriptor() const {
  if (descriptor() >= 0) ::close(descriptor());
}

}  // namespace ringlet::live
