// Generated from spec/types.json, flag set "fadvise_advice". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How a file is going to be used.
///
/// The values exclude each other.
enum class fadvise_advice : std::uint32_t {
  /// POSIX_FADV_NORMAL: in no special way; undoes the others.
  normal = 0,
  /// POSIX_FADV_RANDOM: here and there: reading ahead would be in vain.
  random = 1,
  /// POSIX_FADV_SEQUENTIAL: from its beginning to its end: reads further ahead.
  sequential = 2,
  /// POSIX_FADV_WILLNEED: soon: begins to read it into the cache.
  willneed = 3,
  /// POSIX_FADV_DONTNEED: not any more: drops it from the cache, as far as it is on the device.
  dontneed = 4,
  /// POSIX_FADV_NOREUSE: once: the cache need not keep it.
  noreuse = 5,
};

#ifdef POSIX_FADV_NORMAL
static_assert(raw(fadvise_advice::normal) == static_cast<std::uint32_t>(POSIX_FADV_NORMAL));
#endif
#ifdef POSIX_FADV_RANDOM
static_assert(raw(fadvise_advice::random) == static_cast<std::uint32_t>(POSIX_FADV_RANDOM));
#endif
#ifdef POSIX_FADV_SEQUENTIAL
static_assert(raw(fadvise_advice::sequential) == static_cast<std::uint32_t>(POSIX_FADV_SEQUENTIAL));
#endif
#ifdef POSIX_FADV_WILLNEED
static_assert(raw(fadvise_advice::willneed) == static_cast<std::uint32_t>(POSIX_FADV_WILLNEED));
#endif
#ifdef POSIX_FADV_DONTNEED
static_assert(raw(fadvise_advice::dontneed) == static_cast<std::uint32_t>(POSIX_FADV_DONTNEED));
#endif
#ifdef POSIX_FADV_NOREUSE
static_assert(raw(fadvise_advice::noreuse) == static_cast<std::uint32_t>(POSIX_FADV_NOREUSE));
#endif

}  // namespace ringlet
