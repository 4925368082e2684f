// NOPs by hand on plain liburing: what ringlet is measured against.
#pragma once

#include <liburing.h>

#include <cstdint>
#include <memory>

namespace twin {

/// A ring as a careful programmer sets it up today: one submitter, deferred task work, the
/// descriptor registered. Falls back to a plain ring where the kernel lacks these.
class plain_ring {
 public:
  explicit plain_ring(unsigned entries);
  ~plain_ring();
  plain_ring(const plain_ring&) = delete;
  plain_ring& operator=(const plain_ring&) = delete;
  [[nodiscard]] io_uring& get() { return ring_; }

 private:
  io_uring ring_;
};

/// Keeps `in_flight` NOPs in flight, each of which submits its successor from its callback.
class nop {
 public:
  explicit nop(unsigned in_flight);
  ~nop();
  /// Until each has been done `rounds` times.
  void run(std::uint64_t rounds);

 private:
  struct slot;
  plain_ring ring_;
  unsigned in_flight_;
  std::unique_ptr<slot[]> slots_;
};

}  // namespace twin
