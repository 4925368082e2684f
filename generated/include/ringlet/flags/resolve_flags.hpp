// Generated from spec/types.json, flag set "resolve_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/openat2.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How openat2 looks a path up.
enum class resolve_flags : std::uint64_t {
  /// RESOLVE_NO_XDEV: fails with EXDEV where the path leads to another mount.
  no_xdev = 1,
  /// RESOLVE_NO_MAGICLINKS: fails with ELOOP at links such as those of /proc/self/fd.
  no_magiclinks = 2,
  /// RESOLVE_NO_SYMLINKS: fails with ELOOP at any symbolic link, the last part of the path
  /// included.
  no_symlinks = 4,
  /// RESOLVE_BENEATH: fails with EXDEV where the path leads out of the directory.
  beneath = 8,
  /// RESOLVE_IN_ROOT: the directory is the root: the path cannot lead out of it.
  in_root = 0x10,
  /// RESOLVE_CACHED: fails with EAGAIN where the cache does not have all of it (Linux 5.12).
  cached = 0x20,
};

template <>
inline constexpr bool is_flag_set<resolve_flags> = true;

#ifdef RESOLVE_NO_XDEV
static_assert(raw(resolve_flags::no_xdev) == static_cast<std::uint64_t>(RESOLVE_NO_XDEV));
#endif
#ifdef RESOLVE_NO_MAGICLINKS
static_assert(raw(resolve_flags::no_magiclinks) ==
              static_cast<std::uint64_t>(RESOLVE_NO_MAGICLINKS));
#endif
#ifdef RESOLVE_NO_SYMLINKS
static_assert(raw(resolve_flags::no_symlinks) == static_cast<std::uint64_t>(RESOLVE_NO_SYMLINKS));
#endif
#ifdef RESOLVE_BENEATH
static_assert(raw(resolve_flags::beneath) == static_cast<std::uint64_t>(RESOLVE_BENEATH));
#endif
#ifdef RESOLVE_IN_ROOT
static_assert(raw(resolve_flags::in_root) == static_cast<std::uint64_t>(RESOLVE_IN_ROOT));
#endif
#ifdef RESOLVE_CACHED
static_assert(raw(resolve_flags::cached) == static_cast<std::uint64_t>(RESOLVE_CACHED));
#endif

}  // namespace ringlet
