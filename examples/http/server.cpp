#include "server.hpp"

#include <chrono>
#include <cstdio>
#include <exception>
#include <system_error>
#include <tuple>
#include <utility>

using namespace ringlet;
using namespace std::chrono_literals;

namespace examples::http {

namespace {

/// Accepts clients until it is cancelled. Who finds no place waits in the listener's queue.
task<> accept_all(unique_fd listener, scope& sessions, semaphore& places, event& stopping,
                  const client_task& serve_client) {
  for (;;) {
    auto place = co_await places.hold();
    if (!place) co_return;
    auto peer = co_await op::accept{.socket = listener};
    if (peer) {
      sessions.spawn(serve_client(*std::move(peer), *std::move(place), stopping));
    } else if (peer.error() == std::errc::operation_canceled) {
      co_return;
    } else {
      // Out of descriptors, say: the client is still waiting, and asking again at once would spin.
      std::printf("accept: %s\n", peer.error().message().c_str());
      co_await sleep_for(100ms);
    }
  }
}

}  // namespace

task<> serve(unique_fd listener, signal_set& signals, const http::limits& limits,
             client_task serve_client) {
  semaphore places(limits.connections);
  event stopping;
  co_await in_scope([&](scope& sessions) -> task<> {
    // The signal ends accepting, and with that task goes its listener: new clients are refused.
    auto accepting = co_await when_any(
        signals.next(), accept_all(std::move(listener), sessions, places, stopping, serve_client));
    if (auto& accepted = std::get<1>(accepting.results); !accepted) {
      std::rethrow_exception(accepted.error());
    }
    std::printf("no more clients\n");
    stopping.set();
    auto ending =
        co_await when_any(within(limits.grace, places.acquire(limits.connections)), signals.next());
    if (!std::get<0>(ending.results)) {
      std::printf("%zu connections are cut short\n", sessions.size());
      sessions.cancel();
    }
  });
}

}  // namespace examples::http
