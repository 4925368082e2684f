// Two rings on two threads that send each other messages, by hand on plain liburing.
#pragma once

#include <liburing.h>
#include <unistd.h>

#include <cstdint>

#include "twin/nop.hpp"

namespace twin {

/// One direction, by IORING_OP_MSG_RING: its messages come without being asked for.
class by_ring {
 public:
  void go_to(io_uring& receiver) { receiver_ = receiver.ring_fd; }
  void send(io_uring& sender) const;
  void await(io_uring&) {}

 private:
  int receiver_ = -1;
};

/// One direction, by an eventfd, which the receiver's ring reads and the other thread writes to.
class by_event {
 public:
  by_event();
  ~by_event();
  by_event(const by_event&) = delete;
  by_event& operator=(const by_event&) = delete;
  void go_to(io_uring&) {}
  void send(io_uring&) const;
  void await(io_uring& receiver);

 private:
  int event_;
  std::uint64_t count_ = 0;
};

/// ask() sends one and waits for one, answer() waits and sends.
template <class Way>
class message_pair {
 public:
  message_pair() { back_.go_to(asker_.get()); }
  void ask(std::uint64_t count);
  /// On a thread of its own; calls `ready` when it can be sent to, and `before` each answer that.
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, void (*before)()) {
    plain_ring own(entries);
    there_.go_to(own.get());
    ready();
    answer_on(own.get(), count, before);
  }

 private:
  static constexpr unsigned entries = 8;
  void answer_on(io_uring& own, std::uint64_t count, void (*before)());

  plain_ring asker_{entries};
  Way there_;
  Way back_;
};

}  // namespace twin
