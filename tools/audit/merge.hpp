// One matrix of several, each of its own kernels.
#pragma once

#include "model.hpp"

#include <string>
#include <vector>

namespace ringlet::audit {

/// A matrix and the file that it is from, for messages.
struct part {
  std::string file;
  audit::matrix matrix;
};

/// The kernels from the oldest to the newest. Throws bad_input where two are of one kernel, or of
/// different tables.
[[nodiscard]] matrix merge(const std::vector<part>& parts);

/// Whether one release is older than the other, number by number: 5.10 is newer than 5.4.
[[nodiscard]] bool older(const std::string& release, const std::string& than);

}  // namespace ringlet::audit
