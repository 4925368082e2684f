// Generated from spec/types.json, flag set "futex_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/futex.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What a futex word is.
enum class futex_flags : std::uint32_t {
  /// FUTEX2_SIZE_U8: it has 8 bits; reserved, and refused with EINVAL by every kernel so far.
  size_u8 = 0,
  /// FUTEX2_SIZE_U16: it has 16 bits; reserved, and refused with EINVAL by every kernel so far.
  size_u16 = 1,
  /// FUTEX2_SIZE_U32: it has 32 bits.
  size_u32 = 2,
  /// FUTEX2_SIZE_U64: it has 64 bits; reserved, and refused with EINVAL by every kernel so far.
  size_u64 = 3,
  /// FUTEX2_NUMA: a second word, which follows it, names a NUMA node.
  numa = 4,
  /// FUTEX2_MPOL: the memory policy of its address names the NUMA node.
  mpol = 8,
  /// FUTEX2_PRIVATE: only threads of this process use it, which is faster; all must say so, or
  /// none.
  private_ = 0x80,
};

template <>
inline constexpr bool is_flag_set<futex_flags> = true;

#ifdef FUTEX2_SIZE_U8
static_assert(raw(futex_flags::size_u8) == static_cast<std::uint32_t>(FUTEX2_SIZE_U8));
#endif
#ifdef FUTEX2_SIZE_U16
static_assert(raw(futex_flags::size_u16) == static_cast<std::uint32_t>(FUTEX2_SIZE_U16));
#endif
#ifdef FUTEX2_SIZE_U32
static_assert(raw(futex_flags::size_u32) == static_cast<std::uint32_t>(FUTEX2_SIZE_U32));
#endif
#ifdef FUTEX2_SIZE_U64
static_assert(raw(futex_flags::size_u64) == static_cast<std::uint32_t>(FUTEX2_SIZE_U64));
#endif
#ifdef FUTEX2_NUMA
static_assert(raw(futex_flags::numa) == static_cast<std::uint32_t>(FUTEX2_NUMA));
#endif
#ifdef FUTEX2_MPOL
static_assert(raw(futex_flags::mpol) == static_cast<std::uint32_t>(FUTEX2_MPOL));
#endif
#ifdef FUTEX2_PRIVATE
static_assert(raw(futex_flags::private_) == static_cast<std::uint32_t>(FUTEX2_PRIVATE));
#endif

}  // namespace ringlet
