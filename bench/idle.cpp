// What a session that waits has of the heap, beside the buffer that it receives into. Nothing else
// of it is in user space.
#include <sys/socket.h>
#include <unistd.h>

#include "benchmarks.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t room = 4096;

/// `Buffer` is an array, which is then a part of the frame, or a span of somebody else's.
template <class Buffer>
ringlet::task<> session(int peer, Buffer buffer) {
  for (;;) {
    const auto received =
        co_await ringlet::within(30s, ringlet::op::recv{.socket = peer, .buffer = buffer});
    if (!received || *received == 0) co_return;
    if (!co_await ringlet::within(
            30s, ringlet::op::send{.socket = peer, .buffer = std::span(buffer).first(*received)})) {
      co_return;
    }
  }
}

/// Bytes of one of many sessions that wait, all at one socket: how many they are is nothing to it.
template <class Start>
double bytes_of(Start start) {
  constexpr unsigned sessions = 10'000;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    give_up("socketpair", errno);
  }
  double bytes = 0;
  {
    ringlet::ring loop;
    ringlet::frame_pool::trim();  // frames of the benchmarks before would cost nothing
    const allocation_count before = allocations();
    for (unsigned i = 0; i < sessions; ++i) loop.spawn(start(ends[0]));
    // The first turn starts them, and comes back as soon as one is sent to.
    if (::send(ends[1], "x", 1, 0) != 1) give_up("send", errno);
    expect(loop.run_once(), "sessions that wait");
    bytes = static_cast<double>(allocations().bytes - before.bytes) / sessions;
  }
  for (const int end : ends) ::close(end);
  return bytes;
}

}  // namespace

void measure_idle(report& found, const settings& /*how*/) {
  static std::array<std::byte, room> shared;
  found.add(plain_figure("idle.lent.bytes", "a session that waits within 30s, its buffer lent",
                         "bytes",
                         bytes_of([](int peer) { return session(peer, std::span(shared)); })));
  found.add(plain_figure(
      "idle.bytes", "the same with its buffer inside, without its 4096", "bytes",
      bytes_of([](int peer) { return session(peer, std::array<std::byte, room>()); }) - room));
}

}  // namespace bench
