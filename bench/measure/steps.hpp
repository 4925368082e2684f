// Counts instructions in user space where the processor does not: by ptrace's single steps.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <map>

namespace measure {

/// Steps through a process and all the threads that it has. Only the thread that calls run() may
/// trace, so another one drives the process meanwhile and says from when to when to count.
///
/// A string instruction counts once however often it repeats, and so does a system call. What
/// takes a few nanoseconds otherwise takes microseconds, so that a server that is stepped finds as
/// much to do at each turn as there can be.
class stepper {
 public:
  explicit stepper(pid_t pid) : pid_(pid) {}

  /// Traces until finish(). Gives up where the process may not be traced, and where it ends.
  void run();

  // ---- for the other thread --------------------------------------------------------------------

  /// Returns when every thread is stepped.
  void begin();

  /// Waits until nothing more is counted, and lets the process run freely again.
  std::uint64_t end();

  void finish() { over_ = true; }

 private:
  void take_threads();
  void follow(pid_t thread, int status);
  void leave_threads();

  pid_t pid_;
  pthread_t tracer_{};
  std::map<pid_t, std::uint64_t> threads_;  // and where each was last
  std::atomic<std::uint64_t> count_ = 0;
  std::atomic<bool> wanted_ = false;
  std::atomic<bool> stepping_ = false;
  std::atomic<bool> over_ = false;
};

}  // namespace measure
