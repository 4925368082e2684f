// What becomes of the kernel's constants that are no part of an operation: where a program meets
// them in ringlet, or why it does not.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ringlet::audit {

struct handling {
  std::string since;            // the first release that has it
  std::vector<std::string> as;  // what has or uses it; empty where nothing does
  std::string why_not;

  bool operator==(const handling&) const = default;
};

/// Reads interface.json: by the constant's name. Throws bad_input.
[[nodiscard]] std::map<std::string, handling> read_handlings(const std::string& file);

}  // namespace ringlet::audit
