#include "merge.hpp"

#include "bad_input.hpp"
#include "join.hpp"
#include "sort_stably.hpp"
#include "state_of.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace ringlet::audit {

namespace {

/// What a row says whatever the kernel.
auto facts(const row& of) {
  return std::tie(of.name, of.op, of.form, of.code, of.since, of.described, of.wrapped,
                  of.encoding);
}

/// The rows that the table has. What only a kernel has may be in one matrix and not in another.
std::vector<const row*> described(const matrix& of) {
  std::vector<const row*> found;
  for (const row& each : of.rows)
    if (each.described) found.push_back(&each);
  return found;
}

void expect_same_table(const part& one, const part& other) {
  const bool same = std::ranges::equal(
      described(one.matrix), described(other.matrix),
      [](const row* left, const row* right) { return facts(*left) == facts(*right); });
  if (!same)
    throw bad_input(
        fmt::format("{} and {} were made of different tables or with different "
                    "evidence: make them anew",
                    one.file, other.file));
}

void expect_different_kernels(const std::vector<part>& parts) {
  std::map<std::pair<std::string, std::string>, const part*> seen;
  for (const part& each : parts) {
    for (const column& kernel : each.matrix.kernels) {
      const auto [found, is_new] =
          seen.emplace(std::pair{kernel.kernel.release, kernel.kernel.machine}, &each);
      if (!is_new)
        throw bad_input(fmt::format("{} and {} are both of Linux {} on {}", found->second->file,
                                    each.file, kernel.kernel.release, kernel.kernel.machine));
    }
  }
}

/// One kernel of one of the parts.
struct chosen {
  const matrix* of;
  std::size_t kernel;
};

std::vector<chosen> kernels_by_age(const std::vector<part>& parts) {
  std::vector<chosen> all;
  for (const part& each : parts)
    for (std::size_t i = 0; i < each.matrix.kernels.size(); ++i) all.push_back({&each.matrix, i});
  sort_stably(all,
              [](const chosen& each) { return age(each.of->kernels[each.kernel].kernel.release); });
  return all;
}

/// The cell of a kernel that has no such opcode, and whose matrix has no row for it.
cell absent(const chosen& on) { return cell_of({}, on.of->kernels[on.kernel].ran, false, false); }

std::vector<row> rows_of(const std::vector<part>& parts, const std::vector<chosen>& kernels) {
  std::vector<row> rows;
  std::map<std::string, std::size_t> places;
  for (const part& each : parts) {
    for (const row& one : each.matrix.rows) {
      if (!places.emplace(one.name, rows.size()).second) continue;
      rows.push_back(one);
      rows.back().cells.clear();
    }
  }
  for (const chosen& each : kernels) {
    for (row& made : rows) made.cells.push_back(absent(each));
    for (const row& one : each.of->rows)
      rows[places.at(one.name)].cells.back() = one.cells[each.kernel];
  }
  sort_stably(rows, &row::code);
  return rows;
}

/// What a kernel without a row for it says of a value: nothing where it could not be asked, else
/// no.
answer unlisted(const column& kernel, group of) {
  return of == group::features || kernel.kernel.query ? answer::no : answer::unknown;
}

std::vector<interface_row> interface_rows_of(const std::vector<part>& parts,
                                             const std::vector<chosen>& kernels) {
  std::map<std::pair<group, std::uint64_t>, interface_row> rows;
  for (const part& each : parts) {
    for (const interface_row& one : each.matrix.interface_rows) {
      interface_row& made = rows[{one.group, one.value}];
      made.group = one.group;
      made.value = one.value;
      if (made.name.empty()) made.name = one.name;
      if (made.handling == handling()) made.handling = one.handling;
    }
  }
  for (const chosen& each : kernels) {
    for (auto& [place, made] : rows)
      made.offered.push_back(unlisted(each.of->kernels[each.kernel], place.first));
    for (const interface_row& one : each.of->interface_rows)
      rows.at({one.group, one.value}).offered.back() = one.offered[each.kernel];
  }
  std::vector<interface_row> made;
  for (auto& [place, one] : rows) made.push_back(std::move(one));
  return made;
}

}  // namespace

std::vector<unsigned long> age(const std::string& release) {
  std::vector<unsigned long> found;
  for (std::size_t i = 0; i < release.size();) {
    if (std::isdigit(static_cast<unsigned char>(release[i])) == 0) break;
    char* end = nullptr;
    found.push_back(std::strtoul(release.c_str() + i, &end, 10));
    i = static_cast<std::size_t>(end - release.c_str());
    if (i < release.size() && release[i] == '.') ++i;
  }
  return found;
}

matrix merge(const std::vector<part>& parts) {
  if (parts.empty()) throw bad_input("there is nothing to merge");
  for (const part& each : parts) expect_same_table(parts.front(), each);
  expect_different_kernels(parts);
  const std::vector<chosen> kernels = kernels_by_age(parts);
  matrix made;
  made.names_source = parts.front().matrix.names_source;
  made.encoding_source = parts.front().matrix.encoding_source;
  for (const chosen& each : kernels) made.kernels.push_back(each.of->kernels[each.kernel]);
  label(made.kernels);
  made.rows = rows_of(parts, kernels);
  made.interface_rows = interface_rows_of(parts, kernels);
  std::set<std::string> gaps;
  for (const part& each : parts) gaps.insert(each.matrix.gaps.begin(), each.matrix.gaps.end());
  made.gaps.assign(gaps.begin(), gaps.end());
  return made;
}

}  // namespace ringlet::audit
