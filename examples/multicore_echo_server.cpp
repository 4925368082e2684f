// An echo server with a thread, a ring and a listener for each processor: multicore_echo_server
// --port N (0 takes any free one). The kernel spreads the clients over the listeners, and the
// threads share nothing. SIGINT ends it cleanly. docs/networking.md goes through it.
#include <signal.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <ringlet/run_on_threads.hpp>
#include <ringlet/signals.hpp>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include "arguments.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr auto idle_limit = 60s;

/// One client, until it shuts down, has nothing to say for too long, or does not read.
task<> session(unique_fd peer) {
  std::array<std::byte, 4096> buffer;
  for (;;) {
    auto received = co_await within(idle_limit, op::recv{.socket = peer, .buffer = buffer});
    if (!received || *received == 0) co_return;
    auto sent = co_await within(idle_limit, send_all(peer, std::span(buffer).first(*received)));
    if (!sent) co_return;
  }
}

/// Accepts clients until it is cancelled, and with it their sessions. Gives how many came.
task<unsigned> serve(const unique_fd& listener) {
  unsigned clients = 0;
  co_await in_scope([&](scope& sessions) -> task<> {
    for (;;) {
      auto peer = co_await op::accept{.socket = listener};
      if (peer) {
        ++clients;
        sessions.spawn(session(*std::move(peer)));
      } else if (peer.error() == std::errc::operation_canceled) {
        co_return;
      } else {
        // Out of descriptors, say: asking again at once would spin.
        std::printf("accept: %s\n", peer.error().message().c_str());
        co_await sleep_for(100ms);
      }
    }
  });
  co_return clients;
}

task<> stop_on_signal(signal_set& signals, std::stop_source& stop) {
  const auto signal = co_await signals.next();
  if (signal) stop.request_stop();
}

}  // namespace

int main(int count, char** words) {
  const std::uint16_t port = examples::port_argument(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    signal_set signals({SIGINT, SIGTERM});  // first of all, so that every thread inherits it
    const std::vector<int> processors = usable_processors();
    std::vector<unique_fd> listeners;
    address where = address::loopback(port);
    for (std::size_t i = 0; i < processors.size(); ++i) {
      listeners.push_back(listen_on(where, {.reuse_port = true}));
      where = local_address(listeners.back());  // the port that the first one got is everybody's
    }
    std::printf("listening on %s\n", where.to_string().c_str());
    std::stop_source stop;
    run_on_threads(static_cast<unsigned>(processors.size()),
                   [&](ring& loop, unsigned index) -> task<> {
                     if (index == 0) loop.spawn(stop_on_signal(signals, stop));
                     const unsigned clients = co_await serve(listeners[index]);
                     std::printf("processor %d had %u clients\n", processors[index], clients);
                   },
                   {.processors = processors, .stop = stop.get_token()});
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
