#include "twin/nop.hpp"

#include <cstdio>
#include <cstdlib>

namespace twin {
namespace {

[[noreturn]] void give_up(const char* what, int errno_value) {
  std::fprintf(stderr, "bench: %s: error %d\n", what, errno_value);
  std::exit(2);
}

// liburing has two ways to reap. Collecting pointers in a batch costs some 34 instructions more for
// the call and 5 fewer for each CQE (with liburing 2.3), so the twin takes the better one.
constexpr unsigned batch = 256;
constexpr unsigned worth_a_batch = 8;

}  // namespace

plain_ring::plain_ring(unsigned entries) : ring_{} {
  int created = ::io_uring_queue_init(entries, &ring_,
                                      IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
  if (created == -EINVAL) created = ::io_uring_queue_init(entries, &ring_, 0);
  if (created < 0) give_up("io_uring_queue_init", -created);
  (void)::io_uring_register_ring_fd(&ring_);  // an optimisation that older kernels lack
}

plain_ring::~plain_ring() { ::io_uring_queue_exit(&ring_); }

// What user_data points to: whom to call, and its own state.
struct nop::slot {
  void (*completed)(io_uring& ring, slot& self, int result);
  std::uint64_t rounds;
  unsigned* live;

  static void submit(io_uring& ring, slot& self) {
    // The queue has as many entries as there are slots, so one is always free. Clang concludes that
    // by itself from the writes below; GCC has to be told.
    io_uring_sqe* sqe = ::io_uring_get_sqe(&ring);
    if (sqe == nullptr) __builtin_unreachable();
    ::io_uring_prep_nop(sqe);
    ::io_uring_sqe_set_data(sqe, &self);
  }

  static void on_completion(io_uring& ring, slot& self, int result) {
    if (result < 0) give_up("nop", -result);
    if (--self.rounds != 0) {
      submit(ring, self);
    } else {
      --*self.live;
    }
  }
};

nop::nop(unsigned in_flight)
    : ring_(in_flight), in_flight_(in_flight), slots_(std::make_unique<slot[]>(in_flight)) {}
nop::~nop() = default;

void nop::run(std::uint64_t rounds) {
  io_uring& ring = ring_.get();
  unsigned live = in_flight_;
  for (unsigned i = 0; i < in_flight_; ++i) {
    slots_[i] = {&slot::on_completion, rounds, &live};
    slot::submit(ring, slots_[i]);
  }
  while (live != 0) {
    const int entered = ::io_uring_submit_and_wait(&ring, 1);
    if (entered < 0) give_up("io_uring_submit_and_wait", -entered);
    if (in_flight_ >= worth_a_batch) {
      io_uring_cqe* cqes[batch];
      const unsigned seen = ::io_uring_peek_batch_cqe(&ring, cqes, batch);
      for (unsigned i = 0; i < seen; ++i) {
        auto& self = *static_cast<slot*>(::io_uring_cqe_get_data(cqes[i]));
        self.completed(ring, self, cqes[i]->res);
      }
      ::io_uring_cq_advance(&ring, seen);
    } else {
      unsigned head = 0;
      unsigned seen = 0;
      io_uring_cqe* cqe = nullptr;
      io_uring_for_each_cqe(&ring, head, cqe) {
        auto& self = *static_cast<slot*>(::io_uring_cqe_get_data(cqe));
        self.completed(ring, self, cqe->res);
        ++seen;
      }
      ::io_uring_cq_advance(&ring, seen);
    }
  }
}

}  // namespace twin
