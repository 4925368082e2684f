// Creating a ring: the setup flags this kernel takes, its memory, and what to say when it takes
// none.
#pragma once

#include <liburing.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <ringlet/chrono.hpp>
#include <ringlet/mapping.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/ring_options.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

namespace detail {

[[nodiscard]] inline int read_number(const char* path, int otherwise) noexcept {
  int number = otherwise;
  if (std::FILE* file = std::fopen(path, "re")) {
    if (std::fscanf(file, "%d", &number) != 1) number = otherwise;
    (void)std::fclose(file);
  }
  return number;
}

/// Whether the running kernel is older than this release; one that cannot be told is.
[[nodiscard, gnu::cold]] inline bool kernel_is_before(unsigned major, unsigned minor) noexcept {
  ::utsname system{};
  unsigned its_major = 0;
  unsigned its_minor = 0;
  if (::uname(&system) != 0 || std::sscanf(system.release, "%u.%u", &its_major, &its_minor) != 2)
    return true;
  return its_major < major || (its_major == major && its_minor < minor);
}

/// What is the matter, and what to do, in one sentence. `disabled` is kernel.io_uring_disabled and
/// `memlock` RLIMIT_MEMLOCK in bytes.
[[nodiscard, gnu::cold]] inline sentence explain_setup_failure(int errno_value, int disabled,
                                                               unsigned long long memlock) {
  switch (errno_value) {
    case ENOSYS:
      return sentence(
          "this kernel has no io_uring: Linux 5.10.162 or later is needed, built with "
          "CONFIG_IO_URING (some container profiles answer so too: allow io_uring_setup, "
          "io_uring_enter and io_uring_register)");
    case EPERM:
    case EACCES:
      if (disabled == 2) {
        return sentence(
            "io_uring is switched off for everybody: kernel.io_uring_disabled is 2; as root, "
            "'sysctl kernel.io_uring_disabled=0'");
      }
      if (disabled == 1) {
        return sentence(
            "io_uring is kept to privileged processes: kernel.io_uring_disabled is 1; join the "
            "group kernel.io_uring_group or, as root, 'sysctl kernel.io_uring_disabled=0'");
      }
      return sentence(
          "a seccomp filter or security policy forbids io_uring_setup (a container's default "
          "profile, for example): allow io_uring_setup, io_uring_enter and io_uring_register "
          "there");
    case ENOMEM:
      return memlock == RLIM_INFINITY
                 ? sentence(
                       "no memory for the queues, though RLIMIT_MEMLOCK is unlimited: ask for "
                       "fewer entries")
                 : sentence("no memory for the queues: RLIMIT_MEMLOCK is ")
                       .add(memlock)
                       .add(" bytes; raise it ('ulimit -l') or ask for fewer entries");
    case EMFILE:
      return sentence("this process has no descriptor left: raise RLIMIT_NOFILE ('ulimit -n')");
    case ENFILE:
      return sentence("the system has no descriptor left: raise fs.file-max");
    case EINVAL:
      return sentence(
          "the kernel refuses these options: entries must be 1 to 32768 and cq_entries at least "
          "entries and at most 65536, the kernel must have what `completions` asks for, and be "
          "Linux 5.10.162 or later");
    default:
      return sentence("io_uring_setup failed");
  }
}

[[noreturn]] inline void throw_setup_failure(int errno_value) {
  rlimit memlock{};
  (void)::getrlimit(RLIMIT_MEMLOCK, &memlock);
  const int disabled = read_number("/proc/sys/kernel/io_uring_disabled", 0);
  const sentence why = explain_setup_failure(errno_value, disabled, memlock.rlim_cur);
  throw_error(errno_value, sentence("ringlet::ring: ").add(why).c_str());
}

/// The same for a ring that was made: a profile may allow io_uring_setup and forbid `call`.
[[noreturn, gnu::cold]] inline void throw_call_failure(int errno_value, const char* call) {
  if (errno_value == EPERM || errno_value == ENOSYS) {
    throw_error(errno_value,
                sentence("ringlet::ring: a seccomp filter or security policy forbids ")
                    .add(call)
                    .add(", though it allowed io_uring_setup: allow io_uring_enter and "
                         "io_uring_register there, too")
                    .c_str());
  }
  throw_error(errno_value, sentence("ringlet::ring: ").add(call).c_str());
}

// Setup flags that are younger than the oldest header that ringlet builds with.
inline constexpr unsigned setup_no_mmap = 1U << 14;
inline constexpr unsigned setup_no_sqarray = 1U << 16;
inline constexpr unsigned setup_hybrid_iopoll = 1U << 17;
inline constexpr unsigned setup_cqe_mixed = 1U << 18;
inline constexpr unsigned setup_sqe_mixed = 1U << 19;
inline constexpr unsigned setup_sq_rewind = 1U << 20;
#ifdef IORING_SETUP_NO_MMAP
static_assert(setup_no_mmap == IORING_SETUP_NO_MMAP);
#endif
#ifdef IORING_SETUP_NO_SQARRAY
static_assert(setup_no_sqarray == IORING_SETUP_NO_SQARRAY);
#endif
#ifdef IORING_SETUP_HYBRID_IOPOLL
static_assert(setup_hybrid_iopoll == IORING_SETUP_HYBRID_IOPOLL);
#endif
#ifdef IORING_SETUP_CQE_MIXED
static_assert(setup_cqe_mixed == IORING_SETUP_CQE_MIXED);
#endif
#ifdef IORING_SETUP_SQE_MIXED
static_assert(setup_sqe_mixed == IORING_SETUP_SQE_MIXED);
#endif
#ifdef IORING_SETUP_SQ_REWIND
static_assert(setup_sq_rewind == IORING_SETUP_SQ_REWIND);
#endif

/// The setup flags that options ask for by name; nothing falls back from these.
[[nodiscard]] constexpr unsigned flags_of(const ring_options& options) noexcept {
  unsigned flags = 0;
  if (options.sqpoll) {
    flags |= IORING_SETUP_SQPOLL;
    if (options.sqpoll->cpu) flags |= IORING_SETUP_SQ_AFF;
    if (options.sqpoll->attach != nullptr) flags |= IORING_SETUP_ATTACH_WQ;
  }
  if (options.iopoll != iopoll_mode::off) flags |= IORING_SETUP_IOPOLL;
  if (options.iopoll == iopoll_mode::hybrid) flags |= setup_hybrid_iopoll;
  if (options.big_sqes == sqe_entries::big) flags |= IORING_SETUP_SQE128;
  if (options.big_sqes == sqe_entries::mixed) flags |= setup_sqe_mixed;
  if (options.big_cqes == cqe_entries::big) flags |= IORING_SETUP_CQE32;
  if (options.big_cqes == cqe_entries::mixed) flags |= setup_cqe_mixed;
  if (options.sq != sq_layout::sqarray) flags |= setup_no_sqarray;
  if (options.sq == sq_layout::sq_rewind) flags |= setup_sq_rewind;
  if (!options.memory.is_kernels()) flags |= setup_no_mmap;
  return flags;
}

/// The number of completion entries that these options ask for.
[[nodiscard]] constexpr unsigned cq_entries_of(const ring_options& options) noexcept {
  const unsigned wanted = options.cq_entries != 0 ? options.cq_entries : 4 * options.entries;
  return wanted < 65536 ? wanted : 65536;
}

/// How many bytes the two parts of a ring's memory take, in whole pages.
struct queue_sizes {
  std::size_t sqes;
  std::size_t rings;
};

[[nodiscard]] inline std::size_t round_up(std::size_t size, std::size_t unit) noexcept {
  return (size + unit - 1) / unit * unit;
}

[[nodiscard]] inline queue_sizes sizes_of(const ring_options& options) noexcept {
  // What stands before the completion entries took up to 320 bytes so far, and 64 lately; the array
  // behind them begins with a cache line.
  constexpr std::size_t header = 320;
  constexpr std::size_t cache_line = 64;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t sqes = std::bit_ceil(options.entries);
  const std::size_t cqes = std::bit_ceil(cq_entries_of(options));
  const std::size_t sqe_size = options.big_sqes == sqe_entries::big ? 128 : 64;
  const std::size_t cqe_size = options.big_cqes == cqe_entries::big ? 32 : 16;
  return {round_up(sqes * sqe_size, page),
          round_up(header + cqes * cqe_size + cache_line + sqes * sizeof(unsigned), page)};
}

[[gnu::cold]] inline int setup(unsigned entries, io_uring_params& parameters) noexcept {
  const long made = ::syscall(__NR_io_uring_setup, entries, &parameters);
  return made < 0 ? -errno : static_cast<int>(made);
}

[[noreturn, gnu::noinline]] inline void throw_unsupported(int errno_value, std::string_view what,
                                                          std::string_view rest = {}) {
  throw_error(errno_value, sentence("ringlet::ring: ").add(what).add(rest).c_str());
}

/// Whether this kernel makes a small ring with these flags.
[[nodiscard, gnu::cold]] inline bool kernel_takes(unsigned flags) noexcept {
  io_uring_params parameters{};
  parameters.flags = flags;
  // Memory that does not exist: a kernel that knows the flag answers otherwise than EINVAL.
  const int made = setup(2, parameters);
  if (made < 0) return made != -EINVAL;
  (void)::close(made);
  return true;
}

/// Throws, and names the option that the kernel refused with EINVAL, if it is one.
[[gnu::cold]] inline void blame(const ring_options& options) {
  struct suspect {
    unsigned flag;
    unsigned needs;  // what it makes no sense without
    const char* what;
  };
  // What builds on another comes before it.
  static constexpr std::array<suspect, 10> suspects{{
      {IORING_SETUP_SQPOLL, 0, "sqpoll"},
      {setup_hybrid_iopoll, IORING_SETUP_IOPOLL,
       "iopoll = hybrid (IORING_SETUP_HYBRID_IOPOLL) needs Linux 6.13"},
      {IORING_SETUP_IOPOLL, 0, "iopoll"},
      {IORING_SETUP_SQE128, 0, "big_sqes = big (IORING_SETUP_SQE128) needs Linux 5.19"},
      {setup_sqe_mixed, 0,
       "big_sqes = mixed (IORING_SETUP_SQE_MIXED) needs Linux 6.19; big does with 5.19"},
      {IORING_SETUP_CQE32, 0, "big_cqes = big (IORING_SETUP_CQE32) needs Linux 5.19"},
      {setup_cqe_mixed, 0,
       "big_cqes = mixed (IORING_SETUP_CQE_MIXED) needs Linux 6.18; big does with 5.19"},
      {setup_sq_rewind, setup_no_sqarray,
       "sq = sq_rewind (IORING_SETUP_SQ_REWIND) needs Linux 7.0"},
      {setup_no_sqarray, 0, "sq = no_sqarray (IORING_SETUP_NO_SQARRAY) needs Linux 6.6"},
      {setup_no_mmap, 0, "memory (IORING_SETUP_NO_MMAP) needs Linux 6.5"},
  }};
  const unsigned asked = flags_of(options);
  for (const suspect& next : suspects) {
    if ((asked & next.flag) != 0 && !kernel_takes(next.flag | next.needs)) {
      throw_unsupported(EOPNOTSUPP, next.what, "; this kernel refuses it: leave it out");
    }
  }
  if (options.sqpoll && options.sqpoll->cpu) {
    throw_unsupported(EINVAL, sentence("sqpoll.cpu = ").add(*options.sqpoll->cpu),
                      " is no CPU that is online and allowed to this process");
  }
  if (options.sqpoll && options.sqpoll->attach != nullptr) {
    throw_unsupported(EINVAL, "sqpoll.attach must be a ring with sqpoll of its own");
  }
  if (options.memory.is_callers()) {
    throw_unsupported(EINVAL,
                      "memory must start on a page boundary and, with older kernels, be contiguous "
                      "physically: take it from a huge page");
  }
}

[[gnu::cold]] inline void refuse_unfit(const ring_options& options) {
  if (options.entries == 0 || options.entries > 32768 ||
      (options.cq_entries != 0 &&
       (options.cq_entries < options.entries || options.cq_entries > 65536))) {
    throw_setup_failure(EINVAL);
  }
  if (const std::string_view reason = why_unfit(options); !reason.empty()) {
    throw std::invalid_argument(sentence("ringlet::ring: ").add(reason).c_str());
  }
}

/// The descriptor of a ring, for another one that attaches to it.
[[nodiscard]] inline unsigned descriptor_of(const ring& other) noexcept;

/// A ring as the kernel made it, with its memory mapped.
struct created {
  unique_fd descriptor;
  io_uring_params parameters;
  mapping rings;
  mapping sqes;
  std::byte* rings_at;  // where they lie: there, or in the caller's memory
  std::byte* sqes_at;
};

/// Says where a part of the queues lies, in the last field of its offsets: the name of that has
/// changed since liburing 2.3.
template <class Offsets>
void set_user_address(Offsets& offsets, const std::byte* at) noexcept {
  static_assert(sizeof offsets == 40);
  const std::uint64_t address = reinterpret_cast<std::uintptr_t>(at);
  std::memcpy(reinterpret_cast<std::byte*>(&offsets) + 32, &address, sizeof address);
}

/// Memory for a ring that does not have the kernel's.
[[gnu::cold]] inline void place(created& made, const ring_options& options) {
  constexpr std::size_t huge_page = std::size_t{2} << 20;
  const queue_sizes sizes = sizes_of(options);
  if (options.memory.is_callers()) {
    const std::span<std::byte> memory = options.memory.callers();
    if (memory.size() < sizes.sqes + sizes.rings) {
      throw std::invalid_argument(sentence("ringlet::ring: memory has ")
                                      .add(memory.size())
                                      .add(" bytes, and these options need ")
                                      .add(sizes.sqes + sizes.rings)
                                      .add(" (ringlet::queue_bytes)")
                                      .c_str());
    }
    made.sqes_at = memory.data();
    made.rings_at = memory.data() + sizes.sqes;
  } else {
    const bool in_one = sizes.sqes + sizes.rings <= huge_page;
    const std::size_t before = in_one ? sizes.sqes : round_up(sizes.sqes, huge_page);
    // The size of these pages stands in the flags as its logarithm, above bit 26.
    constexpr int two_megabytes = 21 << 26;
    made.sqes =
        mapping(round_up(before + sizes.rings, huge_page),
                MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE | MAP_HUGETLB | two_megabytes, -1, 0);
    if (!made.sqes) {
      throw_unsupported(errno,
                        "memory = huge_pages: the system has none of 2 MiB left; as root, 'sysctl "
                        "vm.nr_hugepages=N', or leave memory out");
    }
    made.sqes_at = made.sqes.data();
    made.rings_at = made.sqes.data() + before;
  }
}

/// Where the array of submission entries begins: behind the completion entries, on a cache line.
[[nodiscard]] inline std::uint32_t array_offset(const io_uring_params& given) noexcept {
  const std::uint32_t cqe_size = (given.flags & IORING_SETUP_CQE32) != 0 ? 32 : 16;
  constexpr std::uint32_t cache_line = 64;
  const std::uint32_t end = given.cq_off.cqes + given.cq_entries * cqe_size;
  return (end + cache_line - 1) / cache_line * cache_line;
}

/// Maps the queues of a ring that has the kernel's memory. 0 or a negative errno.
[[gnu::cold]] inline int map(created& made) noexcept {
  const io_uring_params& given = made.parameters;
  const std::size_t cqe_size = (given.flags & IORING_SETUP_CQE32) != 0 ? 32 : 16;
  const std::size_t sqe_size = (given.flags & IORING_SETUP_SQE128) != 0 ? 128 : 64;
  const std::size_t cq_end = given.cq_off.cqes + given.cq_entries * cqe_size;
  const std::size_t sq_end = given.sq_off.array + given.sq_entries * sizeof(unsigned);
  constexpr int shared = MAP_SHARED | MAP_POPULATE;
  mapping rings(cq_end > sq_end ? cq_end : sq_end, shared, made.descriptor.get(),
                IORING_OFF_SQ_RING);
  if (!rings) return -errno;
  mapping sqes(given.sq_entries * sqe_size, shared, made.descriptor.get(), IORING_OFF_SQES);
  if (!sqes) return -errno;
  made.rings = std::move(rings);
  made.sqes = std::move(sqes);
  made.rings_at = made.rings.data();
  made.sqes_at = made.sqes.data();
  return 0;
}

/// A child process has nothing where these queues are.
[[gnu::cold]] inline void keep_from_children(const created& made) noexcept {
  for (const mapping* memory : {&made.rings, &made.sqes}) {
    if (*memory) (void)::madvise(memory->data(), memory->size(), MADV_DONTFORK);
  }
}

/// Liburing's view of a ring, as its own functions would have made it.
inline void fill(io_uring& uring, const created& made) noexcept {
  const io_uring_params& given = made.parameters;
  const auto at = [&made](std::uint32_t offset) {
    return reinterpret_cast<unsigned*>(made.rings_at + offset);
  };
  io_uring_sq& sq = uring.sq;
  sq.khead = at(given.sq_off.head);
  sq.ktail = at(given.sq_off.tail);
  sq.kring_mask = at(given.sq_off.ring_mask);
  sq.kring_entries = at(given.sq_off.ring_entries);
  sq.kflags = at(given.sq_off.flags);
  sq.kdropped = at(given.sq_off.dropped);
  sq.array = nullptr;
  if ((given.flags & setup_no_sqarray) == 0) {
    sq.array = at(given.sq_off.array);
    // The kernel finds SQE number i through array[i]. ringlet fills SQEs in order, so this is
    // written once and never again.
    for (unsigned i = 0; i < given.sq_entries; ++i) sq.array[i] = i;
  }
  sq.sqes = reinterpret_cast<io_uring_sqe*>(made.sqes_at);
  sq.ring_sz = made.rings.size();
  sq.ring_ptr = made.rings_at;
  sq.ring_mask = *sq.kring_mask;
  sq.ring_entries = *sq.kring_entries;
  io_uring_cq& cq = uring.cq;
  cq.khead = at(given.cq_off.head);
  cq.ktail = at(given.cq_off.tail);
  cq.kring_mask = at(given.cq_off.ring_mask);
  cq.kring_entries = at(given.cq_off.ring_entries);
  cq.kflags = given.cq_off.flags != 0 ? at(given.cq_off.flags) : nullptr;
  cq.koverflow = at(given.cq_off.overflow);
  cq.cqes = reinterpret_cast<io_uring_cqe*>(made.rings_at + given.cq_off.cqes);
  cq.ring_sz = sq.ring_sz;
  cq.ring_ptr = sq.ring_ptr;
  cq.ring_mask = *cq.kring_mask;
  cq.ring_entries = *cq.kring_entries;
  uring.flags = given.flags;
  uring.features = given.features;
  uring.ring_fd = made.descriptor.get();
  uring.enter_ring_fd = uring.ring_fd;
}

/// Creates a ring with the best flags the kernel takes besides those that `asked` has. Gives 0 or a
/// negative errno.
[[gnu::cold]] inline int make(created& made, unsigned entries, const io_uring_params& asked,
                              taskrun wanted) noexcept {
  struct choice {
    taskrun how;
    unsigned flags;
  };
  // Each line is what one more kernel release added; EINVAL means: try the next line.
  //
  // Where task work is deferred, IORING_SETUP_TASKRUN_FLAG would have whoever wakes the ring up, on
  // another processor mostly, write to the flags that say so. Newer kernels (6.18 for one) have
  // those in one line of the cache with the queues' heads and tails, which every turn reads and
  // writes: it would go there and back for each message.
  static constexpr unsigned common = IORING_SETUP_SUBMIT_ALL;
  static constexpr choice choices[] = {
      {taskrun::deferred, common | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN},
      {taskrun::cooperative,
       common | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG},
      {taskrun::cooperative, common | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG},
      {taskrun::plain, common},
      {taskrun::plain, 0},
  };
  for (const choice& next : choices) {
    if (wanted != taskrun::best && wanted != next.how) continue;
    made.parameters = asked;
    made.parameters.flags |= next.flags | IORING_SETUP_R_DISABLED | IORING_SETUP_CQSIZE;
    const int outcome = setup(entries, made.parameters);
    if (outcome == -EINVAL) continue;
    if (outcome < 0) return outcome;
    made.descriptor.reset(outcome);
    // Waiting with a timeout and not losing CQEs are what everything here stands on, and one
    // mapping for both rings is older still.
    constexpr unsigned needed = IORING_FEAT_EXT_ARG | IORING_FEAT_NODROP | IORING_FEAT_SINGLE_MMAP;
    if ((made.parameters.features & needed) != needed) return -ENOSYS;
    return made.rings_at != nullptr ? 0 : map(made);
  }
  return -EINVAL;
}

/// A ring without options. Apart from the other one, so that a program which needs no more does not
/// compile what options take.
[[gnu::cold]] inline created create() {
  constexpr ring_options plain;
  created made{};
  io_uring_params asked{};
  asked.cq_entries = cq_entries_of(plain);
  if (const int outcome = make(made, plain.entries, asked, plain.completions); outcome < 0) {
    throw_setup_failure(-outcome);
  }
  return made;
}

[[gnu::cold]] inline created create(const ring_options& options) {
  refuse_unfit(options);
  created made{};
  if (!options.memory.is_kernels()) place(made, options);
  io_uring_params asked{};
  asked.flags = flags_of(options);
  asked.cq_entries = cq_entries_of(options);
  if (options.sqpoll) {
    asked.sq_thread_idle = static_cast<std::uint32_t>(
        std::chrono::ceil<std::chrono::milliseconds>(options.sqpoll->idle).count());
    asked.sq_thread_cpu = options.sqpoll->cpu.value_or(0);
    if (options.sqpoll->attach != nullptr) asked.wq_fd = descriptor_of(*options.sqpoll->attach);
  }
  set_user_address(asked.sq_off, made.sqes_at);
  set_user_address(asked.cq_off, made.rings_at);
  // Nobody runs completion work but the thread of such a ring.
  const taskrun wanted = options.sqpoll ? taskrun::plain : options.completions;
  const int outcome = make(made, options.entries, asked, wanted);
  if (outcome == -EINVAL) blame(options);
  if (outcome < 0) throw_setup_failure(-outcome);
  if (options.dontfork) keep_from_children(made);
  return made;
}

}  // namespace detail

/// How many bytes of the caller's memory a ring with these options needs; see
/// queue_memory.
[[nodiscard]] inline std::size_t queue_bytes(const ring_options& options) noexcept {
  const detail::queue_sizes sizes = detail::sizes_of(options);
  return sizes.sqes + sizes.rings;
}

}  // namespace ringlet
