// The matrix as JSON, both ways: what --json prints, merge reads.
#pragma once

#include "document.hpp"
#include "model.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace ringlet::audit {

inline constexpr int matrix_schema = 1;

[[nodiscard]] nlohmann::ordered_json to_json(const matrix& found);

/// Throws bad_input.
[[nodiscard]] matrix matrix_of(const document& from);
[[nodiscard]] matrix read_matrix(const std::string& file);

}  // namespace ringlet::audit
