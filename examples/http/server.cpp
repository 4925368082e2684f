#include "server.hpp"

#include <cstdio>
#include <exception>
#include <system_error>
#include <tuple>
#include <utility>

#include "../accept_all.hpp"

using namespace ringlet;

namespace examples::http {

task<> serve(unique_fd listener, signal_set& signals, const http::limits& limits,
             client_task serve_client) {
  semaphore places(limits.connections);
  event stopping;
  co_await in_scope([&](scope& sessions) -> task<> {
    // The signal ends accepting, and with that task goes its listener: new clients are refused.
    auto accepting = co_await when_any(
        signals.next(),
        accept_all(std::move(listener), places,
                   [&](unique_fd client, const address&, semaphore::permits place) {
                     sessions.spawn(serve_client(std::move(client), std::move(place), stopping));
                   }));
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
