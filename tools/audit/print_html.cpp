#include "holes.hpp"
#include "page.hpp"
#include "print.hpp"
#include "require.hpp"
#include "words.hpp"

#include <fmt/core.h>

#include <array>
#include <cstdlib>
#include <set>
#include <string_view>
#include <utility>

namespace ringlet::audit {

namespace {

std::string escaped(std::string_view text) {
  std::string made;
  for (const char each : text) {
    switch (each) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      case '"':
        made += "&quot;";
        break;
      default:
        made += each;
    }
  }
  return made;
}

/// What can be in a cell of the matrix: its class, its sign (so that nothing is said by colour
/// alone), its meaning.
struct look {
  std::string_view kind;
  std::string_view sign;
  std::string_view meaning;
};

constexpr std::array looks{
    look{"executed", "✓", "executed: it succeeded, and its effect was looked at from outside"},
    look{"failed", "✗", "failed"},
    look{"machine_lacks", "□", "skipped: the machine lacks the device or the right"},
    look{"errors_only", "!", "errors only: what passed are refusals that were expected"},
    look{"not_run", "·", "not run"},
    look{"never_written", "?", "no test was ever written"},
    look{"kernel_lacks", "–", "skipped: the kernel lacks it, and said so when it was asked"},
    look{"not_offered", " ", "not offered by the kernel, and not tried"}};

std::size_t rank_of(std::string_view kind) {
  for (std::size_t i = 0; i < looks.size(); ++i)
    if (looks[i].kind == kind) return i;
  return looks.size();
}

/// A cell whose reason shows when it is pointed at, or reached by the keyboard.
std::string cell_html(std::string_view kind, std::size_t rank, std::string_view sign,
                      std::string_view word, std::string_view why) {
  return fmt::format(
      R"(<td class="{0}" data-key="{1}" data-why="{4}" tabindex="0"><i aria-hidden="true">{2}</i><b>{3}</b></td>)",
      kind, rank, escaped(sign), escaped(word), escaped(why));
}

std::string yes_no_cell(bool known, bool yes, std::string_view word, std::string_view why) {
  if (!known) return cell_html("unknown", 1, "·", "not looked at", why);
  return yes ? cell_html("yes", 2, "✓", word, why) : cell_html("no", 0, "✗", word, why);
}

/// "5.10" as a number that sorts: 5010.
int since_key(const std::string& since) {
  const std::size_t dot = since.find('.');
  if (dot == std::string::npos) return 0;
  return std::atoi(since.c_str()) * 1000 + std::atoi(since.c_str() + dot + 1);
}

std::string states_of(const row& of) {
  std::set<std::string_view> kinds;
  for (const cell& each : of.cells) kinds.insert(kind_of(each));
  std::vector<std::string> words_of(kinds.begin(), kinds.end());
  return joined(words_of, " ");
}

bool has_hole(const row& of) {
  for (std::size_t kernel = 0; kernel < of.cells.size(); ++kernel)
    for (const level each : levels)
      if (of.cells[kernel].offered && !reaches(of, kernel, each)) return true;
  return false;
}

std::string row_html(const row& of, const matrix& found) {
  const std::string remarks = joined(of.remarks, "; ");
  std::string html =
      fmt::format(R"(<tr data-text="{}" data-family="{}" data-states="{}" data-hole="{}">)",
                  escaped(of.name + " " + of.brief + " " + std::to_string(of.code)),
                  escaped(of.family), states_of(of), has_hole(of) ? 1 : 0);
  const std::string about = of.described ? of.brief : remarks;
  html += fmt::format(
      R"(<th scope="row" data-key="{0}" data-why="{1}" tabindex="0">{2}</th><td class="number" data-key="{3}">{3}</td>)",
      escaped(of.name), escaped(about), escaped(of.name), of.code);
  html += fmt::format(R"(<td class="number" data-key="{}">{}</td>)", since_key(of.since),
                      escaped(of.since));
  html += yes_no_cell(true, of.described, of.described ? "described" : "not in the table",
                      of.described ? "a row of the table describes it" : remarks);
  html += yes_no_cell(of.wrapped != answer::unknown, of.wrapped == answer::yes,
                      of.wrapped == answer::yes ? "wrapped" : "not wrapped",
                      of.wrapped == answer::yes ? "ringlet::op::" + of.name : "no header has it");
  html += yes_no_cell(of.encoding != encoding::unknown, of.encoding == encoding::same,
                      of.encoding == encoding::same      ? "encoded"
                      : of.encoding == encoding::differs ? "differs"
                                                         : "not compared",
                      remarks);
  for (std::size_t kernel = 0; kernel < of.cells.size(); ++kernel) {
    const cell& one = of.cells[kernel];
    const std::size_t rank = rank_of(kind_of(one));
    html += cell_html(
        kind_of(one), rank, rank < looks.size() ? looks[rank].sign : "", words(one),
        found.kernels[kernel].label + ": " + std::string(words(one)) + "; " + details(one));
  }
  return html + "</tr>\n";
}

std::string heading(std::string_view text, std::string_view about) {
  return fmt::format(R"(<th scope="col"><button type="button" title="{}">{}</button></th>)",
                     escaped(about), escaped(text));
}

std::string matrix_html(const matrix& found) {
  std::string html = "<div class=\"scroll\"><table id=\"matrix\"><thead><tr>";
  html += heading("operation", "Its name in ringlet::op") +
          heading("code", "The number of its opcode") +
          heading("since", "The first Linux that has it") +
          heading("described", "Is it in the table?") + heading("wrapped", "Can it be awaited?") +
          heading("encoded", "Are its bytes those of " + (found.encoding_source.empty()
                                                              ? std::string("liburing")
                                                              : found.encoding_source));
  for (const column& each : found.kernels) html += heading(each.label, full_name(each));
  html += "</tr></thead>\n<tbody>\n";
  for (const row& each : found.rows) html += row_html(each, found);
  return html + "</tbody></table></div>\n";
}

std::string options(const std::set<std::string>& values) {
  std::string html;
  for (const std::string& each : values)
    if (!each.empty()) html += fmt::format("<option>{}</option>", escaped(each));
  return html;
}

std::string filters_html(const matrix& found) {
  std::set<std::string> families;
  for (const row& each : found.rows) families.insert(each.family);
  std::string states_html;
  for (const look& each : looks)
    states_html +=
        fmt::format(R"(<option value="{0}">{1}</option>)", each.kind,
                    escaped(each.meaning.substr(0, each.meaning.find(':'))) +
                        (each.meaning.starts_with("skipped")
                             ? escaped(each.meaning.substr(std::string_view("skipped").size()))
                             : std::string()));
  return fmt::format(
      R"(<form id="filters" role="search"><label>Find <input id="find" type="search" placeholder="name, number or words"></label>
<label>State <select id="state"><option value="">any</option>{}</select></label>
<label>Family <select id="family"><option value="">all</option>{}</select></label>
<label class="check"><input id="holes" type="checkbox"> only holes</label>
<output id="shown" aria-live="polite"></output></form>
)",
      states_html, options(families));
}

