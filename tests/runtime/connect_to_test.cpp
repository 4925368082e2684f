// Looking up names, and connecting to whoever answers first.
#include "helpers.hpp"

#include <dirent.h>
#include <dlfcn.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/connect_to.hpp>
#include <ringlet/listen.hpp>
#include <ringlet/resolve.hpp>
#include <ringlet/thread_pool.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

constexpr auto cancelled = std::errc::operation_canceled;

// ---- names that need no network ----------------------------------------------------------------

/// A name of this machine, whatever its /etc/hosts says.
constexpr std::string_view here_name = "here.invalid";
/// A name that nobody answers for until the test says so.
constexpr std::string_view slow_name = "slow.invalid";
std::atomic<bool> slow_may_end = false;
std::atomic<int> slow_lookups = 0;
std::atomic<int> all_lookups = 0;

}  // namespace

/// Stands before the C library's, which it asks for all other names.
extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  ++all_lookups;
  if (host != nullptr && host == slow_name) {
    ++slow_lookups;
    slow_lookups.notify_all();
    slow_may_end.wait(false);
    return EAI_AGAIN;
  }
  if (host != nullptr && host == here_name) host = "127.0.0.1";
  using function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(host, service, hints, found);
}

namespace {

// ---- addresses of all sorts --------------------------------------------------------------------

/// Somewhere that answers.
class answering {
 public:
  [[nodiscard]] address where() const { return local_address(listener_); }
  /// Whether `client` is connected to this.
  [[nodiscard]] bool has(const unique_fd& client) const {
    const unique_fd accepted(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (::write(accepted.get(), "x", 1) != 1) return false;
    char came = ' ';
    return ::read(client.get(), &came, 1) == 1 && came == 'x';
  }

 private:
  unique_fd listener_ = listen_on(address::loopback(0));
};

/// Somewhere that refuses, because a socket has the port and does not listen.
class refusing {
 public:
  refusing() {
    const address any = address::loopback(0);
    if (::bind(socket_.get(), any.data(), any.size()) != 0)
      throw std::system_error(errno, std::generic_category(), "bind");
  }
  [[nodiscard]] address where() const { return local_address(socket_); }

 private:
  unique_fd socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
};

/// Somewhere that does not answer, because its backlog is full.
class silent {
 public:
  silent() {
    const address peer = where();
    // One waits to be accepted; what comes after it is dropped, so that connect(2) hangs.
    for (int i = 0; i < 4; ++i) {
      clients_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      (void)::connect(clients_.back().get(), peer.data(), peer.size());
    }
  }
  [[nodiscard]] address where() const { return local_address(listener_); }
  /// From here on it answers: the kernel tries again after a second.
  void answer() {
    clients_.clear();
    (void)::fcntl(listener_.get(), F_SETFL, O_NONBLOCK);
    for (int none = 0; none < 20; ++none) {
      const unique_fd accepted(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!accepted) std::this_thread::sleep_for(1ms);
    }
  }

 private:
  unique_fd listener_ = listen_on(address::loopback(0), {.backlog = 0});
  std::vector<unique_fd> clients_;
};

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const folder = ::opendir("/proc/self/fd");
  while (const dirent* entry = ::readdir(folder)) count += entry->d_name[0] != '.' ? 1 : 0;
  ::closedir(folder);
  return count;
}

result<unique_fd> connect(const std::vector<address>& addresses, connect_options options = {}) {
  ring loop;
  return loop.run(connect_to_any(addresses, options));
}

bool is_close_on_exec(const unique_fd& file) {
  return (::fcntl(file.get(), F_GETFD) & FD_CLOEXEC) != 0;
}

}  // namespace

// ---- connecting --------------------------------------------------------------------------------

TEST_CASE("the first address is connected to where it answers, and nobody else hears of it") {
  const answering first;
  const answering second;
  const auto client = connect({first.where(), second.where()});
  expect_value(client);
  CHECK(first.has(*client));
  CHECK(is_close_on_exec(*client));
}

