#include "join.hpp"

#include "bad_input.hpp"
#include "state_of.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace ringlet::audit {

namespace {

using test_key = std::tuple<std::string, std::string, std::string>;  // op, form, test
using results_by_key = std::map<test_key, const test_result*>;

bool supports(const kernel_facts& kernel, int opcode) {
  return std::ranges::binary_search(kernel.opcodes, opcode);
}

/// Whether the kernel says that it has the form.
bool has(const kernel_facts& kernel, const described_form& form, const inputs& from) {
  if (!supports(kernel, form.code)) return false;
  switch (form.detect.way) {
    case detection::by::opcode:
      return true;
    case detection::by::other_opcode: {
      const auto other = from.uapi.opcodes.find(form.detect.name);
      if (other == from.uapi.opcodes.end())
        throw bad_input(
            fmt::format("the table asks for the opcode {} to detect {}, and no header "
                        "names it",
                        form.detect.name, form.name()));
      return supports(kernel, other->second);
    }
    case detection::by::feature:
      for (const auto& [bit, name] : from.uapi.names.at(group::features))
        if (name == "IORING_FEAT_" + form.detect.name) return (kernel.features & bit) != 0;
      throw bad_input(
          fmt::format("the table asks for the feature {} to detect {}, and no header "
                      "names it",
                      form.detect.name, form.name()));
  }
  return false;
}

/// The results of one kernel. A report of other tests than the table's is of another build, and
/// says nothing of this.
results_by_key by_key(const evidence& kernel, const audit::table& table) {
  std::set<test_key> written;
  for (const described_form& form : table.forms)
    for (const written_test& test : form.tests) written.emplace(form.op, form.form, test.name);
  results_by_key found;
  if (!kernel.tests) return found;
  for (const test_result& each : *kernel.tests) {
    test_key key{each.op, each.form, each.test};
    if (!written.contains(key))
      throw bad_input(
          fmt::format("the report of Linux {} has a test that the table has not, {} {}: "
                      "{}: build and run the live tests again",
                      kernel.kernel.release, each.op, each.form, each.test));
    if (!found.emplace(std::move(key), &each).second)
      throw bad_input(fmt::format("the report of Linux {} has a test twice, {} {}: {}",
                                  kernel.kernel.release, each.op, each.form, each.test));
  }
  return found;
}

cell cell_for(const described_form& form, const evidence& kernel, const results_by_key& results,
              const inputs& from) {
  std::vector<tried> tests;
  for (const written_test& test : form.tests) {
    const auto found = results.find({form.op, form.form, test.name});
    tests.push_back({&test, found == results.end() ? nullptr : found->second});
  }
  return cell_of(tests, kernel.tests.has_value(), has(kernel.kernel, form, from),
                 form.detect.in_doubt);
}

void judge_encoding(row& made, const inputs& from) {
  if (!from.encodings) return;
  const auto found = from.encodings->forms.find(made.name);
  if (found == from.encodings->forms.end()) {
    made.encoding = encoding::missing;
    made.remarks.emplace_back("its encoding was not compared with liburing's");
    return;
  }
  const compared& all = found->second;
  made.encoding = all.differing.empty() ? encoding::same : encoding::differs;
  for (const std::string& each : all.differing) made.remarks.push_back(each);
  if (all.differing.empty())
    made.remarks.push_back(
        fmt::format("{} encodings compared, {} of them with the installed "
                    "liburing too",
                    all.cases, all.live));
}

row row_of(const described_form& form, const inputs& from) {
  row made;
  made.name = form.name();
  made.op = form.op;
  made.form = form.form;
  made.code = form.code;
  made.since = form.since;
  made.family = form.family;
  made.brief = form.brief;
  made.described = true;
  if (from.wrapped) made.wrapped = from.wrapped->contains(made.name) ? answer::yes : answer::no;
  judge_encoding(made, from);
  if (!form.tested_elsewhere.empty()) made.remarks.push_back(form.tested_elsewhere);
  return made;
}

/// Where the names come from: the header that was handed in, then the one that the table was
/// written for.
std::string name_of(const inputs& from, int code) {
  const std::string newer = from.header ? opcode_name(*from.header, code) : std::string();
  return newer.empty() ? opcode_name(from.uapi, code) : newer;
}

/// Rows for what a kernel has and the table has not.
std::vector<row> undescribed(const inputs& from) {
  std::set<int> described;
  for (const described_form& form : from.table.forms) described.insert(form.code);
  std::map<int, row> found;
  for (const evidence& kernel : from.kernels) {
    for (const int code : kernel.kernel.opcodes) {
      if (described.contains(code)) continue;
      row& made = found[code];
      const std::string name = name_of(from, code);
      made.op = name;
      made.name = fmt::format("opcode {}", code);
      made.code = code;
      made.wrapped = from.wrapped ? answer::no : answer::unknown;
      made.encoding = from.encodings ? encoding::missing : encoding::unknown;
      made.remarks = {name.empty() ? "no header here has a name for it"
                                   : fmt::format("the header calls it {}", name)};
    }
  }
  std::vector<row> rows;
  for (auto& [code, made] : found) {
    for (const evidence& kernel : from.kernels)
      made.cells.push_back(
          cell_of({}, kernel.tests.has_value(), supports(kernel.kernel, code), false));
    rows.push_back(std::move(made));
  }
  return rows;
}

std::vector<row> rows_of(const inputs& from) {
  std::vector<row> rows;
  for (const described_form& form : from.table.forms) rows.push_back(row_of(form, from));
  for (const evidence& kernel : from.kernels) {
    const results_by_key results = by_key(kernel, from.table);
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i].cells.push_back(cell_for(from.table.forms[i], kernel, results, from));
  }
  std::ranges::move(undescribed(from), std::back_inserter(rows));
  return rows;
}

