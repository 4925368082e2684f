// Generated from spec/types.json, flag set "unlink_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What unlinkat removes.
enum class unlink_flags : std::uint32_t {
  /// AT_REMOVEDIR: removes a directory, which must be empty, like rmdir(2).
  removedir = 0x200,
};

template <>
inline constexpr bool is_flag_set<unlink_flags> = true;

#ifdef AT_REMOVEDIR
static_assert(raw(unlink_flags::removedir) == static_cast<std::uint32_t>(AT_REMOVEDIR));
#endif

}  // namespace ringlet
