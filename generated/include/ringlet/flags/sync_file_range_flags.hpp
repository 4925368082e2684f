// Generated from spec/types.json, flag set "sync_file_range_flags". Do not edit: change the set,
// then run `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/fs.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What sync_file_range begins and what it waits for.
enum class sync_file_range_flags : std::uint32_t {
  /// SYNC_FILE_RANGE_WAIT_BEFORE: waits first for what is being written already.
  wait_before = 1,
  /// SYNC_FILE_RANGE_WRITE: begins to write what is not being written yet.
  write = 2,
  /// SYNC_FILE_RANGE_WAIT_AFTER: waits at the end for all of it.
  wait_after = 4,
  /// SYNC_FILE_RANGE_WRITE_AND_WAIT: all three: when it is done, the data are on the device.
  write_and_wait = 7,
};

template <>
inline constexpr bool is_flag_set<sync_file_range_flags> = true;

#ifdef SYNC_FILE_RANGE_WAIT_BEFORE
static_assert(raw(sync_file_range_flags::wait_before) ==
              static_cast<std::uint32_t>(SYNC_FILE_RANGE_WAIT_BEFORE));
#endif
#ifdef SYNC_FILE_RANGE_WRITE
static_assert(raw(sync_file_range_flags::write) ==
              static_cast<std::uint32_t>(SYNC_FILE_RANGE_WRITE));
#endif
#ifdef SYNC_FILE_RANGE_WAIT_AFTER
static_assert(raw(sync_file_range_flags::wait_after) ==
              static_cast<std::uint32_t>(SYNC_FILE_RANGE_WAIT_AFTER));
#endif
#ifdef SYNC_FILE_RANGE_WRITE_AND_WAIT
static_assert(raw(sync_file_range_flags::write_and_wait) ==
              static_cast<std::uint32_t>(SYNC_FILE_RANGE_WRITE_AND_WAIT));
#endif

}  // namespace ringlet