TEST_CASE("after an address that refuses, the next one is tried at once") {
  const refusing first;
  const answering second;
  const stopwatch since;
  const auto client = connect({first.where(), second.where()}, {.attempt_delay = 1h});
  expect_value(client);
  CHECK(second.has(*client));
  CHECK(since.elapsed() < 1min);
}

TEST_CASE("beside an address that does not answer, the next one is tried after the delay") {
  const silent first;
  const silent second;
  const answering third;
  const stopwatch since;
  const auto client =
      connect({first.where(), second.where(), third.where()}, {.attempt_delay = 50ms});
  CHECK(since.elapsed() >= 100ms);
  expect_value(client);
  CHECK(third.has(*client));
}

TEST_CASE("the delay is a quarter of a second, unless another one is asked for") {
  CHECK(connect_options().attempt_delay == 250ms);
}

TEST_CASE("an attempt that fails late does not hurry the one after the next") {
  // The first one's listener goes, and when the kernel tries it again after a second, that is
  // refused. By then the second has begun, and has its own time.
  auto first = std::make_unique<silent>();
  const silent second;
  const answering third;
  const std::vector<address> addresses{first->where(), second.where(), third.where()};
  std::thread later([&] {
    std::this_thread::sleep_for(100ms);
    first.reset();
  });
  const stopwatch since;
  const auto client = connect(addresses, {.attempt_delay = 700ms});
  later.join();
  expect_value(client);
  CHECK(third.has(*client));
  CHECK(since.elapsed() >= 1400ms);
}

TEST_CASE("an attempt goes on while others are tried, and wins if it is answered first") {
  silent first;
  const silent second;
  ring loop;
  std::thread later([&] {
    std::this_thread::sleep_for(100ms);
    first.answer();
  });
  const std::vector<address> addresses{first.where(), second.where()};
  const auto client = loop.run(within(30s, connect_to_any(addresses, {.attempt_delay = 10ms})));
  later.join();
  expect_value(client);
  socklen_t size = sizeof(sockaddr_storage);
  sockaddr_storage room{};
  REQUIRE(::getpeername(client->get(), reinterpret_cast<sockaddr*>(&room), &size) == 0);
  CHECK(address(reinterpret_cast<sockaddr*>(&room), size) == first.where());
}

TEST_CASE("where all refuse, the error says so") {
  const refusing first;
  const refusing second;
  expect_error(connect({first.where(), second.where()}), std::errc::connection_refused);
}

TEST_CASE("of several errors, the one that says most comes out") {
  const auto chosen = [](const std::vector<int>& errors) {
    detail::connection_race race;
    for (const int each : errors) race.note(error_of(each));
    return race.error.value();
  };
  CHECK(chosen({ENETUNREACH, ECONNREFUSED}) == ECONNREFUSED);
  CHECK(chosen({ECONNREFUSED, ENETUNREACH}) == ECONNREFUSED);
  CHECK(chosen({ECONNREFUSED, ETIMEDOUT}) == ECONNREFUSED);
  CHECK(chosen({EAFNOSUPPORT, EADDRNOTAVAIL, EHOSTUNREACH, ECONNREFUSED}) == EHOSTUNREACH);
  CHECK(chosen({EADDRNOTAVAIL, ENETUNREACH}) == EADDRNOTAVAIL);
  // And really: no socket is of this family, so that there is no attempt.
  const refusing second;
  expect_error(connect({address(), second.where()}), std::errc::connection_refused);
  expect_error(connect({address()}), std::errc::address_family_not_supported);
}

TEST_CASE("no addresses are refused") { expect_error(connect({}), std::errc::invalid_argument); }

