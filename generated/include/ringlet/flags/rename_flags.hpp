// Generated from spec/types.json, flag set "rename_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/fs.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What a rename does when the new path is there already.
enum class rename_flags : std::uint32_t {
  /// RENAME_NOREPLACE: fails with EEXIST.
  noreplace = 1,
  /// RENAME_EXCHANGE: exchanges the two; both must be there.
  exchange = 2,
  /// RENAME_WHITEOUT: leaves a whiteout at the old path, for overlay file systems.
  whiteout = 4,
};

template <>
inline constexpr bool is_flag_set<rename_flags> = true;

#ifdef RENAME_NOREPLACE
static_assert(raw(rename_flags::noreplace) == static_cast<std::uint32_t>(RENAME_NOREPLACE));
#endif
#ifdef RENAME_EXCHANGE
static_assert(raw(rename_flags::exchange) == static_cast<std::uint32_t>(RENAME_EXCHANGE));
#endif
#ifdef RENAME_WHITEOUT
static_assert(raw(rename_flags::whiteout) == static_cast<std::uint32_t>(RENAME_WHITEOUT));
#endif

}  // namespace ringlet
