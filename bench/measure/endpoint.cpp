#include "endpoint.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>

#include "clock.hpp"
#include "complain.hpp"

namespace measure {

endpoint::endpoint(const std::string& text) : text_(text) {
  if (text.starts_with("unix:")) {
    sockaddr_un address{};
    const std::string path = text.substr(5);
    if (path.empty() || path.size() >= sizeof address.sun_path) {
      give_up("'" + text + "': the path must have 1 to " +
              std::to_string(sizeof address.sun_path - 1) + " characters");
    }
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    size_ = sizeof address;
    std::memcpy(&address_, &address, sizeof address);
    return;
  }
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  if (!text.starts_with("tcp:") || std::from_chars(text.data() + 4, end, port).ptr != end ||
      port == 0) {
    give_up("'" + text + "' is no address: it is tcp:PORT or unix:PATH");
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  size_ = sizeof address;
  std::memcpy(&address_, &address, sizeof address);
}

int endpoint::make(int type) const {
  const int made =
      must(::socket(address_.ss_family, SOCK_STREAM | SOCK_CLOEXEC | type, 0), "socket");
  if (address_.ss_family == AF_INET) {
    const int on = 1;
    must(::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  }
  return made;
}

int endpoint::connected() const {
  const int made = make(0);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address_), size_) != 0) {
    give_up("connecting to " + text_, errno);
  }
  must(::fcntl(made, F_SETFL, O_NONBLOCK), "O_NONBLOCK");
  return made;
}

int endpoint::connecting() const {
  const int made = make(SOCK_NONBLOCK);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address_), size_) != 0 &&
      errno != EINPROGRESS) {
    give_up("connecting to " + text_, errno);
  }
  return made;
}

bool endpoint::is_taken() const {
  const int attempt = make(SOCK_NONBLOCK);
  const auto* const address = reinterpret_cast<const sockaddr*>(&address_);
  bool taken = false;
  if (address_.ss_family == AF_INET) {
    // Connections that are still closing do not count.
    const int on = 1;
    must(::setsockopt(attempt, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
    taken = ::bind(attempt, address, size_) != 0 && errno == EADDRINUSE;
  } else {
    taken = ::connect(attempt, address, size_) == 0 || errno == EAGAIN;
  }
  ::close(attempt);
  return taken;
}

void endpoint::clear() const {
  const nanoseconds until = read_clock() + 5'000'000'000;
  while (is_taken()) {
    if (read_clock() > until) give_up("somebody listens on " + text_ + " already");
    ::usleep(10'000);
  }
  if (address_.ss_family == AF_UNIX) (void)::unlink(text_.c_str() + 5);
}

void reset_when_closed(int socket) {
  const linger at_once{1, 0};
  must(::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
}

void allow_descriptors(unsigned connections) {
  rlimit limit{};
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  const rlim_t wanted = rlim_t{connections} + 256;
  if (limit.rlim_max < wanted) limit.rlim_max = wanted;  // which root may do
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    give_up(std::to_string(connections) + " connections need as many descriptors (ulimit -n)",
            errno);
  }
}

}  // namespace measure
