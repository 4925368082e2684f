// The driver of the generated live tests: executes each one on this machine's kernel and says what
// came of it.
//
//   live_tests [--list] [--filter TEXT] [--json FILE] [--floor N] [--longest SECONDS] [--hang]
//
// One line for each test, a summary, and a JSON file if one is asked for. Every test gets a ring of
// its own, so that none can disturb the next. A test is skipped only where this kernel lacks the
// operation, and even then the operation is executed and must say errc::operation_not_supported; or
// where a fixture says that this machine has not what the test is about.
// --hang only waits, so that one sees what is said of a test that hangs.
// The exit code is 1 when a test failed, and when fewer passed than the floor: a generator that
// emits nothing, or a kernel that supports nothing, is a failure.
#include "live.hpp"
#include "watchdog.hpp"

#include <audit/kernel.hpp>
#include <audit/write_kernel.hpp>

#include <ringlet/op/timeout.hpp>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::live {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

/// How many tests the generator emits at least, and how many pass at least on the oldest kernel
/// that is tried.
constexpr std::size_t emitted_floor = 200;
constexpr std::size_t passed_floor = 100;

/// The version of the JSON file's form; tools/audit knows it (results.hpp).
constexpr int report_schema = 2;

struct options {
  bool list = false;
  bool hang = false;
  std::string filter;
  std::string json;
  std::optional<std::size_t> floor;
  /// A test that takes longer hangs; the slowest guest of a software emulator needs a fraction.
  std::chrono::duration<double> longest = 60s;
};

struct report {
  const live_test* test;
  std::string outcome;  // passed, failed or skipped
  std::string reason;
  std::error_code seen;
  /// Of a skipped test, what it lacked: "kernel" or "machine". What the kernel lacks, no device
  /// would help.
  std::string lacks{};
};

std::string_view kind_name(kind of) {
  switch (of) {
    case kind::gives:
      return "gives";
    case kind::takes:
      return "takes";
    case kind::ends:
      return "ends";
    case kind::fails:
      return "fails";
    case kind::cancels:
      return "cancels";
    case kind::deadline:
      return "deadline";
  }
  return "?";
}

std::string full_name(const live_test& test) {
  std::string name(test.op);
  if (!test.form.empty()) name.append("_").append(test.form);
  return name;
}

// ---- one loop per kind --------------------------------------------------------------------------

outcome failed(std::string why, std::error_code seen = {}) {
  return {.good = false, .why = std::move(why), .seen = seen};
}

/// gives, takes, ends, fails: what the test says.
outcome run_plainly(ring& loop, const live_test& test) { return loop.run(test.run(loop, nullptr)); }

/// deadline: what the test says, and neither too early nor far too late.
outcome run_against_time(ring& loop, const live_test& test) {
  const auto start = steady_clock::now();
  outcome found = loop.run(test.run(loop, nullptr));
  const auto elapsed = steady_clock::now() - start;
  if (found.good && elapsed < short_deadline) return failed("the deadline fired early", found.seen);
  if (found.good && elapsed > 20s) return failed("the deadline fired far too late", found.seen);
  return found;
}

struct cancelled_test {
  cancel_id id;
  std::optional<outcome> found;
};

task<> run_to_the_end(ring& loop, const live_test& test, std::shared_ptr<cancelled_test> state) {
  state->found = co_await test.run(loop, &state->id);
}

/// cancels: the operation must be in flight, and still be so a little later; then it is cancelled.
task<outcome> cancel_in_flight(ring& loop, const live_test& test) {
  auto state = std::make_shared<cancelled_test>();
  loop.spawn(run_to_the_end(loop, test, state));
  for (int i = 0; i < 5000 && !state->id.live() && !state->found; ++i) co_await sleep_for(1ms);
  if (!state->found) co_await sleep_for(20ms);
  if (state->found) {
    if (!state->found->good) co_return *state->found;
    co_return failed("it says that it was cancelled before it was");
  }
  if (!state->id.live()) co_return failed("it was never in flight");
  const auto asked = co_await cancel(state->id);
  if (!asked) co_return failed("cancelling it failed with " + describe(asked.error()));
  for (int i = 0; i < 10000 && !state->found; ++i) co_await sleep_for(1ms);
  if (!state->found) co_return failed("it goes on though it was cancelled");
  co_return *state->found;
}

outcome run_one(ring& loop, const live_test& test) {
  switch (test.kind) {
    case kind::gives:
    case kind::takes:
    case kind::ends:
    case kind::fails:
      return run_plainly(loop, test);
    case kind::cancels:
      return loop.run(cancel_in_flight(loop, test));
    case kind::deadline:
      return run_against_time(loop, test);
  }
  return failed("no such kind of test");
}

/// Makes the ring that the test asks for. A kernel that lacks the operation may lack the ring too;
/// then there is a plain one, on which the operation must be refused as well.
void make_ring(std::optional<ring>& loop, const live_test& test) {
  try {
    loop.emplace(test.options);
  } catch (const std::system_error&) {
    if (test.supported(loop.emplace()) == support::yes) throw;
  }
}

