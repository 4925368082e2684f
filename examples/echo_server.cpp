// Sends back what it receives: echo_server --port N (0 takes any free one). SIGINT ends it cleanly.
#include <signal.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "arguments.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr auto idle_limit = 60s;

/// One client, until it shuts down or has nothing to say for too long.
task<> session(unique_fd peer, std::string name) {
  std::array<char, 4096> buffer;
  for (;;) {
    auto received = co_await within(idle_limit, op::recv{.socket = peer, .buffer = buffer});
    if (!received) {
      std::printf("%s: %s\n", name.c_str(), received.error().message().c_str());
      co_return;
    }
    if (*received == 0) {
      std::printf("%s has left\n", name.c_str());
      co_return;
    }
    // A send may be short, and a peer that does not read must not hold the session for ever.
    for (std::string_view left(buffer.data(), *received); !left.empty();) {
      auto sent = co_await within(
          idle_limit, op::send{.socket = peer, .buffer = left, .flags = msg_flags::nosignal});
      if (!sent) co_return;
      left.remove_prefix(*sent);
    }
  }
}

/// Cancels what `accepting` names, an accept or the pause after a failed one, when a signal has
/// come.
task<> stop_on_signal(signal_set& signals, cancel_id& accepting) {
  const auto signal = co_await signals.next();
  if (signal) (void)co_await cancel(accepting);
}

/// Accepts clients until it is cancelled. The sessions that are then left die with the ring.
task<> serve(ring& loop, const unique_fd& listener, signal_set& signals) {
  cancel_id accepting;
  loop.spawn(stop_on_signal(signals, accepting));
  for (;;) {
    address client;
    auto peer = co_await with_id(accepting, op::accept{.socket = listener, .peer = client});
    if (peer) {
      std::printf("%s has come\n", client.to_string().c_str());
      loop.spawn(session(*std::move(peer), client.to_string()));
    } else if (peer.error() == std::errc::operation_canceled) {
      co_return;
    } else {
      // Out of descriptors, say: the client is still waiting, and asking again at once would spin.
      std::printf("accept: %s\n", peer.error().message().c_str());
      auto rested = co_await with_id(accepting, sleep_for(100ms));
      if (!rested) co_return;
    }
  }
}

}  // namespace

int main(int count, char** words) {
  const std::uint16_t port = examples::port_argument(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    signal_set signals({SIGINT, SIGTERM});
    const unique_fd listener = listen_on(address::loopback(port));
    std::printf("listening on %s\n", local_address(listener).to_string().c_str());
    ring loop;
    loop.run(serve(loop, listener, signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
