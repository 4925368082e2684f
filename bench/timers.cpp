// Many timers, each of which is set again as it goes off, after one to two milliseconds. They are
// so many that all are late when the turn comes round: what is measured is how many a ring can
// have.
#include <string>

#include "benchmarks.hpp"
#include "twin/timers.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

class sleeping_tasks {
 public:
  explicit sleeping_tasks(unsigned pending) : pending_(pending) {}
  void run(std::uint64_t rounds) {
    for (unsigned i = 0; i < pending_; ++i) loop_.spawn(sleeps(twin::span_of(i), rounds));
    loop_.run();
  }

 private:
  static ringlet::task<> sleeps(std::int64_t span, std::uint64_t rounds) {
    for (std::uint64_t done = 0; done < rounds; ++done) {
      co_await ringlet::sleep_for(std::chrono::nanoseconds(span));
    }
  }

  ringlet::ring loop_;
  unsigned pending_;
};

// The first run starts them, and that falls out.
constexpr std::uint64_t few = 1;
constexpr std::uint64_t many = 4;

template <class Timers>
double instructions_per_timer(Timers& timers, unsigned pending) {
  return instructions_of([&](auto rounds) { timers.run(rounds); }, few, many) / pending;
}

/// Nanoseconds of CPU, the kernel's included.
template <class Timers>
double time_of(Timers& timers, unsigned pending) {
  const auto run = [&](std::uint64_t rounds) {
    const double begin = seconds(CLOCK_PROCESS_CPUTIME_ID);
    timers.run(rounds);
    return seconds(CLOCK_PROCESS_CPUTIME_ID) - begin;
  };
  const double once = run(few);
  return (run(many) - once) * 1e9 / static_cast<double>((many - few) * pending);
}

void measure(report& found, const settings& how, unsigned pending) {
  sleeping_tasks ours(pending);
  twin::heap_timers heap;
  twin::kernel_timers kernel;
  heap.resize(pending);
  kernel.resize(pending);
  const std::string name = "timers." + std::to_string(pending);
  const std::string what = "a timer of " + std::to_string(pending);
  const std::string over_heap = what + ", over a heap";
  const std::string over_kernel = what + ", over a TIMEOUT each";

  if (counter() != counter_kind::step || pending <= 1000) {
    const double ringlet = instructions_per_timer(ours, pending);
    found.add(ratio_figure(name + ".instructions", over_heap, "instructions", ringlet,
                           instructions_per_timer(heap, pending)));
    found.add(ratio_figure(name + ".kernel.instructions", over_kernel, "instructions", ringlet,
                           instructions_per_timer(kernel, pending)));
  }
  if (!how.times || pending < 100'000) return;
  const auto compare = [&](auto& theirs) {
    return interleave(
        how.pairs, [&] { return time_of(ours, pending); },
        [&] { return time_of(theirs, pending); });
  };
  found.add(time_figure(name + ".time", over_heap, "ns of CPU", compare(heap), 1));
  found.add(time_figure(name + ".kernel.time", over_kernel, "ns of CPU", compare(kernel), 1));
}

}  // namespace

void measure_timers(report& found, const settings& how) {
  // Few can be stepped over, and at full speed they would not be late.
  measure(found, how, 200);
  if (how.times || counter() != counter_kind::step) measure(found, how, 100'000);
}

}  // namespace bench
