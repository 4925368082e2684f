#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

#include "complain.hpp"
#include "load.hpp"
#include "subject.hpp"

namespace measure {
namespace {

struct caller {
  int socket;
  bool has_sent;
  unsigned char byte;
  nanoseconds since;
};

class calls {
 public:
  calls(const endpoint& server, unsigned concurrent, subject& whose)
      : server_(server),
        whose_(whose),
        epoll_(must(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        callers_(concurrent) {}

  work run_for(nanoseconds time) {
    const nanoseconds start = read_clock();
    nanoseconds now = start;
    nanoseconds last_progress = start;
    for (caller& each : callers_) call(each);
    while (now - start < time) {
      std::array<epoll_event, 256> events{};
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
      if (ready < 0 && errno != EINTR) give_up("epoll_wait", errno);
      now = read_clock();
      if (ready > 0) last_progress = now;
      if (now - last_progress > 10'000'000'000) fail("nothing has come back for 10 seconds", 0);
      for (int i = 0; i < ready; ++i) {
        auto& who = *static_cast<caller*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (!who.has_sent) send(who);
        if (who.has_sent && hear(who)) call(who);
      }
    }
    for (const caller& each : callers_) ::close(each.socket);
    ::close(epoll_);
    done_.units = done_.latency.count();
    done_.time = now - start;
    return done_;
  }

 private:
  void call(caller& who) {
    who.since = read_clock();
    who.socket = server_.connecting();
    who.has_sent = false;
    ++who.byte;
    reset_when_closed(who.socket);
    epoll_event interest{};
    interest.events = EPOLLIN | EPOLLOUT | EPOLLET;
    interest.data.ptr = &who;
    must(::epoll_ctl(epoll_, EPOLL_CTL_ADD, who.socket, &interest), "epoll_ctl");
  }

  void send(caller& who) {
    if (::send(who.socket, &who.byte, 1, MSG_NOSIGNAL) == 1) {
      who.has_sent = true;
    } else if (errno != EAGAIN) {
      fail("sending to it", errno);
    }
  }

  // Whether the call is over.
  bool hear(caller& who) {
    unsigned char byte = 0;
    const ssize_t got = ::recv(who.socket, &byte, 1, 0);
    if (got < 0) {
      if (errno == EAGAIN) return false;
      fail("receiving from it", errno);
    }
    if (got == 0) fail("it has closed a connection", 0);
    if (byte != who.byte) fail("what comes back is not what was sent", 0);
    ::close(who.socket);
    done_.latency.add(read_clock() - who.since);
    return true;
  }

  void fail(const char* what, int errno_value) {
    whose_.must_be_alive();
    give_up(whose_.name() + ": " + what, errno_value);
  }

  const endpoint& server_;
  subject& whose_;
  int epoll_;
  std::vector<caller> callers_;
  work done_;
};

}  // namespace

work accept_load(const endpoint& server, unsigned concurrent, nanoseconds time, subject& whose) {
  return calls(server, concurrent, whose).run_for(time);
}

}  // namespace measure
