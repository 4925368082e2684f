// The formats. None of them judges anything: what they say stands in the matrix.
#pragma once

#include "model.hpp"

#include <string>

namespace ringlet::audit {

[[nodiscard]] std::string as_terminal(const matrix& found, bool colour);
[[nodiscard]] std::string as_markdown(const matrix& found);
[[nodiscard]] std::string as_html(const matrix& found);

}  // namespace ringlet::audit
