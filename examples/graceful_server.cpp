// A server that ends gracefully: graceful_server --port N (0 takes any free one). A request is a
// line with a number, and the answer to it is a line of as many x. docs/graceful-shutdown.md goes
// through it.
#include <signal.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "accept_all.hpp"
#include "arguments.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_sessions = 1000;
constexpr std::size_t longest_answer = 100'000'000;
constexpr auto idle_limit = 60s;
constexpr auto send_limit = 10s;
constexpr auto grace = 2s;

/// The next line that the peer sends; nothing where there is none any more.
task<std::optional<std::string>> next_request(const unique_fd& peer, std::string& buffered,
                                              event& stopping) {
  for (;;) {
    if (const auto end = buffered.find('\n'); end != std::string::npos) {
      std::string line = buffered.substr(0, end);
      buffered.erase(0, end + 1);
      co_return line;
    }
    std::array<char, 4096> room;
    result<std::size_t> received;
    if (buffered.empty()) {
      // Between two requests the session ends as soon as the server is to stop. What came at the
      // same moment is in the results all the same.
      auto either = co_await when_any(within(idle_limit, op::recv{.socket = peer, .buffer = room}),
                                      stopping.wait());
      received = std::get<0>(either.results);
    } else {
      // Half a request may become a whole one, until the session is cancelled.
      received = co_await within(idle_limit, op::recv{.socket = peer, .buffer = room});
    }
    if (!received || *received == 0) co_return std::nullopt;
    buffered.append(room.data(), *received);
  }
}

std::string answer_to(const std::string& request) {
  std::size_t count = 0;
  std::from_chars(request.data(), request.data() + request.size(), count);
  return std::string(std::min(count, longest_answer), 'x') + '\n';
}

/// One client. The place is given back when the session ends, however that comes about.
task<> session(unique_fd peer, [[maybe_unused]] semaphore::permits place, event& stopping) {
  std::string buffered;
  while (auto request = co_await next_request(peer, buffered, stopping)) {
    const std::string answer = answer_to(*request);
    // An answer that has begun is sent to its end, although the session may be cancelled
    // meanwhile; but a peer that does not read holds nobody up for ever.
    auto sent = co_await shielded(within(send_limit, send_all(peer, answer)));
    if (!sent) co_return;
  }
}

task<> serve(unique_fd listener, signal_set& signals) {
  semaphore places(most_sessions);
  event stopping;
  co_await in_scope([&](scope& sessions) -> task<> {
    // The signal ends accepting, and with that task goes its listener: new clients are refused.
    auto accepting = co_await when_any(
        signals.next(),
        examples::accept_all(std::move(listener), places,
                             [&](unique_fd client, const address&, semaphore::permits place) {
                               std::printf("a client has come\n");
                               sessions.spawn(
                                   session(std::move(client), std::move(place), stopping));
                             }));
    if (auto& accepted = std::get<1>(accepting.results); !accepted) {
      std::rethrow_exception(accepted.error());
    }
    std::printf("no more clients\n");
    // Idle sessions end now. The others have so long, or until somebody loses patience and sends
    // another signal. When all places are free, all have ended.
    stopping.set();
    auto ending = co_await when_any(within(grace, places.acquire(most_sessions)), signals.next());
    if (!std::get<0>(ending.results)) {
      std::printf("%zu sessions are cut short\n", sessions.size());
      sessions.cancel();
    }
    // The scope waits for what they still have to do.
  });
}

}  // namespace

int main(int count, char** words) {
  const std::uint16_t port = examples::port_argument(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    signal_set signals({SIGINT, SIGTERM});  // first of all, so that every thread inherits it
    unique_fd listener = listen_on(address::loopback(port));
    std::printf("listening on %s\n", local_address(listener).to_string().c_str());
    ring loop;
    loop.run(serve(std::move(listener), signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
