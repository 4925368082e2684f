#include "require.hpp"

#include "bad_input.hpp"
#include "document.hpp"
#include "merge.hpp"
#include "words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace ringlet::audit {

namespace {

std::optional<level> first_missing(const row& of, std::size_t kernel, level wanted) {
  for (const level each : levels) {
    if (!reaches(of, kernel, each)) return each;
    if (each == wanted) break;
  }
  return std::nullopt;
}

constexpr std::string_view on = " on ";

/// "7.2" of 7.2.13-cloud.
std::string series(const column& of) {
  const std::vector<unsigned long> numbers = age(of.kernel.release);
  return numbers.size() < 2 ? of.kernel.release : fmt::format("{}.{}", numbers[0], numbers[1]);
}

/// The names by which a row may be excused on a kernel: on all, or on those of its series.
std::array<std::string, 2> names_of(const shortfall& one, const matrix& found) {
  return {one.row->name,
          fmt::format("{}{}{}", one.row->name, on, series(found.kernels[one.kernel]))};
}

bool is_excused(const shortfall& one, const matrix& found, const excuses& but) {
  if (one.missing != level::executed) return false;
  const state shown = one.row->cells[one.kernel].state;
  if (shown == state::failed) return false;
  return (but.machine && shown == state::machine_lacks) ||
         std::ranges::any_of(names_of(one, found),
                             [&](const std::string& each) { return but.names.contains(each); });
}

/// Whether an excuse is about a kernel of which there is nothing here.
bool is_elsewhere(const std::string& name, const matrix& found) {
  const std::size_t at = name.find(on);
  return at != std::string::npos && std::ranges::none_of(found.kernels, [&](const column& each) {
           return series(each) == name.substr(at + on.size());
         });
}

std::vector<std::string> stale_of(const verdict& made, const matrix& found, const excuses& but) {
  std::set<std::string> needed;
  for (const shortfall& each : made.excused)
    for (std::string& name : names_of(each, found)) needed.insert(std::move(name));
  std::vector<std::string> stale;
  for (const auto& [name, reason] : but.names)
    if (!needed.contains(name) && !is_elsewhere(name, found)) stale.push_back(name);
  return stale;
}

/// Counts each of `forms` as one opcode where any form of it has come so far.
void add(reached& to, const std::vector<const row*>& forms, std::size_t kernel) {
  const auto offered = [kernel](const row* each) { return each->cells[kernel].offered; };
  if (std::ranges::none_of(forms, offered)) return;
  ++to.offered;
  for (const level each : levels)
    if (std::ranges::any_of(forms, [&](const row* one) {
          return offered(one) && !first_missing(*one, kernel, each);
        }))
      ++to.at_level[static_cast<std::size_t>(each)];
}

}  // namespace

std::string_view name(level of) {
  switch (of) {
    case level::described:
      return "described";
    case level::wrapped:
      return "wrapped";
    case level::encoded:
      return "encoded";
    case level::executed:
      return "executed";
  }
  return "?";
}

bool reaches(const row& of, std::size_t kernel, level wanted) {
  switch (wanted) {
    case level::described:
      return of.described;
    case level::wrapped:
      return of.wrapped == answer::yes;
    case level::encoded:
      return of.encoding == encoding::same;
    case level::executed:
      return of.cells[kernel].state == state::executed;
  }
  return false;
}

std::map<std::string, std::string> read_excuses(const std::string& file) {
  std::map<std::string, std::string> found;
  std::istringstream lines(read_file(file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(": ");
    // Which kernel stands for another is of no matter where each has been asked itself.
    if (line.substr(0, colon).find(" as ") != std::string::npos) continue;
    if (colon == std::string::npos || colon == 0 || colon + 2 == line.size() ||
        !found.emplace(line.substr(0, colon), line.substr(colon + 2)).second)
      throw bad_input(fmt::format("{}:{}: expected NAME: REASON, of each name one", file, number));
  }
  return found;
}

verdict require(const matrix& found, level wanted, const excuses& but) {
  verdict made;
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel) {
    for (const row& each : found.rows) {
      if (!each.cells[kernel].offered) continue;
      const std::optional<level> missing = first_missing(each, kernel, wanted);
      if (!missing) continue;
      const shortfall one{kernel, &each, *missing};
      (is_excused(one, found, but) ? made.excused : made.shortfalls).push_back(one);
    }
  }
  // A test that fails is a shortfall wherever it does, even of a form that the kernel is not known
  // to have.
  for (std::size_t kernel = 0; wanted == level::executed && kernel < found.kernels.size(); ++kernel)
    for (const row& each : found.rows)
      if (!each.cells[kernel].offered && each.cells[kernel].state == state::failed)
        made.shortfalls.push_back({kernel, &each, level::executed});
  made.stale = stale_of(made, found, but);
  return made;
}

std::string sentence(const shortfall& of) {
  std::string why;
  if (of.missing == level::executed)
    why = details(of.row->cells[of.kernel]);
  else
    why = joined(of.row->remarks, "; ");
  return fmt::format("{} is not {}{}{}", of.row->name, name(of.missing), why.empty() ? "" : ": ",
                     why);
}

reached opcodes_reached(const matrix& found, std::size_t kernel) {
  std::map<int, std::vector<const row*>> by_code;
  for (const row& each : found.rows) by_code[each.code].push_back(&each);
  reached all;
  for (const auto& [code, forms] : by_code) add(all, forms, kernel);
  return all;
}

reached forms_reached(const matrix& found, std::size_t kernel) {
  reached all;
  for (const row& each : found.rows) add(all, {&each}, kernel);
  return all;
}

}  // namespace ringlet::audit
