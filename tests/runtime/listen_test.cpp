// Listening sockets, and that clients get to them.
#include "helpers.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/stat.h>

#include <stdexcept>
#include <string>
#include <thread>

#include <ringlet/listen.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// A client of plain system calls: connected, or not and errno says why.
unique_fd connect_plainly(const address& where) {
  unique_fd client(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(client.get(), where.data(), where.size()) != 0) client.reset();
  return client;
}

/// Whether a client of `where` is one of the listener's.
bool reaches(const unique_fd& listener, const address& where) {
  const unique_fd client = connect_plainly(where);
  if (!client) return false;
  const unique_fd accepted(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (::write(accepted.get(), "x", 1) != 1) return false;
  char came = ' ';
  return ::read(client.get(), &came, 1) == 1 && came == 'x';
}

bool has_ipv6() {
  const address probe = address::loopback_ipv6(0);
  const unique_fd socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return socket && ::bind(socket.get(), probe.data(), probe.size()) == 0;
}

/// What listening throws.
std::system_error refusal(const address& where, const listen_options& options = {}) {
  try {
    const unique_fd listener = listen_on(where, options);
  } catch (const std::system_error& error) {
    return error;
  }
  throw std::logic_error("it listens on " + where.to_string());
}

bool names(const std::system_error& error, std::string_view part) {
  return std::string_view(error.what()).find(part) != std::string_view::npos;
}

/// A folder of this test's own.
struct folder {
  std::string name = "/tmp/ringlet-listen-XXXXXX";
  folder() {
    if (::mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() {
    (void)::unlink((name + "/socket").c_str());
    (void)::rmdir(name.c_str());
  }
};

}  // namespace

TEST_CASE("a client reaches a listener on the port that the kernel chose") {
  const unique_fd listener = listen_on(address::loopback(0));
  const address where = local_address(listener);
  CHECK(where.port() != 0);
  CHECK(where == address::loopback(where.port()));
  CHECK(reaches(listener, where));
  CHECK((::fcntl(listener.get(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("a client reaches a listener over IPv6") {
  if (!has_ipv6()) return skip("this machine has no IPv6");
  const unique_fd listener = listen_on(address::loopback_ipv6(0));
  const address where = local_address(listener);
  CHECK(where == address::loopback_ipv6(where.port()));
  CHECK(reaches(listener, where));
}

TEST_CASE("an IPv6 listener takes IPv4 clients, unless it is told not to") {
  if (!has_ipv6()) return skip("this machine has no IPv6");
  for (const bool alone : {false, true}) {
    const unique_fd listener = listen_on(address::any_ipv6(0), {.ipv6_only = alone});
    const std::uint16_t port = local_address(listener).port();
    CHECK(reaches(listener, address::loopback_ipv6(port)));
    CHECK(reaches(listener, address::loopback(port)) != alone);
  }
}

TEST_CASE("a client reaches a unix-domain listener, by a path and by an abstract name") {
  const folder own;
  const address path = *address::path(own.name + "/socket");
  const unique_fd listener = listen_on(path);
  CHECK(local_address(listener) == path);
  CHECK(reaches(listener, path));

  const address name = *address::abstract("ringlet-listen-" + std::to_string(::getpid()));
  const unique_fd nameless = listen_on(name);
  CHECK(local_address(nameless) == name);
  CHECK(reaches(nameless, name));
}

TEST_CASE("an address that is taken is refused by its name") {
  const unique_fd first = listen_on(address::loopback(0));
  const address where = local_address(first);
  const std::system_error error = refusal(where);
  CHECK(error.code() == std::errc::address_in_use);
  CHECK(names(error, "listen_on: " + where.to_string()));
  // To share it is for both to say.
  CHECK(refusal(where, {.reuse_port = true}).code() == std::errc::address_in_use);
}

TEST_CASE("several listeners share a port when all say so, and each gets connections") {
  const unique_fd first = listen_on(address::loopback(0), {.reuse_port = true});
  const address where = local_address(first);
  const unique_fd second = listen_on(where, {.reuse_port = true});
  CHECK(refusal(where).code() == std::errc::address_in_use);

  int of_first = 0;
  int of_second = 0;
  for (const unique_fd* listener : {&first, &second}) {
    (void)::fcntl(listener->get(), F_SETFL, O_NONBLOCK);
  }
  // By their ports, which differ: that all go to one listener is less likely than 1 in 10^19.
  for (int i = 0; i < 64; ++i) {
    const unique_fd client = connect_plainly(where);
    REQUIRE(client);
    const unique_fd at_first(::accept4(first.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const unique_fd at_second(::accept4(second.get(), nullptr, nullptr, SOCK_CLOEXEC));
    of_first += at_first ? 1 : 0;
    of_second += at_second ? 1 : 0;
  }
  CHECK(of_first + of_second == 64);
  CHECK(of_first > 0);
  CHECK(of_second > 0);
}

TEST_CASE("connections of an ended server do not keep the next one from listening") {
  unique_fd listener = listen_on(address::loopback(0));
  const address where = local_address(listener);
  {
    const unique_fd client = connect_plainly(where);
    // Who closes first is the one that waits, in TIME_WAIT, and here that is the server.
    unique_fd accepted(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    accepted.reset();
    char nothing = ' ';
    CHECK(::read(client.get(), &nothing, 1) == 0);
  }
  listener.reset();
  const unique_fd again = listen_on(where);
  CHECK(reaches(again, where));
}

TEST_CASE("the backlog is as long as it was asked to be") {
  for (const int backlog : {1, 7}) {
    const unique_fd listener = listen_on(address::loopback(0), {.backlog = backlog});
    ::tcp_info info{};
    ::socklen_t size = sizeof info;
    REQUIRE(::getsockopt(listener.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0);
    CHECK(info.tcpi_sacked == static_cast<unsigned>(backlog));  // so it is where one listens
  }
}

TEST_CASE("what cannot be listened on is refused by its name, and why") {
  const std::system_error elsewhere = refusal(*address::parse("192.0.2.1:80"));
  CHECK(elsewhere.code() == std::errc::address_not_available);
  CHECK(names(elsewhere, "192.0.2.1:80"));

  const std::system_error nowhere = refusal(address());
  CHECK(nowhere.code() == std::errc::address_family_not_supported);
  CHECK(names(nowhere, "none: socket"));

  const folder own;
  const address path = *address::path(own.name + "/socket");
  const std::system_error shared = refusal(path, {.reuse_port = true});
  CHECK(shared.code() == std::errc::invalid_argument);
  CHECK(names(shared, "reuse_port"));
  struct ::stat made{};
  CHECK(::stat((own.name + "/socket").c_str(), &made) != 0);

  {
    const unique_fd ended = listen_on(path);
  }
  CHECK(refusal(path).code() == std::errc::address_in_use);  // its file is still there
}

TEST_CASE("only a socket has a local address") {
  const pipe_ends pipe;
  for (const int none : {pipe.reading.get(), -1}) {
    try {
      const address found = local_address(none);
      FAIL_CHECK(found.to_string());
    } catch (const std::system_error& error) {
      CHECK(error.code() ==
            (none == -1 ? std::errc::bad_file_descriptor : std::errc::not_a_socket));
      CHECK(names(error, "local_address"));
    }
  }
}
