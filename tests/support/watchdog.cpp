#include "watchdog.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

namespace ringlet::live {
namespace {

/// A test that takes longer hangs; the slowest guest of a software emulator needs a fraction of it.
constexpr unsigned longest_seconds = 60;

std::array<char, 512> running{};

// What follows runs in a signal handler, of a program that may hold any lock: system calls only.

void say(std::string_view text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

using path = std::array<char, 320>;

path join(const char* folder, const char* name, const char* file) {
  path joined{};
  std::size_t length = 0;
  for (const char* part : {folder, name, file}) {
    for (; *part != '\0' && length + 1 < joined.size(); ++part) joined[length++] = *part;
  }
  return joined;
}

void say_file(const path& name) {
  const int file = ::open(name.data(), O_RDONLY | O_CLOEXEC);
  std::array<char, 4096> text;
  for (ssize_t size = 0; (size = ::read(file, text.data(), text.size())) > 0;)
    say({text.data(), static_cast<std::size_t>(size)});
  ::close(file);
}

template <typename Do>
void for_each_entry(const char* folder, Do what) {
  const int open_folder = ::open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  alignas(dirent64) std::array<char, 4096> entries;
  for (long size = 0;
       (size = ::syscall(SYS_getdents64, open_folder, entries.data(), entries.size())) > 0;) {
    for (long at = 0; at < size;) {
      const auto* const entry =
          reinterpret_cast<const dirent64*>(&entries[static_cast<std::size_t>(at)]);
      if (entry->d_name[0] != '.') what(static_cast<const char*>(entry->d_name));
      at += entry->d_reclen;
    }
  }
  ::close(open_folder);
}

bool is_ring(const char* descriptor) {
  std::array<char, 64> target{};
  const path link = join("/proc/self/fd/", descriptor, "");
  return ::readlink(link.data(), target.data(), target.size() - 1) > 0 &&
         std::strcmp(target.data(), "anon_inode:[io_uring]") == 0;
}

extern "C" void hang(int) {
  say("failed: this test hangs: ");
  say(running.data());
  say("\n");
  // A thread's stack is root's to see; others have the first line only.
  for_each_entry("/proc/self/task", [](const char* thread) {
    say("thread ");
    say(thread);
    say(", ");
    say_file(join("/proc/self/task/", thread, "/comm"));
    say_file(join("/proc/self/task/", thread, "/stack"));
  });
  for_each_entry("/proc/self/fd", [](const char* descriptor) {
    if (!is_ring(descriptor)) return;
    say("ring ");
    say(descriptor);
    say("\n");
    say_file(join("/proc/self/fdinfo/", descriptor, ""));
  });
  ::_exit(1);
}

}  // namespace

void watch(const std::string& test) {
  std::snprintf(running.data(), running.size(), "%s", test.c_str());
  std::signal(SIGALRM, hang);
  ::alarm(longest_seconds);
}

void watch_ends() noexcept { ::alarm(0); }

}  // namespace ringlet::live
