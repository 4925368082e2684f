// What a ring can be asked for when it is made.
#pragma once

#include <sched.h>  // cpu_set_t

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <ringlet/chrono.hpp>
#include <ringlet/inspect.hpp>
#include <ringlet/restrictions.hpp>

namespace ringlet {

/// How the kernel runs the work that completes operations (see io_uring_setup(2)).
enum class taskrun {
  best,         ///< the first of the following that this kernel has
  deferred,     ///< IORING_SETUP_SINGLE_ISSUER and DEFER_TASKRUN: Linux 6.1
  cooperative,  ///< IORING_SETUP_COOP_TASKRUN and TASKRUN_FLAG: Linux 5.19
  plain,        ///< interrupting the thread
};

/// How long the submission entries of a ring are.
enum class sqe_entries {
  plain,  ///< 64 bytes
  big,    ///< IORING_SETUP_SQE128, 128 bytes each: Linux 5.19
  mixed,  ///< IORING_SETUP_SQE_MIXED, 64 or 128 by the opcode: Linux 6.19; at least two entries
};

/// How long the completion entries of a ring are.
enum class cqe_entries {
  plain,  ///< 16 bytes
  big,    ///< IORING_SETUP_CQE32, 32 bytes each: Linux 5.19
  mixed,  ///< IORING_SETUP_CQE_MIXED, 16 or 32 by what completes: Linux 6.18
};

/// How the kernel finds the next submission entry.
enum class sq_layout {
  sqarray,     ///< by an array of indices, which ringlet fills once
  no_sqarray,  ///< IORING_SETUP_NO_SQARRAY, in order: Linux 6.6
  sq_rewind,   ///< IORING_SETUP_SQ_REWIND, from the first one at each entry: Linux 7.0
};

/// Whether completions are polled for, instead of interrupting.
enum class iopoll_mode {
  off,
  on,      ///< IORING_SETUP_IOPOLL
  hybrid,  ///< IORING_SETUP_IOPOLL and HYBRID_IOPOLL, which sleeps a while first: Linux 6.13
};

/// The clock by which a ring's waits and deadlines run.
enum class ring_clock {
  monotonic,  ///< CLOCK_MONOTONIC, which stands still while the machine is suspended
  boottime,   ///< CLOCK_BOOTTIME, which does not: Linux 6.12
};

/// A kernel thread that submits (IORING_SETUP_SQPOLL): what is awaited goes to the kernel without a
/// system call. See ring_options::sqpoll.
struct sqpoll_thread {
  /// After so long without work the thread sleeps, until the ring wakes it by a system call.
  /// Rounded up to milliseconds; 0 means the kernel's choice, one second.
  std::chrono::nanoseconds idle{0};
  /// The CPU that the thread is bound to (IORING_SETUP_SQ_AFF), one that is online.
  std::optional<unsigned> cpu = {};
  /// A ring of this process with a thread of its own, to share it (IORING_SETUP_ATTACH_WQ). It may
  /// be destroyed first: the thread stays for who is left. It sleeps after the longest `idle` of
  /// them.
  const ring* attach = nullptr;
};

/// A minimum-timeout wait: the ring waits for a batch of completions instead of one, but no longer
/// than `min_wait` if there is any, or until an op::timeout has completed. See
/// ring_options::wait_for.
struct batch_wait {
  /// How many completions end the wait at once.
  unsigned completions = 1;
  /// For how long it waits for so many, in whole microseconds; afterwards one will do.
  std::chrono::microseconds min_wait{0};
};

/// Busy polling of the network devices that the ring's sockets get their packets from, before the
/// thread sleeps (IORING_REGISTER_NAPI).
struct napi_polling {
  /// For how long a wait polls, in whole microseconds.
  std::chrono::microseconds busy_poll{0};
  /// Whether the device's interrupts are held back meanwhile.
  bool prefer_busy_poll = false;
};

/// The most worker threads that run what cannot be done without blocking. 0 leaves a limit as it
/// is: the kernel's own is min(entries, 4 * CPUs) and RLIMIT_NPROC.
struct iowq_limits {
  unsigned bound = 0;    ///< for files and block devices, whose work ends in bounded time
  unsigned unbound = 0;  ///< for everything else
};

/// Where the queues lie.
class queue_memory {
 public:
  /// In memory of the kernel's, which the ring maps.
  constexpr queue_memory() = default;

