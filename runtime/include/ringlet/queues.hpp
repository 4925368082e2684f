// The submission and completion queues: the only file that touches the memory shared with the
// kernel and that enters it.
//
// liburing (2.3 and later) creates, maps and closes them and gives the raw system calls. Taking an
// SQE, publishing the tail, entering and reaping are done here: the same few lines serve every
// layout of the queues, whatever the installed liburing knows of it.
#pragma once

#include <liburing.h>
#include <sys/eventfd.h>
#include <pthread.h>
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
#include <ringlet/thread_sanitizer.hpp>
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
    mapping_order::mapped();
    // The kernel finds SQE number i through array[i]. ringlet fills SQEs in order, so this is
    // written once and never again.
    for (unsigned i = 0; i < uring_.sq.ring_entries; ++i) uring_.sq.array[i] = i;
    last_ = uring_.sq.ring_entries - 1;
  }
  queues(const queues&) = delete;
  queues& operator=(const queues&) = delete;
  ~queues() {
    // Registered descriptors are a thread's: another one's must not be touched.
    if (has_registered_fd() && is_owner()) {
      io_uring_rsrc_update entry{};
      entry.offset = static_cast<unsigned>(enter_fd_);
      (void)::io_uring_register(fd(), IORING_UNREGISTER_RING_FDS, &entry, 1);
    }
    mapping_order::unmapping();
    ::io_uring_queue_exit(&uring_);
  }

  /// liburing's view, for somebody who fills SQEs by its functions. These leave the user_data of an
  /// SQE as it was: from here on none keeps an address of ringlet's.
  [[nodiscard]] io_uring& lend() noexcept {
    if (!lent_) {
      lent_ = true;
      scrubbed_ = uring_.sq.sqe_tail - uring_.sq.ring_entries;
      scrub();
    }
    return uring_;
  }

  /// The descriptor, for registering.
  [[nodiscard]] unsigned fd() const noexcept { return static_cast<unsigned>(uring_.ring_fd); }
  [[nodiscard]] unsigned setup_flags() const noexcept { return setup_flags_; }
  [[nodiscard]] unsigned features() const noexcept { return uring_.features; }
  [[nodiscard]] unsigned sq_entries() const noexcept { return uring_.sq.ring_entries; }
  [[nodiscard]] unsigned cq_entries() const noexcept { return uring_.cq.ring_entries; }
  [[nodiscard]] bool has_registered_fd() const noexcept { return enter_flags_ != base_enter_flags; }

  /// Whether enable() was called, and whether by this thread.
  [[nodiscard]] bool has_owner() const noexcept { return owned_; }
  [[nodiscard]] bool is_owner() const noexcept {
    return owned_ && ::pthread_equal(owner_, ::pthread_self()) != 0;
  }

  /// Makes the calling thread the owner, which alone submits. 0 or a negative errno.
  int enable() noexcept {
    if ((setup_flags_ & IORING_SETUP_R_DISABLED) != 0) {
      // liburing 2.3 declares io_uring_enable_rings without exporting it.
      const int enabled = ::io_uring_register(fd(), IORING_REGISTER_ENABLE_RINGS, nullptr, 0);
      if (enabled < 0) return enabled;
    }
    owned_ = true;
    owner_ = ::pthread_self();
    enter_fd_ = uring_.ring_fd;
    // Saves looking up the descriptor at each entry. Linux 5.18; without it all goes on as well.
    // (liburing's own function would make it unregister by whatever thread destroys the ring.)
    io_uring_rsrc_update entry{};
    entry.offset = ~0U;  // any free place
    entry.data = fd();
    if (::io_uring_register(fd(), IORING_REGISTER_RING_FDS, &entry, 1) == 1) {
      enter_fd_ = static_cast<int>(entry.offset);
      enter_flags_ |= IORING_ENTER_REGISTERED_RING;
    }
    return 0;
  }

  // ---- the submission queue ------------------------------------------------------------------

  /// Whether `count` SQEs are free.
  [[nodiscard]] bool has_room(unsigned count) noexcept {
    if (fits(count)) [[likely]]
      return true;
    last_ = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE) + uring_.sq.ring_entries - 1;
    return fits(count);
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

  /// Cancels what has this user_data, also where an SQE would not come to it: behind a drain, or
  /// while a worker thread was busy arming it. 0 or a negative errno; EINVAL before Linux 6.0.
  int sync_cancel(std::uint64_t user_data) noexcept {
    io_uring_sync_cancel_reg request{};
    request.addr = user_data;
    request.fd = -1;  // and no time to wait for it
    return ::io_uring_register_sync_cancel(&uring_, &request);
  }

  /// The same for everything in flight.
  int sync_cancel_everything() noexcept {
    io_uring_sync_cancel_reg request{};
    request.flags = IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL;
    request.fd = -1;
    return ::io_uring_register_sync_cancel(&uring_, &request);
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
  /// The ring's own is readable when there are CQEs. While task work is deferred there are none
  /// until somebody enters, so that an event loop would sleep on it for ever: then the kernel is
  /// asked to signal an eventfd, which it does as soon as there is work.
  int descriptor() {
    if ((setup_flags_ & IORING_SETUP_DEFER_TASKRUN) == 0) return uring_.ring_fd;
    if (!signal_) {
      // It is readable at first, because work may be waiting already.
      unique_fd signal(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
      if (!signal) throw std::system_error(error_of(errno), "ringlet::ring: eventfd");
      int number = signal.get();
      const int outcome = ::io_uring_register(fd(), IORING_REGISTER_EVENTFD, &number, 1);
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

  /// How far completions have come: a place to reap to.
  [[nodiscard]] unsigned reapable() const noexcept {
    return __atomic_load_n(uring_.cq.ktail, __ATOMIC_ACQUIRE);
  }
  /// Whether CQEs before that place are left.
  [[nodiscard]] bool is_before(unsigned end) const noexcept {
    return static_cast<int>(end - *uring_.cq.khead) > 0;
  }

  /// Takes out the CQEs up to `end` and calls `each(cqe)` for one after the other, until it is
  /// interrupted. The head has moved on before the call, so that a call may reap as well: that
  /// takes the rest and more.
  template <class Each>
  void reap(unsigned end, Each each) {
    reap_to_ = end;
    unsigned* const khead = uring_.cq.khead;
    const io_uring_cqe* const cqes = uring_.cq.cqes;
    const unsigned mask = uring_.cq.ring_mask;
    for (unsigned head = *khead; head != reap_to_; head = *khead) {
      reaped copy;  // as two words, which is how it travels on
      static_assert(sizeof copy == sizeof(io_uring_cqe));
      std::memcpy(&copy, &cqes[head & mask], sizeof copy);
      __atomic_store_n(khead, head + 1, __ATOMIC_RELEASE);
      each(copy);
    }
  }

  /// Makes the reap() that is under way return behind the CQE that it is at.
  void interrupt_reap() noexcept { reap_to_ = *uring_.cq.khead; }

 private:
  // Whether `count` SQEs, at least one, end at `last_` or before it: a distance that is below zero
  // where none is free. For one SQE, that is a look at a sign.
  [[nodiscard]] bool fits(unsigned count) const noexcept {
    return static_cast<int>(last_ - uring_.sq.sqe_tail) >= static_cast<int>(count - 1);
  }

  int call(unsigned to_submit, unsigned min_complete, const __kernel_timespec* timeout) noexcept {
    unsigned flags = enter_flags_;
    if (min_complete != 0 || (setup_flags_ & IORING_SETUP_DEFER_TASKRUN) != 0 || wants_entry()) {
      flags |= IORING_ENTER_GETEVENTS;
    }
    io_uring_getevents_arg argument{};
    argument.sigmask_sz = _NSIG / 8;
    argument.ts = reinterpret_cast<std::uintptr_t>(timeout);
    const int outcome =
        ::io_uring_enter2(static_cast<unsigned>(enter_fd_), to_submit, min_complete, flags,
                          reinterpret_cast<sigset_t*>(&argument), sizeof argument);
    if (lent_) scrub();
    return outcome;
  }

  /// Clears the user_data of the SQEs that the kernel has taken since the last call.
  void scrub() noexcept {
    const unsigned taken = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE);
    for (; scrubbed_ != taken; ++scrubbed_) {
      uring_.sq.sqes[scrubbed_ & uring_.sq.ring_mask].user_data = 0;
    }
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
  int enter_fd_ = -1;  // the descriptor, or its place among the thread's registered ones
  bool owned_ = false;
  bool lent_ = false;
  unsigned scrubbed_ = 0;
  ::pthread_t owner_{};
  unsigned reap_to_ = 0;  // where the innermost reap() ends, and with it those around it
  unsigned last_ = 0;     // the tail at which the last SQE is free, as last seen
};

}  // namespace ringlet::detail
