// Generated from spec/types.json, flag set "rw_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/fs.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How one read or write differs from others of its file, as preadv2(2) and pwritev2(2) say.
enum class rw_flags : std::uint32_t {
  /// RWF_HIPRI: waits by polling the device; for O_DIRECT on a ring that polls.
  hipri = 1,
  /// RWF_DSYNC: returns when the data and what is needed to find them are on the device, like
  /// O_DSYNC; writes only.
  dsync = 2,
  /// RWF_SYNC: returns when data and metadata are on the device, like O_SYNC; writes only.
  sync = 4,
  /// RWF_NOWAIT: fails with EAGAIN rather than wait for data or for a lock.
  nowait = 8,
  /// RWF_APPEND: writes at the end of the file, whatever the offset says.
  append = 0x10,
  /// RWF_NOAPPEND: writes at the offset though the file was opened with O_APPEND (Linux 6.9).
  noappend = 0x20,
  /// RWF_ATOMIC: writes all or nothing, torn by no power failure, on devices that can (Linux 6.11).
  atomic = 0x40,
  /// RWF_DONTCACHE: uses the page cache but drops the pages afterwards (Linux 6.14).
  dontcache = 0x80,
  /// RWF_NOSIGNAL: raises no SIGPIPE when the reader of a pipe or socket is gone (Linux 6.18).
  nosignal = 0x100,
};

template <>
inline constexpr bool is_flag_set<rw_flags> = true;

#ifdef RWF_HIPRI
static_assert(raw(rw_flags::hipri) == static_cast<std::uint32_t>(RWF_HIPRI));
#endif
#ifdef RWF_DSYNC
static_assert(raw(rw_flags::dsync) == static_cast<std::uint32_t>(RWF_DSYNC));
#endif
#ifdef RWF_SYNC
static_assert(raw(rw_flags::sync) == static_cast<std::uint32_t>(RWF_SYNC));
#endif
#ifdef RWF_NOWAIT
static_assert(raw(rw_flags::nowait) == static_cast<std::uint32_t>(RWF_NOWAIT));
#endif
#ifdef RWF_APPEND
static_assert(raw(rw_flags::append) == static_cast<std::uint32_t>(RWF_APPEND));
#endif
#ifdef RWF_NOAPPEND
static_assert(raw(rw_flags::noappend) == static_cast<std::uint32_t>(RWF_NOAPPEND));
#endif
#ifdef RWF_ATOMIC
static_assert(raw(rw_flags::atomic) == static_cast<std::uint32_t>(RWF_ATOMIC));
#endif
#ifdef RWF_DONTCACHE
static_assert(raw(rw_flags::dontcache) == static_cast<std::uint32_t>(RWF_DONTCACHE));
#endif
#ifdef RWF_NOSIGNAL
static_assert(raw(rw_flags::nosignal) == static_cast<std::uint32_t>(RWF_NOSIGNAL));
#endif

}  // namespace ringlet
