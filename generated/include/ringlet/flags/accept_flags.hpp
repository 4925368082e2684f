// Generated from spec/types.json, flag set "accept_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/socket.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How the descriptor of an accepted connection is made.
enum class accept_flags : std::uint32_t {
  /// SOCK_CLOEXEC: closes the descriptor when the process executes another program.
  cloexec = 0x80000,
  /// SOCK_NONBLOCK: makes the new socket nonblocking: operations on it give EAGAIN instead of
  /// waiting.
  nonblock = 0x800,
};

template <>
inline constexpr bool is_flag_set<accept_flags> = true;

#ifdef SOCK_CLOEXEC
static_assert(raw(accept_flags::cloexec) == static_cast<std::uint32_t>(SOCK_CLOEXEC));
#endif
#ifdef SOCK_NONBLOCK
static_assert(raw(accept_flags::nonblock) == static_cast<std::uint32_t>(SOCK_NONBLOCK));
#endif

}  // namespace ringlet
