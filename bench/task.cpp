// Tasks: what a child that is awaited, and a task that is spawned, cost from birth to death.
#include "benchmarks.hpp"
#include "workloads.hpp"

namespace bench {

void measure_task(report& found, const settings& how) {
  tasks ours;
  const auto child = [&](std::uint64_t count) { ours.children(count); };
  const auto spawned = [&](std::uint64_t count) { ours.spawned(count); };
  const std::uint64_t many = affordable(256, 1'000'000);

  found.add(plain_figure("task.child.instructions", "a child task, awaited", "instructions",
                         instructions_of(child, 32, 32 + many)));
  found.add(plain_figure("task.spawn.instructions", "a spawned task", "instructions",
                         instructions_of(spawned, 32, 32 + many)));
  if (!how.times) return;
  constexpr std::uint64_t units = 200'000;
  const comparison times = interleave(
      how.pairs, [&] { return wall_time([&] { child(units); }); },
      [&] { return wall_time([&] { spawned(units); }); });
  constexpr double scale = 1e9 / static_cast<double>(units);
  found.add(plain_figure("task.child.time", "a child task, awaited", "ns", times.first * scale));
  found.add(plain_figure("task.spawn.time", "a spawned task", "ns", times.second * scale));
}

}  // namespace bench
