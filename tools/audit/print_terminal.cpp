#include "holes.hpp"
#include "print.hpp"
#include "require.hpp"
#include "words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace ringlet::audit {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view plain;

struct entry {
  std::string text;
  std::string_view colour = plain;
};

std::string_view colour_of(const cell& of) {
  switch (of.state) {
    case state::executed:
      return green;
    case state::failed:
      return red;
    case state::kernel_lacks:
      return dim;
    case state::errors_only:
    case state::machine_lacks:
    case state::not_run:
    case state::never_written:
      return of.offered ? yellow : dim;
  }
  return plain;
}

std::string_view colour_of(encoding of) {
  return of == encoding::same ? green : of == encoding::differs ? red : yellow;
}

std::string_view colour_of(answer of) {
  return of == answer::yes ? green : of == answer::no ? red : yellow;
}

class painter {
 public:
  explicit painter(bool colour) : colour_(colour) {}

  [[nodiscard]] std::string operator()(std::string_view text, std::string_view colour) const {
    if (!colour_ || colour.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", colour, text);
  }

 private:
  bool colour_;
};

/// A table whose columns are as wide as they must be; the first is of numbers.
std::string aligned(const std::vector<std::vector<entry>>& lines, const painter& paint) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], line[i].text.size());
  }
  std::string text;
  for (const auto& line : lines) {
    std::string printed;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string gap(widths[i] - line[i].text.size(), ' ');
      const std::string shown = paint(line[i].text, line[i].colour);
      const bool last = i + 1 == line.size();
      printed += i == 0 ? gap + shown : shown + (last ? "" : gap);
      if (!last) printed += "  ";
    }
    text += printed + '\n';
  }
  return text;
}

std::string matrix_text(const matrix& found, const painter& paint) {
  std::vector<std::vector<entry>> lines;
  lines.push_back({{"code", bold},
                   {"operation", bold},
                   {"since", bold},
                   {"table", bold},
                   {"wrapped", bold},
                   {"encoded", bold}});
  for (const column& each : found.kernels) lines[0].push_back({each.label, bold});
  for (const row& each : found.rows) {
    std::vector<entry> line{{std::to_string(each.code)},
                            {each.name},
                            {each.since},
                            {each.described ? "yes" : "NO", each.described ? green : red},
                            {std::string(words(each.wrapped)), colour_of(each.wrapped)},
                            {std::string(words(each.encoding)), colour_of(each.encoding)}};
    for (const cell& one : each.cells) line.push_back({std::string(words(one)), colour_of(one)});
    lines.push_back(std::move(line));
  }
  return aligned(lines, paint);
}

std::string reached_text(std::string_view what, const reached& of) {
  std::string text = fmt::format("  {} offered: {}", what, of.offered);
  for (const level each : levels)
    text += fmt::format(", {} {}", of.at_level[static_cast<std::size_t>(each)], name(each));
  return text + '\n';
}

/// How many of a group a kernel has, of those that have a name, and which it lacks.
std::string interface_text(const matrix& found, std::size_t kernel, group of) {
  std::size_t named = 0;
  std::size_t there = 0;
  bool asked = false;
  std::vector<std::string> lacking;
  for (const interface_row& each : found.interface_rows) {
    if (each.group != of || each.name.empty()) continue;
    ++named;
    asked = asked || each.offered[kernel] != answer::unknown;
    if (each.offered[kernel] == answer::yes)
      ++there;
    else
      lacking.push_back(each.name);
  }
  if (!asked) return fmt::format("  {}: this kernel cannot be asked\n", title(of));
  return fmt::format("  {}: {} of {}{}\n", title(of), there, named,
                     lacking.empty() ? "" : ", not " + joined(lacking, " "));
}

std::string kernel_text(const matrix& found, std::size_t kernel, const painter& paint) {
  const column& of = found.kernels[kernel];
  std::string text = paint(full_name(of), bold) + '\n';
  text += reached_text("opcodes", opcodes_reached(found, kernel));
  text += reached_text("operations", forms_reached(found, kernel));
  if (of.ran)
    text += fmt::format("  live tests: {} passed, {} failed, {} skipped, {} not run\n",
                        of.tests.passed, of.tests.failed, of.tests.skipped, of.tests.not_run);
  for (const group each : groups) text += interface_text(found, kernel, each);
  return text;
}

}  // namespace

std::string as_terminal(const matrix& found, bool colour) {
  const painter paint(colour);
  std::string text = matrix_text(found, paint);
  for (const holes& each : holes_of(found)) {
    text += fmt::format("\n{}\n", paint("Holes: " + each.where, bold));
    for (const std::string& one : each.sentences) text += fmt::format("  {}\n", one);
  }
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel)
    text += '\n' + kernel_text(found, kernel, paint);
  return text;
}

}  // namespace ringlet::audit
