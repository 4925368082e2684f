// What the command line says.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "limits.hpp"

namespace examples::http {

struct options {
  std::uint16_t port = 0;
  std::string root = ".";
  http::limits limits;
};

/// Has `app` fill `into`, which must outlive the parsing.
void add_options(CLI::App& app, options& into);

/// The same for one number of milliseconds.
void add_duration(CLI::App& app, const std::string& name, std::chrono::milliseconds& into,
                  const std::string& what);

}  // namespace examples::http
