#include "holes.hpp"

#include "require.hpp"
#include "words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace ringlet::audit {

namespace {

/// Whether there is evidence of this kind at all; where there is none, one sentence says so, and
/// not one for each row.
bool looked_at(const matrix& found, std::size_t kernel, level at) {
  switch (at) {
    case level::described:
      return true;
    case level::wrapped:
      return std::ranges::any_of(found.rows,
                                 [](const row& each) { return each.wrapped != answer::unknown; });
    case level::encoded:
      return std::ranges::any_of(
          found.rows, [](const row& each) { return each.encoding != encoding::unknown; });
    case level::executed:
      return found.kernels[kernel].ran;
  }
  return false;
}

std::string_view nobody_looked(level at) {
  switch (at) {
    case level::described:
      break;
    case level::wrapped:
      return "no headers of operations were looked at, so nothing is known to be wrapped";
    case level::encoded:
      return "no report of the comparison with liburing was handed in, so nothing is known to be "
             "encoded";
    case level::executed:
      return "no report of the live tests is of this kernel, so nothing is known to be executed";
  }
  return "";
}

/// The first level, of those that were looked at, that a row does not reach.
std::optional<level> first_hole(const row& of, std::size_t kernel,
                                const std::vector<level>& looked) {
  const auto found =
      std::ranges::find_if(looked, [&](level each) { return !reaches(of, kernel, each); });
  return found == looked.end() ? std::nullopt : std::optional(*found);
}

holes holes_on(const matrix& found, std::size_t kernel) {
  holes made{.where = full_name(found.kernels[kernel]), .sentences = {}};
  std::vector<level> looked;
  for (const level each : levels) {
    if (looked_at(found, kernel, each))
      looked.push_back(each);
    else
      made.sentences.emplace_back(nobody_looked(each));
  }
  for (const row& each : found.rows) {
    const bool failed = each.cells[kernel].state == state::failed;
    if (!each.cells[kernel].offered && !failed) continue;
    if (const std::optional<level> hole = first_hole(each, kernel, looked))
      made.sentences.push_back(sentence({kernel, &each, *hole}));
  }
  for (const interface_row& each : found.interface_rows)
    if (each.name.empty() && each.offered[kernel] == answer::yes)
      made.sentences.push_back(
          fmt::format("{}: {} has no name in the header", title(each.group), value_text(each)));
  return made;
}

}  // namespace

std::vector<holes> holes_of(const matrix& found) {
  std::vector<holes> all;
  if (!found.gaps.empty()) all.push_back({"the table", found.gaps});
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel)
    if (holes made = holes_on(found, kernel); !made.sentences.empty())
      all.push_back(std::move(made));
  return all;
}

}  // namespace ringlet::audit
