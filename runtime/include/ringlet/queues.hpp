// The submission and completion queues: the only file that touches the memory shared with the
// kernel and that enters it.
//
// liburing (2.3 and later) gives the structures and the raw system calls. Mapping, taking an SQE,
// publishing the tail, entering and reaping are done here and in setup.hpp: the same few lines
// serve every layout of the queues, whatever the installed liburing knows of it.
//
// The path of an operation is that of plain entries and nothing else. What other layouts need more
// is out of line, and chosen once per entry to the kernel, once per reap(), or where has_room() has
// said no.
#pragma once

#include <liburing.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/forks.hpp>
#include <ringlet/mapping.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/registering.hpp>
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
  /// enable() is called on the thread that is to submit. Throws std::system_error where the kernel
  /// lacks something.
  [[gnu::cold]] queues() : queues(forks_so_far()) {}
  /// The same with options, and std::invalid_argument where they do not go together. Out of line:
  /// inlined into who writes the options there, GCC 14 takes for used what an empty one of them
  /// lacks.
  [[gnu::cold, gnu::noinline]] explicit queues(const ring_options& options)
      : queues(forks_so_far(), options) {
    dontfork_ = options.dontfork;
    may_repeat_ = (setup_flags_ & setup_cqe_mixed) != 0 && kernel_is_before(7, 3);
    if ((setup_flags_ & (IORING_SETUP_SQPOLL | setup_sq_rewind)) != 0) unusual_ = &others();
    if ((setup_flags_ & (IORING_SETUP_SQE128 | setup_sqe_mixed)) != 0) entries_ = &others();
    set_up_waits(options);
    set_up_registrations(options);
  }
  queues(const queues&) = delete;
  queues& operator=(const queues&) = delete;
  [[gnu::cold]] ~queues() {
    if (is_inherited()) {
      // The parent uses them, or they are not even here.
      if (dontfork_) {
        made_.rings.forget();
        made_.sqes.forget();
        for (former* left = former_; left != nullptr; left = left->before) {
          left->rings.forget();
          left->sqes.forget();
        }
      }
      forget_former();
      return;
    }
    // Registered descriptors are a thread's: another one's must not be touched.
    if (has_registered_fd() && is_owner()) {
      io_uring_rsrc_update entry{};
      entry.offset = static_cast<unsigned>(enter_fd_);
      (void)::io_uring_register(fd(), IORING_UNREGISTER_RING_FDS, &entry, 1);
    }
    // Somebody may have registered it by liburing's function as well, which notes that there.
    if (uring_.int_flags != 0) (void)::io_uring_unregister_ring_fd(&uring_);
    forget_former();
    mapping_order::unmapping();
  }

  /// liburing's view, for somebody who fills SQEs by its functions. These leave the user_data of an
  /// SQE as it was: from here on none keeps an address of ringlet's.
  [[nodiscard]] io_uring& lend() noexcept {
    if (!lent_) {
      lent_ = true;
      unusual_ = &others();
      scrubbed_ = uring_.sq.sqe_tail - uring_.sq.ring_entries;
      scrub();
    }
    return uring_;
  }

  /// Whether an SQE may have IOSQE_CQE_SKIP_SUCCESS; from then on chains are watched. A thread that
  /// takes SQEs may cut a chain in two, of which each then tells.
  [[nodiscard]] bool skip_successes() noexcept { return skips_ || may_skip_successes(); }
  [[nodiscard, gnu::noinline]] bool may_skip_successes() noexcept {
    constexpr unsigned others_take =
        IORING_SETUP_SQPOLL | IORING_SETUP_SQE128 | setup_sqe_mixed | setup_sq_rewind;
    if ((features() & IORING_FEAT_CQE_SKIP) == 0 || (setup_flags_ & others_take) != 0) return false;
    skips_ = true;
    unusual_ = &others();
    return true;
  }

  /// The descriptor, for registering.
  [[nodiscard]] unsigned fd() const noexcept { return static_cast<unsigned>(uring_.ring_fd); }
  [[nodiscard]] unsigned setup_flags() const noexcept { return setup_flags_; }
  [[nodiscard]] unsigned features() const noexcept { return uring_.features; }
  [[nodiscard]] unsigned sq_entries() const noexcept { return uring_.sq.ring_entries; }
  [[nodiscard]] unsigned cq_entries() const noexcept { return uring_.cq.ring_entries; }
  [[nodiscard]] bool has_registered_fd() const noexcept {
    return (enter_flags_ & IORING_ENTER_REGISTERED_RING) != 0;
  }
  /// The clock that waits run by.
  [[nodiscard]] clockid_t clock() const noexcept { return clock_; }

  /// Whether it is the ring of the process that this one was forked from.
  [[nodiscard]] bool is_inherited() const noexcept { return forks_ != forks_before_this_process; }

  /// Whether enable() was called, and whether by this thread.
  [[nodiscard]] bool has_owner() const noexcept { return owned_; }
  [[nodiscard]] bool is_owner() const noexcept {
    return owned_ && ::pthread_equal(owner_, ::pthread_self()) != 0 && !is_inherited();
  }

  /// Makes the calling thread the owner, which alone submits. 0 or a negative errno.
  int enable() {
    if ((setup_flags_ & IORING_SETUP_R_DISABLED) != 0) {
      const int enabled = enable_rings();
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
    // Workers are a thread's, and it has none before it has a ring.
    if (on_enabling_ != nullptr) on_enabling_(*this);
    return 0;
  }

  /// Gives the queues other sizes: 0 or a negative errno. See ring::resize().
  int resize(unsigned entries, unsigned cq_entries) {
    // Only there does nobody complete anything meanwhile, and only the kernel's memory can be
    // replaced.
    if (!defers()) return -EOPNOTSUPP;
    if ((setup_flags_ & setup_no_mmap) != 0) return -EOPNOTSUPP;
    // Where the array is, the kernel says for a new ring only.
    const bool has_array = (setup_flags_ & setup_no_sqarray) == 0;
    if (has_array && made_.parameters.sq_off.array != array_offset(made_.parameters)) {
      return -EOPNOTSUPP;
    }
    if (entries == 0 || entries > 32768 || cq_entries < entries || cq_entries > 65536) {
      return -EINVAL;
    }
    owner<former> left(new former);  // before it is too late to throw
    io_uring_params parameters{};
    parameters.flags = IORING_SETUP_CQSIZE;
    parameters.sq_entries = entries;
    parameters.cq_entries = cq_entries;
    const int outcome = ::io_uring_register(fd(), register_resize_rings, &parameters, 1);
    if (outcome == -EINVAL) return -EOPNOTSUPP;
    if (outcome < 0) return outcome;
    // A reap() that is under way still looks at the memory that was, once: it finds that it is to
    // end.
    interrupt_reap();
    left->rings = std::move(made_.rings);
    left->sqes = std::move(made_.sqes);
    left->before = former_;
    former_ = left.release();
    parameters.flags |= setup_flags_;
    parameters.features = uring_.features;
    if (has_array) parameters.sq_off.array = array_offset(parameters);
    made_.parameters = parameters;
    if (const int mapped = map(made_); mapped < 0) die("no memory to map a ring that was resized");
    if (dontfork_) keep_from_children(made_);
    fill(uring_, made_);
    set_up_entries();
    return 0;
  }
  /// Unmaps what resize() has left, when no reap() can be under way.
  void forget_former() noexcept {
    while (former_ != nullptr) {
      const owner<former> gone(former_);
      former_ = gone->before;
    }
  }

  // ---- the submission queue ------------------------------------------------------------------

  /// Whether `count` SQEs of 64 bytes are free, for take(). Never on a ring of big ones.
  [[nodiscard, gnu::always_inline]] bool has_room(unsigned count) noexcept {
    if (fits(count)) [[likely]]
      return true;
    last_ = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE) + reach_;
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

  /// The SQE that take(1) would give, with what was in it before, for whoever overwrites all of it
  /// and then calls advance(); has_room(1) must have said yes.
  [[nodiscard, gnu::always_inline]] io_uring_sqe& next() noexcept {
    return uring_.sq.sqes[uring_.sq.sqe_tail & uring_.sq.ring_mask];
  }
  [[gnu::always_inline]] void advance() noexcept { ++uring_.sq.sqe_tail; }

  /// Where a thread takes the SQEs: lets it run.
  void yield_to_thread() const noexcept {
    if ((setup_flags_ & IORING_SETUP_SQPOLL) != 0) (void)::sched_yield();
  }

  /// How many entries of the queue `count` SQEs of `size` bytes take; 0 where they cannot stand
  /// there at all.
  [[nodiscard]] unsigned entries_for(unsigned count, std::size_t size) const noexcept {
    if (size <= sizeof(io_uring_sqe) || has_only_big_sqes()) return count;
    return (setup_flags_ & setup_sqe_mixed) != 0 ? 2 * count : 0;
  }

  /// Whether `count` SQEs of `size` bytes are free, whatever the queue's entries are, for
  /// take_any(). There must be so many at all. It may take an entry itself.
  [[nodiscard]] bool has_room_for(unsigned count, std::size_t size) noexcept {
    return entries_ == nullptr ? has_room(count) : entries_->has_room_for(*this, count, size);
  }

  /// The same as take(), where has_room_for() has said yes.
  [[nodiscard]] sqe_slot take_any(unsigned count, std::size_t size) noexcept {
    return entries_ == nullptr ? take(count) : entries_->take(*this, count, size);
  }

  /// SQEs that the kernel has not been told of yet, or has not taken.
  [[nodiscard]] unsigned unsubmitted() const noexcept {
    return uring_.sq.sqe_tail - __atomic_load_n(submitted_, __ATOMIC_ACQUIRE);
  }

  /// Calls `each(sqe)` for those, but for the first `skipped` entries. `is_big(sqe)` tells of one
  /// of 128 bytes where there are both.
  template <class IsBig, class Each>
  void each_unsubmitted(unsigned skipped, IsBig is_big, Each each) const {
    const unsigned shift = has_only_big_sqes() ? 1 : 0;
    const bool mixed = (setup_flags_ & setup_sqe_mixed) != 0;
    const unsigned tail = uring_.sq.sqe_tail;
    unsigned entry = tail - unsubmitted() + skipped;
    while (static_cast<int>(tail - entry) > 0) {
      const io_uring_sqe& sqe = uring_.sq.sqes[std::size_t{entry & uring_.sq.ring_mask} << shift];
      each(sqe);
      entry += mixed && is_big(sqe) ? 2 : 1;
    }
  }

  // ---- the kernel ----------------------------------------------------------------------------

  /// Submits everything taken, and waits until `min_complete` CQEs are there or `timeout` (may be
  /// null) is over. Gives what io_uring_enter(2) gives: the number submitted or a negative errno.
  [[gnu::always_inline]] int enter(unsigned min_complete,
                                   const __kernel_timespec* timeout) noexcept {
    if (unusual_ != nullptr) [[unlikely]]
      return unusual_->call(*this, unusual_->publish(*this), min_complete, timeout);
    return call_plainly(publish(), min_complete, timeout);
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
  int wait(const __kernel_timespec* timeout) noexcept {
    if (unusual_ != nullptr) return unusual_->call(*this, 0, 1, timeout);
    return call_plainly(0, 1, timeout);
  }

  /// Whether the kernel may hold completions back until somebody enters it: CQEs that found the
  /// completion queue full, or task work; always where it defers that, since then it does not tell
  /// (see setup.hpp), and where completions are polled for.
  [[nodiscard]] bool may_hold_back() const noexcept {
    constexpr unsigned held_back = IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW;
    return ((__atomic_load_n(uring_.sq.kflags, __ATOMIC_RELAXED) | always_) & held_back) != 0;
  }

  /// Whether to enter the kernel with nothing to submit, and nothing to wait for because tasks are
  /// ready. Deferred work is not told of: it is looked for when somebody has asked for that, and
  /// by some turns of those who go on among themselves, for whom each entry would be much.
  [[nodiscard]] bool is_worth_entering() noexcept {
    if (!defers() || has_overflow()) return may_hold_back();
    if (turns_to_look_ != 0) {
      --turns_to_look_;
      return false;
    }
    turns_to_look_ = most_without_look;
    return true;
  }
  /// Has it be so the next time that this is asked.
  void look_for_completions() noexcept { turns_to_look_ = 0; }

  /// Whether the kernel holds completions back, as far as it can be known. Where task work is
  /// deferred by a call: an entry that does not wait may leave some, newer kernels all but twenty
  /// pieces. A call that fails says nothing, and the next entry sees.
  [[nodiscard]] bool holds_back() const noexcept {
    if (!defers() || (setup_flags_ & IORING_SETUP_IOPOLL) != 0) return may_hold_back();
    ::pollfd asked{.fd = uring_.ring_fd, .events = POLLIN, .revents = 0};
    return ::poll(&asked, 1, 0) != 0;
  }

  /// Whether completions wait for room in the completion queue.
  [[nodiscard]] bool has_overflow() const noexcept {
    return (__atomic_load_n(uring_.sq.kflags, __ATOMIC_RELAXED) & IORING_SQ_CQ_OVERFLOW) != 0;
  }

  /// Linux before 7.3 may give a completion a second time when a queue of mixed ones has
  /// overflowed (6.18.44 and 7.2.13 do). Its operation may be gone by then, and its frame.
  void insist_on_room() const noexcept {
    if (may_repeat_ && has_overflow()) [[unlikely]]
      die("a completion queue with big_cqes = mixed has overflowed, after which Linux before 7.3 "
          "may give a completion twice: set ring_options::cq_entries to what can complete at "
          "once, or big_cqes = big");
  }

  /// A descriptor that is readable when completions are there or wait for somebody to enter.
  ///
  /// The ring's own is readable when there are CQEs. While task work is deferred there are none
  /// until somebody enters, so that an event loop would sleep on it for ever: then the kernel is
  /// asked to signal an eventfd, which it does as soon as there is work.
  int descriptor() {
    if (!defers()) return uring_.ring_fd;
    if (!signal_) {
      // It is readable at first, because work may be waiting already.
      unique_fd signal(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
      if (!signal) throw_error(errno, "ringlet::ring: eventfd");
      const int outcome = register_signal(signal.get());
      if (outcome < 0) throw_error(-outcome, "ringlet::ring: its eventfd");
      signal_ = std::move(signal);
      signal_wears_out_ = !kernel_is_before(6, 11) && kernel_is_before(6, 18);
    }
    return signal_.get();
  }

  /// Linux 6.12 loses all but the first of the signals that it has to put off, and so would an
  /// event loop sleep for ever (6.12.118 does; 6.1.192 and 6.18.15 do not). A new registration has
  /// a first one again. Whether there is nothing to do after all, so that the caller may wait.
  [[nodiscard]] bool may_wait_for_signal() noexcept { return !signal_wears_out_ || renew_signal(); }

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

  /// Whether CQEs may have 32 bytes: then it is reap_wide() that takes them out.
  [[nodiscard]] bool has_wide_cqes() const noexcept {
    return (setup_flags_ & (IORING_SETUP_CQE32 | setup_cqe_mixed)) != 0;
  }

  /// As reap(), where CQEs may have 32 bytes. Calls `each(cqe, extra)`: `extra` are the further 16
  /// bytes, which are gone after the call, or null for a CQE of 16.
  template <class Each>
  void reap_wide(unsigned end, Each each) {
    reap_to_ = end;
    unsigned* const khead = uring_.cq.khead;
    const io_uring_cqe* const cqes = uring_.cq.cqes;
    const unsigned mask = uring_.cq.ring_mask;
    const bool mixed = (setup_flags_ & setup_cqe_mixed) != 0;
    for (unsigned head = *khead; head != reap_to_; head = *khead) {
      // The kernel lets no big CQE wrap around the end: it fills up with one that says so.
      const io_uring_cqe* const cqe = &cqes[std::size_t{head & mask} << (mixed ? 0 : 1)];
      const unsigned flags = cqe->flags;
      const bool is_big = !mixed || (flags & cqe_f_32) != 0;
      reaped copy;
      std::array<std::uint64_t, 2> extra;
      std::memcpy(&copy, cqe, sizeof copy);
      if (is_big) std::memcpy(extra.data(), cqe + 1, sizeof extra);
      __atomic_store_n(khead, head + (mixed && is_big ? 2 : 1), __ATOMIC_RELEASE);
      if (mixed && (flags & cqe_f_skip) != 0) continue;
      each(copy, is_big ? extra.data() : nullptr);
    }
  }

  /// Makes the reap() that is under way return behind the CQE that it is at.
  void interrupt_reap() noexcept { reap_to_ = *uring_.cq.khead; }

 private:
  static constexpr unsigned most_without_look = 15;

  [[nodiscard]] bool defers() const noexcept {
    return (setup_flags_ & IORING_SETUP_DEFER_TASKRUN) != 0;
  }

  // Whether `count` SQEs, at least one, end at `last_` or before it: a distance that is below zero
  // where none is free. For one SQE, that is a look at a sign.
  [[nodiscard, gnu::always_inline]] bool fits(unsigned count) const noexcept {
    return static_cast<int>(last_ - uring_.sq.sqe_tail) >= static_cast<int>(count - 1);
  }

  [[gnu::always_inline]] int call_plainly(unsigned to_submit, unsigned min_complete,
                                          const __kernel_timespec* timeout) noexcept {
    unsigned flags = enter_flags_;
    if (min_complete != 0 || may_hold_back()) flags |= IORING_ENTER_GETEVENTS;
    return call_kernel(to_submit, min_complete, flags, timeout);
  }

  [[gnu::always_inline]] int call_kernel(unsigned to_submit, unsigned min_complete, unsigned flags,
                                         const __kernel_timespec* timeout,
                                         unsigned min_wait = 0) noexcept {
    // An argument that says nothing costs the kernel an eighth of an entry all the same.
    if (timeout == nullptr && min_wait == 0) [[likely]]
      return ::io_uring_enter2(static_cast<unsigned>(enter_fd_), to_submit, min_complete, flags,
                               nullptr, 0);
    wait_argument argument{0, _NSIG / 8, min_wait, reinterpret_cast<std::uintptr_t>(timeout)};
    return ::io_uring_enter2(static_cast<unsigned>(enter_fd_), to_submit, min_complete,
                             flags | IORING_ENTER_EXT_ARG, reinterpret_cast<sigset_t*>(&argument),
                             sizeof argument);
  }

  /// What the queues of a ring with options do otherwise, or those of one that was lent. It is
  /// reached by pointers that only such a ring sets, because a program without one then need not
  /// compile it.
  struct ways {
    int (*call)(queues&, unsigned to_submit, unsigned min_complete,
                const __kernel_timespec* timeout) noexcept;
    unsigned (*publish)(queues&) noexcept;
    bool (*has_room_for)(queues&, unsigned count, std::size_t size) noexcept;
    sqe_slot (*take)(queues&, unsigned count, std::size_t size) noexcept;
  };
  [[nodiscard]] static const ways& others() noexcept {
    static constexpr ways all{
        [](queues& self, unsigned to_submit, unsigned min_complete,
           const __kernel_timespec* timeout) noexcept {
          return self.call_unusual(to_submit, min_complete, timeout);
        },
        [](queues& self) noexcept { return self.publish_unusual(); },
        [](queues& self, unsigned count, std::size_t size) noexcept {
          return self.has_odd_room(count, size);
        },
        [](queues& self, unsigned count, std::size_t size) noexcept {
          return self.take_odd(count, size);
        },
    };
    return all;
  }

  /// What enter() and wait() are there.
  int call_unusual(unsigned to_submit, unsigned min_complete,
                   const __kernel_timespec* timeout) noexcept {
    unsigned flags = enter_flags_;
    if (min_complete != 0 || may_hold_back()) flags |= IORING_ENTER_GETEVENTS;
    if ((setup_flags_ & IORING_SETUP_SQPOLL) != 0) {
      flags |= wake_thread();
      // The thread takes what there is by itself; publish() has told it.
      if ((flags & ~enter_flags_) == 0) return static_cast<int>(to_submit);
    }
    if (min_complete != 0 && batch_ > min_complete) min_complete = batch_;
    const unsigned min_wait = min_wait_within(timeout);
    int outcome = 0;
    if (waits_ && (flags & IORING_ENTER_GETEVENTS) != 0) {
      auto& wait = *reinterpret_cast<registered_wait*>(waits_.data());
      wait.timeout = timeout != nullptr ? *timeout : __kernel_timespec{};
      wait.flags = timeout != nullptr ? reg_wait_ts : 0;
      wait.min_wait_usec = min_wait;
      // Instead of an address, where in that memory the argument stands: at its beginning.
      outcome =
          ::io_uring_enter2(static_cast<unsigned>(enter_fd_), to_submit, min_complete,
                            flags | IORING_ENTER_EXT_ARG | enter_ext_arg_reg, nullptr, sizeof wait);
    } else {
      outcome = call_kernel(to_submit, min_complete, flags, timeout, min_wait);
    }
    if ((setup_flags_ & setup_sq_rewind) != 0 && outcome > 0)
      rewind(static_cast<unsigned>(outcome));
    if (lent_) scrub();
    if (skips_ && outcome >= 0 && static_cast<unsigned>(outcome) < to_submit)
      insist_on_whole_chains();
    return outcome;
  }

  /// Called when the kernel has not taken all: in the middle of a chain, then it runs what it has
  /// taken by itself, and the rest at the next entry. Of one that skips successes nobody knows any
  /// more what is to come, and whose memory that needs.
  [[gnu::cold, gnu::noinline]] void insist_on_whole_chains() const noexcept {
    constexpr unsigned goes_on = IOSQE_IO_LINK | IOSQE_CQE_SKIP_SUCCESS;
    const unsigned taken = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE);
    const unsigned last = uring_.sq.sqes[(taken - 1) & uring_.sq.ring_mask].flags;
    if ((last & goes_on) == goes_on)
      die("the kernel had no memory in the middle of a chain with skip_success()");
  }

  /// The minimum comes first for the kernel, even where the timeout is shorter: no deadline may be
  /// late by that.
  [[nodiscard]] unsigned min_wait_within(const __kernel_timespec* timeout) const noexcept {
    if (timeout == nullptr || timeout->tv_sec > min_wait_ / 1'000'000) return min_wait_;
    const long long left = timeout->tv_sec * 1'000'000 + timeout->tv_nsec / 1'000;
    return left < min_wait_ ? static_cast<unsigned>(left) : min_wait_;
  }

  /// What a ring whose SQEs a thread takes has to be entered for.
  [[nodiscard]] unsigned wake_thread() const noexcept {
    unsigned flags = 0;
    // Behind publish()'s store of the tail, which is of the same order: the thread says that it
    // sleeps, then looks at the tail once more. Either it finds what was published, or this finds
    // that it sleeps.
    if ((__atomic_load_n(uring_.sq.kflags, __ATOMIC_SEQ_CST) & IORING_SQ_NEED_WAKEUP) != 0) {
      flags |= IORING_ENTER_SQ_WAKEUP;
    }
    if (free_entries() == 0) flags |= IORING_ENTER_SQ_WAIT;
    return flags;
  }

  /// The kernel takes SQEs from the first one on, at each entry: what it has left moves there.
  void rewind(unsigned taken) noexcept {
    uring_.sq.sqe_tail -= taken;
    const unsigned shift = has_only_big_sqes() ? 1 : 0;
    std::memmove(uring_.sq.sqes, uring_.sq.sqes + (std::size_t{taken} << shift),
                 sizeof(io_uring_sqe) * (std::size_t{uring_.sq.sqe_tail} << shift));
  }

  /// Clears the user_data of the SQEs that the kernel has taken since the last call.
  void scrub() noexcept {
    const unsigned taken = __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE);
    for (; scrubbed_ != taken; ++scrubbed_) {
      uring_.sq.sqes[scrubbed_ & uring_.sq.ring_mask].user_data = 0;
    }
  }

  int enable_rings() const noexcept {
    // liburing 2.3 declares io_uring_enable_rings without exporting it.
    int enabled = ::io_uring_register(fd(), IORING_REGISTER_ENABLE_RINGS, nullptr, 0);
    if (enabled != -EINTR) return enabled;
    // Older kernels (5.10 among them) first wait for the ring to be at rest, some milliseconds, and
    // a signal ends that. Were more to come at such a rate, they would never get there.
    sigset_t all{};
    sigset_t before{};
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    while (enabled == -EINTR) {
      enabled = ::io_uring_register(fd(), IORING_REGISTER_ENABLE_RINGS, nullptr, 0);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return enabled;
  }

  unsigned publish() noexcept {
    // liburing's own view is kept in step, so that whoever uses the native ring may submit too.
    uring_.sq.sqe_head = uring_.sq.sqe_tail;
    __atomic_store_n(uring_.sq.ktail, uring_.sq.sqe_tail, __ATOMIC_RELEASE);
    return unsubmitted();
  }

  unsigned publish_unusual() noexcept {
    // There the kernel wants head and tail to stay 0.
    if ((setup_flags_ & setup_sq_rewind) != 0) return unsubmitted();
    if ((setup_flags_ & IORING_SETUP_SQPOLL) == 0) return publish();
    const unsigned to_submit = unsubmitted();
    uring_.sq.sqe_head = uring_.sq.sqe_tail;
    __atomic_store_n(uring_.sq.ktail, uring_.sq.sqe_tail, __ATOMIC_SEQ_CST);
    return to_submit;
  }

  // ---- entries of all sizes ------------------------------------------------------------------

  [[nodiscard]] bool has_only_big_sqes() const noexcept {
    return (setup_flags_ & IORING_SETUP_SQE128) != 0;
  }

  [[nodiscard]] unsigned free_entries() const noexcept {
    return uring_.sq.ring_entries -
           (uring_.sq.sqe_tail - __atomic_load_n(uring_.sq.khead, __ATOMIC_ACQUIRE));
  }

  /// Whether there is room where entries are big or mixed, and `count` of them of `size` bytes.
  [[nodiscard]] bool has_odd_room(unsigned count, std::size_t size) noexcept {
    const unsigned needed = entries_for(count, size);
    if (needed != count && would_wrap(needed)) {
      if (free_entries() == 0) return false;
      pad();
    }
    return free_entries() >= needed;
  }

  [[nodiscard]] sqe_slot take_odd(unsigned count, std::size_t size) noexcept {
    const unsigned needed = entries_for(count, size);
    const unsigned tail = uring_.sq.sqe_tail;
    const unsigned mask = uring_.sq.ring_mask;
    uring_.sq.sqe_tail = tail + needed;
    if (needed == count) {
      const unsigned shift = has_only_big_sqes() ? 1 : 0;
      io_uring_sqe* const sqes = uring_.sq.sqes;
      const sqe_slot slot(&sqes[std::size_t{tail & mask} << shift], sqes, tail, mask, shift);
      for (unsigned i = 0; i < count; ++i) {
        std::memset(&slot[i], 0, sizeof(io_uring_sqe) << shift);
      }
      return slot;
    }
    // Pairs of entries: counted in pairs, from the first or the second entry of the queue on.
    io_uring_sqe* const first = &uring_.sq.sqes[tail & mask];
    const sqe_slot slot(first, uring_.sq.sqes + (tail & 1), tail >> 1, mask >> 1, 1);
    for (unsigned i = 0; i < count; ++i) std::memset(&slot[i], 0, 2 * sizeof(io_uring_sqe));
    return slot;
  }

  /// Whether one of the pairs in the next `entries` entries would have its second half at the
  /// queue's beginning, which the kernel refuses.
  [[nodiscard]] bool would_wrap(unsigned entries) const noexcept {
    const unsigned at = uring_.sq.sqe_tail & uring_.sq.ring_mask;
    return at % 2 != 0 && at + entries > uring_.sq.ring_entries;
  }

  /// Fills an entry with what does nothing. Its CQE comes and is ignored: to skip CQEs makes the
  /// kernel refuse a drain ever after.
  void pad() noexcept {
    io_uring_sqe& sqe = take_odd(1, sizeof(io_uring_sqe)).sqe();
    sqe.opcode = IORING_OP_NOP;
    sqe.user_data = ignored_user_data;
  }

  int register_signal(int descriptor) noexcept {
    return ::io_uring_register(fd(), IORING_REGISTER_EVENTFD, &descriptor, 1);
  }

  [[gnu::cold]] bool renew_signal() noexcept {
    (void)::io_uring_register(fd(), IORING_UNREGISTER_EVENTFD, nullptr, 0);
    const bool renewed = register_signal(signal_.get()) >= 0;
    // In between nothing was signalled.
    return renewed && !holds_back() && !has_cqe();
  }

  // ---- setting up ----------------------------------------------------------------------------

  template <class... Options>
  [[gnu::cold]] explicit queues(unsigned forks, const Options&... options)
      : uring_{}, forks_(forks), made_(create(options...)) {
    mapping_order::mapped();
    fill(uring_, made_);
    setup_flags_ = made_.parameters.flags;
    set_up_entries();
  }

  void set_up_entries() noexcept {
    // Farther back than any tail: then has_room() is never true.
    constexpr unsigned nowhere = ~0U - (1U << 30);
    reach_ = has_only_big_sqes() ? nowhere : uring_.sq.ring_entries - 1;
    last_ = uring_.sq.sqe_tail - 1;
    submitted_ = uring_.sq.khead;
    // What the thread of a ring has still to take is no business of who enters it.
    if ((setup_flags_ & IORING_SETUP_SQPOLL) != 0) submitted_ = &uring_.sq.sqe_head;
    constexpr unsigned polls = IORING_SETUP_IOPOLL | IORING_SETUP_SQPOLL;
    if ((setup_flags_ & polls) == IORING_SETUP_IOPOLL || defers()) always_ = IORING_SQ_TASKRUN;
  }

  [[gnu::cold]] void set_up_waits(const ring_options& options) {
    if (options.wait_for) {
      must_have(feat_min_timeout, "wait_for needs Linux 6.12 (IORING_FEAT_MIN_TIMEOUT)");
      batch_ = options.wait_for->completions;
      min_wait_ = static_cast<unsigned>(options.wait_for->min_wait.count());
      unusual_ = &others();
    }
    if (options.no_iowait) {
      must_have(feat_no_iowait, "no_iowait needs Linux 6.15 (IORING_FEAT_NO_IOWAIT)");
      enter_flags_ |= enter_no_iowait;
    }
    if (options.clock == ring_clock::boottime) {
      clock_ = CLOCK_BOOTTIME;
      std::array<std::uint32_t, 4> chosen{CLOCK_BOOTTIME, 0, 0, 0};
      must_register(register_clock, chosen.data(), 0,
                    "clock = boottime needs Linux 6.12 (IORING_REGISTER_CLOCK)");
    }
    if (options.registered_waits) {
      const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
      waits_ = mapping(page, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      if (!waits_) throw_unsupported(errno, "no memory for registered_waits");
      region memory{};
      memory.user_addr = reinterpret_cast<std::uintptr_t>(waits_.data());
      memory.size = page;
      memory.flags = mem_region_type_user;
      region_registration asked{};
      asked.region_uptr = reinterpret_cast<std::uintptr_t>(&memory);
      asked.flags = mem_region_reg_wait_arg;
      must_register(register_mem_region, &asked, 1,
                    "registered_waits need Linux 6.13 (IORING_REGISTER_MEM_REGION)");
      unusual_ = &others();
    }
  }

  [[gnu::cold]] void set_up_registrations(const ring_options& options) {
    if (options.napi) {
      napi_registration asked{};
      asked.busy_poll_to = static_cast<std::uint32_t>(options.napi->busy_poll.count());
      asked.prefer_busy_poll = options.napi->prefer_busy_poll ? 1 : 0;
      must_register(register_napi, &asked, 1,
                    "napi needs Linux 6.9 with CONFIG_NET_RX_BUSY_POLL (IORING_REGISTER_NAPI)");
    }
    if (options.iowq.bound != 0 || options.iowq.unbound != 0) {
      std::array<unsigned, 2> limits{options.iowq.bound, options.iowq.unbound};
      must_register(
          register_iowq_max_workers, limits.data(), 2,
          "iowq needs Linux 5.15 (IORING_REGISTER_IOWQ_MAX_WORKERS), and limits below 2^31");
    }
    if (options.iowq_cpus) {
      worker_cpus_ = *options.iowq_cpus;
      on_enabling_ = [](queues& self) {
        self.must_register(register_iowq_aff, &self.worker_cpus_, sizeof(cpu_set_t),
                           "iowq_cpus needs Linux 5.14 (IORING_REGISTER_IOWQ_AFF)");
      };
    }
    if (options.allowed) restrict(options);
  }

  /// The kernel applies this from enable() on.
  [[gnu::cold]] void restrict(const ring_options& options) {
    constexpr std::size_t own = 16;  // rules for what the runtime needs, and some more
    const std::size_t most = options.allowed->size() + options.allowed_registrations.size() + own;
    const owned_array<io_uring_restriction> rules(new io_uring_restriction[most]{});
    std::size_t count = 0;
    const auto add = [&] [[gnu::noinline]] (unsigned what, unsigned value) {
      io_uring_restriction& rule = rules[count++];
      rule.opcode = static_cast<std::uint16_t>(what);
      rule.sqe_op = static_cast<std::uint8_t>(value);
    };
    // An opcode that this kernel does not know is not to be run either, and may not stand there.
    io_uring_probe known{};
    must_register(IORING_REGISTER_PROBE, &known, 0, "allowed needs IORING_REGISTER_PROBE");
    for (const opcode code : *options.allowed) {
      const auto number = static_cast<unsigned>(code);
      if (number <= known.last_op) add(IORING_RESTRICTION_SQE_OP, number);
    }
    add(IORING_RESTRICTION_SQE_OP, IORING_OP_ASYNC_CANCEL);
    add(IORING_RESTRICTION_SQE_OP, IORING_OP_TIMEOUT);         // a stream's rest, and the alarm
    add(IORING_RESTRICTION_SQE_OP, IORING_OP_TIMEOUT_REMOVE);  // which may have to be earlier
    add(IORING_RESTRICTION_SQE_OP, IORING_OP_POLL_ADD);        // what other threads wake it by
    if (options.big_sqes == sqe_entries::mixed) add(IORING_RESTRICTION_SQE_OP, IORING_OP_NOP);
    add(IORING_RESTRICTION_SQE_FLAGS_ALLOWED, 0xff);
    add(IORING_RESTRICTION_REGISTER_OP, IORING_REGISTER_PROBE);
    add(IORING_RESTRICTION_REGISTER_OP, IORING_REGISTER_EVENTFD);
    add(IORING_RESTRICTION_REGISTER_OP, IORING_UNREGISTER_EVENTFD);
    if (options.iowq_cpus) add(IORING_RESTRICTION_REGISTER_OP, register_iowq_aff);
    for (const std::uint8_t number : options.allowed_registrations) {
      add(IORING_RESTRICTION_REGISTER_OP, number);
    }
    const std::size_t essential = count;
    for (const unsigned number : {unsigned{IORING_REGISTER_RING_FDS},
                                  unsigned{IORING_UNREGISTER_RING_FDS}, register_sync_cancel}) {
      add(IORING_RESTRICTION_REGISTER_OP, number);
    }
    // A kernel without one of these refuses the whole list, and the runtime does without them.
    if (::io_uring_register(fd(), IORING_REGISTER_RESTRICTIONS, rules.get(),
                            static_cast<unsigned>(count)) == 0) {
      return;
    }
    must_register(IORING_REGISTER_RESTRICTIONS, rules.get(), static_cast<unsigned>(essential),
                  "allowed needs Linux 5.10 (IORING_REGISTER_RESTRICTIONS), and "
                  "allowed_registrations numbers that this kernel knows");
  }

  [[gnu::cold]] void must_have(unsigned feature, const char* what) const {
    if ((features() & feature) == 0) {
      throw_unsupported(EOPNOTSUPP, what, "; this kernel has it not: leave it out");
    }
  }
  [[gnu::cold]] void must_register(unsigned number, const void* argument, unsigned count,
                                   const char* what) const {
    const int outcome = ::io_uring_register(fd(), number, argument, count);
    if (outcome < 0) {
      throw_unsupported(outcome == -EINVAL ? EOPNOTSUPP : -outcome, what,
                        "; this kernel refuses it: leave it out");
    }
  }

  io_uring uring_;
  unsigned forks_;  // so many lead to the process that made it
  bool dontfork_ = false;
  unsigned setup_flags_ = 0;
  bool may_repeat_ = false;
  bool signal_wears_out_ = false;
  unsigned enter_flags_ = 0;
  int enter_fd_ = -1;  // the descriptor, or its place among the thread's registered ones
  bool owned_ = false;
  bool lent_ = false;
  bool skips_ = false;  // whether there was a chain that tells of all its members once
  unsigned scrubbed_ = 0;
  const ways* unusual_ = nullptr;  // where entering takes more than a plain ring's
  const ways* entries_ = nullptr;  // where SQEs are big or mixed
  ::pthread_t owner_{};
  unsigned reap_to_ = 0;           // where the innermost reap() ends, and with it those around it
  unsigned last_ = 0;              // the tail at which the last SQE is free, as last seen
  unsigned reach_ = 0;             // how far that is from the kernel's head
  unsigned always_ = 0;            // the IORING_SQ_ flags that count as set
  unsigned turns_to_look_ = 0;     // so many may pass without a look for deferred work
  unsigned* submitted_ = nullptr;  // how far the SQEs have been handed over
  unsigned batch_ = 1;             // completions to wait for
  unsigned min_wait_ = 0;          // for so many microseconds
  clockid_t clock_ = CLOCK_MONOTONIC;
  created made_;
  mapping waits_;  // where a registered wait has its argument
  cpu_set_t worker_cpus_;
  void (*on_enabling_)(queues&) = nullptr;
  /// What resize() has replaced, the last first.
  struct former {
    mapping rings;
    mapping sqes;
    former* before = nullptr;
  };
  former* former_ = nullptr;
  unique_fd signal_;
};

}  // namespace ringlet::detail
