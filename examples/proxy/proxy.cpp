// Carries TCP connections to another address, and never has a byte of theirs in its own memory:
// proxy --to 127.0.0.1:8000 --port N (0 takes any free one). SIGINT ends it.
//
// The bytes go from one socket into a pipe and from there into the other socket, both by splice,
// which moves pages. Each direction has such a pipe, and ends by itself: who has sent all and still
// reads gets the answer.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include "../accept_all.hpp"
#include "../command_line.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

using clock_type = std::chrono::steady_clock;

constexpr auto connect_limit = 5s;
constexpr std::uint32_t most_at_once = 1U << 16U;  // what a pipe holds

struct settings {
  std::uint16_t port = 0;
  address upstream;
  std::chrono::seconds idle_limit{60};
  std::size_t most_connections = 1000;
};

/// One connection: both sockets, and what has gone through.
struct connection {
  unique_fd client;
  unique_fd upstream;
  std::uint64_t sent = 0;      // from the client
  std::uint64_t received = 0;  // by the client
  clock_type::time_point last_moved = clock_type::now();
};

pipe_ends new_pipe() {
  // IORING_OP_PIPE would do as well, on kernels from 6.16 on.
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "making a pipe");
  }
  return {.reader = unique_fd(ends[0]), .writer = unique_fd(ends[1])};
}

/// Carries one direction until `from` has sent all, and tells `to` so. A splice always takes a
/// worker thread: so each waits, in a chain, until the socket is ready, and no thread waits with
/// it.
task<> carry(const unique_fd& from, const unique_fd& to, std::uint64_t& count, connection& of) {
  const pipe_ends pipe = new_pipe();
  const auto note = [&of] { of.last_moved = clock_type::now(); };
  for (;;) {
    auto [readable, taken] =
        co_await linked(op::poll_add{.file = from, .events = poll_events::in},
                        op::splice{.input = from, .output = pipe.writer, .length = most_at_once});
    if (!taken) throw std::system_error(taken.error(), "receiving");
    if (*taken == 0) break;
    note();
    for (std::size_t left = *taken; left != 0;) {
      // It takes what the socket has room for, and does not wait for more, which the peer may be
      // slow to make.
      auto [writable, given] =
          co_await linked(op::poll_add{.file = to, .events = poll_events::out},
                          op::splice{.input = pipe.reader,
                                     .output = to,
                                     .length = static_cast<std::uint32_t>(left),
                                     .flags = splice_flags::nonblock});
      if (!given && given.error() == std::errc::resource_unavailable_try_again) continue;
      if (!given) throw std::system_error(given.error(), "sending");
      left -= *given;
      count += *given;
      note();
    }
  }
  (void)co_await checked(op::shutdown{.socket = to, .how = shutdown_how::wr});
}

/// True when nothing has gone through the connection for so long, either way; false when nobody
/// wants to know any more.
task<bool> become_idle(const connection& watched, std::chrono::seconds limit) {
  while (clock_type::now() < watched.last_moved + limit) {
    cancel_id unnamed;  // with one, a sleep says whether it was slept through
    const auto slept = co_await with_id(unnamed, sleep_until(watched.last_moved + limit));
    if (!slept) co_return false;
  }
  co_return true;
}

task<> carry_both(connection& of, const settings& how) {
  of.upstream.reset(::socket(how.upstream.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  co_await checked(within(connect_limit, op::connect{.socket = of.upstream, .peer = how.upstream}));
  of.last_moved = clock_type::now();
  auto first = co_await when_any(when_all(carry(of.client, of.upstream, of.sent, of),
                                          carry(of.upstream, of.client, of.received, of)),
                                 become_idle(of, how.idle_limit));
  auto& [carried, idle] = first.results;
  if (idle && *idle) throw std::system_error(ETIMEDOUT, std::generic_category(), "idle");
  if (!carried) std::rethrow_exception(carried.error());
}

/// Lets the peer know that the connection has failed: it gets a reset instead of what looks like
/// the end of the data.
void will_reset(const unique_fd& socket) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  (void)::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/// One client, from its coming to its end. The place is given back then.
task<> serve_one(unique_fd client, std::string name, [[maybe_unused]] semaphore::permits place,
                 const settings& how) {
  connection served;
  served.client = std::move(client);
  std::string end = "done";
  try {
    co_await carry_both(served, how);
  } catch (const std::system_error& failed) {
    end = failed.what();
    will_reset(served.client);
    if (served.upstream) will_reset(served.upstream);
  }
  std::printf("%s: %s (%llu bytes sent, %llu received)\n", name.c_str(), end.c_str(),
              static_cast<unsigned long long>(served.sent),
              static_cast<unsigned long long>(served.received));
}

task<> serve(unique_fd listener, const settings& how, signal_set& signals) {
  semaphore places(how.most_connections);
  co_await in_scope([&](scope& connections) -> task<> {
    auto ended = co_await when_any(
        signals.next(),
        examples::accept_all(std::move(listener), places,
                             [&](unique_fd client, const address& name, semaphore::permits place) {
                               connections.spawn(serve_one(std::move(client), name.to_string(),
                                                           std::move(place), how));
                             }));
    if (auto& accepted = std::get<1>(ended.results); !accepted) {
      std::rethrow_exception(accepted.error());
    }
    connections.cancel();
  });
}

settings read_settings(int count, char** words) {
  settings read;
  std::string upstream;
  unsigned idle = 60;
  CLI::App app{"Carries TCP connections to another address"};
  app.add_option("--port", read.port, "Where to listen on this machine; 0 takes any free port")
      ->type_name("N");
  app.add_option("--to", upstream, "Where to carry them, such as 127.0.0.1:8000 or [::1]:8000")
      ->type_name("ADDRESS")
      ->required();
  app.add_option("--idle", idle, "After how many seconds without a byte a connection is ended")
      ->type_name("SECONDS")
      ->check(CLI::Range(1U, 86'400U));
  app.add_option("--connections", read.most_connections, "How many there are at most at a time")
      ->type_name("COUNT")
      ->check(CLI::Range(1U, 100'000U));
  examples::read_command_line(app, count, words);
  read.idle_limit = std::chrono::seconds(idle);
  const auto parsed = address::parse(upstream);
  if (!parsed) {
    (void)std::fprintf(stderr, "%s: --to: '%s' is no address: 127.0.0.1:8000, say, or [::1]:8000\n",
                       words[0], upstream.c_str());
    std::exit(2);
  }
  read.upstream = *parsed;
  return read;
}

}  // namespace

int main(int count, char** words) {
  const settings how = read_settings(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  (void)::signal(SIGPIPE, SIG_IGN);     // a splice has no flag as send has
  try {
    signal_set signals({SIGINT, SIGTERM});
    ring loop;
    unique_fd listener = listen_on(address::loopback(how.port));
    std::printf("listening on %s\n", local_address(listener).to_string().c_str());
    loop.run(serve(std::move(listener), how, signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
