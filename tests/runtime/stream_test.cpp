// Streams: results of a multishot operation, none of which is lost however slowly they are read.
#include "helpers.hpp"

#include <arpa/inet.h>
#include <liburing.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <optional>

#include <ringlet/file_table.hpp>
#include <ringlet/op/accept.hpp>
#include <ringlet/op/close.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/uring_cmd.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// A listening TCP socket of this machine's own.
class listening {
 public:
  explicit listening(int backlog = 4096)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    socklen_t length = sizeof name_;
    name_.sin_family = AF_INET;
    name_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&name_), length) != 0 ||
        ::listen(socket_.get(), backlog) != 0 ||
        ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&name_), &length) != 0) {
      throw std::system_error(errno, std::generic_category(), "a listening socket");
    }
  }
  [[nodiscard]] const unique_fd& fd() const noexcept { return socket_; }

  /// A connection that the kernel has made, accepted or not.
  [[nodiscard]] unique_fd connect() const {
    unique_fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client.get(), reinterpret_cast<const sockaddr*>(&name_), sizeof name_) != 0) {
      throw std::system_error(errno, std::generic_category(), "connect");
    }
    return client;
  }

 private:
  sockaddr_in name_{};
  unique_fd socket_;
};

/// Whether the peer of `client` is open: it has sent nothing and not hung up.
bool is_open(const unique_fd& client) {
  char byte = 0;
  return ::recv(client.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
}

/// Whether it has been closed, once that has had time to arrive.
bool is_closed(const unique_fd& client) {
  ::pollfd waiting{client.get(), POLLIN | POLLRDHUP, 0};
  return ::poll(&waiting, 1, 5'000) == 1;
}

/// A limit of this process, until it goes.
class rlimit_guard {
 public:
  rlimit_guard(__rlimit_resource which, rlim_t soft) : which_(which) {
    (void)::getrlimit(which_, &before_);
    rlimit changed = before_;
    changed.rlim_cur = soft;
    if (::setrlimit(which_, &changed) != 0) {
      throw std::system_error(errno, std::generic_category(), "setrlimit");
    }
  }
  rlimit_guard(const rlimit_guard&) = delete;
  rlimit_guard& operator=(const rlimit_guard&) = delete;
  ~rlimit_guard() { (void)::setrlimit(which_, &before_); }

 private:
  __rlimit_resource which_;
  rlimit before_{};
};

unsigned open_descriptors() {
  unsigned count = 0;
  for (int number = 0; number < 8192; ++number) {
    if (::fcntl(number, F_GETFD) >= 0) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a stream gives one result after the other") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    for (int i = 0; i < 20; ++i) {
      const unique_fd client = listener.connect();
      auto accepted = co_await connections.next();
      expect_value(accepted);
      if (!accepted) co_return;
      CHECK(::send(accepted->get(), "x", 1, 0) == 1);
      char byte = 0;
      CHECK(::recv(client.get(), &byte, 1, 0) == 1);
    }
    CHECK_FALSE(connections.ended());
    CHECK_FALSE(connections.why_ended());
  });
}

TEST_CASE("a while loop reads a stream to its end") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    std::vector<unique_fd> clients;
    clients.reserve(5);
    for (int i = 0; i < 5; ++i) clients.push_back(listener.connect());
    int taken = 0;
    while (auto connection = co_await connections.next()) {
      if (++taken == 5) connections.cancel();
    }
    CHECK(taken == 5);
    CHECK(connections.ended());
    CHECK(connections.why_ended() == std::errc::operation_canceled);
  });
}

TEST_CASE("none of three thousand connections is lost by a reader that sleeps") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  // The queue of completions holds a third of them, a stream 8: the rest is spilled, and the
  // operation cancelled and asked for again.
  const auto many = static_cast<std::size_t>(fewer(3000));
  const auto queue = static_cast<unsigned>(fewer(1024));
  rlimit limit{};
  (void)::getrlimit(RLIMIT_NOFILE, &limit);
  const rlimit_guard files(RLIMIT_NOFILE, limit.rlim_max);
  const unsigned before = open_descriptors();
  {
    const listening listener;
    std::vector<unique_fd> clients;
    clients.reserve(many);
    ring loop(ring_options{.entries = queue / 4, .cq_entries = queue});
    loop.run([&]() -> task<> {
      auto connections = stream(op::accept_multishot{.socket = listener.fd()});
      std::vector<unique_fd> taken;
      taken.reserve(many);
      for (std::size_t i = 0; i < many; ++i) clients.push_back(listener.connect());
      auto first = co_await connections.next();
      if (first) taken.push_back(*std::move(first));
      co_await sleep_for(20ms);
      while (taken.size() < many) {
        auto next = co_await within(5s, connections.next());
        if (!next) break;
        taken.push_back(*std::move(next));
        if (taken.size() % 100 == 0) co_await yield();
      }
      CHECK(taken.size() == many);
      CHECK(std::all_of(clients.begin(), clients.end(), is_open));
    });
  }
  CHECK(open_descriptors() == before);
}