std::string legend_html() {
  std::string html = "<ul class=\"legend\">";
  for (const look& each : looks)
    html += fmt::format(R"(<li><span class="{}"><i>{}</i></span> {}</li>)", each.kind, each.sign,
                        escaped(each.meaning));
  return html + "</ul>\n";
}

/// A bar of one part for each kind of cell that there is.
std::string bar_html(const matrix& found, std::size_t kernel) {
  std::array<std::size_t, looks.size()> sizes{};
  for (const row& each : found.rows) {
    const std::size_t rank = rank_of(kind_of(each.cells[kernel]));
    if (rank < sizes.size()) ++sizes[rank];
  }
  std::string html = "<div class=\"bar\" aria-hidden=\"true\">";
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (sizes[i] > 0)
      html += fmt::format(R"(<span class="{}" style="flex-grow:{}" title="{}: {}"></span>)",
                          looks[i].kind, sizes[i], escaped(looks[i].meaning), sizes[i]);
  return html + "</div>";
}

std::string reached_html(std::string_view what, const reached& of) {
  std::string html = fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td>", what, of.offered);
  for (const std::size_t each : of.at_level)
    html += fmt::format("<td{}>{}</td>", each == of.offered ? "" : " class=\"short\"", each);
  return html + "</tr>";
}