TEST_CASE("a deadline, a cancel and a stop end all attempts, and nothing stays open") {
  const silent first;
  const silent second;
  const std::vector<address> addresses{first.where(), second.where()};
  ring loop;
  loop.run([]() -> task<> { co_await sleep_for(1ms); });
  const std::size_t before = open_descriptors();
  const auto options = connect_options{.attempt_delay = 5ms};
  const stopwatch since;
  expect_error(loop.run(within(40ms, connect_to_any(addresses, options))), std::errc::timed_out);
  CHECK(since.elapsed() >= 40ms);
  CHECK(open_descriptors() == before);

  loop.run([&]() -> task<> {
    cancel_id name;
    loop.spawn([&]() -> task<> {
      co_await sleep_for(20ms);
      (void)co_await cancel(name);
    });
    expect_error(co_await with_id(name, connect_to_any(addresses, options)), cancelled);
  });
  CHECK(open_descriptors() == before);
  CHECK(since.elapsed() < 1min);
}

TEST_CASE("a deadline is what is told of, also where an attempt has failed before it") {
  const refusing first;
  const silent second;
  const std::vector<address> addresses{first.where(), second.where()};
  ring loop;
  expect_error(loop.run(within(20ms, connect_to_any(addresses))), std::errc::timed_out);
}

TEST_CASE("who loses is closed, also where it is connected") {
  // All answer at once, and the delay is none, so that several attempts are under way together.
  std::vector<answering> all(5);
  std::vector<address> addresses;
  addresses.reserve(all.size());
  for (const answering& each : all) addresses.push_back(each.where());
  ring loop;
  loop.run([]() -> task<> { co_await sleep_for(1ms); });
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    const auto client = loop.run(connect_to_any(addresses, {.attempt_delay = 0ms}));
    expect_value(client);
    CHECK(open_descriptors() == before + 1);
  }
}

TEST_CASE("a task that dies while it connects closes everything") {
  const silent first;
  const silent second;
  const std::vector<address> addresses{first.where(), second.where()};
  const std::size_t before = open_descriptors();
  {
    ring loop;
    loop.spawn(
        [&]() -> task<> { (void)co_await connect_to_any(addresses, {.attempt_delay = 1ms}); });
    const stopwatch since;
    while (since.elapsed() < 20ms) loop.poll();
  }
  CHECK(open_descriptors() == before);
}

// ---- the order ---------------------------------------------------------------------------------

TEST_CASE("the families take turns, beginning with that of the first") {
  const auto ordered = [](const std::string& families) {
    std::vector<address> all;
    std::uint16_t number = 1;
    for (const char family : families) {
      all.push_back(family == '6' ? address::loopback_ipv6(number) : address::loopback(number));
      ++number;
    }
    detail::interleave_families(all);
    std::string said;
    for (const address& each : all) {
      said += each.family() == AF_INET6 ? " 6:" : " 4:";
      said += std::to_string(each.port());
    }
    return said;
  };
  CHECK(ordered("6644") == " 6:1 4:3 6:2 4:4");
  CHECK(ordered("44666") == " 4:1 6:3 4:2 6:4 6:5");
  CHECK(ordered("6664") == " 6:1 4:4 6:2 6:3");
  CHECK(ordered("4646") == " 4:1 6:2 4:3 6:4");
  CHECK(ordered("66") == " 6:1 6:2");
  CHECK(ordered("4") == " 4:1");
  CHECK(ordered("").empty());
}

// ---- names -------------------------------------------------------------------------------------

TEST_CASE("a host is found by its name, on another thread") {
  thread_pool pool;
  ring loop;
  const int before = all_lookups;
  const auto found = loop.run(resolve(pool, std::string(here_name), 80, AF_INET));
  expect_value(found);
  CHECK(all_lookups == before + 1);
  CHECK(*found == std::vector<address>{address::loopback(80)});
}

TEST_CASE("the text of an address is one, and nobody is asked") {
  thread_pool pool;
  ring loop;
  const int before = all_lookups;
  CHECK(loop.run(resolve(pool, "127.0.0.1", 80)).value() ==
        std::vector<address>{address::loopback(80)});
  CHECK(loop.run(resolve(pool, "::1", 8080)).value() ==
        std::vector<address>{address::loopback_ipv6(8080)});
  CHECK(all_lookups == before);
}

