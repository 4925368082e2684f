#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace ringlet::live {

/// Ends the program where one test takes too long, and says which one and where in the kernel each
/// thread is, the kernel's workers among them, and what the rings have in flight. It has a thread
/// of its own, because one that hangs can tell nothing of itself.
class watchdog {
 public:
  void begin(std::string test);
  void end();

 private:
  void watch(std::stop_token stop);

  std::mutex lock_;
  std::condition_variable_any changed_;
  std::string test_;
  std::optional<std::chrono::steady_clock::time_point> until_;
  std::jthread thread_{[this](std::stop_token stop) { watch(std::move(stop)); }};
};

}  // namespace ringlet::live
