// Generated from spec/types.json, flag set "socket_type". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/socket.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What kind of socket is made, and how its descriptor is.
enum class socket_type : std::uint32_t {
  /// SOCK_STREAM: a connection that carries a stream of bytes.
  stream = 1,
  /// SOCK_DGRAM: datagrams.
  dgram = 2,
  /// SOCK_RAW: raw packets.
  raw = 3,
  /// SOCK_SEQPACKET: a connection that carries messages.
  seqpacket = 5,
  /// SOCK_NONBLOCK: makes it nonblocking: operations on it give EAGAIN instead of waiting.
  nonblock = 0x800,
  /// SOCK_CLOEXEC: closes the descriptor when the process executes another program.
  cloexec = 0x80000,
};

template <>
inline constexpr bool is_flag_set<socket_type> = true;

#ifdef SOCK_STREAM
static_assert(raw(socket_type::stream) == static_cast<std::uint32_t>(SOCK_STREAM));
#endif
#ifdef SOCK_DGRAM
static_assert(raw(socket_type::dgram) == static_cast<std::uint32_t>(SOCK_DGRAM));
#endif
#ifdef SOCK_RAW
static_assert(raw(socket_type::raw) == static_cast<std::uint32_t>(SOCK_RAW));
#endif
#ifdef SOCK_SEQPACKET
static_assert(raw(socket_type::seqpacket) == static_cast<std::uint32_t>(SOCK_SEQPACKET));
#endif
#ifdef SOCK_NONBLOCK
static_assert(raw(socket_type::nonblock) == static_cast<std::uint32_t>(SOCK_NONBLOCK));
#endif
#ifdef SOCK_CLOEXEC
static_assert(raw(socket_type::cloexec) == static_cast<std::uint32_t>(SOCK_CLOEXEC));
#endif

}  // namespace ringlet
