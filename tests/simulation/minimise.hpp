// Makes a failing program smaller, as long as it fails in the same way.
#pragma once

#include <cstdint>
#include <string>

#include "program.hpp"

namespace simulation {

/// `found` fails with the choices of this seed. Gives the smallest scenario that was found to fail
/// likewise, as text with a comment that says how: it can be saved as a file of cases/.
std::string minimise(scenario found, std::uint64_t seed);

}  // namespace simulation
