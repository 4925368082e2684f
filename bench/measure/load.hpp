// What keeps a server busy: one thread on epoll.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "clock.hpp"
#include "endpoint.hpp"
#include "histogram.hpp"

namespace measure {

class subject;

/// What a load has done in a while.
struct work {
  std::uint64_t units = 0;
  nanoseconds time = 0;
  histogram latency;
  std::uint64_t late = 0;  ///< units that were due and were not done when waiting was given up
  std::uint64_t unanswered = 0;  ///< connections on which nothing was done in this run

  /// Adds what was done next. `unanswered` is left as it is: a part says nothing of the whole.
  void add(const work& more) {
    units += more.units;
    time += more.time;
    latency.add(more.latency);
    late += more.late;
  }
};

/// Messages that a server sends back. On each connection one is under way at a time. That what
/// comes back is what was sent is looked at byte by byte; gives up where it is not, or where
/// nothing comes back for ten seconds.
class echo_load {
 public:
  echo_load(const endpoint& server, unsigned connections, std::size_t size, subject& whose);
  ~echo_load();
  echo_load(const echo_load&) = delete;
  echo_load& operator=(const echo_load&) = delete;

  /// Sends for so long, each connection's next message as soon as the last one has come back. It
  /// ends with messages under way, so that the next call goes on without a gap.
  work run_for(nanoseconds time);

  /// Lets what is under way come back, and gives that.
  work settle();

  /// So many messages on each connection. Begins and ends with nothing under way.
  work run_rounds(std::uint64_t rounds);

  /// Messages at fixed times, `rate` of them a second, on the connections in turn. How long one
  /// took is counted from when it was due, also where it could not be sent then because the one
  /// before had not come back. What has not come back so long after the end is counted with the
  /// time that it has taken until then. Begins with nothing under way.
  work run_at(double rate, nanoseconds time);

 private:
  struct connection {
    int socket = -1;
    bool wants_room = false;   // epoll tells when there is room to send
    std::uint32_t text = 0;    // where the message begins in the pattern
    std::size_t sent = 0;      // of the present message, and size_ where there is none
    std::size_t received = 0;  // likewise
    nanoseconds since = 0;     // when the message was sent, or due
    std::uint64_t left = 0;    // messages to be sent on after the present one
    std::uint64_t number = 0;  // of the present message on this connection
    bool answered = false;     // whether one has come back in this run
  };

  void begin(connection& with, nanoseconds since);
  void send(connection& with);
  bool receive(connection& with);
  void want_room(connection& with, bool wanted);
  [[nodiscard]] bool is_idle(const connection& with) const { return with.received == size_; }
  template <class Finished>
  nanoseconds wait(int milliseconds, Finished finished);
  void fail(const char* what, int errno_value);

  subject& whose_;
  std::size_t size_;
  int epoll_;
  std::vector<connection> connections_;
  std::vector<unsigned char> pattern_;
  std::vector<unsigned char> scratch_;
  nanoseconds last_progress_ = 0;
  std::size_t busy_ = 0;
};

/// Connections that are made, carry one byte there and back, and are reset: `concurrent` of them
/// at a time, for so long.
work accept_load(const endpoint& server, unsigned concurrent, nanoseconds time, subject& whose);

}  // namespace measure
