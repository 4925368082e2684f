// Generated from spec/types.json, flag set "integrity_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/fs.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What a device checks of the protection information.
enum class integrity_flags : std::uint16_t {
  /// IO_INTEGRITY_CHK_GUARD: the checksum of the block.
  guard = 1,
  /// IO_INTEGRITY_CHK_REFTAG: the reference tag, which says which block it is.
  reftag = 2,
  /// IO_INTEGRITY_CHK_APPTAG: the application's tag.
  apptag = 4,
};

template <>
inline constexpr bool is_flag_set<integrity_flags> = true;

#ifdef IO_INTEGRITY_CHK_GUARD
static_assert(raw(integrity_flags::guard) == static_cast<std::uint16_t>(IO_INTEGRITY_CHK_GUARD));
#endif
#ifdef IO_INTEGRITY_CHK_REFTAG
static_assert(raw(integrity_flags::reftag) == static_cast<std::uint16_t>(IO_INTEGRITY_CHK_REFTAG));
#endif
#ifdef IO_INTEGRITY_CHK_APPTAG
static_assert(raw(integrity_flags::apptag) == static_cast<std::uint16_t>(IO_INTEGRITY_CHK_APPTAG));
#endif

}  // namespace ringlet
