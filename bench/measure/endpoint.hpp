// Where a server listens, and sockets that are connected to it.
#pragma once

#include <sys/socket.h>

#include <string>

namespace measure {

/// tcp:PORT on 127.0.0.1, or unix:PATH.
class endpoint {
 public:
  explicit endpoint(const std::string& text);

  /// A nonblocking socket that is connected. Blocks until it is; gives up where nobody listens.
  [[nodiscard]] int connected() const;

  /// A nonblocking socket that is connected, or is going to be.
  [[nodiscard]] int connecting() const;

  /// Waits until nobody listens there, and removes what a unix-domain socket has left in the file
  /// system; gives up where somebody goes on listening. The socket of a program that used io_uring
  /// may outlive it by some milliseconds, and several may listen on one port: without waiting,
  /// connections would go to a server that has gone.
  void clear() const;

 private:
  [[nodiscard]] int make(int type) const;
  [[nodiscard]] bool is_taken() const;

  std::string text_;
  sockaddr_storage address_{};
  socklen_t size_ = 0;
};

/// Has close(2) reset the connection, so that no port stays taken for a minute.
void reset_when_closed(int socket);

/// Lets this process and its children have as many descriptors as they may, and so many connections
/// at least; gives up where that is not allowed.
void allow_descriptors(unsigned connections);

}  // namespace measure
