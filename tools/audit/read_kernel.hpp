// What a kernel said, out of a report.
#pragma once

#include "document.hpp"
#include "kernel.hpp"

namespace ringlet::audit {

/// Throws bad_input.
[[nodiscard]] kernel_facts kernel_facts_of(const node& from);

}  // namespace ringlet::audit
