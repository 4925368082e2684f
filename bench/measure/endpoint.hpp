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

  /// Removes what a unix-domain socket leaves in the file system.
  void clean() const;

 private:
  [[nodiscard]] int make(int type) const;

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
