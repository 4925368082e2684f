// A socket to accept connections on, made by plain system calls: this happens once, as a program
// starts, and IORING_OP_BIND and IORING_OP_LISTEN are younger than many kernels.
#pragma once

#include <netinet/in.h>  // IPPROTO_IPV6, IPV6_V6ONLY
#include <sys/socket.h>

#include <cerrno>

#include <ringlet/address.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

/// How to listen.
struct listen_options {
  /// How many connections may wait to be accepted. The kernel takes no more than
  /// /proc/sys/net/core/somaxconn.
  int backlog = SOMAXCONN;
  /// Whether other sockets may listen on the same address, if they say so too and are of the same
  /// user; the kernel spreads the connections over all of them (SO_REUSEPORT). Not for unix-domain
  /// addresses.
  bool reuse_port = false;
  /// Whether an IPv6 address is for IPv6 alone. `address::any_ipv6` otherwise takes IPv4 clients
  /// too, whose addresses are then like ::ffff:127.0.0.1.
  bool ipv6_only = false;
};

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_listen_error(int errno_value,
                                                                      const address& where,
                                                                      const char* call) {
  throw_error(errno_value, sentence("ringlet::listen_on: ")
                               .add(where.text())
                               .add(*call == '\0' ? "" : ": ")
                               .add(call)
                               .c_str());
}

inline void turn_on(const unique_fd& socket, int level, int option, bool on, const address& where,
                    const char* name) {
  const int value = on ? 1 : 0;
  if (::setsockopt(socket.get(), level, option, &value, sizeof value) != 0) {
    throw_listen_error(errno, where, name);
  }
}

}  // namespace detail

/// A stream socket that listens on `where`: any address of IPv4, IPv6 or the unix domain. Port 0
/// lets the kernel choose one, which local_address() tells. Close-on-exec, and blocking, which
/// operations of a ring do not mind.
///
///     const unique_fd listener = listen_on(address::any_ipv6(8080));
///     auto peer = co_await op::accept{.socket = listener};
///
/// On a port that connections of an ended server still occupy (TIME_WAIT), it listens all the same
/// (SO_REUSEADDR). The file of a unix-domain address is made here and left behind: one of an
/// earlier run must be unlinked first, or the address is in use.
///
/// Throws std::system_error that names the address: address_in_use, address_not_available,
/// permission_denied (a port below 1024), and whatever else socket(2), bind(2) and listen(2) say;
/// invalid_argument for a unix-domain address with `reuse_port`, which the kernel ignores there or
/// refuses.
[[nodiscard]] inline unique_fd listen_on(const address& where, const listen_options& options = {}) {
  if (options.reuse_port && where.family() == AF_UNIX) {
    detail::throw_listen_error(EINVAL, where, "reuse_port is for internet addresses");
  }
  unique_fd listener(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener) detail::throw_listen_error(errno, where, "socket");
  if (where.family() != AF_UNIX) {
    detail::turn_on(listener, SOL_SOCKET, SO_REUSEADDR, true, where, "SO_REUSEADDR");
  }
  if (options.reuse_port) {
    detail::turn_on(listener, SOL_SOCKET, SO_REUSEPORT, true, where, "SO_REUSEPORT");
  }
  if (where.family() == AF_INET6) {
    // Said either way, because the default is the administrator's.
    detail::turn_on(listener, IPPROTO_IPV6, IPV6_V6ONLY, options.ipv6_only, where, "IPV6_V6ONLY");
  }
  if (::bind(listener.get(), where.data(), where.size()) != 0 ||
      ::listen(listener.get(), options.backlog) != 0) {
    detail::throw_listen_error(errno, where, "");
  }
  return listener;
}

/// The address that a socket has on this side: of a listening one, with the port that the kernel
/// chose for port 0. Throws std::system_error where it is no socket, or none at all.
[[nodiscard]] inline address local_address(descriptor_ref socket) {
  ::sockaddr_storage found{};
  ::socklen_t size = sizeof found;
  auto* const room = reinterpret_cast<::sockaddr*>(&found);
  if (::getsockname(socket.number(), room, &size) != 0) {
    detail::throw_error(errno, "ringlet::local_address");
  }
  return {room, size};
}

}  // namespace ringlet
