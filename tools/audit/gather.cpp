#include "gather.hpp"

#include "bad_input.hpp"
#include "handling.hpp"
#include "header.hpp"
#include "merge.hpp"
#include "places.hpp"
#include "sort_stably.hpp"
#include "wrapped.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <system_error>

namespace ringlet::audit {

namespace {

kernel_facts ask() {
  try {
    return ask_kernel();
  } catch (const std::system_error& error) {
    throw bad_input(fmt::format("this kernel gives no ring: {} (is kernel.io_uring_disabled set?)",
                                error.what()));
  }
}

bool same_kernel(const kernel_facts& one, const kernel_facts& other) {
  return one.release == other.release && one.version == other.version &&
         one.machine == other.machine;
}

/// The running kernel, with the build tree's report where that is of it.
evidence of_this_kernel(const places& usual) {
  evidence found{.kernel = ask(), .tests = std::nullopt};
  if (usual.results.empty()) return found;
  results report = read_results(usual.results);
  if (same_kernel(report.kernel, found.kernel))
    found.tests = std::move(report.tests);
  else
    fmt::print(stderr, "ringlet-audit: {} is left out: it is of Linux {}, and this is {}\n",
               usual.results, report.kernel.release, found.kernel.release);
  return found;
}

std::vector<evidence> of_reports(const std::vector<std::string>& files) {
  std::vector<evidence> found;
  for (const std::string& file : files) {
    results report = read_results(file);
    found.push_back({std::move(report.kernel), std::move(report.tests)});
  }
  sort_stably(found, [](const evidence& each) { return age(each.kernel.release); });
  return found;
}

const std::string& or_usual(const std::string& said, const std::string& usual) {
  return said.empty() ? usual : said;
}

}  // namespace

inputs gather(const request& wanted) {
  // What lies beside one table is no evidence about another.
  places usual;
  if (wanted.spec.empty()) usual = find_places();
  const std::string& spec = or_usual(wanted.spec, usual.spec);
  if (spec.empty())
    throw bad_input("there is no spec/opcodes.json above this program or here: say --spec DIR");
  inputs found;
  found.table = read_table(spec + "/opcodes.json");
  found.uapi = read_uapi(spec + "/uapi.json");
  found.handlings = read_handlings(spec + "/interface.json");
  if (wanted.helpers) found.helpers = read_helpers(spec + "/helpers.json");
  if (!wanted.header.empty()) found.header = read_header(wanted.header);
  if (const std::string& folder = or_usual(wanted.operations, usual.operations); !folder.empty())
    found.wrapped = read_wrapped(folder);
  if (const std::string& file = or_usual(wanted.encodings, usual.encodings); !file.empty())
    found.encodings = read_encodings(file);
  if (wanted.results.empty())
    found.kernels.push_back(of_this_kernel(usual));
  else
    found.kernels = of_reports(wanted.results);
  return found;
}

}  // namespace ringlet::audit
