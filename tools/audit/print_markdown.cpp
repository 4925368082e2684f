#include "holes.hpp"
#include "print.hpp"
#include "require.hpp"
#include "words.hpp"

#include <fmt/core.h>

namespace ringlet::audit {

namespace {

/// Text in which nothing is markup, and that fits into a cell.
std::string escaped_cell(std::string_view text) {
  std::string made;
  for (const char each : text) {
    if (each == '\n')
      made += ' ';
    else if (std::string_view("\\`*_|<>[]").find(each) != std::string_view::npos)
      made += {'\\', each};
    else
      made += each;
  }
  return made;
}

std::string line(const std::vector<std::string>& cells) {
  return "| " + joined(cells, " | ") + " |\n";
}

std::string rule(std::size_t columns) {
  std::string text = "|";
  for (std::size_t i = 0; i < columns; ++i) text += "---|";
  return text + '\n';
}

std::string summary(const matrix& found) {
  std::string text =
      line({"kernel", "what", "offered", "described", "wrapped", "encoded", "executed"});
  text += rule(7);
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel) {
    for (const bool opcodes : {true, false}) {
      const reached of = opcodes ? opcodes_reached(found, kernel) : forms_reached(found, kernel);
      std::vector<std::string> cells{escaped_cell(full_name(found.kernels[kernel])),
                                     opcodes ? "opcodes" : "operations",
                                     std::to_string(of.offered)};
      for (const std::size_t each : of.at_level) cells.push_back(std::to_string(each));
      text += line(cells);
    }
  }
  return text;
}

std::string matrix_text(const matrix& found) {
  std::vector<std::string> head{"code", "operation", "since", "table", "wrapped", "encoded"};
  for (const column& each : found.kernels) head.push_back(escaped_cell(each.label));
  std::string text = line(head) + rule(head.size());
  for (const row& each : found.rows) {
    std::vector<std::string> cells{std::to_string(each.code),
                                   each.described ? "`" + each.name + "`" : "**" + each.name + "**",
                                   each.since,
                                   each.described ? "yes" : "**no**",
                                   std::string(words(each.wrapped)),
                                   std::string(words(each.encoding))};
    for (const cell& one : each.cells) cells.emplace_back(words(one));
    text += line(cells);
  }
  return text;
}

std::string handling_text(const handling& of) {
  if (!of.as.empty()) return fmt::format("`{}`", joined(of.as, "`, `"));
  return of.why_not.empty() ? "**unknown**" : fmt::format("no: {}", escaped_cell(of.why_not));
}

std::string interface_text(const matrix& found) {
  std::vector<std::string> head{"what", "name", "value", "since", "in ringlet"};
  for (const column& each : found.kernels) head.push_back(escaped_cell(each.label));
  std::string text = line(head) + rule(head.size());
  for (const interface_row& each : found.interface_rows) {
    std::vector<std::string> cells{
        std::string(title(each.group)), each.name.empty() ? "**no name**" : "`" + each.name + "`",
        value_text(each), each.handling.since, handling_text(each.handling)};
    for (const answer one : each.offered) cells.emplace_back(words(one));
    text += line(cells);
  }
  return text;
}

}  // namespace

std::string as_markdown(const matrix& found) {
  std::string text = "# What io_uring offers, and what ringlet covers\n\n" + summary(found);
  text += '\n';
  for (const column& each : found.kernels)
    text +=
        fmt::format("- {}: {}\n", escaped_cell(full_name(each)), escaped_cell(each.kernel.version));
  text += "\n## Holes\n";
  const std::vector<holes> all = holes_of(found);
  if (all.empty()) text += "\nNone.\n";
  for (const holes& each : all) {
    text += fmt::format("\n### {}\n\n", escaped_cell(each.where));
    for (const std::string& one : each.sentences) text += fmt::format("- {}\n", escaped_cell(one));
  }
  text += "\n## Operations\n\n" + matrix_text(found);
  text += "\n## Beyond opcodes\n\n" + interface_text(found);
  text += fmt::format("\nNames: {}.", escaped_cell(found.names_source));
  if (!found.encoding_source.empty())
    text += fmt::format(" Encodings compared with {}.", escaped_cell(found.encoding_source));
  return text + '\n';
}

}  // namespace ringlet::audit
