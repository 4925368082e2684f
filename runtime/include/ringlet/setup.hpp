// Creating a ring: its options, the setup flags this kernel takes, and what to say when it takes
// none.
#pragma once

#include <liburing.h>
#include <sys/resource.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include <ringlet/result.hpp>

namespace ringlet {

/// How the kernel runs the work that completes operations (see io_uring_setup(2)).
enum class taskrun {
  best,         ///< the first of the following that this kernel has
  deferred,     ///< IORING_SETUP_SINGLE_ISSUER and DEFER_TASKRUN: Linux 6.1
  cooperative,  ///< IORING_SETUP_COOP_TASKRUN: Linux 5.19
  plain,        ///< interrupting the thread
};

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
};

namespace detail {

[[nodiscard]] inline int read_number(const char* path, int otherwise) noexcept {
  int number = otherwise;
  if (std::FILE* file = std::fopen(path, "re")) {
    if (std::fscanf(file, "%d", &number) != 1) number = otherwise;
    (void)std::fclose(file);
  }
  return number;
}

/// What is the matter, and what to do, in one sentence. `disabled` is kernel.io_uring_disabled and
/// `memlock` RLIMIT_MEMLOCK in bytes.
[[nodiscard]] inline std::string explain_setup_failure(int errno_value, int disabled,
                                                       unsigned long long memlock) {
  switch (errno_value) {
    case ENOSYS:
      return "this kernel has no io_uring: Linux 5.11 or later is needed, built with "
             "CONFIG_IO_URING (some container profiles answer so too: allow io_uring_setup, "
             "io_uring_enter and io_uring_register)";
    case EPERM:
    case EACCES:
      if (disabled == 2) {
        return "io_uring is switched off for everybody: kernel.io_uring_disabled is 2; as root, "
               "'sysctl kernel.io_uring_disabled=0'";
      }
      if (disabled == 1) {
        return "io_uring is kept to privileged processes: kernel.io_uring_disabled is 1; join the "
               "group kernel.io_uring_group or, as root, 'sysctl kernel.io_uring_disabled=0'";
      }
      return "a seccomp filter or security policy forbids io_uring_setup (a container's default "
             "profile, for example): allow io_uring_setup, io_uring_enter and io_uring_register "
             "there";
    case ENOMEM:
      return "no memory for the queues: RLIMIT_MEMLOCK is " +
             (memlock == RLIM_INFINITY ? std::string("unlimited")
                                       : std::to_string(memlock) + " bytes") +
             "; raise it ('ulimit -l') or ask for fewer entries";
    case EMFILE:
      return "this process has no descriptor left: raise RLIMIT_NOFILE ('ulimit -n')";
    case ENFILE:
      return "the system has no descriptor left: raise fs.file-max";
    case EINVAL:
      return "the kernel refuses these options: entries must be 1 to 32768 and cq_entries at least "
             "entries and at most 65536, the kernel must have what `completions` asks for, and be "
             "Linux "
             "5.11 or later";
    default:
      return "io_uring_setup failed";
  }
}

[[noreturn]] inline void throw_setup_failure(int errno_value) {
  rlimit memlock{};
  (void)::getrlimit(RLIMIT_MEMLOCK, &memlock);
  const int disabled = read_number("/proc/sys/kernel/io_uring_disabled", 0);
  throw std::system_error(
      error_of(errno_value),
      "ringlet::ring: " + explain_setup_failure(errno_value, disabled, memlock.rlim_cur));
}

/// Creates `uring` with the best flags the kernel takes and returns them.
inline unsigned create(io_uring& uring, const ring_options& options) {
  struct choice {
    taskrun how;
    unsigned flags;
  };
  // Each line is what one more kernel release added; EINVAL means: try the next line.
  static constexpr unsigned common = IORING_SETUP_SUBMIT_ALL;
  static constexpr std::array<choice, 5> choices{{
      {taskrun::deferred, common | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                              IORING_SETUP_TASKRUN_FLAG},
      {taskrun::cooperative,
       common | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG},
      {taskrun::cooperative, common | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG},
      {taskrun::plain, common},
      {taskrun::plain, 0},
  }};
  if (options.entries == 0 || options.entries > 32768 ||
      (options.cq_entries != 0 &&
       (options.cq_entries < options.entries || options.cq_entries > 65536))) {
    throw_setup_failure(EINVAL);
  }
  int outcome = -EINVAL;
  for (const choice& next : choices) {
    if (options.completions != taskrun::best && options.completions != next.how) continue;
    io_uring_params parameters{};
    parameters.flags = next.flags | IORING_SETUP_R_DISABLED | IORING_SETUP_CQSIZE;
    parameters.cq_entries = options.cq_entries != 0 ? options.cq_entries : 4 * options.entries;
    if (parameters.cq_entries > 65536) parameters.cq_entries = 65536;
    outcome = ::io_uring_queue_init_params(options.entries, &uring, &parameters);
    if (outcome == 0) {
      // Waiting with a timeout and not losing CQEs are what everything here stands on.
      constexpr unsigned needed = IORING_FEAT_EXT_ARG | IORING_FEAT_NODROP;
      if ((parameters.features & needed) == needed) return parameters.flags;
      ::io_uring_queue_exit(&uring);
      throw_setup_failure(ENOSYS);
    }
    if (outcome != -EINVAL) break;
  }
  throw_setup_failure(-outcome);
}

}  // namespace detail
}  // namespace ringlet
