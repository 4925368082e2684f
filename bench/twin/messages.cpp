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

void send_message(io_uring& own, int other) {
  io_uring_sqe* sqe = take(own);
  ::io_uring_prep_msg_ring(sqe, other, 0, message, 0);
  ::io_uring_sqe_set_data64(sqe, 0);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
}

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

// By a call: the ring would hand it to a worker thread, since an eventfd is not written to without
// waiting.
void signal_event(int event) {
  constexpr std::uint64_t one = 1;
  if (::write(event, &one, sizeof one) != sizeof one) give_up("writing to an eventfd", errno);
}

void read_event(io_uring& own, int event, std::uint64_t& count) {
  io_uring_sqe* sqe = take(own);
  ::io_uring_prep_read(sqe, event, &count, sizeof count, 0);
  ::io_uring_sqe_set_data64(sqe, message);
}

int new_event() {
  const int event = ::eventfd(0, EFD_CLOEXEC);
  if (event < 0) give_up("eventfd", errno);
  return event;
}

}  // namespace

void message_pair::ask(std::uint64_t count) {
  io_uring& own = asker_.get();
  for (std::uint64_t i = 0; i < count; ++i) {
    send_message(own, other_);
    wait_for(own, message);
  }
}

void message_pair::answer_on(io_uring& own, std::uint64_t count, void (*before)()) {
  const int asker = asker_.get().ring_fd;
  for (std::uint64_t i = 0; i < count; ++i) {
    wait_for(own, message);
    before();
    send_message(own, asker);
  }
  (void)::io_uring_submit(&own);
}

event_pair::event_pair() : asked_(new_event()), answered_(new_event()) {}
event_pair::~event_pair() {
  ::close(asked_);
  ::close(answered_);
}

void event_pair::ask(std::uint64_t count) {
  io_uring& own = asker_.get();
  std::uint64_t answers = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    signal_event(asked_);
    read_event(own, answered_, answers);
    wait_for(own, message);
  }
}

void event_pair::answer_on(io_uring& own, std::uint64_t count, void (*before)()) {
  std::uint64_t questions = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    read_event(own, asked_, questions);
    wait_for(own, message);
    before();
    signal_event(answered_);
  }
}

}  // namespace twin
