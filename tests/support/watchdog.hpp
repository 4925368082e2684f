#pragma once

#include <string>

namespace ringlet::live {

/// Ends the program where one test takes too long, and says which one and where in the kernel each
/// of its threads is, the kernel's workers among them, and what its rings have in flight.
void watch(const std::string& test);

/// The test has ended.
void watch_ends() noexcept;

}  // namespace ringlet::live
