#include "wrapped.hpp"

#include "bad_input.hpp"
#include "document.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <sstream>

namespace ringlet::audit {

namespace {

/// A name that C++ has taken has an underscore behind it there (none so far, but a kernel may name
/// anything).
void read_structs(const std::string& text, std::set<std::string>& into) {
  constexpr std::string_view before = "struct ";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(before)) continue;
    const std::size_t brace = line.find(" {", before.size());
    if (brace == std::string::npos) continue;
    std::string name = line.substr(before.size(), brace - before.size());
    if (name.ends_with('_')) name.pop_back();
    into.insert(std::move(name));
  }
}

}  // namespace

std::set<std::string> read_wrapped(const std::string& folder) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder))
    throw bad_input(fmt::format("{} is no folder of ringlet's operations", folder));
  std::set<std::string> found;
  for (const fs::directory_entry& each : fs::directory_iterator(folder))
    if (each.path().extension() == ".hpp") read_structs(read_file(each.path().string()), found);
  if (found.empty())
    throw bad_input(fmt::format("{} has no header with an operation of ringlet's", folder));
  return found;
}

}  // namespace ringlet::audit
