// The socket that the examples' servers listen on.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <ringlet/address.hpp>
#include <ringlet/unique_fd.hpp>
#include <system_error>

namespace examples {

/// Listens on `where`, and writes the port there that was chosen. By plain system calls: this
/// happens once, and IORING_OP_BIND and LISTEN are younger than many kernels.
inline ringlet::unique_fd listen_on(ringlet::address& where) {
  ringlet::unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  socklen_t size = where.size();
  if (!listener || ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      ::bind(listener.get(), where.data(), size) != 0 || ::listen(listener.get(), SOMAXCONN) != 0) {
    throw std::system_error(errno, std::generic_category(), "listening on " + where.to_string());
  }
  sockaddr_in chosen{};
  size = sizeof chosen;
  ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&chosen), &size);
  where = ringlet::address(reinterpret_cast<sockaddr*>(&chosen), size);
  return listener;
}

}  // namespace examples
