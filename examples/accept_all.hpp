// How the examples that are servers come to their clients.
#pragma once

#include <chrono>
#include <cstdio>
#include <ringlet/ringlet.hpp>
#include <system_error>
#include <type_traits>
#include <utility>

namespace examples {

/// Accepts clients until it is cancelled, and calls `start(client, name, place)` for each, with its
/// socket, its address, and its place among those that `places` has. Who finds no place waits in
/// the listener's queue. With the task goes its listener: from then on new clients are refused.
template <class Start>
ringlet::task<> accept_all(ringlet::unique_fd listener, ringlet::semaphore& places, Start start) {
  static_assert(std::is_trivially_destructible_v<Start>,
                "GCC 12 destroys twice what a lambda in a co_await owns: capture by reference");
  for (;;) {
    auto place = co_await places.hold();
    if (!place) co_return;
    ringlet::address name;
    auto client = co_await ringlet::op::accept{.socket = listener, .peer = name};
    if (client) {
      start(*std::move(client), name, *std::move(place));
    } else if (client.error() == std::errc::operation_canceled) {
      co_return;
    } else {
      // Out of descriptors, say: the client is still waiting, and asking again at once would spin.
      std::printf("accept: %s\n", client.error().message().c_str());
      co_await ringlet::sleep_for(std::chrono::milliseconds(100));
    }
  }
}

}  // namespace examples
