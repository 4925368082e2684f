// Every hole by its name: what is offered or known of, and not covered.
#pragma once

#include "model.hpp"

#include <string>
#include <vector>

namespace ringlet::audit {

/// One heading with what belongs below it.
struct holes {
  std::string where;  // "Linux 6.18.44 on x86_64", or "the table"
  std::vector<std::string> sentences;
};

/// Only those that have a hole.
[[nodiscard]] std::vector<holes> holes_of(const matrix& found);

}  // namespace ringlet::audit
