// Timers by hand on plain liburing: in a heap of the program's own, and each one of the kernel's.
#pragma once

#include <liburing.h>

#include <cstdint>
#include <vector>

#include "twin/nop.hpp"

namespace twin {

/// After how many nanoseconds timer `number` goes off: 1 to 2 ms, no two alike that follow on each
/// other.
inline std::int64_t span_of(std::uint64_t number) {
  return 1'000'000 + static_cast<std::int64_t>(number * 618'034 % 1'000'000);
}

/// A timer as the loops below know it: whom to call when it has gone off.
template <class Loop>
struct timer {
  void (*expired)(Loop& loop, timer& self);
  std::int64_t span;
  std::uint64_t left;  // how often it is still to go off
  __kernel_timespec when;
};

/// In a binary heap; the ring waits until the first.
class heap_timers {
 public:
  void resize(unsigned pending) { timers_.resize(pending); }
  void run(std::uint64_t rounds);

 private:
  struct entry {
    std::int64_t when;
    timer<heap_timers>* of;
  };
  void add(timer<heap_timers>& next);
  static void expired(heap_timers& loop, timer<heap_timers>& self);

  plain_ring ring_{256};
  std::int64_t now_ = 0;
  std::vector<entry> heap_;
  std::vector<timer<heap_timers>> timers_;
};

/// A TIMEOUT each.
class kernel_timers {
 public:
  void resize(unsigned pending) { timers_.resize(pending); }
  void run(std::uint64_t rounds);

 private:
  void add(timer<kernel_timers>& next);
  static void expired(kernel_timers& loop, timer<kernel_timers>& self);

  plain_ring ring_{4096};
  std::uint64_t live_ = 0;
  std::vector<timer<kernel_timers>> timers_;
};

}  // namespace twin
