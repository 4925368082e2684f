// Generated from spec/types.json, flag set "socket_domain". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/socket.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which family of addresses a socket speaks.
///
/// The values exclude each other.
enum class socket_domain : std::uint32_t {
  /// AF_UNIX: sockets of this machine, named by paths.
  unix_ = 1,
  /// AF_INET: IPv4.
  inet = 2,
  /// AF_INET6: IPv6.
  inet6 = 0xa,
  /// AF_NETLINK: messages to and from the kernel.
  netlink = 0x10,
  /// AF_PACKET: frames of the link layer.
  packet = 0x11,
  /// AF_ALG: the kernel's ciphers.
  alg = 0x26,
  /// AF_VSOCK: between a virtual machine and its host.
  vsock = 0x28,
};

#ifdef AF_UNIX
static_assert(raw(socket_domain::unix_) == static_cast<std::uint32_t>(AF_UNIX));
#endif
#ifdef AF_INET
static_assert(raw(socket_domain::inet) == static_cast<std::uint32_t>(AF_INET));
#endif
#ifdef AF_INET6
static_assert(raw(socket_domain::inet6) == static_cast<std::uint32_t>(AF_INET6));
#endif
#ifdef AF_NETLINK
static_assert(raw(socket_domain::netlink) == static_cast<std::uint32_t>(AF_NETLINK));
#endif
#ifdef AF_PACKET
static_assert(raw(socket_domain::packet) == static_cast<std::uint32_t>(AF_PACKET));
#endif
#ifdef AF_ALG
static_assert(raw(socket_domain::alg) == static_cast<std::uint32_t>(AF_ALG));
#endif
#ifdef AF_VSOCK
static_assert(raw(socket_domain::vsock) == static_cast<std::uint32_t>(AF_VSOCK));
#endif

}  // namespace ringlet
