// What a user asks for.
#pragma once

#include "require.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ringlet::audit {

enum class format { terminal, json, markdown };

struct request {
  // where things are, each empty for the usual place
  std::string spec;
  std::string operations;
  std::string encodings;
  std::string header;
  std::vector<std::string> results;
  bool helpers = true;

  std::vector<std::string> merged;  // with `merge`: the audits; otherwise empty

  audit::format format = audit::format::terminal;
  std::string html;
  std::optional<level> required;
  std::string unless;
  bool excuse_machine = false;
};

/// Either what is asked for, or the exit status, where all has been said (--help, or a mistake).
struct parsed {
  std::optional<request> wanted;
  int status = 0;
};

[[nodiscard]] parsed read_command_line(int count, const char* const* words);

}  // namespace ringlet::audit
