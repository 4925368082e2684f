// Generated from spec/types.json, flag set "at_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How statx looks a path up, and how fresh its answer must be.
enum class at_flags : std::uint32_t {
  /// AT_SYMLINK_NOFOLLOW: describes a symbolic link itself, not what it leads to.
  symlink_nofollow = 0x100,
  /// AT_NO_AUTOMOUNT: mounts nothing on the way.
  no_automount = 0x800,
  /// AT_EMPTY_PATH: with an empty path: describes the file that the directory's descriptor refers
  /// to.
  empty_path = 0x1000,
  /// AT_STATX_FORCE_SYNC: asks the server of a network file system again.
  statx_force_sync = 0x2000,
  /// AT_STATX_DONT_SYNC: is content with what is cached.
  statx_dont_sync = 0x4000,
};

template <>
inline constexpr bool is_flag_set<at_flags> = true;

#ifdef AT_SYMLINK_NOFOLLOW
static_assert(raw(at_flags::symlink_nofollow) == static_cast<std::uint32_t>(AT_SYMLINK_NOFOLLOW));
#endif
#ifdef AT_NO_AUTOMOUNT
static_assert(raw(at_flags::no_automount) == static_cast<std::uint32_t>(AT_NO_AUTOMOUNT));
#endif
#ifdef AT_EMPTY_PATH
static_assert(raw(at_flags::empty_path) == static_cast<std::uint32_t>(AT_EMPTY_PATH));
#endif
#ifdef AT_STATX_FORCE_SYNC
static_assert(raw(at_flags::statx_force_sync) == static_cast<std::uint32_t>(AT_STATX_FORCE_SYNC));
#endif
#ifdef AT_STATX_DONT_SYNC
static_assert(raw(at_flags::statx_dont_sync) == static_cast<std::uint32_t>(AT_STATX_DONT_SYNC));
#endif

}  // namespace ringlet
