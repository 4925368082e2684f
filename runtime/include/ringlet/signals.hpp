// Signals as something to wait for, instead of as an end in the middle of anything.
#pragma once

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

class signal_set;

/// A signal that has come, and what is known of it.
struct received_signal {
  int number;                // SIGINT, …
  pid_t sender;              // the process that sent it; 0 where that was the kernel
  uid_t user;                // whose that is
  signalfd_siginfo details;  // all of it: see signalfd(2)
};

namespace detail {

struct signal_waiter : repeated {
  signal_set* from = nullptr;

  signal_waiter() = default;
  signal_waiter(const signal_waiter&) = delete;
  signal_waiter& operator=(const signal_waiter&) = delete;
  ~signal_waiter();
};

/// Polls the signalfd, and reads it when the poll has ended, which does not block. An
/// IORING_OP_READ would be done by a worker, whose signals are others' on kernels before 5.12, and
/// none of which are those that were sent to a single thread.
class next_signal {
 public:
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = "signal_set::next";
  using state_type = signal_waiter;

  explicit next_signal(signal_set& from) noexcept : from_(&from) {}

  void encode(sqe_slot slot) const noexcept;
  [[nodiscard]] bool ready() const noexcept;
  void arm(tracked& state) const noexcept;
  /// Somebody else may have read it: then it waits for another.
  bool wants_more(std::int32_t& res, std::uint64_t&) const noexcept;
  void advance(io_uring_sqe&, std::uint64_t) const noexcept {}
  [[nodiscard]] result<received_signal> decode(cqe_view cqe) const noexcept;

 private:
  signal_set* from_;
};

}  // namespace detail

/// Signals that come as results of an operation instead of interrupting the program or ending it:
///
///     signal_set stop({SIGINT, SIGTERM});
///     …
///     auto signal = co_await stop.next();   // signal->number
///
/// It blocks them in the thread that makes it, and lets through again those that were not blocked
/// before when it goes; it goes on the same thread. What has come and nobody has taken then does
/// what it does to a program that has not asked for it. (One that was read for a task that died
/// before it went on is raised anew.)
///
/// **Other threads.** A signal that is sent to the process goes to any of its threads that does not
/// block it, and there does what it always did. A thread inherits what is blocked from the one that
/// starts it: so make the set first thing in main, before there are others. A signal that is sent
/// to one thread (pthread_kill, or SIGSEGV by its own fault) is seen only by a ring of that thread.
/// Which ring awaits next() is free otherwise.
///
/// A program that this one starts inherits what is blocked as well; posix_spawnattr_setsigmask(3)
/// says otherwise.
class signal_set {
 public:
  /// Throws std::system_error for a number that is no signal or cannot be blocked (SIGKILL,
  /// SIGSTOP), and where no descriptor is free.
  explicit signal_set(std::initializer_list<int> numbers) : thread_(::pthread_self()) {
    ::sigemptyset(&all_);
    for (const int number : numbers) {
      if (number == SIGKILL || number == SIGSTOP || ::sigaddset(&all_, number) != 0) {
        detail::throw_error(EINVAL, "ringlet::signal_set: this signal cannot be waited for");
      }
    }
    descriptor_.reset(::signalfd(-1, &all_, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!descriptor_) detail::throw_error(errno, "ringlet::signal_set: signalfd");
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, &all_, &before);
    newly_blocked_ = all_;
    for (int number = 1; number < NSIG; ++number) {
      if (::sigismember(&before, number) == 1) ::sigdelset(&newly_blocked_, number);
    }
  }
  signal_set(const signal_set&) = delete;
  signal_set& operator=(const signal_set&) = delete;
  /// Who still waits ends with operation_canceled.
  ~signal_set() {
    if (::pthread_equal(thread_, ::pthread_self()) == 0) {
      detail::die("a signal_set was destroyed on another thread than that whose signals it blocks");
    }
    if (waiting_ != nullptr) end_wait();
    if (has_taken_) ::pthread_kill(thread_, static_cast<int>(taken_.ssi_signo));
    ::pthread_sigmask(SIG_UNBLOCK, &newly_blocked_, nullptr);
  }

  /// Waits for the next signal of the set. An operation as any other: within(1s, s.next()),
  /// with_id, when_any. Gives result<received_signal>, whose error is operation_canceled or
  /// timed_out; what comes later is then there for the next call. One task at a time: a second one
  /// ends the program with a message. (IORING_OP_POLL_ADD, Linux 5.1)
  [[nodiscard("it does nothing until it is awaited")]] detail::next_signal next() noexcept {
    return detail::next_signal(*this);
  }

  /// The signalfd.
  [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }

 private:
  friend class detail::next_signal;
  friend struct detail::signal_waiter;

  /// Whether one was there.
  bool read() noexcept {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_.get(), &taken_, sizeof taken_);
    } while (got < 0 && errno == EINTR);
    has_taken_ = got == static_cast<ssize_t>(sizeof taken_);
    return has_taken_;
  }
  void must_be_free() const noexcept {
    if (waiting_ != nullptr) detail::die("two tasks wait for the same signal_set");
  }

  void end_wait() noexcept {
    detail::signal_waiter& left = *std::exchange(waiting_, nullptr);
    left.from = nullptr;
    if (left.at == nullptr) return;
    ring& loop = left.loop();
    loop.wait_out(static_cast<detail::tracked&>(left), "signal_set::next");
    left.result = {-ECANCELED, 0};
    loop.make_ready(left);
  }

  pthread_t thread_;
  sigset_t all_;
  sigset_t newly_blocked_;
  unique_fd descriptor_;
  detail::signal_waiter* waiting_ = nullptr;
  bool has_taken_ = false;
  signalfd_siginfo taken_{};
};

namespace detail {

inline signal_waiter::~signal_waiter() {
  if (from != nullptr) from->waiting_ = nullptr;
}

inline void next_signal::encode(sqe_slot slot) const noexcept {
  io_uring_sqe& sqe = slot.sqe();
  sqe.opcode = IORING_OP_POLL_ADD;
  sqe.fd = from_->descriptor();
  sqe.poll32_events = POLLIN;
}

inline bool next_signal::ready() const noexcept {
  from_->must_be_free();
  return from_->has_taken_;
}

inline void next_signal::arm(tracked& state) const noexcept {
  auto& newcomer = static_cast<signal_waiter&>(state);
  newcomer.from = from_;
  from_->waiting_ = &newcomer;
}

inline bool next_signal::wants_more(std::int32_t& res, std::uint64_t&) const noexcept {
  return res > 0 && !from_->read();
}

inline result<received_signal> next_signal::decode(cqe_view cqe) const noexcept {
  if (cqe.res < 0) return failure(-cqe.res);
  if (from_->waiting_ != nullptr) std::exchange(from_->waiting_, nullptr)->from = nullptr;
  from_->has_taken_ = false;
  const signalfd_siginfo& taken = from_->taken_;
  return received_signal{.number = static_cast<int>(taken.ssi_signo),
                         .sender = static_cast<pid_t>(taken.ssi_pid),
                         .user = taken.ssi_uid,
                         .details = taken};
}

}  // namespace detail

}  // namespace ringlet
