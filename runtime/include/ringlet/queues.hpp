// The submission and completion queues: the only file that touches the memory shared with the
// kernel and that enters it.
//
// liburing (2.3 and later) creates, maps and closes them and gives the raw system calls. Taking an
// SQE, publishing the tail, entering and reaping are done here: the same few lines serve every
// layout of the queues, whatever the installed liburing knows of it.
#pragma once

#include <liburing.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/setup.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet::detail {

/// One CQE, copied out of the ring: io_uring_cqe's 16 bytes.
struct reaped {
  std::uint64_t user_data;
  outcome result;
};

class queues {
 public:
  /// Creates the queues with the best setup flags that this kernel takes. They stay disabled until
  /// enable() is called on the thread that is to submit. Throws std::system_error.
  explicit queues(const ring_options& options) : uring_{}, setup_flags_(create(uring_, options)) {
    // The kernel finds SQE number i through array[i]. ringlet fills SQEs in order, so this is
    // written once and never again.
    for (unsigned i = 0; i < uring_.sq.ring_entries; ++i) uring_.sq.array[i] = i;
    limit_ = uring_.sq.ring_entries;
  }
  queues(const queues&) = delete;
  queues& operator=(const queues&) = delete;
  ~queues() { ::io_uring_queue_exit(&uring_); }

  [[nodiscard]] io_uring& native() noexcept { return uring_; }
  [[nodiscard]] unsigned setup_flags() const noexcept { return setup_flags_; }
  [[nodiscard]] unsigned features() const noexcept { return uring_.features; }
  [[nodiscard]] unsigned sq_entries() const noexcept { return uring_.sq.ring_entries; }
  [[nodiscard]] unsigned cq_entries() const noexcept { return uring_.cq.ring_entries; }
  [[nodiscard]] bool has_registered_fd() const noexcept { return enter_flags_ != base_enter_flags; }

  /// Makes the calling thread the submitter. 0 or a negative errno.
  int enable() noexcept {
    if ((setup_flags_ & IORING_SETUP_R_DISABLED) != 0) {
      // liburing 2.3 declares io_uring_enable_rings without exporting it.
      const int enabled = ::io_uring_register(static_cast<unsigned>(uring_.ring_fd),
                                              IORING_REGISTER_ENABLE_RINGS, nullptr, 0);
      if (enabled < 0) return enabled;
    }
    // Saves looking up the descriptor at each entry. Linux 5.18; without it all goes on as well.
    if (::io_uring_register_ring_fd(&uring_) == 1) enter_flags_ |= IORING_ENTER_REGISTERED_RING;
    return 0;
  }

  // ---- the submission queue ------------------------------------------------------------------

