// The formatting library: std::format where the standard library has it, {fmt} elsewhere. What
// includes this stands outside of <ringlet/ringlet.hpp>.
#pragma once

#include <version>

#ifdef __cpp_lib_format
#include <format>
#else
#include <fmt/format.h>
#endif

namespace ringlet::detail {

#ifdef __cpp_lib_format
namespace formatting = ::std;
#else
namespace formatting = ::fmt;
#endif

}  // namespace ringlet::detail
