// An echo server: 64 connections of 64-byte messages over loopback TCP, one receive and one send
// at a time. Only the server's thread is measured.
#include "benchmarks.hpp"
#include "harness/loopback.hpp"
#include "twin/echo.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

constexpr std::size_t connections = 64;

template <class Serve>
std::uint64_t instructions_serving(const Serve& serve, std::uint64_t rounds) {
  const loopback sockets(connections);
  const load client(sockets, rounds);
  instruction_window window;
  serve(sockets.servers());
  return window.stop();
}

template <class Serve>
double processor_time_serving(Serve& serve, std::uint64_t rounds) {
  const loopback sockets(connections);
  const load client(sockets, rounds);
  const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
  serve(sockets.servers());
  return seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
}

// How many messages a turn of the loop serves depends on the client's speed when nothing is
// stepped over, so the counts then vary a little: take the middle of a few.
template <class Serve>
double instructions_per_message(const Serve& serve) {
  const std::uint64_t many = affordable(18, 2002);
  std::vector<double> counts;
  const std::uint64_t runs = affordable(1, 5);
  counts.reserve(runs);
  for (std::uint64_t i = 0; i < runs; ++i) {
    counts.push_back(instruction_slope(
        [&](std::uint64_t rounds) { return instructions_serving(serve, rounds); }, 2, many));
  }
  return spread_of(std::move(counts)).median / connections;
}

}  // namespace

void measure_echo(report& found, const settings& how) {
  const pinned processors;
  echo ours;
  twin::echo theirs;
  const auto plain = [&](std::span<const int> sockets) { ours.serve(sockets); };
  const auto within = [&](std::span<const int> sockets) { ours.serve_within(sockets); };
  const auto by_hand = [&](std::span<const int> sockets) { theirs.serve(sockets); };
  const std::string what = "echo, 64 connections of 64 bytes, a message";
  const std::string what_within = "echo within(1h), 64 connections, over echo without, a message";
  const double instructions = instructions_per_message(plain);
  const double instructions_within = instructions_per_message(within);
  found.add(ratio_figure("echo.64.instructions", what, "instructions", instructions,
                         instructions_per_message(by_hand)));
  found.add(difference_figure("echo.64.within.instructions", what_within, "instructions",
                              instructions_within, instructions));
  // Beside liburing these are measured from outside: see bench/peers.
  found.add(
      plain_figure("echo.64.linked.instructions", "echo by chains, a message", "instructions",
                   instructions_per_message([&](auto sockets) { ours.serve_linked(sockets); })));
  found.add(plain_figure(
      "echo.64.multishot.instructions", "echo by multishot receives, a message", "instructions",
      instructions_per_message([&](auto sockets) { ours.serve_multishot(sockets); })));
  found.add(
      plain_figure("echo.64.bundle.instructions", "echo by bundles, a message", "instructions",
                   instructions_per_message([&](auto sockets) { ours.serve_bundles(sockets); })));
  if (!how.times) return;
  constexpr std::uint64_t rounds = 500;
  constexpr double scale = 1e9 / static_cast<double>(rounds * connections);
  const auto compare = [&](const auto& first, const auto& second) {
    return interleave(
        how.pairs, [&] { return processor_time_serving(first, rounds); },
        [&] { return processor_time_serving(second, rounds); });
  };
  found.add(time_figure("echo.64.time", what, "ns of CPU", compare(plain, by_hand), scale));
  found.add(
      time_figure("echo.64.within.time", what_within, "ns of CPU", compare(within, plain), scale));
}

}  // namespace bench
