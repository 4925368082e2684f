// How fixtures say that this machine does not give what they need.
#pragma once

#include <ringlet/unique_fd.hpp>

#include <poll.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>

namespace ringlet::live {

[[noreturn]] inline void give_up(const std::string& what, int errno_value = errno) {
  throw std::system_error(errno_value, std::generic_category(), "setting up a live test: " + what);
}

/// A descriptor, or an exception.
inline unique_fd own(int descriptor, const char* what) {
  if (descriptor < 0) give_up(what);
  return unique_fd(descriptor);
}

inline void demand(bool done, const char* what) {
  if (!done) give_up(what);
}

/// liburing's own calls answer a negative errno.
inline void demand_registered(int answer, const char* what) {
  if (answer < 0) give_up(what, -answer);
}

/// Whether one of `events` is there now, or comes within a time that is long for a loopback and
/// short for a person.
inline bool comes(int descriptor, short events,
                  std::chrono::milliseconds within = std::chrono::seconds(2)) {
  ::pollfd waiting{.fd = descriptor, .events = events, .revents = 0};
  return ::poll(&waiting, 1, static_cast<int>(within.count())) == 1 &&
         (waiting.revents & events) != 0;
}

inline bool is_there(int descriptor, short events) {
  return comes(descriptor, events, std::chrono::milliseconds(0));
}

}  // namespace ringlet::live
