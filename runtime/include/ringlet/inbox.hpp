// How tasks come to a ring from other threads.
#pragma once

#include <liburing.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet::detail {

/// What is to be done on a ring's own thread, once.
struct message : root_hook {
  void (*deliver)(message&) noexcept;

  explicit message(void (*on_delivery)(message&) noexcept) noexcept : deliver(on_delivery) {}
};

/// A stack that any thread puts root tasks and messages on and the ring's own thread empties, and
/// the means to wake that one up: a message to its ring by a call (Linux 6.13), or an eventfd that
/// the ring reads. Tasks are linked by the hook by which they otherwise stand among their ring's
/// own.
class inbox {
 public:
  inbox() = default;
  inbox(const inbox&) = delete;
  inbox& operator=(const inbox&) = delete;
  ~inbox() {
    // A task that came home may end what it was sent to before its sender has done with that.
    while (posting_.load(std::memory_order_acquire) != 0) (void)::sched_yield();
  }

  /// Makes it ready for post(): `ring_fd` is the ring's descriptor. On the ring's own thread, or
  /// before it has any. Whether an eventfd is to be read.
  bool open(int ring_fd) {
    if (ring_fd_ >= 0) return event_.get() >= 0;
    if (send_message(-1) != -EBADF) {  // EINVAL: this kernel has no such call
      event_.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
      if (!event_) throw_error(errno, "ringlet::ring: eventfd");
    }
    ring_fd_ = ring_fd;
    return event_.get() >= 0;
  }
  [[nodiscard]] int event() const noexcept { return event_.get(); }

  /// From any thread.
  void post(promise_base& root) noexcept { push(static_cast<root_hook&>(root)); }
  /// `letter` must stay until it was delivered.
  void post(message& letter) noexcept {
    letter.next = &message_mark_;
    push(letter);
  }
  void post_stop() noexcept {
    if (!stop_posted_.exchange(true, std::memory_order_acq_rel)) push(stop_);
  }

  /// Whether there is something. From here on, on the ring's own thread.
  [[nodiscard]] bool has_news() const noexcept {
    return newest_.load(std::memory_order_relaxed) != nullptr;
  }

  /// Takes everything out and calls `arrived(promise_base&)` for each task, in the order in which
  /// one thread posted them, and `stopped()` where somebody asked for that.
  template <class Arrived, class Stopped>
  void take(Arrived arrived, Stopped stopped) {
    list_hook* rest = newest_.exchange(nullptr, std::memory_order_acquire);
    list_hook* oldest = nullptr;
    while (rest != nullptr) {
      list_hook* const next = rest->prev;
      rest->prev = oldest;
      oldest = std::exchange(rest, next);
    }
    while (oldest != nullptr) {
      list_hook& hook = *std::exchange(oldest, oldest->prev);
      const bool is_message = hook.next == &message_mark_;
      hook.next = nullptr;
      if (&hook == &stop_) {
        stop_posted_.store(false, std::memory_order_release);
        stopped();
      } else if (is_message) {
        auto& letter = static_cast<message&>(static_cast<root_hook&>(hook));
        letter.deliver(letter);
      } else {
        arrived(static_cast<promise_base&>(static_cast<root_hook&>(hook)));
      }
    }
  }

 private:
  void push(list_hook& hook) noexcept {
    posting_.fetch_add(1, std::memory_order_relaxed);
    list_hook* before = newest_.load(std::memory_order_relaxed);
    do {
      hook.prev = before;
    } while (!newest_.compare_exchange_weak(before, &hook, std::memory_order_release,
                                            std::memory_order_relaxed));
    // Whoever finds it empty wakes the ring up, for everybody until it is emptied.
    if (before == nullptr) wake();
    posting_.fetch_sub(1, std::memory_order_release);
  }

  void wake() const noexcept {
    if (event_) {
      const std::uint64_t one = 1;
      (void)!::write(event_.get(), &one, sizeof one);
    } else {
      // A ring that nobody has run yet is not enabled and says EBADFD: it looks here first. One
      // whose queue of completions is full says EOVERFLOW, and is not asleep.
      while (send_message(ring_fd_) == -ENOMEM) {
        constexpr timespec moment{0, 1'000'000};
        (void)::nanosleep(&moment, nullptr);
      }
    }
  }

  static int send_message(int ring_fd) noexcept {
    constexpr unsigned register_send_msg_ring = 31;  // IORING_REGISTER_SEND_MSG_RING
    constexpr int no_ring = -1;
    io_uring_sqe message{};
    message.opcode = 40;  // IORING_OP_MSG_RING
    message.fd = ring_fd;
    message.off = ignored_user_data;
    return ::io_uring_register(static_cast<unsigned>(no_ring), register_send_msg_ring, &message, 1);
  }

  // What `next` of a message is while it is on its way.
  static inline list_hook message_mark_{nullptr, nullptr};

  std::atomic<list_hook*> newest_{nullptr};
  std::atomic<bool> stop_posted_{false};
  std::atomic<unsigned> posting_{0};  // how many are in push()
  root_hook stop_;
  int ring_fd_ = -1;
  unique_fd event_;
};

/// Waits for the eventfd of an inbox over and over: by a poll, which has no memory that the kernel
/// writes to, so that it needs no ending when its ring ends.
class wake_up : public source {
 public:
  explicit wake_up(int event) noexcept
      : source(&on_arrival, &on_tending, &on_orphaning), event_(event) {}

 private:
  static tracked* on_arrival(source& self, outcome, const std::uint64_t*, bool) noexcept {
    self.in_flight = false;
    std::uint64_t count = 0;
    (void)!::read(static_cast<wake_up&>(self).event_, &count, sizeof count);
    tend(*self.loop, self);
    return nullptr;
  }
  static void on_tending(tend_hook& self);
  static void on_orphaning(source&) noexcept {}

  int event_;
};

}  // namespace ringlet::detail
