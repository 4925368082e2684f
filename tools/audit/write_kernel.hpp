// What a kernel says, as it stands in the reports of the live tests and of the audit.
#pragma once

#include "kernel.hpp"

#include <nlohmann/json_fwd.hpp>

namespace ringlet::audit {

[[nodiscard]] nlohmann::ordered_json to_json(const kernel_facts& facts);

}  // namespace ringlet::audit
