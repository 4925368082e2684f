#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace ringlet::audit {

namespace {

constexpr const char* description =
    "Joins ringlet's table, what this machine's kernel has, and what the tests have shown, and "
    "prints what is "
    "covered, and every hole.";

constexpr const char* closing =
    "Exit status: 0, 1 where what --require asks for is not reached, 2 where the input cannot be "
    "used.\n"
    "Colour is used on a terminal only, and not where NO_COLOR is set.";

std::vector<std::string> level_names() {
  std::vector<std::string> names;
  for (const level each : levels) names.emplace_back(name(each));
  return names;
}

level level_named(const std::string& said) {
  for (const level each : levels)
    if (name(each) == said) return each;
  return level::executed;  // CLI11 has let no other word through
}

void add_sources(CLI::App& app, request& into) {
  const auto group = app.add_option_group("What is joined");
  group->add_option("--spec", into.spec, "The folder of opcodes.json, uapi.json and helpers.json")
      ->type_name("DIR");
  group
      ->add_option("--operations", into.operations,
                   "The folder of the operations' headers, ringlet/op")
      ->type_name("DIR");
  group
      ->add_option("--results", into.results,
                   "A report of the live tests (build/PRESET/live.json), and with it its kernel; "
                   "may be repeated. "
                   "Without any, the running kernel is asked")
      ->type_name("FILE")
      ->allow_extra_args(false);
  group
      ->add_option("--encodings", into.encodings,
                   "The report of the comparison with liburing (build/PRESET/parity.json)")
      ->type_name("FILE");
  group
      ->add_option("--header", into.header,
                   "A kernel's io_uring.h, or an include folder with linux/io_uring.h")
      ->type_name("FILE");
  group->add_flag("!--no-helpers", into.helpers,
                  "Leave out which of liburing's helpers no form covers");
}

void add_outputs(CLI::App& app, request& into) {
  const auto group = app.add_option_group("What comes out");
  const auto json = group->add_flag_callback(
      "--json", [&into] { into.format = format::json; }, "Print JSON, which merge reads");
  const auto markdown = group->add_flag_callback(
      "--markdown", [&into] { into.format = format::markdown; }, "Print Markdown");
  json->excludes(markdown);
  group->add_option("--html", into.html, "Write one self-contained page")->type_name("FILE");
}

void add_requirements(CLI::App& app, request& into) {
  const auto group = app.add_option_group("For CI");
  group
      ->add_option_function<std::string>(
          "--require", [&into](const std::string& said) { into.required = level_named(said); },
          "Fail unless all that each kernel offers is as far as this, and as all before it: "
          "described, wrapped, "
          "encoded, executed. A skip is no execution")
      ->type_name("LEVEL")
      ->check(CLI::IsMember(level_names()));
  group
      ->add_option("--unless", into.unless,
                   "What need not be executed, a line NAME: REASON for each")
      ->type_name("FILE");
  group->add_flag("--excuse-machine", into.excuse_machine,
                  "Nor what was skipped because the machine lacks a device; it is listed");
}

parsed usage_error(const std::string& text) {
  fmt::print(stderr, "ringlet-audit: {}\n", text);
  return {.wanted = std::nullopt, .status = 2};
}

/// What CLI11 cannot say of the options.
std::optional<std::string> contradiction(const request& of, bool merging) {
  const bool sources = !of.spec.empty() || !of.operations.empty() || !of.encodings.empty() ||
                       !of.header.empty() || !of.results.empty();
  if (merging && sources) return "merge takes audits and nothing else to join";
  if (!of.required && (!of.unless.empty() || of.excuse_machine))
    return "--unless and --excuse-machine are about what --require asks for";
  return std::nullopt;
}

}  // namespace

parsed read_command_line(int count, const char* const* words) {
  request wanted;
  CLI::App app{description, "ringlet-audit"};
  app.footer(closing);
  add_sources(app, wanted);
  add_outputs(app, wanted);
  add_requirements(app, wanted);
  CLI::App* merge =
      app.add_subcommand("merge", "Makes one matrix of several audits, each of its own kernels");
  merge->add_option("audits", wanted.merged, "What ringlet-audit --json printed on each")
      ->type_name("FILE")
      ->required();
  merge->fallthrough();
  try {
    app.parse(count, words);
  } catch (const CLI::Success& asked_for_help) {
    return {.wanted = std::nullopt, .status = app.exit(asked_for_help)};
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  if (const auto wrong = contradiction(wanted, merge->parsed())) return usage_error(*wrong);
  return {.wanted = std::move(wanted), .status = 0};
}

}  // namespace ringlet::audit
