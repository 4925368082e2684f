// What a user is told in one line when the audit cannot use what it was given.
#pragma once

#include <stdexcept>

namespace ringlet::audit {

/// Ends the program with exit status 2 and with its message as the only line.
struct bad_input : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ringlet::audit
