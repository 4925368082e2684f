// How the figures are taken: instructions and allocations as a slope, times in interleaved pairs.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "harness/allocations.hpp"
#include "harness/instructions.hpp"
#include "harness/report.hpp"

namespace bench {

/// What every benchmark is told.
struct settings {
  bool times = true;  ///< --check leaves times out: a busy machine must not fail a build
  int pairs = 21;     ///< interleaved pairs of runs
};

struct spread {
  double median;
  double low;   // lower quartile
  double high;  // upper quartile
};

inline spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return {values[n / 2], values[n / 4], values[(3 * n) / 4]};
}

/// Instructions of one unit: the difference of a long and a short run over the difference of their
/// units, so that what happens once (spawning, the last turn, the counter itself) falls out.
/// `run(n)` does n units and gives back what it executed.
template <class Run>
double instruction_slope(Run run, std::uint64_t few, std::uint64_t many) {
  if (counter() == counter_kind::nothing) return unmeasured;
  (void)run(few);  // warms the frame pool, and binds the functions of shared libraries
  const std::uint64_t short_run = run(few);
  const std::uint64_t long_run = run(many);
  return (static_cast<double>(long_run) - static_cast<double>(short_run)) /
         static_cast<double>(many - few);
}

/// The same for work that the calling thread does in `run(n)`.
template <class Run>
double instructions_of(Run run, std::uint64_t few, std::uint64_t many) {
  return instruction_slope(
      [&](std::uint64_t units) {
        instruction_window window;
        run(units);
        return window.stop();
      },
      few, many);
}

/// How many units a run of `steps` instructions may have: few where each is stepped over.
inline std::uint64_t affordable(std::uint64_t stepped, std::uint64_t counted) {
  return counter() == counter_kind::step ? stepped : counted;
}

/// Allocations of one unit in the steady state. The first run may fill pools; in the second one
/// nothing may come from the heap, whatever it is for.
template <class Run>
double allocations_of(Run run, std::uint64_t units) {
  run(units);
  const allocation_count before = allocations();
  run(units);
  return static_cast<double>(allocations().total() - before.total()) / static_cast<double>(units);
}

inline double seconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Run>
double wall_time(Run run) {
  const double begin = seconds(CLOCK_MONOTONIC);
  run();
  return seconds(CLOCK_MONOTONIC) - begin;
}

struct comparison {
  double first;  // median, as the runs gave it
  double second;
  spread ratio;       // first over second, pair by pair
  spread difference;  // first less second, pair by pair
};

/// Runs `first` and `second` by turns, which of them begins changing with each pair: a machine that
/// drifts, or a neighbour that comes and goes, meets both alike. Each gives its own time.
template <class First, class Second>
comparison interleave(int pairs, First first, Second second) {
  (void)first();
  (void)second();
  std::vector<double> firsts;
  std::vector<double> seconds_;
  std::vector<double> ratios;
  std::vector<double> differences;
  for (int i = 0; i < pairs; ++i) {
    double a = 0;
    double b = 0;
    if (i % 2 == 0) {
      a = first();
      b = second();
    } else {
      b = second();
      a = first();
    }
    firsts.push_back(a);
    seconds_.push_back(b);
    ratios.push_back(a / b);
    differences.push_back(a - b);
  }
  return {spread_of(firsts).median, spread_of(seconds_).median, spread_of(ratios),
          spread_of(differences)};
}

/// `ringlet` beside `twin` as a ratio.
inline figure ratio_figure(std::string name, std::string what, std::string unit, double ringlet,
                           double twin) {
  return {.name = std::move(name),
          .what = std::move(what),
          .unit = std::move(unit),
          .ringlet = ringlet,
          .twin = twin,
          .value = ringlet / twin,
          .value_kind = "ratio"};
}

/// What `ringlet` takes more than `other`.
inline figure difference_figure(std::string name, std::string what, std::string unit,
                                double ringlet, double other) {
  return {.name = std::move(name),
          .what = std::move(what),
          .unit = std::move(unit),
          .ringlet = ringlet,
          .twin = other,
          .value = ringlet - other,
          .value_kind = "more"};
}

/// A ratio of times. `scale` turns what the runs gave into `unit`.
inline figure time_figure(std::string name, std::string what, std::string unit,
                          const comparison& times, double scale) {
  return {.name = std::move(name),
          .what = std::move(what),
          .unit = std::move(unit),
          .ringlet = times.first * scale,
          .twin = times.second * scale,
          .value = times.ratio.median,
          .value_kind = "ratio",
          .low = times.ratio.low,
          .high = times.ratio.high};
}

/// A figure that stands for itself.
inline figure plain_figure(std::string name, std::string what, std::string unit, double ringlet) {
  return {.name = std::move(name),
          .what = std::move(what),
          .unit = std::move(unit),
          .ringlet = ringlet,
          .value = ringlet,
          .value_kind = "plain"};
}

/// Ends the program: a benchmark whose work fails measures nothing.
[[noreturn]] inline void give_up(const char* what, int errno_value) {
  std::fprintf(stderr, "bench: %s: error %d\n", what, errno_value);
  std::exit(2);
}

}  // namespace bench
