#include "twin/messages.hpp"

#include <sys/eventfd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace twin {
namespace {

[[noreturn]] void give_up(const char* what, int errno_value) {
  std::fprintf(stderr, "bench: %s: error %d\n", what, errno_value);
  std::exit(2);
}

// Never null: the queue is empty after each turn, which takes two entries at most.
io_uring_sqe* take(io_uring& ring) {
  io_uring_sqe* sqe = ::io_uring_get_sqe(&ring);
  if (sqe == nullptr) __builtin_unreachable();
  return sqe;
}

constexpr std::uint64_t message = 42;

// Submits what there is and waits for the next completion, whose user_data must be `wanted`.
void wait_for(io_uring& own, std::uint64_t wanted) {
  const int entered = ::io_uring_submit_and_wait(&own, 1);
  if (entered < 0) give_up("io_uring_submit_and_wait", -entered);
  io_uring_cqe* cqe = nullptr;
  const int found = ::io_uring_wait_cqe(&own, &cqe);
  if (found < 0) give_up("io_uring_wait_cqe", -found);
  if (cqe->user_data != wanted || cqe->res < 0) give_up("a message", -cqe->res);
  ::io_uring_cqe_seen(&own, cqe);
}

}  // namespace

void by_ring::send(io_uring& sender) const {
  io_uring_sqe* sqe = take(sender);
  ::io_uring_prep_msg_ring(sqe, receiver_, 0, message, 0);
  ::io_uring_sqe_set_data64(sqe, 0);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
}

by_event::by_event() : event_(::eventfd(0, EFD_CLOEXEC)) {
  if (event_ < 0) give_up("eventfd", errno);
}
by_event::~by_event() { ::close(event_); }

// By a call: the ring would hand it to a worker thread, since an eventfd is not written to without
// waiting.
void by_event::send(io_uring& /*sender*/) const {
  constexpr std::uint64_t one = 1;
  if (::write(event_, &one, sizeof one) != sizeof one) give_up("writing to an eventfd", errno);
}

void by_event::await(io_uring& receiver) {
  io_uring_sqe* sqe = take(receiver);
  ::io_uring_prep_read(sqe, event_, &count_, sizeof count_, 0);
  ::io_uring_sqe_set_data64(sqe, message);
}

template <class Way>
void message_pair<Way>::ask(std::uint64_t count) {
  io_uring& own = asker_.get();
  for (std::uint64_t i = 0; i < count; ++i) {
    there_.send(own);
    back_.await(own);
    wait_for(own, message);
  }
}

template <class Way>
void message_pair<Way>::answer_on(io_uring& own, std::uint64_t count, void (*before)()) {
  for (std::uint64_t i = 0; i < count; ++i) {
    there_.await(own);
    wait_for(own, message);
    before();
    back_.send(own);
  }
  (void)::io_uring_submit(&own);
}

template class message_pair<by_ring>;
template class message_pair<by_event>;

}  // namespace twin