TEST_CASE("what a destroyed stream still holds is given back") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  std::vector<unique_fd> clients;
  ring loop;
  (void)loop.poll();  // which makes it this thread's
  const unsigned before = open_descriptors();
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    for (int i = 0; i < 50; ++i) clients.push_back(listener.connect());
    auto first = co_await connections.next();
    expect_value(first);
    co_await sleep_for(5ms);
  });
  CHECK(std::all_of(clients.begin(), clients.end(), is_closed));
  clients.clear();
  CHECK(open_descriptors() == before);
}

TEST_CASE("the direct descriptors that a destroyed stream still holds are closed, and no others") {
  if (!has<op::accept_multishot_direct>()) return skip(no_multishot);
  const listening listener;
  std::vector<unique_fd> clients;
  ring loop;
  file_table files(loop, 16);
  std::optional<direct_slot> taken;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot_direct{.socket = listener.fd()});
    for (int i = 0; i < 12; ++i) clients.push_back(listener.connect());
    const auto first = co_await connections.next();
    expect_value(first);
    if (first) taken = *first;
    co_await sleep_for(5ms);
  });
  REQUIRE(taken);
  CHECK(is_open(clients.front()));
  CHECK(std::all_of(clients.begin() + 1, clients.end(), is_closed));
  expect_value(files.clear(*taken));
  CHECK(is_closed(clients.front()));
}

TEST_CASE("a stream does not close what the next table of files has in its slots") {
  if (!has<op::accept_multishot_direct>()) return skip(no_multishot);
  const listening listener;
  const pipe_ends pipe;
  ring loop;
  std::optional<file_table> files;
  files.emplace(loop, 4);
  std::vector<unique_fd> clients;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot_direct{.socket = listener.fd()});
    for (int i = 0; i < 4; ++i) clients.push_back(listener.connect());
    expect_value(co_await connections.next());
    co_await sleep_for(5ms);
    files.reset();
    files.emplace(loop, 4);
    for (std::uint32_t i = 0; i < 4; ++i) {
      expect_value(files->update(direct_slot(i), pipe.reading));
    }
  });
  loop.run([&]() -> task<> {
    for (std::uint32_t i = 0; i < 4; ++i) expect_value(co_await op::close_direct{direct_slot(i)});
  });
}

TEST_CASE("a deadline on the next result leaves the stream as it is") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    expect_error(co_await within(5ms, connections.next()), std::errc::timed_out);
    const unique_fd client = listener.connect();
    expect_value(co_await within(5s, connections.next()));
    expect_error(co_await within(5ms, connections.next()), std::errc::timed_out);
  });
}

TEST_CASE("the wait for the next result can be cancelled without ending the stream") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  cancel_id id;
  loop.spawn([&]() -> task<> {
    co_await sleep_for(5ms);
    expect_value(co_await cancel(id));
  });
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    expect_error(co_await with_id(id, connections.next()), std::errc::operation_canceled);
    CHECK_FALSE(connections.ended());
    const unique_fd client = listener.connect();
    expect_value(co_await connections.next());
  });
}

TEST_CASE("a stream that is cancelled while somebody waits ends that wait") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    auto canceller = [](auto& what) -> task<> {
      co_await sleep_for(5ms);
      what.cancel();
    };
    loop.spawn(canceller(connections));
    expect_error(co_await connections.next(), std::errc::operation_canceled);
    CHECK(connections.why_ended() == std::errc::operation_canceled);
    expect_error(co_await connections.next(), std::errc::operation_canceled);
  });
}

TEST_CASE("a stream for which a drain waits can be cancelled") {
  // The request to cancel it stands behind the drain, and the drain behind the stream.
  if (!has_sync_cancel()) return skip("this kernel cancels by requests only");
  const pipe_ends pipe;
  ring loop;
  bool started = false;
  const auto hold_back = [&]() -> task<> {
    const auto done = co_await drained(op::nop{});
    started = done.has_value();
  };
  const auto main = [&]() -> task<> {
    auto events = stream(op::poll_add_multishot{.file = pipe.reading, .events = poll_events::in});
    const auto nothing = co_await within(1ms, events.next());
    expect_error(nothing, std::errc::timed_out);
    loop.spawn(hold_back());
    co_await sleep_for(1ms);
    events.cancel();
    const auto end = co_await within(2s, events.next());
    expect_error(end, std::errc::operation_canceled);
  };
  loop.run(main());
  loop.run();
  CHECK(started);
}

