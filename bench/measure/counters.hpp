// Counts from outside what a subject does, all its threads and children included.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace measure {

/// One of the kernel's counters on a process that has not begun yet. Where this machine has not
/// got it, count() gives nothing.
class counter {
 public:
  counter() = default;
  counter(counter&& other) noexcept;
  counter& operator=(counter&& other) = delete;
  ~counter();

  /// The processor's own count of instructions in user space. With `at_once` it counts from the
  /// moment that the process becomes its program, without it from start() on.
  static counter instructions(pid_t pid, bool at_once);

  /// System calls. All processes of the machine pay for it with some 50 to 100 ns a call while it
  /// is open, so that what is timed is not counted.
  static counter system_calls(pid_t pid, bool at_once);

  void start() const;
  void stop() const;

  /// Of all times between start() and stop().
  [[nodiscard]] std::optional<std::uint64_t> count() const;

 private:
  explicit counter(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace measure
