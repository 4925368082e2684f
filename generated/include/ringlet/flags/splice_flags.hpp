// Generated from spec/types.json, flag set "splice_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How a splice or a tee moves bytes.
enum class splice_flags : std::uint32_t {
  /// SPLICE_F_MOVE: move pages rather than copy them; the kernel takes it and does nothing about
  /// it.
  move = 1,
  /// SPLICE_F_NONBLOCK: fails with EAGAIN rather than wait for a pipe.
  nonblock = 2,
  /// SPLICE_F_MORE: more will follow: a socket may hold the packet back.
  more = 4,
  /// SPLICE_F_GIFT: means nothing here; it is for vmsplice(2).
  gift = 8,
};

template <>
inline constexpr bool is_flag_set<splice_flags> = true;

#ifdef SPLICE_F_MOVE
static_assert(raw(splice_flags::move) == static_cast<std::uint32_t>(SPLICE_F_MOVE));
#endif
#ifdef SPLICE_F_NONBLOCK
static_assert(raw(splice_flags::nonblock) == static_cast<std::uint32_t>(SPLICE_F_NONBLOCK));
#endif
#ifdef SPLICE_F_MORE
static_assert(raw(splice_flags::more) == static_cast<std::uint32_t>(SPLICE_F_MORE));
#endif
#ifdef SPLICE_F_GIFT
static_assert(raw(splice_flags::gift) == static_cast<std::uint32_t>(SPLICE_F_GIFT));
#endif

}  // namespace ringlet