TEST_CASE("a task that is to end is told so once when it asks for the next result") {
  const pipe_ends pipe;
  ring loop;
  unsigned told = 0;
  const auto reader = [&]() -> task<> {
    auto events = stream(op::poll_add_multishot{.file = pipe.reading, .events = poll_events::in});
    for (int i = 0; i < 3; ++i) {
      const auto nothing = co_await events.next();
      expect_error(nothing, std::errc::timed_out);
      ++told;
    }
  };
  const auto main = [&]() -> task<> { co_await within(1ms, reader()); };
  loop.run(main());
  CHECK(told == 3);
}

TEST_CASE("the error that ends a stream is its next result, and every later one") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  ring loop;
  loop.run([&]() -> task<> {
    const unique_fd file = open_temporary();
    auto connections = stream(op::accept_multishot{.socket = file});
    expect_error(co_await connections.next(), std::errc::not_a_socket);
    expect_error(co_await connections.next(), std::errc::not_a_socket);
    CHECK(connections.ended());
    CHECK(connections.why_ended() == std::errc::not_a_socket);
  });
}

TEST_CASE("an end that is no error is error code zero") {
  ring loop;
  const bool supported = loop.supports<op::timeout_multishot>();
  loop.run([&]() -> task<> {
    auto ticks = stream(op::timeout_multishot{.after = 1ms, .repeats = 3});
    int count = 0;
    std::error_code last = std::make_error_code(std::errc::io_error);
    for (;;) {
      const auto tick = co_await ticks.next();
      if (!tick) {
        last = tick.error();
        break;
      }
      ++count;
    }
    CHECK(count == (supported ? 3 : 0));
    CHECK(last == (supported ? std::error_code()
                             : std::make_error_code(std::errc::operation_not_supported)));
    CHECK(ticks.ended());
  });
}

TEST_CASE(
    "what its ring cannot do is refused through a deadline and a cancel id, and nothing stays") {
  ring loop;  // has no big CQEs
  cancel_id id;
  for (int time = 0; time < 3; ++time) {
    loop.run([&]() -> task<> {
      const unique_fd event(::eventfd(0, EFD_CLOEXEC));
      auto stamps = stream(op::uring_cmd_tx_timestamp{.socket = event});
      expect_error(co_await with_id(id, within(5s, stamps.next())),
                   std::errc::operation_not_supported);
      CHECK_FALSE(id.live());
      CHECK(stamps.ended());
      expect_error(co_await stamps.next(), std::errc::operation_not_supported);
    });
  }
}

TEST_CASE("a connection for which no descriptor is free comes when there is one") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(op::accept_multishot{.socket = listener.fd()});
    const unique_fd client = listener.connect();
    {
      // The kernel looks at the limit as the operation is submitted.
      const rlimit_guard none(RLIMIT_NOFILE, 3);
      const unsigned before = sqes_taken(loop);
      expect_error(co_await within(50ms, connections.next()), std::errc::timed_out);
      CHECK_FALSE(connections.ended());
      // It asks again every 10 ms, each time after a timeout, and does not spin.
      CHECK(sqes_taken(loop) - before < 30);
    }
    expect_value(co_await within(5s, connections.next()));
  });
}

TEST_CASE("a coroutine that dies while it waits for a stream leaves it usable") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  stream connections(op::accept_multishot{.socket = listener.fd()});
  bool reached = false;
  auto waits = [&]() -> foreign_coroutine {
    (void)co_await loop.perform(connections.next());
    reached = true;
  };
  {
    foreign_coroutine waiting = waits();
    loop.poll();
    waiting.destroy();
  }
  const unique_fd client = listener.connect();
  loop.run([&]() -> task<> { expect_value(co_await within(5s, connections.next())); });
  CHECK_FALSE(reached);
}

TEST_CASE("a ring may die with streams in its tasks") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  const unique_fd client = listener.connect();
  {
    ring loop;
    loop.spawn([&]() -> task<> {
      auto connections = stream(op::accept_multishot{.socket = listener.fd()});
      for (;;) (void)co_await connections.next();
    });
    for (int i = 0; i < 3; ++i) (void)loop.poll();
  }
  CHECK(is_closed(client));
}

TEST_CASE("a stream may outlive its ring") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  std::optional<ring> loop(std::in_place);
  stream connections(op::accept_multishot{.socket = listener.fd()});
  const unique_fd client = listener.connect();
  loop->run([&]() -> task<> { expect_value(co_await connections.next()); });
  loop.reset();
  CHECK(connections.ended());
  CHECK(connections.why_ended() == std::errc::operation_canceled);
}

