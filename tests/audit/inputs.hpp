// A small table and two small kernels, which the tests of the audit change as they need.
#pragma once

#include <join.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ringlet::audit {

inline described_form described(std::string op, int code, std::string form = {},
                                std::vector<written_test> tests = {{"works", kind::gives},
                                                                   {"says EBADF", kind::fails}}) {
  described_form made;
  made.op = std::move(op);
  made.code = code;
  made.form = std::move(form);
  made.since = "5.1";
  made.family = "file";
  made.brief = "Does it.";
  made.tests = std::move(tests);
  return made;
}

inline kernel_facts kernel(std::string release, std::vector<int> opcodes) {
  kernel_facts made;
  made.release = std::move(release);
  made.version = "#1";
  made.machine = "x86_64";
  made.opcodes = std::move(opcodes);
  made.features = 1;
  return made;
}

inline test_result result(const described_form& of, std::size_t test, outcome what,
                          lack lacks = lack::nothing, std::string reason = {}) {
  return {.op = of.op,
          .form = of.form,
          .test = of.tests[test].name,
          .outcome = what,
          .lacks = lacks,
          .reason = std::move(reason)};
}

/// nop (0) and read (1), the latter with a form that came with the opcode "later" (2); all of them
/// wrapped and compared, and a kernel that has nop and read, where all their tests passed.
inline inputs small_inputs() {
  inputs made;
  made.table.forms = {described("nop", 0), described("read", 1), described("read", 1, "select"),
                      described("later", 2)};
  made.table.forms[2].detect = {detection::by::other_opcode, "later", false};
  made.uapi.source = "a header";
  made.uapi.opcodes = {{"nop", 0}, {"read", 1}, {"later", 2}};
  made.uapi.names[group::features] = {{1, "IORING_FEAT_ONE"}, {2, "IORING_FEAT_TWO"}};
  made.uapi.names[group::setup_flags] = {{1, "IORING_SETUP_ONE"}, {2, "IORING_SETUP_TWO"}};
  made.uapi.names[group::register_operations] = {{0, "IORING_REGISTER_A"},
                                                 {1, "IORING_REGISTER_B"}};
  for (const auto& [of, names] : made.uapi.names)
    for (const auto& [value, name] : names)
      made.handlings[name] = {.since = "5.4", .as = {"ring"}, .why_not = {}};
  made.wrapped = {"nop", "read", "read_select", "later"};
  made.encodings = encodings{.installed = "2.3", .recorded = "2.15", .forms = {}};
  for (const char* name : {"nop", "read", "read_select", "later"})
    made.encodings->forms[name] = {.cases = 3, .live = 3, .differing = {}};
  evidence old{.kernel = kernel("5.10.1", {0, 1}), .tests = std::vector<test_result>{}};
  for (const std::size_t form : {0U, 1U})
    for (const std::size_t test : {0U, 1U})
      old.tests->push_back(result(made.table.forms[form], test, outcome::passed));
  for (const std::size_t form : {2U, 3U})
    for (const std::size_t test : {0U, 1U})
      old.tests->push_back(result(made.table.forms[form], test, outcome::skipped, lack::kernel,
                                  "this kernel has no such form"));
  made.kernels = {std::move(old)};
  return made;
}

inline const row& row_named(const matrix& found, std::string_view name) {
  for (const row& each : found.rows)
    if (each.name == name) return each;
  throw std::runtime_error("no row " + std::string(name));
}

}  // namespace ringlet::audit
