// NOPs: what the runtime adds to an operation, with nothing else in the way.
#include <string>

#include "benchmarks.hpp"
#include "twin/nop.hpp"
#include "workloads.hpp"

namespace bench {

void measure_nop(report& found, const settings& how) {
  for (const unsigned in_flight : nop_depths) {
    nops ours(in_flight);
    twin::nop theirs(in_flight);
    const std::string name = "nop." + std::to_string(in_flight);
    const std::string what = "nop, " + std::to_string(in_flight) + " in flight";

    const std::uint64_t few = affordable(in_flight > 256 ? 1 : 2, 2);
    // With few in flight most instructions are a turn's, which need fewer NOPs.
    const std::uint64_t many = few + affordable(in_flight < 32 ? 128 / in_flight : 2048 / in_flight,
                                                in_flight == 1 ? 100'000 : 1'000'000 / in_flight);
    // A unit is a NOP, of which a round has as many as are in flight.
    const double ringlet = instructions_of([&](auto rounds) { ours.plain(rounds); }, few, many);
    const double twin = instructions_of([&](auto rounds) { theirs.run(rounds); }, few, many);
    found.add(ratio_figure(name + ".instructions", what, "instructions", ringlet / in_flight,
                           twin / in_flight));

    if (in_flight == 256) {
      // A shielded operation does not ask whether its task is to end, and is told of no cancel.
      const double shielded =
          instructions_of([&](auto rounds) { ours.shielded(rounds); }, few, many) / in_flight;
      found.add(difference_figure("cancellable.256.instructions",
                                  "nop over a nop that no cancel of its task ends, 256 in flight",
                                  "instructions", ringlet / in_flight, shielded));
    }

    if (!how.times) continue;
    const std::uint64_t rounds = (in_flight == 1 ? 50'000U : 300'000U) / in_flight;
    const comparison times = interleave(
        how.pairs, [&] { return wall_time([&] { ours.plain(rounds); }); },
        [&] { return wall_time([&] { theirs.run(rounds); }); });
    found.add(time_figure(name + ".time", what, "ns", times,
                          1e9 / static_cast<double>(rounds * in_flight)));
  }
}

}  // namespace bench
