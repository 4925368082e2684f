// What ends a test that hangs.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <thread>

namespace ringlet::live {

/// Ends the program if it lives for longer than `longest`, and says which test hangs, where in the
/// kernel each thread is, the kernel's workers among them, and what the rings have in flight. It
/// has a thread of its own, because one that hangs can tell nothing of itself.
class watchdog {
 public:
  watchdog(std::string test, std::chrono::duration<double> longest);

 private:
  std::jthread thread_;
};

}  // namespace ringlet::live
