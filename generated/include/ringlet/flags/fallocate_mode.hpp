// Generated from spec/types.json, flag set "fallocate_mode". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/falloc.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What fallocate does to a range.
enum class fallocate_mode : std::uint32_t {
  /// FALLOC_FL_KEEP_SIZE: reserves room beyond the end without making the file longer.
  keep_size = 1,
  /// FALLOC_FL_PUNCH_HOLE: frees the range, which then reads as zeros; together with keep_size.
  punch_hole = 2,
  /// FALLOC_FL_COLLAPSE_RANGE: takes the range out: what follows moves forward.
  collapse_range = 8,
  /// FALLOC_FL_ZERO_RANGE: makes the range zeros without writing them where the file system can.
  zero_range = 0x10,
  /// FALLOC_FL_INSERT_RANGE: puts a hole in: what follows moves back.
  insert_range = 0x20,
  /// FALLOC_FL_UNSHARE_RANGE: gives the file blocks of its own where it shares them with a copy.
  unshare_range = 0x40,
  /// FALLOC_FL_WRITE_ZEROES: writes zeros with the device's own command (Linux 6.17).
  write_zeroes = 0x80,
};

template <>
inline constexpr bool is_flag_set<fallocate_mode> = true;

#ifdef FALLOC_FL_KEEP_SIZE
static_assert(raw(fallocate_mode::keep_size) == static_cast<std::uint32_t>(FALLOC_FL_KEEP_SIZE));
#endif
#ifdef FALLOC_FL_PUNCH_HOLE
static_assert(raw(fallocate_mode::punch_hole) == static_cast<std::uint32_t>(FALLOC_FL_PUNCH_HOLE));
#endif
#ifdef FALLOC_FL_COLLAPSE_RANGE
static_assert(raw(fallocate_mode::collapse_range) ==
              static_cast<std::uint32_t>(FALLOC_FL_COLLAPSE_RANGE));
#endif
#ifdef FALLOC_FL_ZERO_RANGE
static_assert(raw(fallocate_mode::zero_range) == static_cast<std::uint32_t>(FALLOC_FL_ZERO_RANGE));
#endif
#ifdef FALLOC_FL_INSERT_RANGE
static_assert(raw(fallocate_mode::insert_range) ==
              static_cast<std::uint32_t>(FALLOC_FL_INSERT_RANGE));
#endif
#ifdef FALLOC_FL_UNSHARE_RANGE
static_assert(raw(fallocate_mode::unshare_range) ==
              static_cast<std::uint32_t>(FALLOC_FL_UNSHARE_RANGE));
#endif
#ifdef FALLOC_FL_WRITE_ZEROES
static_assert(raw(fallocate_mode::write_zeroes) ==
              static_cast<std::uint32_t>(FALLOC_FL_WRITE_ZEROES));
#endif

}  // namespace ringlet
