// Where the instructions of a benchmark are.
#include <utility>

#include "benchmarks.hpp"
#include "harness/loopback.hpp"
#include "twin/echo.hpp"
#include "twin/nop.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

template <class Run>
void step_over(Run run, double units, const std::string& file) {
  start_profile();
  {
    instruction_window window;
    run();
    (void)window.stop();
  }
  write_profile(file, units);
}

template <class Run>
void step_over(Run run, std::uint64_t rounds, double units, const std::string& file) {
  run(rounds);
  step_over([&] { run(rounds); }, units, file);
}

template <class Serve>
void step_over_serving(Serve serve, std::uint64_t rounds, const std::string& file) {
  const pinned processors;
  const loopback sockets(64);
  // Started before the window: a new thread would inherit the trap flag.
  const load client(sockets, rounds);
  step_over([&] { serve(sockets.servers()); }, static_cast<double>(rounds) * 64, file);
}

}  // namespace

bool profile_to(const std::string& what, const std::string& file) {
  // Long enough that beginning and end are a few hundredths of the whole.
  constexpr std::uint64_t rounds = 40;
  for (const unsigned in_flight : nop_depths) {
    const std::string depth = std::to_string(in_flight);
    const auto units = static_cast<double>(rounds * in_flight);
    if (what == "nop." + depth + ".ringlet") {
      nops ours(in_flight);
      step_over([&](auto n) { ours.plain(n); }, rounds, units, file);
      return true;
    }
    if (what == "nop." + depth + ".twin") {
      twin::nop theirs(in_flight);
      step_over([&](auto n) { theirs.run(n); }, rounds, units, file);
      return true;
    }
    if (what == "within." + depth + ".ringlet") {
      nops ours(in_flight);
      step_over([&](auto n) { ours.within(n); }, rounds, units, file);
      return true;
    }
  }
  for (const auto& [name, serve] : {std::pair{"echo.64.ringlet", &echo::serve},
                                    {"echo.64.within.ringlet", &echo::serve_within},
                                    {"echo.64.linked.ringlet", &echo::serve_linked},
                                    {"echo.64.multishot.ringlet", &echo::serve_multishot},
                                    {"echo.64.bundle.ringlet", &echo::serve_bundles}}) {
    if (what == name) {
      echo ours;
      step_over_serving([&](auto sockets) { (ours.*serve)(sockets); }, rounds, file);
      return true;
    }
  }
  if (what == "echo.64.twin") {
    twin::echo theirs;
    step_over_serving([&](auto sockets) { theirs.serve(sockets); }, rounds, file);
    return true;
  }
  if (what == "channel.1.ringlet") {
    handover<1> ours;
    step_over([&](auto n) { ours.run(n); }, 256, 256, file);
    return true;
  }
  if (what == "channel.64.ringlet") {
    handover<64> ours;
    step_over([&](auto n) { ours.run(n); }, 1024, 1024, file);
    return true;
  }
  tasks ours;
  if (what == "task.child.ringlet") {
    step_over([&](auto n) { ours.children(n); }, 256, 256, file);
    return true;
  }
  if (what == "task.spawn.ringlet") {
    step_over([&](auto n) { ours.spawned(n); }, 256, 256, file);
    return true;
  }
  return false;
}

}  // namespace bench
