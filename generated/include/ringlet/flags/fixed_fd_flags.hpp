// Generated from spec/types.json, flag set "fixed_fd_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// How a direct descriptor is made a descriptor of the process.
enum class fixed_fd_flags : std::uint32_t {
  /// IORING_FIXED_FD_NO_CLOEXEC: keeps it open when the process executes another program.
  no_cloexec = 1,
};

template <>
inline constexpr bool is_flag_set<fixed_fd_flags> = true;

#ifdef IORING_FIXED_FD_NO_CLOEXEC
static_assert(raw(fixed_fd_flags::no_cloexec) ==
              static_cast<std::uint32_t>(IORING_FIXED_FD_NO_CLOEXEC));
#endif

}  // namespace ringlet