std::vector<column> columns_of(const inputs& from, const std::vector<row>& rows) {
  std::vector<column> found;
  for (std::size_t i = 0; i < from.kernels.size(); ++i) {
    column made{.kernel = from.kernels[i].kernel,
                .label = {},
                .ran = from.kernels[i].tests.has_value(),
                .tests = {}};
    for (const row& each : rows) {
      made.tests.passed += each.cells[i].tests.passed;
      made.tests.failed += each.cells[i].tests.failed;
      made.tests.skipped += each.cells[i].tests.skipped;
      made.tests.not_run += each.cells[i].tests.not_run;
    }
    found.push_back(std::move(made));
  }
  label(found);
  return found;
}

// ---- beyond opcodes
// ---------------------------------------------------------------------------------------------

std::uint64_t mask(const query_answer& answered, group of) {
  switch (of) {
    case group::setup_flags:
      return answered.setup_flags;
    case group::features:
      return answered.features;
    case group::enter_flags:
      return answered.enter_flags;
    case group::sqe_flags:
      return answered.sqe_flags;
    case group::register_operations:
      break;
  }
  return 0;
}

answer offers(const kernel_facts& kernel, group of, std::uint64_t value) {
  if (of == group::features) return (kernel.features & value) != 0 ? answer::yes : answer::no;
  if (!kernel.query) return answer::unknown;
  const bool there = of == group::register_operations ? value < kernel.query->register_operations
                                                      : (mask(*kernel.query, of) & value) != 0;
  return there ? answer::yes : answer::no;
}

/// What the kernels say that they have: more than the names of any header, where a kernel is newer.
std::set<std::uint64_t> values_said(const inputs& from, group of) {
  std::set<std::uint64_t> found;
  for (const evidence& each : from.kernels) {
    const auto& answered = each.kernel.query;
    if (of == group::register_operations) {
      for (std::uint64_t i = 0; answered && i < answered->register_operations; ++i) found.insert(i);
      continue;
    }
    std::uint64_t all = of == group::features ? each.kernel.features : 0;
    if (answered) all |= mask(*answered, of);
    for (int bit = 0; bit < 64; ++bit)
      if ((all >> bit & 1U) != 0) found.insert(std::uint64_t{1} << bit);
  }
  return found;
}

std::map<std::uint64_t, std::string> names_of(const inputs& from, group of) {
  std::map<std::uint64_t, std::string> found;
  for (const interface* each : {from.header ? &*from.header : nullptr, &from.uapi}) {
    if (each == nullptr) continue;
    if (const auto names = each->names.find(of); names != each->names.end())
      found.insert(names->second.begin(), names->second.end());
  }
  return found;
}

/// A feature by which a kernel is asked for a form is handled by that form.
handling handling_of(const std::string& name, const inputs& from) {
  if (const auto said = from.handlings.find(name); said != from.handlings.end())
    return said->second;
  handling found;
  for (const described_form& form : from.table.forms) {
    if (form.detect.way != detection::by::feature || "IORING_FEAT_" + form.detect.name != name)
      continue;
    found.since = form.since;
    found.as.push_back(form.name());
  }
  return found;
}

std::vector<interface_row> interface_rows_of(const inputs& from) {
  std::vector<interface_row> rows;
  for (const group of : groups) {
    std::map<std::uint64_t, std::string> names = names_of(from, of);
    for (const std::uint64_t value : values_said(from, of)) names.emplace(value, "");
    for (const auto& [value, name] : names) {
      interface_row made{.group = of,
                         .value = value,
                         .name = name,
                         .handling = handling_of(name, from),
                         .offered = {}};
      for (const evidence& each : from.kernels)
        made.offered.push_back(offers(each.kernel, of, value));
      rows.push_back(std::move(made));
    }
  }
  return rows;
}

// ---- what is missing from the table, whatever a kernel says
// -------------------------------------------------------

