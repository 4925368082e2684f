// Sends back what it receives: echo_server --port N (0 takes any free one). SIGINT ends it cleanly.
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ringlet/ringlet.hpp>
#include <string>
#include <string_view>
#include <system_error>
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
task<> stop_on_signal(const unique_fd& signals, cancel_id& accepting) {
  std::array<std::byte, sizeof(signalfd_siginfo)> details;
  auto received = co_await op::read{.file = signals, .buffer = details};
  if (received) (void)co_await cancel(accepting);
}

/// Accepts clients until it is cancelled. The sessions that are then left die with the ring.
task<> serve(ring& loop, const unique_fd& listener, const unique_fd& signals) {
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

/// Plain system calls: this happens once, and IORING_OP_BIND and LISTEN are younger than many
/// kernels.
unique_fd listen_on(address& where) {
  unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  socklen_t size = where.size();
  if (!listener || ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      ::bind(listener.get(), where.data(), size) != 0 || ::listen(listener.get(), SOMAXCONN) != 0) {
    throw std::system_error(errno, std::generic_category(), "listening on " + where.to_string());
  }
  sockaddr_in chosen{};
  size = sizeof chosen;
  ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&chosen), &size);
  where = address(reinterpret_cast<sockaddr*>(&chosen), size);
  return listener;
}

/// SIGINT and SIGTERM as something to read, instead of as an end in the middle of anything.
unique_fd signals_to_read() {
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGINT);
  sigaddset(&awaited, SIGTERM);
  sigprocmask(SIG_BLOCK, &awaited, nullptr);
  unique_fd signals(::signalfd(-1, &awaited, SFD_CLOEXEC));
  if (!signals) throw std::system_error(errno, std::generic_category(), "signalfd");
  return signals;
}

}  // namespace

int main(int count, char** words) {
  const std::uint16_t port = examples::port_argument(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    const unique_fd signals = signals_to_read();
    address where = address::loopback(port);
    const unique_fd listener = listen_on(where);
    std::printf("listening on %s\n", where.to_string().c_str());
    ring loop;
    loop.run(serve(loop, listener, signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
