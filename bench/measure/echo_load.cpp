#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <string>

#include "complain.hpp"
#include "load.hpp"
#include "subject.hpp"

namespace measure {
namespace {

constexpr nanoseconds patience = 10'000'000'000;
constexpr std::uint32_t texts = 4096;  // different beginnings of a message in the pattern
constexpr std::size_t scratch_size = std::size_t{64} << 10;

}  // namespace

echo_load::echo_load(const endpoint& server, unsigned connections, std::size_t size, subject& whose)
    : whose_(whose),
      size_(size),
      epoll_(must(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      connections_(connections),
      pattern_(texts + size),
      scratch_(std::min(size, scratch_size)) {
  std::mt19937 random(1);
  std::ranges::generate(pattern_, [&] { return static_cast<unsigned char>(random()); });
  for (connection& each : connections_) {
    each.socket = server.connected();
    each.sent = each.received = size_;
    reset_when_closed(each.socket);
    epoll_event interest{};
    interest.events = EPOLLIN | EPOLLET;
    interest.data.ptr = &each;
    must(::epoll_ctl(epoll_, EPOLL_CTL_ADD, each.socket, &interest), "epoll_ctl");
  }
}

echo_load::~echo_load() {
  for (const connection& each : connections_) ::close(each.socket);
  ::close(epoll_);
}

void echo_load::fail(const char* what, int errno_value) {
  whose_.must_be_alive();
  give_up(whose_.name() + ": " + what, errno_value);
}

void echo_load::begin(connection& with, nanoseconds since) {
  if (busy_++ == 0) last_progress_ = since;
  const auto index = static_cast<std::uint64_t>(&with - connections_.data());
  with.text =
      static_cast<std::uint32_t>((index * 2'654'435'761U + with.number++ * 40'503U) >> 4) % texts;
  with.sent = with.received = 0;
  with.since = since;
  send(with);
}

void echo_load::send(connection& with) {
  while (with.sent != size_) {
    const ssize_t sent = ::send(with.socket, pattern_.data() + with.text + with.sent,
                                size_ - with.sent, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN) fail("sending to it", errno);
      want_room(with, true);
      return;
    }
    with.sent += static_cast<std::size_t>(sent);
  }
  if (with.wants_room) want_room(with, false);
}

// Only where it is needed: a unix-domain socket tells each time that the peer has read something.
void echo_load::want_room(connection& with, bool wanted) {
  if (with.wants_room == wanted) return;
  with.wants_room = wanted;
  epoll_event interest{};
  interest.events = EPOLLIN | EPOLLET;
  if (wanted) interest.events |= EPOLLOUT;
  interest.data.ptr = &with;
  must(::epoll_ctl(epoll_, EPOLL_CTL_MOD, with.socket, &interest), "epoll_ctl");
}

// Whether the message is complete.
bool echo_load::receive(connection& with) {
  for (;;) {
    // One byte more than can come where none may come.
    const std::size_t wanted = is_idle(with) ? 1 : std::min(size_ - with.received, scratch_.size());
    const ssize_t got = ::recv(with.socket, scratch_.data(), wanted, 0);
    if (got < 0) {
      if (errno == EAGAIN) return false;
      fail("receiving from it", errno);
    }
    if (got == 0) fail("it has closed a connection", 0);
    const auto length = static_cast<std::size_t>(got);
    if (with.received + length > with.sent || is_idle(with)) {
      fail("it has sent bytes that it was not sent", 0);
    }
    if (std::memcmp(scratch_.data(), pattern_.data() + with.text + with.received, length) != 0) {
      fail("what comes back is not what was sent", 0);
    }
    with.received += length;
    if (with.received == size_) return true;
    if (length != wanted) return false;  // more will be told of
  }
}

// Waits once, and calls finished(connection, now) for each message that has come back whole.
template <class Finished>
nanoseconds echo_load::wait(int milliseconds, Finished finished) {
  std::array<epoll_event, 256> events{};
  const int ready =
      ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
  if (ready < 0 && errno != EINTR) give_up("epoll_wait", errno);
  nanoseconds now = read_clock();
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    auto& with = *static_cast<connection*>(event.data.ptr);
    if ((event.events & EPOLLOUT) != 0) send(with);
    if ((event.events & ~EPOLLOUT) == 0) continue;
    last_progress_ = now;
    if (!receive(with)) continue;
    --busy_;
    now = read_clock();
    finished(with, now);
  }
  if (busy_ != 0 && now - last_progress_ > patience) {
    fail(("nothing has come back for 10 seconds, on " + std::to_string(busy_) + " connections")
             .c_str(),
         0);
  }
  return now;
}

work echo_load::run_for(nanoseconds time) {
  work done;
  const nanoseconds start = read_clock();
  for (connection& each : connections_) {
    each.answered = false;
    if (is_idle(each)) begin(each, read_clock());
  }
  nanoseconds now = start;
  while (now - start < time) {
    now = wait(100, [&](connection& with, nanoseconds finished_at) {
      done.latency.add(finished_at - with.since);
      with.answered = true;
      begin(with, finished_at);
    });
  }
  done.units = done.latency.count();
  done.time = now - start;
  done.unanswered =
      static_cast<std::uint64_t>(std::ranges::count(connections_, false, &connection::answered));
  return done;
}

work echo_load::settle() {
  work done;
  const nanoseconds start = read_clock();
  while (busy_ != 0) {
    wait(100, [&](connection& with, nanoseconds finished_at) {
      done.latency.add(finished_at - with.since);
    });
  }
  done.units = done.latency.count();
  done.time = read_clock() - start;
  return done;
}

work echo_load::run_rounds(std::uint64_t rounds) {
  work done;
  const nanoseconds start = read_clock();
  nanoseconds now = start;
  for (connection& each : connections_) {
    each.left = rounds - 1;
    begin(each, read_clock());
  }
  while (busy_ != 0) {
    now = wait(100, [&](connection& with, nanoseconds finished_at) {
      done.latency.add(finished_at - with.since);
      if (with.left == 0) return;
      --with.left;
      begin(with, finished_at);
    });
  }
  done.units = done.latency.count();
  done.time = now - start;
  return done;
}

work echo_load::run_at(double rate, nanoseconds time) {
  work done;
  const auto all = static_cast<std::uint64_t>(rate * static_cast<double>(time) / a_second);
  const std::size_t count = connections_.size();
  const nanoseconds start = read_clock();
  const auto due = [&](std::uint64_t message) {
    return start + static_cast<nanoseconds>(static_cast<double>(message) / rate * a_second);
  };
  for (connection& each : connections_) each.number = each.left = 0;
  const auto next_due = [&](const connection& with) {
    const auto index = static_cast<std::uint64_t>(&with - connections_.data());
    return due(index + with.number * count);
  };
  const auto begin_next = [&](connection& with) { begin(with, next_due(with)); };

  nanoseconds now = start;
  for (std::uint64_t next = 0; next != all || busy_ != 0;) {
    for (; next != all && due(next) <= now; ++next) {
      connection& with = connections_[next % count];
      if (is_idle(with)) {
        begin_next(with);
      } else {
        ++with.left;
      }
    }
    // Without sleeping: to wake up takes longer than a message, and not always as long.
    now = wait(0, [&](connection& with, nanoseconds finished_at) {
      done.latency.add(finished_at - with.since);
      if (with.left == 0) return;
      --with.left;
      begin_next(with);
    });
    if (now - start > 2 * time) {
      for (connection& each : connections_) {
        if (!is_idle(each)) {
          done.latency.add(now - each.since);
          ++done.late;
        }
        for (; each.left != 0; --each.left, ++each.number, ++done.late) {
          done.latency.add(now - next_due(each));
        }
      }
      break;
    }
  }
  done.units = done.latency.count() - done.late;
  done.time = now - start;
  return done;
}

}  // namespace measure
