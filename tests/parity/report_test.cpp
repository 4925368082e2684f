// Writes down what came of the comparison, for ringlet-audit: whether an encoding is right is what
// the other cases of this program are about; that it was compared at all, and with what, stands in
// the report.
#include "parity.hpp"
#include "vectors.hpp"

#include <support/catch.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::parity {

namespace {

/// The version of the report's form; tools/audit knows it (encodings.hpp).
constexpr int report_schema = 1;

struct compared {
  std::size_t cases = 0;
  std::size_t live = 0;
  std::vector<std::string> differing;
};

void note(compared& into, std::string_view name, const std::vector<std::string>& problems) {
  if (!problems.empty()) into.differing.push_back(std::string(name) + ": " + problems.front());
}

/// One case: with what the newest liburing has written, and with what the installed one writes.
void compare(compared& into, const subject_case& subject, const oracle_case& oracle,
             const vectors& recorded) {
  ++into.cases;
  const encoding actual = subject.encode();
  const auto vector = recorded.by_case.find(subject.name);
  if (vector == recorded.by_case.end())
    note(into, subject.name, {"it has no vector"});
  else
    note(into, subject.name, mismatches(vector->second, actual));
  if (!oracle.has_helper) return;
  ++into.live;
  note(into, subject.name, mismatches(oracle.encode(), actual));
}

std::map<std::string_view, compared> compare_all(const vectors& recorded) {
  std::map<std::string_view, compared> forms;
  for (std::size_t i = 0; i < subject_cases().size(); ++i) {
    const subject_case& subject = subject_cases()[i];
    compared& form = forms[form_of(subject.name)];
    try {
      compare(form, subject, oracle_cases()[i], recorded);
    } catch (const std::exception& problem) {
      note(form, subject.name, {problem.what()});
    }
  }
  return forms;
}

}  // namespace

TEST_CASE("what was compared stands in a report") {
  const vectors recorded = read_vectors(RINGLET_PARITY_VECTORS);
  nlohmann::ordered_json report = {
      {"schema", report_schema},
      {"liburing", {{"installed", oracle_version()}, {"recorded", recorded.liburing}}}};
  report["forms"] = nlohmann::ordered_json::array();
  for (const auto& [form, each] : compare_all(recorded)) {
    report["forms"].push_back({{"form", form},
                               {"cases", each.cases},
                               {"live", each.live},
                               {"differing", each.differing}});
  }
  std::ofstream file(RINGLET_PARITY_REPORT);
  file << report.dump(1) << '\n';
  file.flush();
  CHECK(file.good());
}

}  // namespace ringlet::parity