TEST_CASE("a multishot poll tells of each event") {
  if (!has<op::poll_add_multishot>()) return skip(no_multishot);
  ring loop;
  loop.run([&]() -> task<> {
    const unique_fd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    auto readable = stream(op::poll_add_multishot{.file = event, .events = poll_events::in});
    for (int i = 0; i < 10; ++i) {
      const std::uint64_t one = 1;
      CHECK(::write(event.get(), &one, sizeof one) == sizeof one);
      const auto seen = co_await within(5s, readable.next());
      expect_value(seen);
      std::uint64_t count = 0;
      CHECK(::read(event.get(), &count, sizeof count) == sizeof count);
      CHECK(count == 1);
    }
  });
}

TEST_CASE("an adaptor may stand between a stream and its operation") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  ring loop;
  loop.run([&]() -> task<> {
    auto connections = stream(forced_async(op::accept_multishot{.socket = listener.fd()}));
    const unique_fd client = listener.connect();
    expect_value(co_await within(5s, connections.next()));
  });
}

TEST_CASE("a stream whose completions never cease can be destroyed and cancelled") {
  if (!has<op::timeout_multishot>()) return skip(no_multishot);
  ring loop;
  loop.run([&]() -> task<> {
    for (int round = 0; round < 50; ++round) {
      auto ticks = stream(op::timeout_multishot{.after = 10us});
      expect_value(co_await ticks.next());
    }
    for (int round = 0; round < 50; ++round) {
      auto ticks = stream(op::timeout_multishot{.after = 20us});
      expect_value(co_await ticks.next());
      ticks.cancel();
      while (co_await ticks.next()) {
      }
      CHECK(ticks.why_ended() == std::errc::operation_canceled);
    }
  });
}

TEST_CASE("a ring may die with a task that reads the stream of another") {
  if (!has<op::accept_multishot>()) return skip(no_multishot);
  const listening listener;
  const unique_fd client = listener.connect();
  {
    ring loop;
    const auto reads = [](auto& from) -> task<> {
      for (;;) (void)co_await from.next();
    };
    loop.spawn([&]() -> task<> {
      auto connections = stream(op::accept_multishot{.socket = listener.fd()});
      loop.spawn(reads(connections));
      co_await sleep_for(1h);
    });
    for (int i = 0; i < 4; ++i) (void)loop.poll();
  }
  CHECK(is_closed(client));
}

TEST_CASE("who waits for the next result of a stream that dies ends with operation_canceled") {
  if (!has<op::poll_add_multishot>()) return skip(no_multishot);
  using events = stream<op::poll_add_multishot>;
  unsigned ended = 0;
  const auto waits = [&](events& from) -> task<> {
    expect_error(co_await from.next(), std::errc::operation_canceled);
    ++ended;
  };
  const unique_fd silent(::eventfd(0, EFD_CLOEXEC));
  ring loop;
  SECTION("before the operation was submitted") {
    loop.run([&]() -> task<> {
      std::optional<events> dying(std::in_place, op::poll_add_multishot{silent, poll_events::in});
      loop.spawn(waits, std::ref(*dying));
      co_await yield();
      dying.reset();
    });
  }
  SECTION("while it is in flight") {
    loop.run([&]() -> task<> {
      std::optional<events> dying(std::in_place, op::poll_add_multishot{silent, poll_events::in});
      loop.spawn(waits, std::ref(*dying));
      co_await sleep_for(1ms);
      dying.reset();
    });
  }
  SECTION("when it has been told of the end, and has not gone on") {
    loop.run([&]() -> task<> {
      std::optional<events> dying(std::in_place, op::poll_add_multishot{silent, poll_events::in});
      loop.spawn(waits, std::ref(*dying));
      co_await yield();
      dying->cancel();
      dying.reset();
    });
  }
  SECTION("before the ring") {
    events dying(op::poll_add_multishot{silent, poll_events::in});
    loop.spawn(waits, std::ref(dying));
    (void)loop.poll();
  }
  loop.run();
  CHECK(ended == 1);
}

TEST_CASE("a task may die with its wait for a stream that is gone") {
  if (!has<op::poll_add_multishot>()) return skip(no_multishot);
  const unique_fd silent(::eventfd(0, EFD_CLOEXEC));
  ring loop;
  stream events(op::poll_add_multishot{silent, poll_events::in});
  loop.spawn([&]() -> task<> { (void)co_await events.next(); });
  (void)loop.poll();
}
