#include "harness/loopback.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "harness/measure.hpp"

namespace bench {
namespace {

int must(int result, const char* what) {
  if (result < 0) give_up(what, errno);
  return result;
}

// What the thread could use before it was pinned, and the processor for the client, -1 for any.
cpu_set_t allowed;
int client_processor = -1;

void no_delay(int socket) {
  const int on = 1;
  must(::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

struct conversation {
  int socket;
  std::uint64_t left;   // messages to be sent yet
  std::size_t missing;  // bytes of the present one that have not come back
};

void send_next(conversation& with) {
  static constexpr std::array<char, load::message> text{'p', 'i', 'n', 'g'};
  if (with.left == 0) {
    must(::shutdown(with.socket, SHUT_RDWR), "shutdown");
    return;
  }
  --with.left;
  with.missing = text.size();
  if (::send(with.socket, text.data(), text.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(text.size())) {
    give_up("send", errno);
  }
}

void drive(std::span<const int> sockets, std::uint64_t messages) {
  const int epoll = must(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  std::vector<conversation> all(sockets.size());
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    all[i] = {sockets[i], messages, 0};
    epoll_event interest{};
    interest.events = EPOLLIN;
    interest.data.ptr = &all[i];
    must(::epoll_ctl(epoll, EPOLL_CTL_ADD, sockets[i], &interest), "epoll_ctl");
  }
  for (conversation& each : all) send_next(each);
  std::size_t open = all.size();
  std::array<epoll_event, 64> events{};
  std::array<char, 4096> room{};
  while (open != 0) {
    const int ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      auto& with = *static_cast<conversation*>(events[static_cast<std::size_t>(i)].data.ptr);
      const ssize_t got = ::recv(with.socket, room.data(), room.size(), 0);
      if (got < 0 || static_cast<std::size_t>(got) > with.missing) give_up("recv", errno);
      if (got == 0) {
        if (with.left != 0 || with.missing != 0) give_up("the server closed early", 0);
        --open;
        must(::epoll_ctl(epoll, EPOLL_CTL_DEL, with.socket, nullptr), "epoll_ctl");
        continue;
      }
      with.missing -= static_cast<std::size_t>(got);
      if (with.missing == 0) send_next(with);
    }
  }
  ::close(epoll);
}

}  // namespace

loopback::loopback(std::size_t count) {
  const int listener = must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  must(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), "bind");
  must(::listen(listener, static_cast<int>(count)), "listen");
  must(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  for (std::size_t i = 0; i < count; ++i) {
    clients_.push_back(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
    must(::connect(clients_.back(), reinterpret_cast<sockaddr*>(&address), size), "connect");
    servers_.push_back(must(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept"));
    no_delay(clients_.back());
    no_delay(servers_.back());
  }
  ::close(listener);
}

loopback::~loopback() {
  for (const int socket : servers_) ::close(socket);
  for (const int socket : clients_) ::close(socket);
}

load::load(const loopback& connections, std::uint64_t messages)
    : thread_([sockets = connections.clients(), messages] {
        keep_to_second_processor();
        drive(sockets, messages);
      }) {}

load::~load() { thread_.join(); }

void keep_to_second_processor() {
  if (client_processor < 0) return;
  cpu_set_t own;
  CPU_ZERO(&own);
  CPU_SET(static_cast<unsigned>(client_processor), &own);
  (void)::sched_setaffinity(0, sizeof own, &own);
}

pinned::pinned() {
  client_processor = -1;
  must(::sched_getaffinity(0, sizeof allowed, &allowed), "sched_getaffinity");
  int first = -1;
  for (int i = 0; i < CPU_SETSIZE && client_processor < 0; ++i) {
    if (!CPU_ISSET(static_cast<unsigned>(i), &allowed)) continue;
    (first < 0 ? first : client_processor) = i;
  }
  if (client_processor < 0) return;  // a single processor: nothing to be kept apart
  cpu_set_t own;
  CPU_ZERO(&own);
  CPU_SET(static_cast<unsigned>(first), &own);
  must(::sched_setaffinity(0, sizeof own, &own), "sched_setaffinity");
}

pinned::~pinned() { (void)::sched_setaffinity(0, sizeof allowed, &allowed); }

}  // namespace bench
