// Generated from spec/types.json, flag set "poll_update_flags". Do not edit: change the set, then
// run `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// What becomes of a poll that is given other events.
enum class poll_update_flags : std::uint32_t {
  /// IORING_POLL_ADD_MULTI: makes it a multishot poll as well, where it was not one.
  multi = 1,
  /// IORING_POLL_ADD_LEVEL: level-triggered: reserved in the header, and refused with EINVAL by
  /// every kernel that was tried (6.18) or read (6.1 to 7.2).
  level = 8,
};

template <>
inline constexpr bool is_flag_set<poll_update_flags> = true;

#ifdef IORING_POLL_ADD_MULTI
static_assert(raw(poll_update_flags::multi) == static_cast<std::uint32_t>(IORING_POLL_ADD_MULTI));
#endif
#ifdef IORING_POLL_ADD_LEVEL
static_assert(raw(poll_update_flags::level) == static_cast<std::uint32_t>(IORING_POLL_ADD_LEVEL));
#endif

}  // namespace ringlet