std::string kernel_html(const matrix& found, std::size_t kernel) {
  const column& of = found.kernels[kernel];
  std::string tests = "No report of the live tests is of this kernel.";
  if (of.ran)
    tests = fmt::format("Live tests: {} passed, {} failed, {} skipped, {} not run.",
                        of.tests.passed, of.tests.failed, of.tests.skipped, of.tests.not_run);
  return fmt::format(
      R"(<section class="kernel"><h2>Linux {}</h2><p class="release">{}, {}<br>{}</p>{}<table><thead><tr><td></td><th scope="col">offered</th><th scope="col">described</th><th scope="col">wrapped</th><th scope="col">encoded</th><th scope="col">executed</th></tr></thead><tbody>{}{}</tbody></table><p>{}</p></section>
)",
      escaped(of.label), escaped(of.kernel.release), escaped(of.kernel.machine),
      escaped(of.kernel.version), bar_html(found, kernel),
      reached_html("opcodes", opcodes_reached(found, kernel)),
      reached_html("operations", forms_reached(found, kernel)), escaped(tests));
}

std::string holes_html(const matrix& found) {
  const std::vector<holes> all = holes_of(found);
  if (all.empty()) return "<h2 id=\"holes-list\">Holes</h2><p>None.</p>\n";
  std::string html = "<h2 id=\"holes-list\">Holes</h2>\n";
  for (const holes& each : all) {
    html += fmt::format("<details><summary>{}: {}</summary><ul>", escaped(each.where),
                        each.sentences.size());
    for (const std::string& one : each.sentences) html += fmt::format("<li>{}</li>", escaped(one));
    html += "</ul></details>\n";
  }
  return html;
}

std::string handling_cells(const handling& of) {
  const std::string html = fmt::format(R"(<td class="number" data-key="{}">{}</td>)",
                                       since_key(of.since), escaped(of.since));
  if (!of.as.empty())
    return html +
           fmt::format(R"(<td data-key="0"><code>{}</code></td>)", escaped(joined(of.as, ", ")));
  if (of.why_not.empty())
    return html + cell_html("failed", 2, "?", "unknown", "spec/interface.json says nothing of it");
  return html + cell_html("kernel_lacks", 1, "–", "no", of.why_not);
}

std::string interface_html(const matrix& found) {
  std::string html =
      "<h2>Beyond opcodes</h2><details><summary>Register operations, setup flags, features, enter "
      "flags and "
      "SQE flags</summary><div class=\"scroll\"><table id=\"interface\"><thead><tr>";
  html += heading("name", "As the kernel header has it") + heading("what", "What it is") +
          heading("value", "Its number or bit") +
          heading("since", "The first kernel release that has it") +
          heading("in ringlet", "Where a program meets it, or why it does not");
  for (const column& each : found.kernels) html += heading(each.label, full_name(each));
  html += "</tr></thead>\n<tbody>\n";
  for (const interface_row& each : found.interface_rows) {
    html += fmt::format(
        R"(<tr><th scope="row" data-key="{0}">{0}</th><td data-key="{1}">{2}</td><td class="number" data-key="{3}">{4}</td>)",
        each.name.empty() ? "no name" : escaped(each.name), static_cast<int>(each.group),
        title(each.group), each.value, escaped(value_text(each)));
    html += handling_cells(each.handling);
    for (std::size_t kernel = 0; kernel < each.offered.size(); ++kernel) {
      const answer one = each.offered[kernel];
      html += one == answer::unknown
                  ? cell_html("unknown", 1, "·", "cannot be asked", "this kernel cannot be asked")
                  : yes_no_cell(true, one == answer::yes, words(one), found.kernels[kernel].label);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div></details>\n";
}

}  // namespace

std::string as_html(const matrix& found) {
  std::string html = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>ringlet: what io_uring offers, and what is covered</title>
<style>
)";
  html += page::style;
  html +=
      "</style>\n</head>\n<body>\n<h1>What io_uring offers, and what ringlet covers</h1>\n<div "
      "class=\"kernels\">";
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel)
    html += kernel_html(found, kernel);
  html += "</div>\n" + filters_html(found) + matrix_html(found) + legend_html() +
          holes_html(found) + interface_html(found);
  html += fmt::format("<footer>Names: {}.", escaped(found.names_source));
  if (!found.encoding_source.empty())
    html += fmt::format(" Encodings compared with {}.", escaped(found.encoding_source));
  html += "</footer>\n<div id=\"why\" role=\"tooltip\" hidden></div>\n<script>\n";
  html += page::script;
  return html + "</script>\n</body>\n</html>\n";
}

}  // namespace ringlet::audit