  /// Whether `count` SQEs are free.
  [[nodiscard]] bool has_room(unsigned count) noexcept {
    if (room() >= static_cast<int>(count)) [[likely]]
      return true;
    limit_ = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE) + uring_.sq.ring_entries;
    return room() >= static_cast<int>(count);
  }

  /// Takes `count` zeroed SQEs; has_room(count) must have said yes. They go to the kernel together,
  /// at the next enter().
  [[nodiscard]] sqe_slot take(unsigned count) noexcept {
    const unsigned tail = uring_.sq.sqe_tail;
    uring_.sq.sqe_tail = tail + count;
    const unsigned mask = uring_.sq.ring_mask;
    const sqe_slot slot(&uring_.sq.sqes[tail & mask], uring_.sq.sqes, tail, mask, 0);
    for (unsigned i = 0; i < count; ++i) std::memset(&slot[i], 0, sizeof(io_uring_sqe));
    return slot;
  }

  /// SQEs that the kernel has not taken yet.
  [[nodiscard]] unsigned unsubmitted() const noexcept {
    return uring_.sq.sqe_tail - __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE);
  }

  // ---- the kernel ----------------------------------------------------------------------------

  /// Submits everything taken, and waits until `min_complete` CQEs are there or `timeout` (may be
  /// null) is over. Gives what io_uring_enter(2) gives: the number submitted or a negative errno.
  int enter(unsigned min_complete, const __kernel_timespec* timeout) noexcept {
    return call(publish(), min_complete, timeout);
  }

  /// Waits for one CQE or until `timeout` is over, without submitting.
  int wait(const __kernel_timespec* timeout) noexcept { return call(0, 1, timeout); }

  /// Whether the kernel holds completions back until somebody enters it: task work that was
  /// deferred, or CQEs that found the completion queue full.
  [[nodiscard]] bool wants_entry() const noexcept {
    constexpr unsigned held_back = IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW;
    return (__atomic_load_n(uring_.sq.kflags, __ATOMIC_RELAXED) & held_back) != 0;
  }

  /// A descriptor that is readable when completions are there or wait for somebody to enter.
  ///
  /// The ring's own is readable when there are CQEs. While task work is deferred there are none until
  /// somebody enters, so that an event loop would sleep on it for ever: then the kernel is asked to
  /// signal an eventfd, which it does as soon as there is work.
  int descriptor() {
    if ((setup_flags_ & IORING_SETUP_DEFER_TASKRUN) == 0) return uring_.ring_fd;
    if (!signal_) {
      // It is readable at first, because work may be waiting already.
      unique_fd signal(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
      if (!signal) throw std::system_error(error_of(errno), "ringlet::ring: eventfd");
      int number = signal.get();
      const int outcome = ::io_uring_register(static_cast<unsigned>(uring_.ring_fd),
                                              IORING_REGISTER_EVENTFD, &number, 1);
      if (outcome < 0) throw std::system_error(error_of(-outcome), "ringlet::ring: its eventfd");
      signal_ = std::move(signal);
    }
    return signal_.get();
  }

  /// Makes that descriptor unreadable until there is something new. Before the entry that sees to
  /// what there is.
  void clear_signal() noexcept {
    std::uint64_t count = 0;
    if (signal_) (void)!::read(signal_.get(), &count, sizeof count);
  }

  // ---- the completion queue ------------------------------------------------------------------

  [[nodiscard]] bool has_cqe() const noexcept {
    return *uring_.cq.khead != __atomic_load_n(uring_.cq.ktail, __ATOMIC_ACQUIRE);
  }

  /// Takes out the CQEs that are there now and calls `each(cqe)` for one after the other. The head
  /// has moved on before the call, so that a call may reap as well: then this one goes on behind.
  template <class Each>
  void reap(Each each) {
    const unsigned tail = __atomic_load_n(uring_.cq.ktail, __ATOMIC_ACQUIRE);
    unsigned* const khead = uring_.cq.khead;
    const io_uring_cqe* const cqes = uring_.cq.cqes;
    const unsigned mask = uring_.cq.ring_mask;
    for (;;) {
      const unsigned head = *khead;
      if (static_cast<int>(tail - head) <= 0) return;
      reaped copy;  // as two words, which is how it travels on
      static_assert(sizeof copy == sizeof(io_uring_cqe));
      std::memcpy(&copy, &cqes[head & mask], sizeof copy);
      __atomic_store_n(khead, head + 1, __ATOMIC_RELEASE);
      each(copy);
    }
  }

 private:
  // Below zero where somebody took SQEs through the native ring since the limit was last seen.
  [[nodiscard]] int room() const noexcept { return static_cast<int>(limit_ - uring_.sq.sqe_tail); }

  int call(unsigned to_submit, unsigned min_complete, const __kernel_timespec* timeout) noexcept {
    unsigned flags = enter_flags_;
    if (min_complete != 0 || (setup_flags_ & IORING_SETUP_DEFER_TASKRUN) != 0 || wants_entry()) {
      flags |= IORING_ENTER_GETEVENTS;
    }
    io_uring_getevents_arg argument{};
    argument.sigmask_sz = _NSIG / 8;
    argument.ts = reinterpret_cast<std::uintptr_t>(timeout);
    return ::io_uring_enter2(static_cast<unsigned>(uring_.enter_ring_fd), to_submit, min_complete,
                             flags, reinterpret_cast<sigset_t*>(&argument), sizeof argument);
  }

  static constexpr unsigned base_enter_flags = IORING_ENTER_EXT_ARG;

  unsigned publish() noexcept {
    // liburing's own view is kept in step, so that whoever uses the native ring may submit too.
    uring_.sq.sqe_head = uring_.sq.sqe_tail;
    __atomic_store_n(uring_.sq.ktail, uring_.sq.sqe_tail, __ATOMIC_RELEASE);
    return unsubmitted();
  }

  io_uring uring_;
  unsigned setup_flags_;
  unique_fd signal_;
  unsigned enter_flags_ = base_enter_flags;
  unsigned limit_ = 0;  // the tail at which the queue is full, as last seen
};

}  // namespace ringlet::detail