report judge(const live_test& test, std::chrono::duration<double> longest) {
  const watchdog guard(full_name(test) + ": " + std::string(test.name), longest);
  support supported = support::yes;
  outcome found;
  try {
    std::optional<ring> made;
    make_ring(made, test);
    ring& loop = *made;
    supported = test.supported(loop);
    found = run_one(loop, test);
  } catch (const unavailable& missing) {
    return {&test, "skipped", missing.what(), {}, supported == support::no ? "kernel" : "machine"};
  } catch (const std::exception& error) {
    found = failed(std::string("an exception left it: ") + error.what());
  }
  const bool refused = found.seen == std::errc::operation_not_supported;
  if (supported == support::yes || (supported == support::perhaps && (found.good || !refused)))
    return {&test, found.good ? "passed" : "failed", found.why, found.seen};
  if (refused) {
    return {&test, "skipped", "this kernel has no " + full_name(test), found.seen, "kernel"};
  }
  return {&test, "failed",
          "this kernel has no " + full_name(test) + ", and it had to say operation_not_supported" +
              (found.good ? ", not to pass" : ": " + found.why),
          found.seen};
}

// ---- the whole run ------------------------------------------------------------------------------

std::vector<const live_test*> chosen_tests(const std::string& filter, std::size_t& all) {
  std::vector<const live_test*> chosen;
  all = 0;
  for (const live_table* table : live_tables()) {
    for (const live_test& test : table->tests) {
      ++all;
      if ((full_name(test) + ": " + std::string(test.name)).find(filter) != std::string::npos)
        chosen.push_back(&test);
    }
  }
  return chosen;
}

void print(const report& one) {
  std::printf("%-7s  %s: %.*s", one.outcome.c_str(), full_name(*one.test).c_str(),
              static_cast<int>(one.test->name.size()), one.test->name.data());
  if (!one.reason.empty()) std::printf(" -- %s", one.reason.c_str());
  std::printf("\n");
  std::fflush(stdout);
}

nlohmann::ordered_json as_json(const std::vector<report>& reports) {
  const ring loop;
  nlohmann::ordered_json all;
  all["schema"] = report_schema;
  all["kernel"] = audit::to_json(audit::ask_kernel());
  all["ring"] = {{"setup_flags", loop.setup_flags()}, {"features", loop.features()}};
  all["tests"] = nlohmann::ordered_json::array();
  for (const report& one : reports) {
    all["tests"].push_back({{"op", one.test->op},
                            {"form", one.test->form},
                            {"test", one.test->name},
                            {"kind", kind_name(one.test->kind)},
                            {"outcome", one.outcome},
                            {"lacks", one.lacks},
                            {"reason", one.reason},
                            {"errno", one.seen.value()}});
  }
  return all;
}

options read_options(int count, char** words) {
  options read;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const auto value = [&]() -> std::string {
      if (++i == count) throw std::invalid_argument(std::string(word) + " needs a value");
      return words[i];
    };
    if (word == "--list")
      read.list = true;
    else if (word == "--hang")
      read.hang = true;
    else if (word == "--filter")
      read.filter = value();
    else if (word == "--json")
      read.json = value();
    else if (word == "--floor")
      read.floor = static_cast<std::size_t>(std::stoul(value()));
    else if (word == "--longest")
      read.longest = std::chrono::duration<double>(std::stod(value()));
    else
      throw std::invalid_argument("unknown option " + std::string(word) +
                                  "; there are --list, --filter TEXT, --json FILE, --floor N, "
                                  "--longest SECONDS, --hang");
  }
  return read;
}

int hang(std::chrono::duration<double> longest) {
  const watchdog guard("a timeout of an hour", longest);
  ring loop;
  loop.run([]() -> task<> { (void)co_await op::timeout{.after = 1h}; }());
  return 1;
}

int run_all(const options& wanted) {
  std::size_t all = 0;
  const std::vector<const live_test*> tests = chosen_tests(wanted.filter, all);
  if (wanted.list) {
    for (const live_test* test : tests) {
      std::printf("%s: %.*s\n", full_name(*test).c_str(), static_cast<int>(test->name.size()),
                  test->name.data());
    }
    return 0;
  }

  std::vector<report> reports;
  std::size_t passed = 0;
  std::size_t skipped = 0;
  for (const live_test* test : tests) {
    reports.push_back(judge(*test, wanted.longest));
    print(reports.back());
    passed += reports.back().outcome == "passed" ? 1U : 0U;
    skipped += reports.back().outcome == "skipped" ? 1U : 0U;
  }
  const std::size_t failures = reports.size() - passed - skipped;
  std::printf("%zu passed, %zu failed, %zu skipped\n", passed, failures, skipped);

  bool good = failures == 0;
  if (all < emitted_floor) {
    std::printf("failed: the generator emitted %zu tests, and must emit %zu at least\n", all,
                emitted_floor);
    good = false;
  }
  const std::size_t floor = wanted.floor ? *wanted.floor : wanted.filter.empty() ? passed_floor : 1;
  if (passed < floor) {
    std::printf("failed: %zu tests passed, and %zu must pass at least\n", passed, floor);
    good = false;
  }

  if (!wanted.json.empty()) {
    auto written = as_json(reports);
    written["summary"] = {{"emitted", all},
                          {"passed", passed},
                          {"failed", failures},
                          {"skipped", skipped},
                          {"good", good}};
    std::ofstream file(wanted.json);
    file << written.dump(1) << '\n';
    if (!file.flush()) throw std::runtime_error("cannot write " + wanted.json);
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace ringlet::live

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);  // tests want to see EPIPE
  ::umask(022);                   // tests look at the permissions of what they make
  try {
    const auto wanted = ringlet::live::read_options(count, words);
    return wanted.hang ? ringlet::live::hang(wanted.longest) : ringlet::live::run_all(wanted);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", count > 0 ? words[0] : "live_tests", error.what());
    return 2;
  }
}