  /// In the caller's memory (IORING_SETUP_NO_MMAP): Linux 6.5. It starts on a page boundary, has at
  /// least queue_bytes(options) bytes, and stays until the ring has been destroyed. Older kernels
  /// want it contiguous physically: part of a huge page.
  constexpr queue_memory(std::span<std::byte> callers) noexcept
      : kind_(kind::callers), callers_(callers) {}

  /// In huge pages of 2 MiB which the ring takes for itself (IORING_SETUP_NO_MMAP): Linux 6.5. The
  /// system must have some set aside (vm.nr_hugepages): one, or two where the queues need more.
  [[nodiscard]] static constexpr queue_memory huge_pages() noexcept {
    queue_memory made;
    made.kind_ = kind::huge_pages;
    return made;
  }

  [[nodiscard]] constexpr bool is_kernels() const noexcept { return kind_ == kind::kernels; }
  [[nodiscard]] constexpr bool is_callers() const noexcept { return kind_ == kind::callers; }
  [[nodiscard]] constexpr std::span<std::byte> callers() const noexcept { return callers_; }

 private:
  enum class kind { kernels, callers, huge_pages };

  kind kind_ = kind::kernels;
  std::span<std::byte> callers_;
};

/// What a ring is asked for. All but the first three are for special needs: what the kernel cannot
/// give makes the constructor throw std::system_error, and what does not go together
/// std::invalid_argument, which name the option and what to do. `static_assert(why_unfit(options)
/// .empty())` says the latter at compile time.
struct ring_options {
  /// Submission queue entries, 1 to 32768; the kernel rounds up to a power of two. An operation
  /// that finds the queue full submits it and goes on, so this bounds a batch, not what is in
  /// flight.
  unsigned entries = 256;
  /// Completion queue entries; 0 means four times `entries`. At least `entries`, at most 65536.
  unsigned cq_entries = 0;
  /// How completion work is run. Anything but `best` is for tests and comparisons: a kernel that
  /// lacks it makes the constructor fail instead of falling back.
  taskrun completions = taskrun::best;

  /// Submission by a kernel thread. It rules out `completions` of another kind than best and plain.
  /// Without privileges since Linux 5.13.
  std::optional<sqpoll_thread> sqpoll = {};
  /// Completions are polled for: storage opened with O_DIRECT, on a device with polling queues
  /// (nvme.poll_queues), and of the operations only read, write, nop, uring_cmd and those of
  /// buffers and tables. Nothing can be cancelled there. A ring in somebody else's loop always has
  /// something to poll().
  iopoll_mode iopoll = iopoll_mode::off;
  /// Big entries, which some operations need: op::uring_cmd128, op::nop128. They are refused with
  /// errc::operation_not_supported on a ring without.
  sqe_entries big_sqes = sqe_entries::plain;
  /// Big completions, which some operations need, as cqe_view::extra. With mixed ones, have
  /// cq_entries for all that can complete at once: when such a queue overflows, kernels before 7.3
  /// (6.18.44 and 7.2.13 were seen to) may give a completion twice, and the program ends with a
  /// sentence before that.
  cqe_entries big_cqes = cqe_entries::plain;
  /// How the kernel finds submission entries. Without the array a ring needs less memory, and with
  /// sq_rewind what it writes stays in the cache. Only with sqarray native() serves liburing's
  /// functions that take and submit entries.
  sq_layout sq = sq_layout::sqarray;
  /// Where the queues lie.
  queue_memory memory = {};

