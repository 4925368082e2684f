#include "watchdog.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

namespace ringlet::live {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A test that takes longer hangs; the slowest guest of a software emulator needs a fraction of it.
constexpr std::chrono::seconds longest = 60s;

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

void watchdog::begin(std::string test) {
  const std::lock_guard held(lock_);
  test_ = std::move(test);
  until_ = std::chrono::steady_clock::now() + longest;
  changed_.notify_one();
}

void watchdog::end() {
  const std::lock_guard held(lock_);
  until_.reset();
}

void watchdog::watch(std::stop_token stop) {
  std::unique_lock held(lock_);
  while (!stop.stop_requested()) {
    if (!until_) {
      changed_.wait(held, stop, [this] { return until_.has_value(); });
      continue;
    }
    const auto until = *until_;
    changed_.wait_until(held, stop, until, [&] { return until_ != until; });
    if (until_ != until || std::chrono::steady_clock::now() < until) continue;
    std::cerr << "failed: this test hangs: " << test_ << '\n';
    say_threads();
    say_rings();
    ::_exit(1);
  }
}

}  // namespace ringlet::live