/// What a header names and the table has not, or has under another number.
void compare_opcodes(const interface& header, const inputs& from, std::set<std::string>& gaps) {
  std::map<std::string, int> described;
  for (const described_form& form : from.table.forms) described[form.op] = form.code;
  for (const auto& [name, code] : header.opcodes) {
    const auto found = described.find(name);
    if (found == described.end())
      gaps.insert(
          fmt::format("opcode {} ({}) is in {} and not in the table", code, name, header.source));
    else if (found->second != code)
      gaps.insert(fmt::format("{} is opcode {} in {} and {} in the table", name, code,
                              header.source, found->second));
  }
}

/// What a newer header has and the facts that the table was checked with have not.
void compare_names(const inputs& from, std::set<std::string>& gaps) {
  if (!from.header) return;
  for (const auto& [of, names] : from.header->names) {
    const auto known = from.uapi.names.find(of);
    for (const auto& [value, name] : names)
      if (known == from.uapi.names.end() || !known->second.contains(value))
        gaps.insert(
            fmt::format("{} ({}, {:#x}) is in {} and not in spec/uapi.json: python3 codegen "
                        "extract",
                        name, title(of), value, from.header->source));
  }
}

/// What nobody has said anything of: where a program meets it, or why it does not.
void compare_handlings(const inputs& from, std::set<std::string>& gaps) {
  for (const group of : groups)
    for (const auto& [value, name] : names_of(from, of))
      if (handling_of(name, from) == handling())
        gaps.insert(
            fmt::format("{} ({}, {:#x}) is not in spec/interface.json", name, title(of), value));
}

/// liburing's helpers that no form says it covers. io_uring_prep_rw is what the others are made of.
void compare_helpers(const inputs& from, std::set<std::string>& gaps) {
  std::set<std::string> covered{"io_uring_prep_rw"};
  for (const described_form& form : from.table.forms) {
    covered.insert("io_uring_prep_" + form.name());
    covered.insert(form.helpers.begin(), form.helpers.end());
  }
  for (const std::string& helper : from.helpers)
    if (!covered.contains(helper))
      gaps.insert(fmt::format("{} is liburing's, and no form covers it", helper));
}

/// What is wrapped or was compared and is not in the table: then one of them is of another build.
void compare_leftovers(const inputs& from, std::set<std::string>& gaps) {
  std::set<std::string> described;
  for (const described_form& form : from.table.forms) described.insert(form.name());
  for (const std::string& name : from.wrapped.value_or(std::set<std::string>()))
    if (!described.contains(name))
      gaps.insert(
          fmt::format("{} has a header and is not in the table: python3 codegen generate", name));
  if (!from.encodings) return;
  for (const auto& [name, compared] : from.encodings->forms)
    if (!described.contains(name))
      gaps.insert(fmt::format("{} was compared with liburing and is not in the table", name));
}

std::vector<std::string> gaps_of(const inputs& from) {
  std::set<std::string> gaps;
  compare_opcodes(from.uapi, from, gaps);
  if (from.header) compare_opcodes(*from.header, from, gaps);
  compare_names(from, gaps);
  compare_handlings(from, gaps);
  compare_helpers(from, gaps);
  compare_leftovers(from, gaps);
  return {gaps.begin(), gaps.end()};
}

void expect_different_kernels(const inputs& from) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const evidence& each : from.kernels)
    if (!seen.emplace(each.kernel.release, each.kernel.machine).second)
      throw bad_input(fmt::format("two reports are of Linux {} on {}", each.kernel.release,
                                  each.kernel.machine));
}

}  // namespace

void label(std::vector<column>& kernels) {
  std::map<std::string, int> used;
  // Debian's releases may end in .0 for all of a series; its versions say which it is.
  const auto number = [](const kernel_facts& of) {
    constexpr std::string_view debian = "Debian ";
    const std::size_t at = of.version.find(debian);
    const std::string whole =
        at == std::string::npos ? of.release : of.version.substr(at + debian.size());
    return whole.substr(0, whole.find_first_not_of("0123456789."));
  };
  for (const column& each : kernels) ++used[number(each.kernel)];
  for (column& each : kernels) {
    each.label = number(each.kernel);
    if (each.label.empty() || used[each.label] > 1)
      each.label = each.kernel.release + " " + each.kernel.machine;
  }
}

matrix join(const inputs& from) {
  expect_different_kernels(from);
  matrix made;
  made.names_source = from.header ? from.header->source : from.uapi.source;
  if (from.encodings)
    made.encoding_source = fmt::format("liburing {} (recorded) and {} (installed)",
                                       from.encodings->recorded, from.encodings->installed);
  made.rows = rows_of(from);
  made.kernels = columns_of(from, made.rows);
  made.interface_rows = interface_rows_of(from);
  made.gaps = gaps_of(from);
  return made;
}

}  // namespace ringlet::audit
