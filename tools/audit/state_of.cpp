#include "state_of.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace ringlet::audit {

namespace {

bool succeeded(const tried& one) {
  return one.result != nullptr && one.result->outcome == outcome::passed &&
         is_success(one.test->kind);
}

bool any(const std::vector<tried>& tests, outcome which) {
  return std::ranges::any_of(tests, [which](const tried& one) {
    return one.result != nullptr && one.result->outcome == which;
  });
}

bool any(const std::vector<tried>& tests, lack which) {
  return std::ranges::any_of(tests, [which](const tried& one) {
    return one.result != nullptr && one.result->lacks == which;
  });
}

/// The tests that could show the form executed; where there are none, all.
std::vector<tried> deciding(const std::vector<tried>& tests) {
  std::vector<tried> found;
  std::ranges::copy_if(tests, std::back_inserter(found),
                       [](const tried& one) { return is_success(one.test->kind); });
  return found.empty() ? tests : found;
}

/// From the worst to what says least: a failure outweighs every success, and a skip is never one.
state state_of(const std::vector<tried>& tests) {
  if (any(tests, outcome::failed)) return state::failed;
  if (std::ranges::any_of(tests, succeeded)) return state::executed;
  if (tests.empty()) return state::never_written;
  const std::vector<tried> those = deciding(tests);
  if (any(those, lack::kernel)) return state::kernel_lacks;
  if (any(those, lack::machine)) return state::machine_lacks;
  if (any(tests, outcome::passed)) return state::errors_only;
  return state::not_run;
}

counts count(const std::vector<tried>& tests) {
  counts found;
  for (const tried& one : tests) {
    if (one.result == nullptr)
      ++found.not_run;
    else if (one.result->outcome == outcome::passed)
      ++found.passed;
    else if (one.result->outcome == outcome::failed)
      ++found.failed;
    else
      ++found.skipped;
  }
  return found;
}

void add_once(std::vector<std::string>& to, std::string text) {
  if (std::ranges::find(to, text) == to.end()) to.push_back(std::move(text));
}

std::vector<std::string> reasons_of(const std::vector<tried>& tests, state found) {
  std::vector<std::string> reasons;
  for (const tried& one : tests)
    if (one.result != nullptr && one.result->outcome == outcome::failed)
      add_once(reasons, one.test->name + ": " + one.result->reason);
  for (const tried& one : tests)
    if (one.result != nullptr && one.result->outcome == outcome::skipped)
      add_once(reasons, one.result->reason);
  if (found == state::errors_only)
    add_once(reasons, "only refusals that were expected have passed");
  return reasons;
}

}  // namespace

cell cell_of(const std::vector<tried>& tests, bool ran, bool has, bool in_doubt) {
  cell made;
  made.state = state_of(tests);
  made.tests = count(tests);
  made.reasons = reasons_of(tests, made.state);
  const bool refuted = in_doubt && made.state == state::kernel_lacks;
  made.offered = made.state == state::executed || (has && !refuted);
  if (made.state == state::not_run)
    made.reasons.emplace_back(ran ? "the report of the live tests has none of its tests"
                                  : "no report of the live tests is of this kernel");
  if (made.state == state::never_written) made.reasons.emplace_back("nobody has written a test");
  return made;
}

}  // namespace ringlet::audit
