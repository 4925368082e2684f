// Generated from spec/types.json, flag set "madvise_advice". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/mman.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How memory is going to be used, and what becomes of it.
///
/// The values exclude each other.
enum class madvise_advice : std::uint32_t {
  /// MADV_NORMAL: in no special way.
  normal = 0,
  /// MADV_RANDOM: here and there: reading ahead would be in vain.
  random = 1,
  /// MADV_SEQUENTIAL: from its beginning to its end: reads further ahead.
  sequential = 2,
  /// MADV_WILLNEED: soon: begins to read it in.
  willneed = 3,
  /// MADV_DONTNEED: not any more: anonymous memory is empty afterwards, that of a file is read
  /// anew.
  dontneed = 4,
  /// MADV_FREE: its content may be lost until it is written to again.
  free = 8,
  /// MADV_REMOVE: punches a hole into the file that is mapped.
  remove = 9,
  /// MADV_DONTFORK: a child process does not get it.
  dontfork = 0xa,
  /// MADV_DOFORK: undoes dontfork.
  dofork = 0xb,
  /// MADV_MERGEABLE: may be shared with pages of the same content.
  mergeable = 0xc,
  /// MADV_UNMERGEABLE: undoes mergeable.
  unmergeable = 0xd,
  /// MADV_HUGEPAGE: should be huge pages.
  hugepage = 0xe,
  /// MADV_NOHUGEPAGE: should not be huge pages.
  nohugepage = 0xf,
  /// MADV_DONTDUMP: is left out of a core dump.
  dontdump = 0x10,
  /// MADV_DODUMP: undoes dontdump.
  dodump = 0x11,
  /// MADV_WIPEONFORK: a child process finds it empty.
  wipeonfork = 0x12,
  /// MADV_KEEPONFORK: undoes wipeonfork.
  keeponfork = 0x13,
  /// MADV_COLD: goes first when memory is short (Linux 5.4).
  cold = 0x14,
  /// MADV_PAGEOUT: goes now, to the swap or its file (Linux 5.4).
  pageout = 0x15,
  /// MADV_POPULATE_READ: makes all of it readable without a fault (Linux 5.14).
  populate_read = 0x16,
  /// MADV_POPULATE_WRITE: makes all of it writable without a fault (Linux 5.14).
  populate_write = 0x17,
  /// MADV_DONTNEED_LOCKED: like dontneed, of locked memory too (Linux 5.18).
  dontneed_locked = 0x18,
  /// MADV_COLLAPSE: makes huge pages of it now (Linux 6.1).
  collapse = 0x19,
  /// MADV_GUARD_INSTALL: whoever touches it gets a signal (Linux 6.13).
  guard_install = 0x66,
  /// MADV_GUARD_REMOVE: undoes guard_install (Linux 6.13).
  guard_remove = 0x67,
};

#ifdef MADV_NORMAL
static_assert(raw(madvise_advice::normal) == static_cast<std::uint32_t>(MADV_NORMAL));
#endif
#ifdef MADV_RANDOM
static_assert(raw(madvise_advice::random) == static_cast<std::uint32_t>(MADV_RANDOM));
#endif
#ifdef MADV_SEQUENTIAL
static_assert(raw(madvise_advice::sequential) == static_cast<std::uint32_t>(MADV_SEQUENTIAL));
#endif
#ifdef MADV_WILLNEED
static_assert(raw(madvise_advice::willneed) == static_cast<std::uint32_t>(MADV_WILLNEED));
#endif
#ifdef MADV_DONTNEED
static_assert(raw(madvise_advice::dontneed) == static_cast<std::uint32_t>(MADV_DONTNEED));
#endif
#ifdef MADV_FREE
static_assert(raw(madvise_advice::free) == static_cast<std::uint32_t>(MADV_FREE));
#endif
#ifdef MADV_REMOVE
static_assert(raw(madvise_advice::remove) == static_cast<std::uint32_t>(MADV_REMOVE));
#endif
#ifdef MADV_DONTFORK
static_assert(raw(madvise_advice::dontfork) == static_cast<std::uint32_t>(MADV_DONTFORK));
#endif
#ifdef MADV_DOFORK
static_assert(raw(madvise_advice::dofork) == static_cast<std::uint32_t>(MADV_DOFORK));
#endif
#ifdef MADV_MERGEABLE
static_assert(raw(madvise_advice::mergeable) == static_cast<std::uint32_t>(MADV_MERGEABLE));
#endif
#ifdef MADV_UNMERGEABLE
static_assert(raw(madvise_advice::unmergeable) == static_cast<std::uint32_t>(MADV_UNMERGEABLE));
#endif
#ifdef MADV_HUGEPAGE
static_assert(raw(madvise_advice::hugepage) == static_cast<std::uint32_t>(MADV_HUGEPAGE));
#endif
#ifdef MADV_NOHUGEPAGE
static_assert(raw(madvise_advice::nohugepage) == static_cast<std::uint32_t>(MADV_NOHUGEPAGE));
#endif
#ifdef MADV_DONTDUMP
static_assert(raw(madvise_advice::dontdump) == static_cast<std::uint32_t>(MADV_DONTDUMP));
#endif
#ifdef MADV_DODUMP
static_assert(raw(madvise_advice::dodump) == static_cast<std::uint32_t>(MADV_DODUMP));
#endif
#ifdef MADV_WIPEONFORK
static_assert(raw(madvise_advice::wipeonfork) == static_cast<std::uint32_t>(MADV_WIPEONFORK));
#endif
#ifdef MADV_KEEPONFORK
static_assert(raw(madvise_advice::keeponfork) == static_cast<std::uint32_t>(MADV_KEEPONFORK));
#endif
#ifdef MADV_COLD
static_assert(raw(madvise_advice::cold) == static_cast<std::uint32_t>(MADV_COLD));
#endif
#ifdef MADV_PAGEOUT
static_assert(raw(madvise_advice::pageout) == static_cast<std::uint32_t>(MADV_PAGEOUT));
#endif
#ifdef MADV_POPULATE_READ
static_assert(raw(madvise_advice::populate_read) == static_cast<std::uint32_t>(MADV_POPULATE_READ));
#endif
#ifdef MADV_POPULATE_WRITE
static_assert(raw(madvise_advice::populate_write) ==
              static_cast<std::uint32_t>(MADV_POPULATE_WRITE));
#endif
#ifdef MADV_DONTNEED_LOCKED
static_assert(raw(madvise_advice::dontneed_locked) ==
              static_cast<std::uint32_t>(MADV_DONTNEED_LOCKED));
#endif
#ifdef MADV_COLLAPSE
static_assert(raw(madvise_advice::collapse) == static_cast<std::uint32_t>(MADV_COLLAPSE));
#endif
#ifdef MADV_GUARD_INSTALL
static_assert(raw(madvise_advice::guard_install) == static_cast<std::uint32_t>(MADV_GUARD_INSTALL));
#endif
#ifdef MADV_GUARD_REMOVE
static_assert(raw(madvise_advice::guard_remove) == static_cast<std::uint32_t>(MADV_GUARD_REMOVE));
#endif

}  // namespace ringlet
