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

/// The numbers that a release begins with, by which it is older or newer than another: 5.10 is
/// newer than 5.4.
[[nodiscard]] std::vector<unsigned long> age(const std::string& release);

}  // namespace ringlet::audit
