// Generated from spec/types.json, flag set "statx_mask". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <linux/stat.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which facts statx is asked for.
enum class statx_mask : std::uint32_t {
  /// STATX_TYPE: the kind of file, in stx_mode.
  type = 1,
  /// STATX_MODE: the permissions, in stx_mode.
  mode = 2,
  /// STATX_NLINK: stx_nlink.
  nlink = 4,
  /// STATX_UID: stx_uid.
  uid = 8,
  /// STATX_GID: stx_gid.
  gid = 0x10,
  /// STATX_ATIME: stx_atime.
  atime = 0x20,
  /// STATX_MTIME: stx_mtime.
  mtime = 0x40,
  /// STATX_CTIME: stx_ctime.
  ctime = 0x80,
  /// STATX_INO: stx_ino.
  ino = 0x100,
  /// STATX_SIZE: stx_size.
  size = 0x200,
  /// STATX_BLOCKS: stx_blocks.
  blocks = 0x400,
  /// STATX_BASIC_STATS: all of the above, which is what stat(2) gives.
  basic_stats = 0x7ff,
  /// STATX_BTIME: stx_btime, when the file was made.
  btime = 0x800,
  /// STATX_MNT_ID: stx_mnt_id (Linux 5.8).
  mnt_id = 0x1000,
  /// STATX_DIOALIGN: the alignment that O_DIRECT needs (Linux 6.1).
  dioalign = 0x2000,
  /// STATX_MNT_ID_UNIQUE: a mount id that is never used again, in stx_mnt_id (Linux 6.8).
  mnt_id_unique = 0x4000,
  /// STATX_SUBVOL: stx_subvol (Linux 6.10).
  subvol = 0x8000,
  /// STATX_WRITE_ATOMIC: the limits of RWF_ATOMIC (Linux 6.11).
  write_atomic = 0x10000,
  /// STATX_DIO_READ_ALIGN: the alignment that O_DIRECT needs for reading (Linux 6.14).
  dio_read_align = 0x20000,
};

template <>
inline constexpr bool is_flag_set<statx_mask> = true;

#ifdef STATX_TYPE
static_assert(raw(statx_mask::type) == static_cast<std::uint32_t>(STATX_TYPE));
#endif
#ifdef STATX_MODE
static_assert(raw(statx_mask::mode) == static_cast<std::uint32_t>(STATX_MODE));
#endif
#ifdef STATX_NLINK
static_assert(raw(statx_mask::nlink) == static_cast<std::uint32_t>(STATX_NLINK));
#endif
#ifdef STATX_UID
static_assert(raw(statx_mask::uid) == static_cast<std::uint32_t>(STATX_UID));
#endif
#ifdef STATX_GID
static_assert(raw(statx_mask::gid) == static_cast<std::uint32_t>(STATX_GID));
#endif
#ifdef STATX_ATIME
static_assert(raw(statx_mask::atime) == static_cast<std::uint32_t>(STATX_ATIME));
#endif
#ifdef STATX_MTIME
static_assert(raw(statx_mask::mtime) == static_cast<std::uint32_t>(STATX_MTIME));
#endif
#ifdef STATX_CTIME
static_assert(raw(statx_mask::ctime) == static_cast<std::uint32_t>(STATX_CTIME));
#endif
#ifdef STATX_INO
static_assert(raw(statx_mask::ino) == static_cast<std::uint32_t>(STATX_INO));
#endif
#ifdef STATX_SIZE
static_assert(raw(statx_mask::size) == static_cast<std::uint32_t>(STATX_SIZE));
#endif
#ifdef STATX_BLOCKS
static_assert(raw(statx_mask::blocks) == static_cast<std::uint32_t>(STATX_BLOCKS));
#endif
#ifdef STATX_BASIC_STATS
static_assert(raw(statx_mask::basic_stats) == static_cast<std::uint32_t>(STATX_BASIC_STATS));
#endif
#ifdef STATX_BTIME
static_assert(raw(statx_mask::btime) == static_cast<std::uint32_t>(STATX_BTIME));
#endif
#ifdef STATX_MNT_ID
static_assert(raw(statx_mask::mnt_id) == static_cast<std::uint32_t>(STATX_MNT_ID));
#endif
#ifdef STATX_DIOALIGN
static_assert(raw(statx_mask::dioalign) == static_cast<std::uint32_t>(STATX_DIOALIGN));
#endif
#ifdef STATX_MNT_ID_UNIQUE
static_assert(raw(statx_mask::mnt_id_unique) == static_cast<std::uint32_t>(STATX_MNT_ID_UNIQUE));
#endif
#ifdef STATX_SUBVOL
static_assert(raw(statx_mask::subvol) == static_cast<std::uint32_t>(STATX_SUBVOL));
#endif
#ifdef STATX_WRITE_ATOMIC
static_assert(raw(statx_mask::write_atomic) == static_cast<std::uint32_t>(STATX_WRITE_ATOMIC));
#endif
#ifdef STATX_DIO_READ_ALIGN
static_assert(raw(statx_mask::dio_read_align) == static_cast<std::uint32_t>(STATX_DIO_READ_ALIGN));
#endif

}  // namespace ringlet
