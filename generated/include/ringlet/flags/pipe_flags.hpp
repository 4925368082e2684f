// Generated from spec/types.json, flag set "pipe_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <fcntl.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How a pipe and its descriptors are made.
enum class pipe_flags : std::uint32_t {
  /// O_NOTIFICATION_PIPE: the kernel writes notifications into it, of keys and the like.
  notification_pipe = 0x80,
  /// O_NONBLOCK: operations on it give EAGAIN instead of waiting.
  nonblock = 0x800,
  /// O_DIRECT: keeps each write apart from the next, as a packet.
  direct = 0x4000,
  /// O_CLOEXEC: closes both descriptors when the process executes another program.
  cloexec = 0x80000,
};

template <>
inline constexpr bool is_flag_set<pipe_flags> = true;

#ifdef O_NOTIFICATION_PIPE
static_assert(raw(pipe_flags::notification_pipe) ==
              static_cast<std::uint32_t>(O_NOTIFICATION_PIPE));
#endif
#ifdef O_NONBLOCK
static_assert(raw(pipe_flags::nonblock) == static_cast<std::uint32_t>(O_NONBLOCK));
#endif
#ifdef O_DIRECT
static_assert(raw(pipe_flags::direct) == static_cast<std::uint32_t>(O_DIRECT));
#endif
#ifdef O_CLOEXEC
static_assert(raw(pipe_flags::cloexec) == static_cast<std::uint32_t>(O_CLOEXEC));
#endif

}  // namespace ringlet
