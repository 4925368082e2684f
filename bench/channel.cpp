// A channel between two tasks of one ring: what handing over an item costs both of them together.
#include <string>

#include "benchmarks.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

template <std::size_t Capacity>
void measure(report& found, const settings& how) {
  handover<Capacity> ours;
  const auto run = [&](std::uint64_t count) { ours.run(count); };
  const std::string name = "channel." + std::to_string(Capacity);
  const std::string what = "an item through a channel of " + std::to_string(Capacity);

  found.add(plain_figure(name + ".instructions", what, "instructions",
                         instructions_of(run, 128, 128 + affordable(1024, 1'000'000))));
  found.add(plain_figure("allocations." + name, what, "allocations", allocations_of(run, 100'000)));
  if (!how.times) return;
  constexpr std::uint64_t items = 200'000;
  std::vector<double> times;
  times.reserve(static_cast<std::size_t>(how.pairs));
  for (int i = 0; i < how.pairs; ++i) times.push_back(wall_time([&] { run(items); }));
  found.add(plain_figure(name + ".time", what, "ns",
                         spread_of(std::move(times)).median * 1e9 / static_cast<double>(items)));
}

}  // namespace

void measure_channel(report& found, const settings& how) {
  measure<1>(found, how);
  measure<64>(found, how);
}

}  // namespace bench
