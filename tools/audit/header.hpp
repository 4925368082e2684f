// A kernel's io_uring.h, read as text: it need not be this machine's, and need not compile here.
#pragma once

#include "interface.hpp"

#include <string>
#include <string_view>

namespace ringlet::audit {

/// Reads a file, or the io_uring.h of an include folder. Throws bad_input.
[[nodiscard]] interface read_header(const std::string& file);

/// Reads the text of one; `source` is how it is called. Throws bad_input where it has no opcodes.
[[nodiscard]] interface parse_header(std::string_view text, const std::string& source);

}  // namespace ringlet::audit
