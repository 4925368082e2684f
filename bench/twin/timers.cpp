#include "twin/timers.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace twin {
namespace {

[[noreturn]] void give_up(const char* what, int errno_value) {
  std::fprintf(stderr, "bench: %s: error %d\n", what, errno_value);
  std::exit(2);
}

constexpr std::int64_t second = 1'000'000'000;

std::int64_t monotonic_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * second + now.tv_nsec;
}

}  // namespace

void heap_timers::add(timer<heap_timers>& next) {
  heap_.push_back({now_ + next.span, &next});
  std::ranges::push_heap(heap_, std::ranges::greater(), &entry::when);
}

void heap_timers::expired(heap_timers& loop, timer<heap_timers>& self) {
  if (--self.left != 0) loop.add(self);
}

void heap_timers::run(std::uint64_t rounds) {
  io_uring& ring = ring_.get();
  now_ = monotonic_now();
  heap_.reserve(timers_.size());
  for (std::size_t i = 0; i < timers_.size(); ++i) {
    timers_[i] = {&expired, span_of(i), rounds, {}};
    add(timers_[i]);
  }
  while (!heap_.empty()) {
    const std::int64_t until = std::max<std::int64_t>(heap_.front().when - monotonic_now(), 0);
    __kernel_timespec timeout{until / second, until % second};
    io_uring_cqe* cqe = nullptr;
    const int entered = ::io_uring_submit_and_wait_timeout(&ring, &cqe, 1, &timeout, nullptr);
    if (entered < 0 && entered != -ETIME && entered != -EINTR) {
      give_up("io_uring_submit_and_wait_timeout", -entered);
    }
    now_ = monotonic_now();
    while (!heap_.empty() && heap_.front().when <= now_) {
      timer<heap_timers>& first = *heap_.front().of;
      std::ranges::pop_heap(heap_, std::ranges::greater(), &entry::when);
      heap_.pop_back();
      first.expired(*this, first);
    }
  }
}

void kernel_timers::add(timer<kernel_timers>& next) {
  io_uring& ring = ring_.get();
  io_uring_sqe* sqe = ::io_uring_get_sqe(&ring);
  if (sqe == nullptr) [[unlikely]] {
    (void)::io_uring_submit(&ring);
    sqe = ::io_uring_get_sqe(&ring);
    if (sqe == nullptr) std::abort();
  }
  next.when = {next.span / second, next.span % second};
  ::io_uring_prep_timeout(sqe, &next.when, 0, 0);
  ::io_uring_sqe_set_data(sqe, &next);
}

void kernel_timers::expired(kernel_timers& loop, timer<kernel_timers>& self) {
  if (--self.left != 0) {
    loop.add(self);
  } else {
    --loop.live_;
  }
}

void kernel_timers::run(std::uint64_t rounds) {
  io_uring& ring = ring_.get();
  live_ = timers_.size();
  for (std::size_t i = 0; i < timers_.size(); ++i) {
    timers_[i] = {&expired, span_of(i), rounds, {}};
    add(timers_[i]);
  }
  while (live_ != 0) {
    const int entered = ::io_uring_submit_and_wait(&ring, 1);
    if (entered < 0 && entered != -EINTR) give_up("io_uring_submit_and_wait", -entered);
    constexpr unsigned batch = 256;
    io_uring_cqe* cqes[batch];
    const unsigned seen = ::io_uring_peek_batch_cqe(&ring, cqes, batch);
    for (unsigned i = 0; i < seen; ++i) {
      auto& self = *static_cast<timer<kernel_timers>*>(::io_uring_cqe_get_data(cqes[i]));
      if (cqes[i]->res != -ETIME) give_up("timeout", -cqes[i]->res);
      self.expired(*this, self);
    }
    ::io_uring_cq_advance(&ring, seen);
  }
}

}  // namespace twin
