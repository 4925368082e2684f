// A ring of liburing's, as a careful programmer sets it up today.
#pragma once

#include <liburing.h>

#include <cerrno>
#include <cstdint>

#include "files.hpp"

namespace peers {

/// One submitter, deferred task work, the descriptor registered; a plain one where the kernel lacks
/// these.
class plain_ring {
 public:
  explicit plain_ring(unsigned entries) {
    int created = ::io_uring_queue_init(entries, &ring_,
                                        IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
    if (created == -EINVAL) created = ::io_uring_queue_init(entries, &ring_, 0);
    (void)must_ring(created, "io_uring_queue_init");
    (void)::io_uring_register_ring_fd(&ring_);
  }
  plain_ring(const plain_ring&) = delete;
  plain_ring& operator=(const plain_ring&) = delete;
  ~plain_ring() { ::io_uring_queue_exit(&ring_); }

  [[nodiscard]] io_uring* get() { return &ring_; }

  /// Submits, waits for one completion, and calls `completed(cqe)` for all that have come.
  template <class Completed>
  void turn(Completed completed) {
    const int entered = ::io_uring_submit_and_wait(&ring_, 1);
    if (entered != -EINTR) (void)must_ring(entered, "io_uring_submit_and_wait");
    constexpr unsigned batch = 64;
    io_uring_cqe* cqes[batch];
    const unsigned seen = ::io_uring_peek_batch_cqe(&ring_, cqes, batch);
    for (unsigned i = 0; i < seen; ++i) completed(*cqes[i]);
    ::io_uring_cq_advance(&ring_, seen);
  }

 private:
  io_uring ring_{};
};

}  // namespace peers
