#include "results.hpp"

#include "document.hpp"
#include "read_kernel.hpp"

namespace ringlet::audit {

namespace {

outcome outcome_of(const node& from) {
  const std::string said = from.text();
  if (said == "passed") return outcome::passed;
  if (said == "failed") return outcome::failed;
  if (said == "skipped") return outcome::skipped;
  from.refuse("is no outcome of a test");
}

lack lack_of(const node& from) {
  const std::string said = from.text();
  if (said.empty()) return lack::nothing;
  if (said == "kernel") return lack::kernel;
  if (said == "machine") return lack::machine;
  from.refuse("is nothing that can be lacking");
}

test_result test_result_of(const node& from) {
  test_result found{.op = from.at("op").text(),
                    .form = from.at("form").text(),
                    .test = from.at("test").text(),
                    .outcome = outcome_of(from.at("outcome")),
                    .lacks = lack_of(from.at("lacks")),
                    .reason = from.at("reason").text()};
  if ((found.outcome == outcome::skipped) != (found.lacks != lack::nothing))
    from.refuse("does not say what it lacked, or lacked something and was not skipped");
  return found;
}

}  // namespace

results read_results(const std::string& file) {
  const document read = document::read(file, "a report of the live tests");
  read.expect_schema(results_schema);
  results found{.kernel = kernel_facts_of(read.root().at("kernel")), .tests = {}};
  for (const node& each : read.root().at("tests").items())
    found.tests.push_back(test_result_of(each));
  return found;
}

}  // namespace ringlet::audit
