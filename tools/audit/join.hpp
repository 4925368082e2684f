// From what was handed in to what is found: the only place where anything is judged.
#pragma once

#include "encodings.hpp"
#include "handling.hpp"
#include "interface.hpp"
#include "kernel.hpp"
#include "model.hpp"
#include "results.hpp"
#include "table.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ringlet::audit {

/// One kernel's own answers, and what the live tests showed there, if they have been run.
struct evidence {
  kernel_facts kernel;
  std::optional<std::vector<test_result>> tests;
};

struct inputs {
  audit::table table;
  audit::interface uapi;                      // the header that the table was written for
  std::optional<audit::interface> header;     // another, perhaps newer
  std::map<std::string, handling> handlings;  // of the constants that are no part of an operation
  std::vector<std::string> helpers;           // of liburing; empty where they do not matter
  std::optional<std::set<std::string>> wrapped;
  std::optional<audit::encodings> encodings;
  std::vector<evidence> kernels;
};

/// Throws bad_input where the inputs contradict each other.
[[nodiscard]] matrix join(const inputs& from);

/// Gives each kernel a label: its number, which Debian's has in its version and others in their
/// release, or all of the release where that is not enough.
void label(std::vector<column>& kernels);

}  // namespace ringlet::audit
