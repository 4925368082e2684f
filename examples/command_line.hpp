// How the larger examples read their options: with CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

namespace examples {

/// Reads the options that `app` has been given. What is wrong with them ends the program with one
/// line and the status 2, --help with the status 0.
inline void read_command_line(CLI::App& app, int count, char** words) {
  try {
    app.parse(count, words);
  } catch (const CLI::Success& asked_for_help) {
    std::exit(app.exit(asked_for_help));
  } catch (const CLI::ParseError& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    std::exit(2);
  }
}

}  // namespace examples
