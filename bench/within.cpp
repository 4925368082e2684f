// A deadline on an operation that completes in time: what everybody pays who asks for one.
#include <string>

#include "benchmarks.hpp"
#include "workloads.hpp"

namespace bench {

void measure_within(report& found, const settings& how) {
  for (const unsigned in_flight : {256U, 1U}) {
    nops ours(in_flight);
    const std::string name = "within." + std::to_string(in_flight);
    const std::string what =
        "within(1h, nop) over nop, " + std::to_string(in_flight) + " in flight";

    const std::uint64_t few = 2;
    const std::uint64_t many = few + affordable(in_flight == 1 ? 64 : 4, 2'000'000 / in_flight / 8);
    const double with = instructions_of([&](auto n) { ours.within(n); }, few, many) / in_flight;
    const double without = instructions_of([&](auto n) { ours.plain(n); }, few, many) / in_flight;
    found.add(difference_figure(name + ".instructions", what, "instructions", with, without));

    if (!how.times) continue;
    const std::uint64_t rounds = (in_flight == 1 ? 50'000U : 300'000U) / in_flight;
    const comparison times = interleave(
        how.pairs, [&] { return wall_time([&] { ours.within(rounds); }); },
        [&] { return wall_time([&] { ours.plain(rounds); }); });
    const double scale = 1e9 / static_cast<double>(rounds * in_flight);
    found.add({.name = name + ".time",
               .what = what,
               .unit = "ns",
               .ringlet = times.first * scale,
               .twin = times.second * scale,
               .value = times.difference.median * scale,
               .value_kind = "more",
               .low = times.difference.low * scale,
               .high = times.difference.high * scale});
  }
}

}  // namespace bench
