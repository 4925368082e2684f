// Generated from spec/types.json, flag set "fsync_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// What an fsync waits for.
enum class fsync_flags : std::uint32_t {
  /// IORING_FSYNC_DATASYNC: leaves out metadata that reading the data back does not need, like
  /// fdatasync(2).
  datasync = 1,
};

template <>
inline constexpr bool is_flag_set<fsync_flags> = true;

#ifdef IORING_FSYNC_DATASYNC
static_assert(raw(fsync_flags::datasync) == static_cast<std::uint32_t>(IORING_FSYNC_DATASYNC));
#endif

}  // namespace ringlet
