// Counts the user-space instructions of the calling thread.
#pragma once

#include <cstdint>
#include <string>

namespace bench {

enum class counter_kind {
  perf,    ///< the processor's own counter, by perf_event_open(2)
  step,    ///< the trap flag: each instruction raises SIGTRAP, and the handler counts
  nothing  ///< neither: instructions are reported as not measured
};

/// How instructions are counted in this process. The first call finds out and says so on the
/// terminal where the processor's counter is not to be had.
counter_kind counter();

/// Overrides what counter() would find: "perf", "step" or "none". False where that is not to be
/// had.
bool choose_counter(const std::string& name);

/// One word for reports.
const char* counter_name();

/// Why the processor's counter is not used, and what can be done; empty where it is used.
const std::string& counter_complaint();

/// Counts what the calling thread executes in user space between its construction and stop().
///
/// Both ways count the same, but that stepping leaves out how the kernel's vDSO reads the clock,
/// which is a matter of the clock that the machine has: the trap flag sees each instruction retire,
/// and a string instruction counts once however often it repeats. Stepping costs some 15
/// microseconds an instruction, so that whoever measures keeps the work small where counter() is
/// `step`; instructions do not depend on how long they take.
class instruction_window {
 public:
  instruction_window();
  ~instruction_window();
  instruction_window(const instruction_window&) = delete;
  instruction_window& operator=(const instruction_window&) = delete;
  [[nodiscard]] std::uint64_t stop();

 private:
  int descriptor_ = -1;
  bool running_ = false;
};

/// Remembers from now on how often each address was executed; needs the stepping counter.
void start_profile();

/// Writes "module offset count" lines, most frequent first, for scripts/bench-annotate.
void write_profile(const std::string& file, double units);

}  // namespace bench
