// Which operations a user can await: the structs in the generated headers.
#pragma once

#include <set>
#include <string>

namespace ringlet::audit {

/// Their names, from the headers of a folder (generated/include/ringlet/op, or where it is
/// installed). Throws bad_input.
[[nodiscard]] std::set<std::string> read_wrapped(const std::string& folder);

}  // namespace ringlet::audit
