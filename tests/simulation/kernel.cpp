// Submission, completion and time: the way of a request through the model.
#include "kernel.hpp"

#include <linux/time_types.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "violation.hpp"

namespace simulation {

namespace {

// Above this a program does not wait any more, it spins.
constexpr std::size_t most_enters = 50'000;

// The world is patient for so long with what waits for it in silence.
constexpr nanoseconds patience = 3'000'000'000;

nanoseconds duration_of(const __kernel_timespec& span) {
  return std::int64_t{span.tv_sec} * 1'000'000'000 + span.tv_nsec;
}

}  // namespace

kernel* kernel::active_ = nullptr;
bool kernel::prints_trace = false;

kernel::kernel(const profile& has, choices& from) : has_(has), choose_(from) { active_ = this; }

kernel::~kernel() { active_ = nullptr; }

void kernel::note(const char* what, std::uint64_t first, std::int64_t second) {
  for (const char* letter = what; *letter != 0; ++letter) {
    trace_.add(static_cast<std::uint8_t>(*letter));
  }
  trace_.add_word(first);
  trace_.add_word(static_cast<std::uint64_t>(second));
  if (prints_trace) {
    (void)std::fprintf(stderr, "%12.3f us  %-14s %" PRIu64 " %" PRId64 "\n",
                       static_cast<double>(now_ - 1'000'000'000'000) / 1000, what, first, second);
  }
}

nanoseconds kernel::look_at_clock() {
  if (has_.faults) {
    now_ += choose_.below(4) * 100;
    if (choose_.one_in(128)) now_ += 2'000'000;
  }
  return now_;
}

/// How much later than it could something happens.
nanoseconds kernel::lateness() {
  if (!has_.faults) return 0;
  const nanoseconds chosen = choose_.byte();
  if (chosen < 112) return 0;
  if (chosen < 200) return (chosen - 111) * 10'000;
  return (chosen - 199) * 1'000'000;
}

// ---- submission --------------------------------------------------------------------------------

int kernel::submit(ring_state& ring, unsigned to_submit) {
  if (has_.faults && choose_.one_in(48)) return -EAGAIN;
  if (has_.refuses_on_overflow && !ring.overflow.empty()) {
    flush_overflow(ring);
    if (!ring.overflow.empty()) return -EBUSY;
  }
  const unsigned there = *ring.sq_tail - *ring.sq_head;
  unsigned count = std::min(to_submit, there);
  const bool falls_short = has_.faults && count > 1 && choose_.one_in(32);
  if (falls_short) count = 1 + choose_.below(count - 1);
  const std::size_t stride = ring.is(IORING_SETUP_SQE128) ? 128 : 64;
  const unsigned mask = ring.parameters.sq_entries - 1;
  constexpr unsigned links = IOSQE_IO_LINK | IOSQE_IO_HARDLINK;
  std::vector<request*> chain;
  unsigned taken = 0;
  while (taken < count || (falls_short && taken < there && !chain.empty())) {
    io_uring_sqe sqe;
    std::memcpy(&sqe, ring.sqes.get() + (*ring.sq_head & mask) * stride, sizeof sqe);
    __atomic_store_n(ring.sq_head, *ring.sq_head + 1, __ATOMIC_RELEASE);
    ++taken;
    accept(ring, sqe, chain);
    if ((sqe.flags & links) != 0) continue;
    begin(ring, *chain.front());
    chain.clear();
    sweep(ring);
  }
  if (!chain.empty()) {
    violate("chains are submitted whole",
            "the last of %u entries that were handed over together is linked to one that was not",
            taken);
  }
  return static_cast<int>(taken);
}

void kernel::accept(ring_state& ring, const io_uring_sqe& sqe, std::vector<request*>& chain) {
  auto made = std::make_unique<request>();
  request& fresh = *made;
  fresh.sqe = sqe;
  fresh.serial = ++serials_;
  std::memcpy(&fresh.tag, reinterpret_cast<const char*>(&sqe) + 56, sizeof fresh.tag);
  if ((sqe.flags & IOSQE_CQE_SKIP_SUCCESS) != 0) ring.refuses_drains = true;
  fresh.drains = (sqe.flags & IOSQE_IO_DRAIN) != 0 && !ring.refuses_drains;
  has_drained_ |= fresh.drains;
  ++operations_;
  if (!accounts_.has(fresh.tag)) fresh.tag = 0;
  if (fresh.tag != 0) ++accounts_[fresh.tag].accepted;
  note("submit", sqe.opcode, static_cast<std::int64_t>(fresh.tag));
  if (!chain.empty()) {
    chain.back()->next = &fresh;
    fresh.is = phase::linked;
    if (sqe.opcode == IORING_OP_LINK_TIMEOUT) fresh.watched = chain.back();
  }
  chain.push_back(&fresh);
  ring.requests.push_back(std::move(made));
}

void kernel::begin(ring_state& ring, request& head) {
  if ((head.sqe.flags & IOSQE_IO_DRAIN) != 0 && !head.drains) {
    complete(ring, head, -EOPNOTSUPP);
    return;
  }
  const bool one_is_held = std::any_of(ring.requests.begin(), ring.requests.end(),
                                       [](const auto& each) { return each->is == phase::held; });
  if (one_is_held || (head.drains && ring.requests.front().get() != &head)) {
    head.is = phase::held;
    return;
  }
  go(ring, head);
}

void kernel::go(ring_state& ring, request& ready) {
  ready.is = phase::armed;
  ready.due = never;
  ready.began = now_;
  direct_ = true;
  if (const std::int32_t refused = prepare(ring, ready); refused < 0) {
    complete(ring, ready, refused);
    direct_ = false;
    return;
  }
  if (ready.next != nullptr && ready.next->watched == &ready) {
    request& timer = *ready.next;
    timer.is = phase::armed;
    __kernel_timespec after{};
    std::memcpy(&after, reinterpret_cast<const void*>(timer.sqe.addr), sizeof after);
    timer.due = now_ + duration_of(after);
  }
  if (ready.is == phase::armed && ready.due == never) {
    const bool immediate = is_immediate(ready.sqe.opcode);
    const nanoseconds late = immediate ? 0 : lateness();
    ready.due = now_ + late;
    if (immediate) {
      attempt(ring, ready);
    } else if ((ready.sqe.flags & IOSQE_ASYNC) != 0) {
      ready.is = phase::worker;
    } else if (late == 0 && !(has_.faults && choose_.one_in(4))) {
      attempt(ring, ready);
    }
  }
  direct_ = false;
}

/// Removes what is over, and starts what was held back for it.
void kernel::sweep(ring_state& ring) {
  for (;;) {
    std::erase_if(ring.requests, [](const auto& each) { return each->is == phase::over; });
    if (ring.requests.empty()) return;
    request& first = *ring.requests.front();
    if (first.is != phase::held) return;
    go(ring, first);
    if (first.is != phase::over) {
      // Whatever stands behind it waits on, unless nothing drains any more.
      const bool more = std::any_of(ring.requests.begin(), ring.requests.end(),
                                    [](const auto& each) { return each->drains; });
      if (more) return;
      std::vector<request*> freed;
      for (const auto& each : ring.requests) {
        if (each->is == phase::held) freed.push_back(each.get());
      }
      for (request* each : freed) go(ring, *each);
    }
  }
}

// ---- completion --------------------------------------------------------------------------------

void kernel::post(ring_state& ring, const request& of, std::int32_t res, std::uint32_t flags,
                  std::uint64_t sum) {
  settle(of, res, flags, sum);
  deliver(ring, {of.sqe.user_data, res, flags, of.tag});
}

/// What has become of a request, whether its completion is posted or not.
void kernel::settle(const request& of, std::int32_t res, std::uint32_t flags, std::uint64_t sum) {
  note("complete", of.serial, res);
  if (of.tag == 0) return;
  account& entry = accounts_[of.tag];
  entry.answers.push_back({res, flags, sum});
  if ((flags & IORING_CQE_F_MORE) == 0) ++entry.ended;
}

/// The same where it is not: then there is nothing to take out either.
void kernel::pass_over(const request& of, std::int32_t res, std::uint64_t sum) {
  settle(of, res, 0, sum);
  if (of.tag != 0) ++accounts_[of.tag].consumed;
}

void kernel::post_foreign(ring_state& ring, std::uint64_t user_data, std::int32_t res) {
  note("message", ring.number, res);
  deliver(ring, {user_data, res, 0, 0});
}

void kernel::deliver(ring_state& ring, const posted& completion) {
  if (direct_ || !ring.is(IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_COOP_TASKRUN)) {
    put(ring, completion);
    return;
  }
  ring.task_work.push_back(completion);
  if (ring.is(IORING_SETUP_TASKRUN_FLAG)) *ring.sq_flags |= IORING_SQ_TASKRUN;
  if (ring.signal) signal(*ring.signal);
}

void kernel::put(ring_state& ring, const posted& completion) {
  if (ring.signal) signal(*ring.signal);
  if (!ring.overflow.empty() || waiting_in(ring) >= ring.parameters.cq_entries) {
    ring.overflow.push_back(completion);
    *ring.sq_flags |= IORING_SQ_CQ_OVERFLOW;
    note("overflow", ring.overflow.size());
    return;
  }
  note_consumed(ring);
  const unsigned at = *ring.cq_tail & (ring.parameters.cq_entries - 1);
  const std::size_t stride = ring.is(IORING_SETUP_CQE32) ? 2 : 1;
  auto* const cqes =
      reinterpret_cast<io_uring_cqe*>(ring.rings.get() + ring.parameters.cq_off.cqes);
  io_uring_cqe& cqe = cqes[at * stride];
  cqe.user_data = completion.user_data;
  cqe.res = completion.res;
  cqe.flags = completion.flags;
  ring.beside[at] = completion;
  __atomic_store_n(ring.cq_tail, *ring.cq_tail + 1, __ATOMIC_RELEASE);
}

void kernel::flush_overflow(ring_state& ring) {
  while (!ring.overflow.empty() && waiting_in(ring) < ring.parameters.cq_entries) {
    const posted next = ring.overflow.front();
    ring.overflow.pop_front();
    std::deque<posted> rest;
    rest.swap(ring.overflow);
    put(ring, next);
    rest.swap(ring.overflow);
  }
  if (ring.overflow.empty()) *ring.sq_flags &= ~unsigned{IORING_SQ_CQ_OVERFLOW};
}

void kernel::run_task_work(ring_state& ring, std::size_t most) {
  *ring.sq_flags &= ~unsigned{IORING_SQ_TASKRUN};
  for (; most != 0 && !ring.task_work.empty(); --most) {
    put(ring, ring.task_work.front());
    ring.task_work.pop_front();
  }
}

/// Takes note of the CQEs that the program has taken out.
void kernel::note_consumed(ring_state& ring) {
  const unsigned head = __atomic_load_n(ring.cq_head, __ATOMIC_ACQUIRE);
  if (static_cast<int>(head - ring.consumed) < 0 || static_cast<int>(*ring.cq_tail - head) < 0) {
    violate("the queues' heads and tails make sense",
            "the completion queue's head is %u, was %u, and its tail is %u", head, ring.consumed,
            *ring.cq_tail);
  }
  for (; ring.consumed != head; ++ring.consumed) {
    const posted& taken = ring.beside[ring.consumed & (ring.parameters.cq_entries - 1)];
    if (taken.tag != 0) ++accounts_[taken.tag].consumed;
  }
}

/// The last completion of a request: what is linked to it goes on, or is cancelled with it.
void kernel::complete(ring_state& ring, request& done, std::int32_t res, std::uint32_t flags,
                      std::uint64_t sum) {
  check_lent(done);
  const std::uint8_t code = done.sqe.opcode;
  const bool is_whole_only = code == IORING_OP_READ || code == IORING_OP_WRITE ||
                             ((code == IORING_OP_SEND || code == IORING_OP_RECV) &&
                              (done.sqe.msg_flags & MSG_WAITALL) != 0);
  const bool broke = res < 0 || (is_whole_only && static_cast<std::uint32_t>(res) != done.sqe.len);
  const bool skips = (done.sqe.flags & IOSQE_CQE_SKIP_SUCCESS) != 0;
  if (skips && !broke) {
    pass_over(done, res, sum);
  } else {
    post(ring, done, res, flags, sum);
  }
  done.is = phase::over;
  request* next = std::exchange(done.next, nullptr);
  if (next != nullptr && next->watched == &done) {
    request* const after = std::exchange(next->next, nullptr);
    next->watched = nullptr;
    if (next->is != phase::over) complete(ring, *next, -ECANCELED);
    next = after;
  }
  if (next == nullptr) return;
  if (broke && (done.sqe.flags & IOSQE_IO_HARDLINK) == 0) {
    while (next != nullptr) {
      request* const after = std::exchange(next->next, nullptr);
      next->watched = nullptr;
      if (next->tag != 0) accounts_[next->tag].held_back = true;
      // Whoever failed although only its failure was to be told of has told for all of them.
      if (skips) {
        pass_over(*next, -ECANCELED);
      } else {
        post(ring, *next, -ECANCELED, 0);
      }
      next->is = phase::over;
      next = after;
    }
    return;
  }
  const bool before = direct_;
  go(ring, *next);
  direct_ = before;
}

// ---- time --------------------------------------------------------------------------------------

/// Lets one thing happen in the world that is due by `until`; false where there is none, and then
/// it is that late.
bool kernel::advance(nanoseconds until) {
  nanoseconds first = never;
  unsigned candidates = 0;
  for (const ring_state* ring : rings_) {
    for (const auto& each : ring->requests) {
      if (each->is == phase::held || each->is == phase::linked) continue;
      if (each->due <= now_) {
        ++candidates;
      } else {
        first = std::min(first, each->due);
      }
    }
  }
  if (candidates == 0) {
    if (first > until || first == never) {
      if (until != never) now_ = std::max(now_, until);
      return false;
    }
    now_ = first;
    return advance(until);
  }
  unsigned chosen = candidates > 1 ? choose_.below(std::min(candidates, 256U)) : 0;
  for (ring_state* ring : rings_) {
    for (const auto& each : ring->requests) {
      if (each->is == phase::held || each->is == phase::linked || each->due > now_) continue;
      if (chosen-- == 0) {
        happen(*ring, *each);
        sweep(*ring);
        return true;
      }
    }
  }
  return true;
}

void kernel::happen(ring_state& ring, request& next) {
  if (next.verdict != 0) {
    complete(ring, next, next.verdict);
  } else if (next.is == phase::notifying) {
    complete(ring, next, 0, IORING_CQE_F_NOTIF);
  } else if (next.sqe.opcode == IORING_OP_LINK_TIMEOUT) {
    request& late = *next.watched;
    if (late.is == phase::worker) {
      next.due = never;  // It does not reach a worker, and ends with what it is about.
      return;
    }
    late.next = next.next;  // What follows is the watched one's from here on.
    next.next = nullptr;
    next.watched = nullptr;
    post(ring, next, -ETIME, 0);
    next.is = phase::over;
    if (late.tag != 0) accounts_[late.tag].cancel_asked = true;
    complete(ring, late, -ECANCELED);
  } else {
    attempt(ring, next);
  }
}

/// What has been in flight since then or longer, and waits for something that nobody does: the
/// world does it to one of them.
bool kernel::break_silence(nanoseconds since) {
  for (ring_state* ring : rings_) {
    for (const auto& each : ring->requests) {
      if (each->is != phase::armed && each->is != phase::worker) continue;
      if (each->due != never || each->began > since) continue;
      // The runtime waits for its own eventfd.
      if (each->on && each->on->kind == file_kind::event) continue;
      // While a drain waits, or what dies waits for one, no deadline need take effect.
      if (each->tag != 0 && (since == now_ || !has_drained_)) {
        accounts_[each->tag].silence_broken = true;
      }
      complete(*ring, *each, -ECONNRESET);
      sweep(*ring);
      return true;
    }
  }
  return false;
}

int kernel::wait(ring_state& ring, unsigned min_complete, nanoseconds until) {
  for (;;) {
    if (waiting_in(ring) >= std::min(min_complete, ring.parameters.cq_entries)) return 0;
    if (has_.faults && choose_.one_in(64)) return -EINTR;
    if (!advance(until)) {
      run_task_work(ring);
      if (waiting_in(ring) >= min_complete) return 0;
      if (until != never) return -ETIME;
      if (!break_silence(now_)) {
        violate("nothing hangs",
                "a ring waits without a timeout, and %zu requests are in flight, none of which "
                "will ever complete",
                ring.requests.size());
      }
    }
    run_task_work(ring);
    flush_overflow(ring);
  }
}

/// Called with everything that a program waits by.
void kernel::count_entry() {
  if (++entries_ > most_enters) {
    std::string left;
    for (const ring_state* ring : rings_) {
      for (const auto& each : ring->requests) {
        char text[48];
        (void)std::snprintf(text, sizeof text, " %u:%u/%d%s", each->serial, each->sqe.opcode,
                            static_cast<int>(each->is), each->due == never ? "!" : "");
        left += text;
      }
    }
    violate("nothing spins", "the kernel was entered %zu times; in flight (number:opcode/phase):%s",
            most_enters, left.c_str());
  }
  // A deadline behind a drain is asked for again and again, and never takes effect while what the
  // drain waits for is silent.
  if (now_ > last_patience_ + patience) {
    last_patience_ = now_;
    (void)break_silence(now_ - patience);
  }
}

int kernel::enter(unsigned number, unsigned to_submit, unsigned min_complete, unsigned flags,
                  const void* argument, std::size_t size) {
  const inside model;
  ring_state* const found = ring_of(number);
  if (found == nullptr) return -EBADF;
  ring_state& ring = *found;
  if (!ring.enabled) return -EBADFD;
  entered_at_.push_back(now_);
  count_entry();
  note("enter", to_submit, min_complete);
  note_consumed(ring);
  for (auto& [id, group] : ring.groups) adopt(group);
  nanoseconds until = never;
  if ((flags & IORING_ENTER_EXT_ARG) != 0 && size == sizeof(io_uring_getevents_arg)) {
    const auto& wait = *static_cast<const io_uring_getevents_arg*>(argument);
    if (wait.ts != 0) {
      until = now_ + duration_of(*reinterpret_cast<const __kernel_timespec*>(wait.ts));
    }
  }
  // What happened while the program computed.
  for (unsigned most = 8; most != 0 && advance(now_); --most) {
  }
  int submitted = 0;
  if (to_submit != 0) {
    submitted = submit(ring, to_submit);
    if (submitted < 0 || static_cast<unsigned>(submitted) != to_submit) {
      if (!ring.is(IORING_SETUP_DEFER_TASKRUN)) run_task_work(ring);
      return submitted;
    }
  }
  const bool gets_events = (flags & IORING_ENTER_GETEVENTS) != 0;
  if (!ring.is(IORING_SETUP_DEFER_TASKRUN)) {
    run_task_work(ring);
  } else if (gets_events) {
    run_task_work(ring, min_complete != 0 ? all_task_work : few_task_work);
  }
  if (!gets_events) return submitted;
  flush_overflow(ring);
  const int outcome = min_complete != 0 ? wait(ring, min_complete, until) : 0;
  return submitted != 0 ? submitted : outcome;
}

void kernel::wait_outside(int descriptor, nanoseconds until) {
  const inside model;
  const std::shared_ptr<file> watched = file_of(descriptor);
  if (!watched) violate("descriptors are open", "%d is waited for, and is none", descriptor);
  count_entry();
  const auto is_readable = [&] {
    if (watched->kind == file_kind::event) return watched->count != 0;
    ring_state& ring = *watched->ring;
    // Polling a ring's descriptor counts work that is still to be run, too.
    return waiting_in(ring) != 0 || !ring.overflow.empty() || !ring.task_work.empty();
  };
  while (!is_readable()) {
    if (advance(until)) continue;
    if (until != never) return;
    if (!break_silence(now_)) {
      violate("nothing hangs",
              "an event loop waits for a ring's descriptor, which nothing will "
              "ever make readable");
    }
  }
}

}  // namespace simulation
