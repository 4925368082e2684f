// From what a user asks for to the inputs of the join: everything that is read or asked.
#pragma once

#include "command_line.hpp"
#include "join.hpp"

namespace ringlet::audit {

/// Throws bad_input.
[[nodiscard]] inputs gather(const request& wanted);

}  // namespace ringlet::audit
