// Two rings on two threads that send each other messages, by hand on plain liburing.
#pragma once

#include <liburing.h>
#include <unistd.h>

#include <cstdint>

#include "twin/nop.hpp"

namespace twin {

/// By IORING_OP_MSG_RING. ask() sends one and waits for one, answer() waits and sends.
class message_pair {
 public:
  void ask(std::uint64_t count);
  /// On a thread of its own; calls `ready` when it can be sent to, and `before` each answer that.
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, void (*before)()) {
    plain_ring own(entries);
    other_ = own.get().ring_fd;
    ready();
    answer_on(own.get(), count, before);
  }

 private:
  static constexpr unsigned entries = 8;
  void answer_on(io_uring& own, std::uint64_t count, void (*before)());

  plain_ring asker_{entries};
  int other_ = -1;
};

/// By an eventfd each, which its owner's ring reads and the other thread writes to.
class event_pair {
 public:
  event_pair();
  ~event_pair();
  event_pair(const event_pair&) = delete;
  event_pair& operator=(const event_pair&) = delete;
  void ask(std::uint64_t count);
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, void (*before)()) {
    plain_ring own(entries);
    ready();
    answer_on(own.get(), count, before);
  }

 private:
  static constexpr unsigned entries = 8;
  void answer_on(io_uring& own, std::uint64_t count, void (*before)());

  plain_ring asker_{entries};
  int asked_;
  int answered_;
};

}  // namespace twin
