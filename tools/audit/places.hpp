// Where the table and the evidence are when nobody says so: in the build tree or beside the
// installed program.
#pragma once

#include <string>

namespace ringlet::audit {

/// Each is empty where it is not found.
struct places {
  std::string spec;        // the folder of opcodes.json
  std::string operations;  // the folder of the operations' headers
  std::string results;     // the report of the live tests
  std::string encodings;   // the report of the comparison with liburing
};

/// Looks above the program that runs, and then above the current folder.
[[nodiscard]] places find_places();

/// The same, for a program and a current folder.
[[nodiscard]] places find_places(const std::string& program, const std::string& current);

}  // namespace ringlet::audit