  /// Waiting for several completions at a time, where more throughput is worth some latency.
  /// Deadlines are kept all the same. Linux 6.12.
  std::optional<batch_wait> wait_for = {};
  /// The clock of within() and sleep_for().
  ring_clock clock = ring_clock::monotonic;
  /// What a wait with a deadline tells the kernel lies in memory that it has mapped, instead of
  /// being copied at each (IORING_REGISTER_MEM_REGION, IORING_ENTER_EXT_ARG_REG). Not with iopoll.
  /// Linux 6.13.
  bool registered_waits = false;
  /// A thread that waits does not count as one that waits for a disk: by default an idle ring shows
  /// as iowait in the CPU's figures (IORING_ENTER_NO_IOWAIT). Linux 6.15.
  bool no_iowait = false;
  /// A child that is forked has nothing where the queues are (MADV_DONTFORK), and so cannot touch
  /// them; for memory of the caller's that is up to the caller. Using a ring in a child ends that
  /// program with a sentence, with or without this.
  bool dontfork = false;
  /// Busy polling of network devices. Not with iopoll. Linux 6.9.
  std::optional<napi_polling> napi = {};

  /// Limits to the worker threads; they hold for the thread that runs the ring, and so for all of
  /// its rings (IORING_REGISTER_IOWQ_MAX_WORKERS). Linux 5.15.
  iowq_limits iowq = {};
  /// The CPUs that the worker threads may use, for the same (IORING_REGISTER_IOWQ_AFF). Linux 5.14.
  std::optional<cpu_set_t> iowq_cpus = {};

  /// The only operations that the ring may run, whoever gets hold of it, as `operations<op::recv,
  /// op::send>` (IORING_REGISTER_RESTRICTIONS). Others complete with errc::permission_denied. The
  /// runtime itself may cancel, rest a stream by a TIMEOUT, be woken by
  /// a POLL_ADD, and pad with a NOP where SQEs are
  /// mixed. Linux 5.10.
  std::optional<allow_list> allowed = {};
  /// On such a ring, what may be registered besides what the runtime needs itself, as
  /// `registrations<IORING_REGISTER_PBUF_RING>`; else errc::permission_denied.
  std::span<const std::uint8_t> allowed_registrations = {};
};

/// Why no kernel makes a ring with these options, in a sentence; empty where one may.
[[nodiscard]] constexpr std::string_view why_unfit(const ring_options& options) noexcept {
  if (options.sqpoll) {
    if (options.completions == taskrun::deferred || options.completions == taskrun::cooperative) {
      return "sqpoll does not go with completions = deferred or cooperative, because its thread "
             "submits: leave completions at best";
    }
    if (options.sq == sq_layout::sq_rewind) {
      return "sqpoll does not go with sq = sq_rewind, because its thread follows the queue's tail: "
             "use no_sqarray";
    }
    if (options.sqpoll->attach != nullptr && options.sqpoll->cpu) {
      return "sqpoll.cpu does not go with sqpoll.attach, because the thread has its CPU already: "
             "give it to the ring that makes the thread";
    }
    if (options.sqpoll->idle < std::chrono::nanoseconds(0) ||
        options.sqpoll->idle > std::chrono::milliseconds(UINT32_MAX)) {
      return "sqpoll.idle must be 0 to 2^32 - 1 milliseconds";
    }
  }
  if (options.big_sqes == sqe_entries::mixed && options.entries < 2) {
    return "big_sqes = mixed needs at least two entries: a big one takes the place of two";
  }
  if (options.wait_for) {
    if (options.iopoll != iopoll_mode::off) {
      return "wait_for does not go with iopoll, which does not sleep";
    }
    if (options.wait_for->completions == 0 ||
        options.wait_for->min_wait < std::chrono::microseconds(0) ||
        options.wait_for->min_wait > std::chrono::microseconds(UINT32_MAX)) {
      return "wait_for wants at least one completion and a min_wait of 0 to 2^32 - 1 microseconds";
    }
  }
  if (options.iopoll != iopoll_mode::off) {
    if (options.registered_waits) {
      return "registered_waits do not go with iopoll, which does not sleep";
    }
    if (options.napi) return "napi does not go with iopoll, which polls storage";
  }
  if (options.napi && (options.napi->busy_poll < std::chrono::microseconds(0) ||
                       options.napi->busy_poll > std::chrono::microseconds(UINT32_MAX))) {
    return "napi.busy_poll must be 0 to 2^32 - 1 microseconds";
  }
  if (!options.allowed && !options.allowed_registrations.empty()) {
    return "allowed_registrations restrict nothing without allowed: say operations<...> there";
  }
  return {};
}

}  // namespace ringlet
