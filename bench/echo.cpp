// An echo server: 64 connections of 64-byte messages over loopback TCP, one receive and one send
// at a time. Only the server's thread is measured.
#include "benchmarks.hpp"
#include "harness/loopback.hpp"
#include "twin/echo.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

constexpr std::size_t connections = 64;

template <class Server>
std::uint64_t instructions_serving(Server& server, std::uint64_t rounds) {
  const loopback sockets(connections);
  const load client(sockets, rounds);
  instruction_window window;
  server.serve(sockets.servers());
  return window.stop();
}

template <class Server>
double processor_time_serving(Server& server, std::uint64_t rounds) {
  const loopback sockets(connections);
  const load client(sockets, rounds);
  const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
  server.serve(sockets.servers());
  return seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
}

// How many messages a turn of the loop serves depends on the client's speed when nothing is
// stepped over, so the counts then vary a little: take the middle of a few.
template <class Server>
double instructions_per_message(Server& server) {
  const std::uint64_t many = affordable(18, 2002);
  std::vector<double> counts;
  const std::uint64_t runs = affordable(1, 5);
  counts.reserve(runs);
  for (std::uint64_t i = 0; i < runs; ++i) {
    counts.push_back(instruction_slope(
        [&](std::uint64_t rounds) { return instructions_serving(server, rounds); }, 2, many));
  }
  return spread_of(std::move(counts)).median / connections;
}

}  // namespace

void measure_echo(report& found, const settings& how) {
  const pinned processors;
  echo ours;
  twin::echo theirs;
  const std::string what = "echo, 64 connections of 64 bytes, a message";
  found.add(ratio_figure("echo.64.instructions", what, "instructions",
                         instructions_per_message(ours), instructions_per_message(theirs)));
  if (!how.times) return;
  constexpr std::uint64_t rounds = 500;
  const comparison times = interleave(
      how.pairs, [&] { return processor_time_serving(ours, rounds); },
      [&] { return processor_time_serving(theirs, rounds); });
  found.add(time_figure("echo.64.time", what, "ns of CPU", times,
                        1e9 / static_cast<double>(rounds * connections)));
}

}  // namespace bench
