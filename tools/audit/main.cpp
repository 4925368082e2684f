// ringlet-audit: which operations the kernel, ringlet and its tests really cover.
#include "bad_input.hpp"
#include "command_line.hpp"
#include "gather.hpp"
#include "join.hpp"
#include "matrix_json.hpp"
#include "merge.hpp"
#include "print.hpp"
#include "require.hpp"
#include "words.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string_view>

namespace ringlet::audit {

namespace {

bool terminal_has_colour() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  return ::isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

matrix found_for(const request& wanted) {
  if (wanted.merged.empty()) return join(gather(wanted));
  std::vector<part> parts;
  for (const std::string& file : wanted.merged) parts.push_back({file, read_matrix(file)});
  return merge(parts);
}

void write(const std::string& file, const std::string& text) {
  std::ofstream output(file, std::ios::binary);
  output << text;
  if (!output.flush()) throw bad_input(fmt::format("{} cannot be written", file));
}

void print(const matrix& found, const request& wanted) {
  if (!wanted.html.empty()) write(wanted.html, as_html(found));
  switch (wanted.format) {
    case format::json:
      fmt::print("{}\n", to_json(found).dump(1));
      return;
    case format::markdown:
      fmt::print("{}", as_markdown(found));
      return;
    case format::terminal:
      if (wanted.html.empty()) fmt::print("{}", as_terminal(found, terminal_has_colour()));
      return;
  }
}

excuses excuses_for(const request& wanted) {
  excuses found{.names = {}, .machine = wanted.excuse_machine};
  if (!wanted.unless.empty()) found.names = read_excuses(wanted.unless);
  return found;
}

/// Says per kernel what is short, and what is excused, and where the table itself has gaps, which
/// no excuse is for. On stderr, as stdout may be JSON.
int judge(const matrix& found, const request& wanted, const excuses& but) {
  if (!wanted.required) return 0;
  const verdict of = require(found, *wanted.required, but);
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel) {
    std::size_t shortfalls = 0;
    for (const shortfall& each : of.shortfalls) {
      if (each.kernel != kernel) continue;
      ++shortfalls;
      fmt::print(stderr, "{}: {}\n", full_name(found.kernels[kernel]), sentence(each));
    }
    std::size_t excused = 0;
    for (const shortfall& each : of.excused) {
      if (each.kernel != kernel) continue;
      ++excused;
      fmt::print(stderr, "{}: excused: {}\n", full_name(found.kernels[kernel]), sentence(each));
    }
    const std::size_t offered = forms_reached(found, kernel).offered;
    fmt::print(stderr, "{}: {} operations offered, {} fall short of {}, {} excused\n",
               full_name(found.kernels[kernel]), offered, shortfalls, name(*wanted.required),
               excused);
  }
  for (const std::string& each : of.stale)
    fmt::print(stderr, "{}: {} is excused and need not be, or is unknown\n", wanted.unless, each);
  for (const std::string& each : found.gaps) fmt::print(stderr, "the table: {}\n", each);
  return of.good() && found.gaps.empty() ? 0 : 1;
}

int run(int count, char** words) {
  const parsed read = read_command_line(count, words);
  if (!read.wanted) return read.status;
  const matrix found = found_for(*read.wanted);
  const excuses but = excuses_for(*read.wanted);  // before anything is printed: it may be no good
  print(found, *read.wanted);
  return judge(found, *read.wanted, but);
}

}  // namespace

}  // namespace ringlet::audit

int main(int count, char** words) {
  try {
    return ringlet::audit::run(count, words);
  } catch (const std::exception& error) {  // bad_input, or what nobody thought of
    fmt::print(stderr, "ringlet-audit: {}\n", error.what());
    return 2;
  }
}
