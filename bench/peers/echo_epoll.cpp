// An echo server on epoll.
#include <fcntl.h>
#include <sys/epoll.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "server.hpp"

namespace {

struct session {
  int socket;
  std::string unsent;  // what the socket had no room for; nothing is read meanwhile
  peers::http_requests requests;
};

template <bool Http>
class server {
 public:
  server(int listener, bool edges, std::size_t room)
      : listener_(listener),
        events_(edges ? EPOLLIN | EPOLLRDHUP | EPOLLET : EPOLLIN),
        edges_(edges),
        room_(room),
        buffer_(std::make_unique_for_overwrite<char[]>(room)),
        epoll_(peers::must(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    peers::must(::fcntl(listener_, F_SETFL, O_NONBLOCK), "O_NONBLOCK");
    epoll_event interest{};
    interest.events = EPOLLIN;
    peers::must(::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &interest), "epoll_ctl");
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 256> events;
    for (;;) {
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < ready; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        auto* const who = static_cast<session*>(event.data.ptr);
        if (who == nullptr) {
          accept();
        } else if (who->unsent.empty() || flush(*who)) {
          receive(*who, (event.events & ~static_cast<std::uint32_t>(EPOLLIN)) != 0);
        }
      }
    }
  }

 private:
  void accept() {
    for (;;) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (socket < 0) {
        if (errno == EAGAIN || errno == ECONNABORTED) return;
        peers::must(socket, "accept4");
      }
      auto* const who = new session{socket, {}, {}};
      watch(EPOLL_CTL_ADD, *who, events_);
    }
  }

  void watch(int how, session& who, std::uint32_t events) const {
    epoll_event interest{};
    interest.events = events;
    interest.data.ptr = &who;
    peers::must(::epoll_ctl(epoll_, how, who.socket, &interest), "epoll_ctl");
  }

  // On an edge, until nothing is left: a short read says so, unless the peer's end came with it.
  void receive(session& who, bool to_the_end) {
    for (;;) {
      const ssize_t got = ::recv(who.socket, buffer_.get(), room_, 0);
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) return close(who);
      const auto size = static_cast<std::size_t>(got);
      if (!(Http ? answer(who, size) : send(who, {buffer_.get(), size}))) return;
      if (!edges_ || (size != room_ && !to_the_end)) return;
    }
  }

  // Whether all has gone. What there is no room for is kept.
  bool send(session& who, std::string_view what) {
    const ssize_t sent = ::send(who.socket, what.data(), what.size(), MSG_NOSIGNAL);
    if (sent == static_cast<ssize_t>(what.size())) return true;
    if (sent < 0 && errno != EAGAIN) {
      close(who);
      return false;
    }
    what.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
    who.unsent = what;
    watch(EPOLL_CTL_MOD, who, (events_ & ~static_cast<std::uint32_t>(EPOLLIN)) | EPOLLOUT);
    return false;
  }

  // The same for the requests that end in what was received.
  bool answer(session& who, std::size_t size) {
    const unsigned ended = who.requests.ended_in({buffer_.get(), size});
    if (ended <= 1) return ended == 0 || send(who, peers::http_answer());
    std::string answers;
    for (unsigned i = 0; i < ended; ++i) answers += peers::http_answer();
    return send(who, answers);
  }

  // Whether all has gone.
  bool flush(session& who) {
    const ssize_t sent = ::send(who.socket, who.unsent.data(), who.unsent.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN) close(who);
      return false;
    }
    who.unsent.erase(0, static_cast<std::size_t>(sent));
    if (!who.unsent.empty()) return false;
    watch(EPOLL_CTL_MOD, who, events_);
    return true;
  }

  void close(session& who) {
    ::close(who.socket);
    delete &who;
  }

  int listener_;
  std::uint32_t events_;
  bool edges_;
  std::size_t room_;
  std::unique_ptr<char[]> buffer_;  // for all: what is received is sent at once
  int epoll_;
};

}  // namespace

int main(int count, char** words) {
  const peers::arguments given = peers::read_arguments(count, words, {"edge", "level", "http"});
  peers::run(given, [&](int listener) {
    if (given.mode == "http") server<true>(listener, true, given.roomy_buffer_size()).run();
    server<false>(listener, given.mode == "edge", given.roomy_buffer_size()).run();
  });
}