TEST_CASE("errors of getaddrinfo are told by their own category") {
  thread_pool pool;
  ring loop;
  const auto other_family = loop.run(resolve(pool, "127.0.0.1", 80, AF_INET6));
  REQUIRE(!other_family);
  CHECK(other_family.error() == resolve_error::addrfamily);
  CHECK(other_family.error().category() == resolve_category());
  CHECK(std::string(other_family.error().category().name()) == "getaddrinfo");
  CHECK(other_family.error().message() == ::gai_strerror(EAI_ADDRFAMILY));

  const auto cut = loop.run(resolve(pool, std::string("localhost\0.example", 18), 80));
  REQUIRE(!cut);
  CHECK(cut.error() == resolve_error::noname);
  // The same numbers are other errors elsewhere.
  CHECK(cut.error() != std::error_code(EAI_NONAME, std::generic_category()));
  CHECK(make_error_code(resolve_error::memory) == std::errc::not_enough_memory);
  CHECK(make_error_code(resolve_error::again) == std::errc::resource_unavailable_try_again);

  // What goes wrong before is what comes out of connect_to.
  const auto none = loop.run(connect_to(pool, "127.0.0.1", 80, {.family = AF_INET6}));
  REQUIRE(!none);
  CHECK(none.error() == resolve_error::addrfamily);
}

TEST_CASE("a host is connected to by its name") {
  thread_pool pool;
  ring loop;
  const answering server;
  for (const std::string& name : {std::string(here_name), std::string("127.0.0.1")}) {
    const auto client = loop.run(within(30s, connect_to(pool, name, server.where().port())));
    expect_value(client);
    CHECK(server.has(*client));
  }
  const refusing nobody;
  expect_error(loop.run(connect_to(pool, std::string(here_name), nobody.where().port())),
               std::errc::connection_refused);
}

TEST_CASE("a deadline and a cancel end a lookup that hangs at once, and it goes on alone") {
  slow_may_end = false;
  thread_pool pool({.threads = 2});
  {
    ring loop;
    const int before = slow_lookups;
    const stopwatch since;
    expect_error(loop.run(within(30ms, connect_to(pool, std::string(slow_name), 80))),
                 std::errc::timed_out);
    CHECK(since.elapsed() >= 30ms);
    loop.run([&]() -> task<> {
      cancel_id name;
      loop.spawn([&]() -> task<> {
        while (slow_lookups < before + 2) co_await yield();
        (void)co_await cancel(name);
      });
      expect_error(co_await with_id(name, connect_to(pool, std::string(slow_name), 80)), cancelled);
    });
    CHECK(slow_lookups == before + 2);
    // The ring is as good as ever; it ends when they have.
    loop.run([]() -> task<> { co_await sleep_for(1ms); });
    slow_may_end = true;
    slow_may_end.notify_all();
  }
}

TEST_CASE("a lookup that waits for a thread leaves the queue when nobody wants it any more") {
  slow_may_end = false;
  thread_pool pool({.threads = 1, .queue = 1});
  ring loop;
  const int before = slow_lookups;
  loop.spawn([&]() -> task<> { (void)co_await resolve(pool, std::string(slow_name), 80); });
  while (slow_lookups == before) loop.poll();
  for (int i = 0; i < 3; ++i) {
    expect_error(loop.run(within(5ms, resolve(pool, std::string(slow_name), 80))),
                 std::errc::timed_out);
  }
  slow_may_end = true;
  slow_may_end.notify_all();
  expect_value(loop.run(within(30s, resolve(pool, std::string(here_name), 80))));
  loop.run();
  CHECK(slow_lookups == before + 1);
}

TEST_CASE("a ring may end in the middle of a lookup, and waits for it") {
  slow_may_end = false;
  thread_pool pool;
  const int before = slow_lookups;
  std::thread later([&] {
    for (int now = slow_lookups; now == before; now = slow_lookups) slow_lookups.wait(now);
    std::this_thread::sleep_for(20ms);
    slow_may_end = true;
    slow_may_end.notify_all();
  });
  {
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await connect_to(pool, std::string(slow_name), 80);
      FAIL_CHECK("it went on");
    });
    while (slow_lookups == before) loop.poll();
  }
  later.join();
}
