// Generated from spec/types.json, flag set "link_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What a new link leads to.
enum class link_flags : std::uint32_t {
  /// AT_SYMLINK_FOLLOW: follows the old path where it is a symbolic link.
  symlink_follow = 0x400,
  /// AT_EMPTY_PATH: with an empty old path: links the file that the old directory's descriptor
  /// refers to; needs CAP_DAC_READ_SEARCH before Linux 6.10.
  empty_path = 0x1000,
};

template <>
inline constexpr bool is_flag_set<link_flags> = true;

#ifdef AT_SYMLINK_FOLLOW
static_assert(raw(link_flags::symlink_follow) == static_cast<std::uint32_t>(AT_SYMLINK_FOLLOW));
#endif
#ifdef AT_EMPTY_PATH
static_assert(raw(link_flags::empty_path) == static_cast<std::uint32_t>(AT_EMPTY_PATH));
#endif

}  // namespace ringlet
