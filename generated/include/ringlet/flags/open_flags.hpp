// Generated from spec/types.json, flag set "open_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How a file is opened.
enum class open_flags : std::uint32_t {
  /// O_RDONLY: for reading; this is no bit, it is what is left when wronly and rdwr are not given.
  rdonly = 0,
  /// O_WRONLY: for writing.
  wronly = 1,
  /// O_RDWR: for reading and writing.
  rdwr = 2,
  /// O_CREAT: makes the file if it is not there, with the permissions of `mode`.
  creat = 0x40,
  /// O_EXCL: with creat: fails with EEXIST if it is there.
  excl = 0x80,
  /// O_NOCTTY: a terminal does not become the process's own.
  noctty = 0x100,
  /// O_TRUNC: empties the file.
  trunc = 0x200,
  /// O_APPEND: each write goes to the end.
  append = 0x400,
  /// O_NONBLOCK: operations on it give EAGAIN instead of waiting.
  nonblock = 0x800,
  /// O_DSYNC: each write waits for the data to be on the device.
  dsync = 0x1000,
  /// O_DIRECT: bypasses the page cache; buffers, offsets and lengths must be aligned.
  direct = 0x4000,
  /// O_DIRECTORY: fails with ENOTDIR if it is no directory.
  directory = 0x10000,
  /// O_NOFOLLOW: fails with ELOOP if the last part of the path is a symbolic link.
  nofollow = 0x20000,
  /// O_NOATIME: reading does not change the access time.
  noatime = 0x40000,
  /// O_CLOEXEC: closes the descriptor when the process executes another program.
  cloexec = 0x80000,
  /// O_SYNC: each write waits for data and metadata to be on the device.
  sync = 0x101000,
  /// O_PATH: only names the file: it can be neither read nor written.
  path = 0x200000,
  /// O_TMPFILE: makes a file without a name in the directory that is the path.
  tmpfile = 0x410000,
};

template <>
inline constexpr bool is_flag_set<open_flags> = true;

#ifdef O_RDONLY
static_assert(raw(open_flags::rdonly) == static_cast<std::uint32_t>(O_RDONLY));
#endif
#ifdef O_WRONLY
static_assert(raw(open_flags::wronly) == static_cast<std::uint32_t>(O_WRONLY));
#endif
#ifdef O_RDWR
static_assert(raw(open_flags::rdwr) == static_cast<std::uint32_t>(O_RDWR));
#endif
#ifdef O_CREAT
static_assert(raw(open_flags::creat) == static_cast<std::uint32_t>(O_CREAT));
#endif
#ifdef O_EXCL
static_assert(raw(open_flags::excl) == static_cast<std::uint32_t>(O_EXCL));
#endif
#ifdef O_NOCTTY
static_assert(raw(open_flags::noctty) == static_cast<std::uint32_t>(O_NOCTTY));
#endif
#ifdef O_TRUNC
static_assert(raw(open_flags::trunc) == static_cast<std::uint32_t>(O_TRUNC));
#endif
#ifdef O_APPEND
static_assert(raw(open_flags::append) == static_cast<std::uint32_t>(O_APPEND));
#endif
#ifdef O_NONBLOCK
static_assert(raw(open_flags::nonblock) == static_cast<std::uint32_t>(O_NONBLOCK));
#endif
#ifdef O_DSYNC
static_assert(raw(open_flags::dsync) == static_cast<std::uint32_t>(O_DSYNC));
#endif
#ifdef O_DIRECT
static_assert(raw(open_flags::direct) == static_cast<std::uint32_t>(O_DIRECT));
#endif
#ifdef O_DIRECTORY
static_assert(raw(open_flags::directory) == static_cast<std::uint32_t>(O_DIRECTORY));
#endif
#ifdef O_NOFOLLOW
static_assert(raw(open_flags::nofollow) == static_cast<std::uint32_t>(O_NOFOLLOW));
#endif
#ifdef O_NOATIME
static_assert(raw(open_flags::noatime) == static_cast<std::uint32_t>(O_NOATIME));
#endif
#ifdef O_CLOEXEC
static_assert(raw(open_flags::cloexec) == static_cast<std::uint32_t>(O_CLOEXEC));
#endif
#ifdef O_SYNC
static_assert(raw(open_flags::sync) == static_cast<std::uint32_t>(O_SYNC));
#endif
#ifdef O_PATH
static_assert(raw(open_flags::path) == static_cast<std::uint32_t>(O_PATH));
#endif
#ifdef O_TMPFILE
static_assert(raw(open_flags::tmpfile) == static_cast<std::uint32_t>(O_TMPFILE));
#endif

}  // namespace ringlet
