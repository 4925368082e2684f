// Generated from spec/types.json, flag set "async_cancel_flags". Do not edit: change the set, then
// run `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// Which requests a cancel means.
enum class async_cancel_flags : std::uint32_t {
  /// IORING_ASYNC_CANCEL_ALL: all that match, not only the first one found; the result then is
  /// their number (Linux 5.19).
  all = 1,
  /// IORING_ASYNC_CANCEL_USERDATA: the user_data must match too, where another key is given (Linux
  /// 6.6).
  userdata = 0x10,
};

template <>
inline constexpr bool is_flag_set<async_cancel_flags> = true;

#ifdef IORING_ASYNC_CANCEL_ALL
static_assert(raw(async_cancel_flags::all) == static_cast<std::uint32_t>(IORING_ASYNC_CANCEL_ALL));
#endif
#ifdef IORING_ASYNC_CANCEL_USERDATA
static_assert(raw(async_cancel_flags::userdata) ==
              static_cast<std::uint32_t>(IORING_ASYNC_CANCEL_USERDATA));
#endif

}  // namespace ringlet
