// Notified operations: the result comes first, and the buffer back later.
#include "helpers.hpp"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <optional>
#include <thread>

#include <ringlet/adaptors.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/notified.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/send_zc.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// Both ends of a TCP connection on this machine.
struct connection {
  unique_fd here;
  unique_fd there;

  connection() {
    const unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    socklen_t length = sizeof name;
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    here.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    auto* const address = reinterpret_cast<sockaddr*>(&name);
    if (::bind(listener.get(), address, length) != 0 || ::listen(listener.get(), 1) != 0 ||
        ::getsockname(listener.get(), address, &length) != 0 ||
        ::connect(here.get(), address, length) != 0) {
      throw std::system_error(errno, std::generic_category(), "a connection");
    }
    there.reset(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }

  /// What has come to the other end, `count` bytes of it.
  [[nodiscard]] std::string take(std::size_t count) const {
    std::string text(count, ' ');
    text.resize(static_cast<std::size_t>(
        std::max<ssize_t>(::recv(there.get(), text.data(), count, MSG_WAITALL), 0)));
    return text;
  }
};

bool has_send_zc() {
  ring loop;
  return loop.supports<op::send_zc>();
}

/// How many completions have been taken out of a ring's queue.
unsigned completions_taken(ring& loop) {
  return __atomic_load_n(loop.native()->cq.khead, __ATOMIC_RELAXED);
}

constexpr std::string_view no_send_zc = "this kernel has no send_zc";

}  // namespace

TEST_CASE("awaited plainly, a notified operation gives its result when the buffer is back") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    std::string text = "one";
    for (const std::string_view next : {"two", "six"}) {
      const auto sent = co_await op::send_zc{.socket = tcp.here, .buffer = text};
      expect_value(sent);
      CHECK(*sent == 3);
      text = next;  // which the peer must not see
    }
  });
  CHECK(tcp.take(6) == "onetwo");
}

TEST_CASE("in a chain, a notified operation gives its result as well") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    const auto [sent, ended] =
        co_await linked(op::send_zc{.socket = tcp.here, .buffer = "text"}, op::nop{});
    expect_value(ended);
    CHECK((sent.has_value() && *sent == 4));
    const op::send_zc fails{.socket = -1, .buffer = "text"};
    const auto refused = co_await linked(fails, op::nop{});
    CHECK(broken_by(refused) == 0U);
    CHECK_FALSE(std::get<0>(refused).has_value());
  });
  CHECK(tcp.take(4) == "text");
}

TEST_CASE("a chain of which only a notification is still to come can be asked to end") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  // The peer does not read, so that what is sent behind all that it has room for stays here.
  const int room = 1 << 20;
  REQUIRE(::setsockopt(tcp.here.get(), SOL_SOCKET, SO_SNDBUF, &room, sizeof room) == 0);
  const std::string some(8192, '.');
  std::size_t stuffed = 0;
  for (int unsent = 0; unsent < 65536;) {
    REQUIRE(::send(tcp.here.get(), some.data(), some.size(), MSG_DONTWAIT) ==
            static_cast<ssize_t>(some.size()));
    stuffed += some.size();
    std::this_thread::sleep_for(5ms);
    REQUIRE(::ioctl(tcp.here.get(), SIOCOUTQNSD, &unsent) == 0);
  }
  ring loop;
  bool over = false;
  loop.spawn([&]() -> task<> {
    const auto [sent, ended] =
        co_await within(20ms, linked(op::send_zc{.socket = tcp.here, .buffer = "text"}, op::nop{}));
    over = true;
    CHECK((sent.has_value() && *sent == 4));
    expect_value(ended);
  });
  loop.spawn([&]() -> task<> {
    (void)co_await sleep_for(100ms);
    CHECK_FALSE(over);
    CHECK(tcp.take(stuffed + 4).ends_with(".text"));
  });
  loop.run();
  CHECK(over);
}

TEST_CASE("the result comes before the buffer, so that the next send can start") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    auto first = notified(op::send_zc{.socket = tcp.here, .buffer = "first "});
    auto second = notified(op::send_zc{.socket = tcp.here, .buffer = "second"});
    const auto one = co_await first.sent();
    const auto two = co_await second.sent();
    expect_value(one);
    expect_value(two);
    CHECK((*one == 6 && *two == 6));
    expect_value(co_await second.returned());
    expect_value(co_await first.returned());
    expect_value(co_await first.returned());  // and it stays so
  });
  CHECK(tcp.take(12) == "first second");
}

TEST_CASE("waiting for the buffer alone submits the operation too") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    auto sending = notified(op::send_zc{.socket = tcp.here, .buffer = "text"});
    const unsigned before = completions_taken(loop);
    expect_value(co_await sending.returned());
    CHECK(completions_taken(loop) - before == 2);  // the result, and the notification
    const auto sent = co_await sending.sent();
    CHECK((sent.has_value() && *sent == 4));
  });
  CHECK(tcp.take(4) == "text");
}

TEST_CASE("a send that fails gives its error and the buffer") {
  if (!has_send_zc()) return skip(no_send_zc);
  ring loop;
  loop.run([&]() -> task<> {
    auto sending = notified(op::send_zc{.socket = -1, .buffer = "text"});
    expect_error(co_await sending.sent(), std::errc::bad_file_descriptor);
    expect_value(co_await sending.returned());
  });
}

TEST_CASE("a notified operation that is given up waits for its buffer") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    std::string text(1024, 'x');
    const unsigned before = completions_taken(loop);
    {
      auto sending = notified(op::send_zc{.socket = tcp.here, .buffer = text});
      expect_value(co_await sending.sent());
    }
    // The result and the notification, and perhaps what became of the destructor's cancel.
    CHECK(completions_taken(loop) - before >= 2);
    text.assign(1024, 'y');  // the kernel has let go, and the peer must not see it
  });
  CHECK(tcp.take(1024) == std::string(1024, 'x'));
}

TEST_CASE("what was never awaited was never sent") {
  const connection tcp;
  {
    ring loop;
    const auto sending = notified(op::send_zc{.socket = tcp.here, .buffer = "text"});
    (void)loop.poll();
  }
  char byte = 0;
  CHECK(::recv(tcp.there.get(), &byte, 1, MSG_DONTWAIT) < 0);
}

TEST_CASE("a kernel without it says so") {
  if (has_send_zc()) return skip("this kernel has send_zc");
  const connection tcp;
  ring loop;
  loop.run([&]() -> task<> {
    auto sending = notified(op::send_zc{.socket = tcp.here, .buffer = "text"});
    expect_error(co_await sending.sent(), std::errc::operation_not_supported);
  });
}

TEST_CASE("who waits for a notified operation that dies ends with operation_canceled") {
  if (!has_send_zc()) return skip(no_send_zc);
  const connection tcp;
  using sending = notified<op::send_zc>;
  unsigned ended = 0;
  ring loop;
  loop.run([&]() -> task<> {
    std::optional<sending> dying(std::in_place, op::send_zc{.socket = tcp.here, .buffer = "text"});
    loop.spawn([&]() -> task<> {
      expect_error(co_await dying->returned(), std::errc::operation_canceled);
      ++ended;
    });
    co_await yield();
    dying.reset();
  });
  loop.run();
  CHECK(ended == 1);
}
