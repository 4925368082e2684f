// Generated from spec/types.json, flag set "xattr_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/xattr.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What setting an extended attribute asks of it.
enum class xattr_flags : std::uint32_t {
  /// XATTR_CREATE: it must be new: else EEXIST.
  create = 1,
  /// XATTR_REPLACE: it must be there: else ENODATA.
  replace = 2,
};

template <>
inline constexpr bool is_flag_set<xattr_flags> = true;

#ifdef XATTR_CREATE
static_assert(raw(xattr_flags::create) == static_cast<std::uint32_t>(XATTR_CREATE));
#endif
#ifdef XATTR_REPLACE
static_assert(raw(xattr_flags::replace) == static_cast<std::uint32_t>(XATTR_REPLACE));
#endif

}  // namespace ringlet
