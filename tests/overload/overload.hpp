// What the tests of overload check besides their own results: that nothing is left over, and that
// nothing spins.
#pragma once

#include "overload/figures.hpp"
#include "runtime/helpers.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include <ringlet/frame_pool.hpp>

namespace overload {

using namespace helpers;
using namespace ringlet;

// ---- what is left over -------------------------------------------------------------------------

/// What malloc has given out, and frames that wait for the next coroutine not counted. 0 under
/// sanitizers, which have an allocator of their own, and look for leaks themselves.
inline std::size_t heap_bytes() {
  frame_pool::trim();
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

/// Notes the open descriptors and the heap as a test begins, and compares them as it ends. What the
/// test makes must be gone by then: it is declared before all of that.
class balance {
 public:
  balance() = default;
  balance(const balance&) = delete;
  balance& operator=(const balance&) = delete;
  ~balance() {
    const int descriptors = open_descriptors();
    const std::size_t heap = heap_bytes();
    show("descriptors: %d before, %d after; heap: %zu KiB before, %zu KiB after; resident: %zu MiB",
         descriptors_, descriptors, heap_ / 1024, heap / 1024, resident_bytes() >> 20);
    CHECK(descriptors == descriptors_);
    // malloc counts as given out what it keeps for the thread, seven blocks of each size up to a
    // kilobyte, which are at most so many bytes. What is lost once a connection or a message comes
    // to more where there are thousands of them; LeakSanitizer sees the rest.
    CHECK(heap <= heap_ + 256 * 1024);
  }

 private:
  int descriptors_ = open_descriptors();
  std::size_t heap_ = heap_bytes();
};

/// A lost completion shows as a wait for ever: then the test ends by SIGALRM, which is a failure.
class time_limit {
 public:
  time_limit() { (void)::alarm(60); }
  time_limit(const time_limit&) = delete;
  time_limit& operator=(const time_limit&) = delete;
  ~time_limit() { (void)::alarm(0); }
};

// ---- phases in which nothing can be done -------------------------------------------------------

/// CPU time over a phase in which everything waits.
class quiet_phase {
 public:
  /// What may be used: a twentieth of a core. A loop that spins uses all of it.
  static constexpr int share = 20;

  [[nodiscard]] std::chrono::nanoseconds wall() const { return since_.elapsed(); }
  [[nodiscard]] std::chrono::nanoseconds cpu() const { return cpu_time() - before_; }
  [[nodiscard]] std::chrono::nanoseconds allowed() const { return wall() / share; }

 private:
  std::chrono::nanoseconds before_ = cpu_time();
  stopwatch since_;
};

/// Waits half a second, in which nothing else has anything to do, and checks that the process did
/// nothing indeed.
inline task<> expect_quiet(const char* what) {
  const quiet_phase phase;
  co_await sleep_for(500ms);
  const auto cpu = phase.cpu();
  const auto allowed = phase.allowed();
  show("%.2f ms of CPU time in %.0f ms while %s (allowed: %.0f)", milliseconds(cpu),
       milliseconds(phase.wall()), what, milliseconds(allowed));
  CHECK(cpu <= allowed);
}

// ---- what a process may have -------------------------------------------------------------------

inline rlim_t soft_descriptor_limit() {
  rlimit limit{};
  (void)::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

/// The limit of descriptors, until this goes. Throws where the kernel refuses it.
class descriptor_limit {
 public:
  explicit descriptor_limit(rlim_t soft) {
    (void)::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit changed{soft, std::max(soft, before_.rlim_max)};
    if (::setrlimit(RLIMIT_NOFILE, &changed) != 0) {
      throw std::system_error(errno, std::generic_category(), "setrlimit");
    }
  }
  descriptor_limit(const descriptor_limit&) = delete;
  descriptor_limit& operator=(const descriptor_limit&) = delete;
  ~descriptor_limit() { (void)::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace overload
