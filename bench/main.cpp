// Measures ringlet beside hand-written liburing and says of each promise whether it is kept.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "benchmarks.hpp"

namespace {

constexpr const char* usage = R"(usage: bench [options]
  --bounds FILE     the promises (bench/bounds.json)
  --check FILE      instructions and allocations only, held to FILE's bounds and ceilings:
                    exit 1 where one is missed. For CI: nothing depends on how busy the machine is
  --json FILE       writes all figures there
  --only NAME       nop, echo, within, task, channel, idle, messages, timers or allocations;
                    may be repeated
  --pairs N         interleaved pairs of timed runs (21)
  --counter NAME    perf, step or none, instead of the best this machine has, or of step with --check
  --profile NAME=FILE
                    writes where the instructions of nop.256.ringlet, nop.256.twin, … are, for
                    scripts/bench-annotate, and measures nothing
Exit: 0 all bounds met, 1 a bound missed, 2 something could not be measured at all.
)";

[[noreturn]] void misuse(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n%s", what.c_str(), usage);
  std::exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  std::string bounds = "bench/bounds.json";
  std::string json;
  std::string profile;
  std::string counter;
  bool check = false;
  bench::settings how;
  std::vector<std::string> only;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--help") {
      std::fputs(usage, stdout);
      return 0;
    }
    if (i + 1 == argc) misuse(option + " is unknown or lacks its value");
    const std::string value = argv[++i];
    if (option == "--bounds") {
      bounds = value;
    } else if (option == "--check") {
      bounds = value;
      check = true;
      how.times = false;
    } else if (option == "--json") {
      json = value;
    } else if (option == "--only") {
      only.push_back(value);
    } else if (option == "--pairs") {
      how.pairs = std::atoi(value.c_str());
      if (how.pairs < 1) misuse("--pairs needs a number, not '" + value + "'");
    } else if (option == "--counter") {
      counter = value;
    } else if (option == "--profile") {
      profile = value;
    } else {
      misuse("unknown option " + option);
    }
  }
  if (!counter.empty()) {
    if (!bench::choose_counter(counter)) misuse("this machine has no counter '" + counter + "'");
  } else if (check) {
    // What is held to bounds should not depend on the clock that a machine has, see
    // instructions.hpp.
    (void)bench::choose_counter("step");
  }
  if (!profile.empty()) {
    const std::size_t equals = profile.find('=');
    if (equals == std::string::npos) misuse("--profile needs NAME=FILE");
    if (!bench::choose_counter("step")) misuse("profiles need the trap flag (x86-64)");
    if (!bench::profile_to(profile.substr(0, equals), profile.substr(equals + 1))) {
      misuse("nothing is called " + profile.substr(0, equals));
    }
    return 0;
  }
  if (!bench::counter_complaint().empty()) {
    std::fprintf(stderr, "bench: %s\n", bench::counter_complaint().c_str());
  }

  bench::report found(bounds);
  bool any = false;
  for (const bench::benchmark& each : bench::benchmarks) {
    if (!only.empty() && std::ranges::find(only, each.name) == only.end()) continue;
    any = true;
    std::fprintf(stderr, "%s\n", each.name);
    each.measure(found, how);
    // Each time, so that what has been measured stays where something later cannot be.
    if (!json.empty()) found.write_json(json);
  }
  if (!any) misuse("no benchmark has this name");
  found.print();
  const int missed = found.missed(check) + (only.empty() ? found.idle_limits(how.times) : 0);
  if (missed != 0) std::printf("%d not met\n", missed);
  return missed == 0 ? 0 : 1;
}
