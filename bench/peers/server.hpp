// What the echo servers have in common: their arguments, the socket that they listen on, and what
// they answer where they speak HTTP.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

namespace peers {

/// ADDRESS MODE [SIZE] [--threads N]
struct arguments {
  std::string address;
  std::string mode;
  std::size_t size = 64;
  unsigned threads = 1;

  [[nodiscard]] bool is_unix() const { return address.starts_with("unix:"); }

  /// How many bytes are received at a time.
  [[nodiscard]] std::size_t buffer_size() const { return size <= 4096 ? 4096 : 65536; }

  /// The same where what is left is read until a short read says that there is nothing: a message
  /// as long as the buffer would cost a read in vain.
  [[nodiscard]] std::size_t roomy_buffer_size() const { return 2 * buffer_size(); }

  /// How many buffers there are where connections have none of their own: of large ones no more
  /// than a cache holds, since they are used in turn.
  [[nodiscard]] unsigned buffer_count() const { return size <= 4096 ? 1024 : 32; }

  /// The same where a message may take several of them, in as much memory.
  static constexpr unsigned piece_size = 4096;
  [[nodiscard]] unsigned piece_count() const { return size <= 4096 ? 1024 : 512; }
};

/// Ends the program with status 2 where they make no sense.
inline arguments read_arguments(int count, char** words, std::vector<std::string> modes) {
  arguments given;
  CLI::App app("An echo server, for bench_measure. SIGTERM ends it.");
  app.add_option("address", given.address, "tcp:PORT on 127.0.0.1, or unix:PATH")->required();
  app.add_option("mode", given.mode)->required()->check(CLI::IsMember(std::move(modes)));
  app.add_option("size", given.size, "bytes of a message, by which the buffers are chosen");
  app.add_option("--threads", given.threads, "threads that share nothing; over TCP only")
      ->check(CLI::Range(1, 256));
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error) == 0 ? 0 : 2);
  }
  if (given.threads > 1 && given.is_unix()) {
    (void)std::fprintf(stderr, "%s: several threads need SO_REUSEPORT, so tcp:PORT\n", words[0]);
    std::exit(2);
  }
  return given;
}

/// How many slots a table of direct descriptors has.
inline unsigned slots() {
  rlimit limit{};
  (void)::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<unsigned>(std::min<rlim_t>(limit.rlim_cur, 16384));
}

inline int must(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

/// What is answered to each HTTP request: 1 KiB of text.
inline const std::string& http_answer() {
  static const std::string whole =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1024\r\n\r\n" +
      std::string(1024, 'x');
  return whole;
}

/// The HTTP requests of a connection, which have no bodies, so that each ends with a blank line.
class http_requests {
 public:
  /// How many end in what has come.
  unsigned ended_in(std::string_view piece) {
    constexpr std::string_view end = "\r\n\r\n";
    unsigned ended = 0;
    for (const char each : piece) {
      seen_ = each == end[seen_] ? seen_ + 1 : each == '\r' ? 1 : 0;
      if (seen_ == end.size()) {
        ++ended;
        seen_ = 0;
      }
    }
    return ended;
  }

 private:
  std::size_t seen_ = 0;  // of the end, which may come in pieces
};

/// A socket that listens, without delay for small messages on those that it accepts. Where there
/// are several threads, as many may listen on one port.
inline int listen_on(const arguments& given) {
  sockaddr_storage address{};
  socklen_t size = 0;
  if (given.is_unix()) {
    auto& local = reinterpret_cast<sockaddr_un&>(address);
    const std::string path = given.address.substr(5);
    if (path.size() >= sizeof local.sun_path) throw std::invalid_argument("the path is too long");
    local.sun_family = AF_UNIX;
    path.copy(local.sun_path, path.size());
    size = sizeof local;
    (void)::unlink(path.c_str());
  } else {
    auto& in = reinterpret_cast<sockaddr_in&>(address);
    in.sin_family = AF_INET;
    in.sin_port = htons(static_cast<std::uint16_t>(std::stoul(given.address.substr(4))));
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    size = sizeof in;
  }
  const int listener = must(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  if (!given.is_unix()) {
    const int on = 1;
    must(::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
    if (given.threads > 1) {
      must(::setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on), "SO_REUSEPORT");
    }
    must(::setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  }
  must(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size), "bind");
  must(::listen(listener, SOMAXCONN), "listen");
  return listener;
}

/// Calls serve(listener) on so many threads, which does not return, and says that the server is
/// ready. Where one throws, the program ends with status 1.
template <class Serve>
[[noreturn]] void run(const arguments& given, Serve serve) {
  (void)::signal(SIGPIPE, SIG_IGN);
  try {
    std::vector<int> listeners;
    listeners.reserve(given.threads);
    for (unsigned i = 0; i < given.threads; ++i) listeners.push_back(listen_on(given));
    std::puts("ready");
    (void)std::fflush(stdout);
    std::vector<std::thread> others;
    others.reserve(given.threads);
    for (unsigned i = 1; i < given.threads; ++i) others.emplace_back(serve, listeners[i]);
    serve(listeners[0]);
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s\n", error.what());
  }
  std::_Exit(1);
}

}  // namespace peers
