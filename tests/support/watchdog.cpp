#include "watchdog.hpp"

#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <utility>

namespace ringlet::live {
namespace {

namespace fs = std::filesystem;

void say_file(const fs::path& name) {
  std::ifstream file(name);
  for (std::string line; std::getline(file, line);) std::cerr << "  " << line << '\n';
}

/// A thread's stack is root's to see; others have the names only.
void say_threads() {
  std::error_code gone;
  for (const fs::directory_entry& each : fs::directory_iterator("/proc/self/task", gone)) {
    std::cerr << "thread " << each.path().filename().string() << '\n';
    say_file(each.path() / "comm");
    say_file(each.path() / "stack");
  }
}

void say_rings() {
  std::error_code gone;
  for (const fs::directory_entry& each : fs::directory_iterator("/proc/self/fd", gone)) {
    if (fs::read_symlink(each.path(), gone) != "anon_inode:[io_uring]") continue;
    std::cerr << "ring " << each.path().filename().string() << '\n';
    say_file(fs::path("/proc/self/fdinfo") / each.path().filename());
  }
}

}  // namespace

watchdog::watchdog(std::string test, std::chrono::duration<double> longest)
    : thread_([test = std::move(test), longest](const std::stop_token& over) {
        std::mutex lock;
        std::unique_lock held(lock);
        std::condition_variable_any never;
        never.wait_for(held, over, longest, [] { return false; });
        if (over.stop_requested()) return;
        std::cerr << "failed: this test hangs: " << test << '\n';
        say_threads();
        say_rings();
        ::_exit(1);
      }) {}

}  // namespace ringlet::live
