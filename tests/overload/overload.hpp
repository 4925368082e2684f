// What the tests of overload need: figures of this process (CPU time, memory, descriptors), phases
// in which nothing may spin, clients in a process of their own, and messages that cannot be mixed
// up unnoticed.
#pragma once

#include "runtime/helpers.hpp"

#include <arpa/inet.h>
#include <dirent.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include <ringlet/address.hpp>
#include <ringlet/frame_pool.hpp>

namespace overload {

using namespace helpers;
using namespace ringlet;

/// How much a test does. Sanitizers make each access and each frame several times as expensive, and
/// what they look for shows in a part of the load as well.
template <class Number>
constexpr Number scaled(Number usual, Number under_sanitizers) {
  return sanitized ? under_sanitizers : usual;
}

// ---- figures of this process -------------------------------------------------------------------

/// The CPU time of all threads, those included in which the kernel works for a ring.
inline std::chrono::nanoseconds cpu_time() {
  timespec now{};
  (void)::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

inline double milliseconds(std::chrono::nanoseconds span) {
  return std::chrono::duration<double, std::milli>(span).count();
}

/// How many descriptors are open. (It takes one itself, which is not counted.)
inline int open_descriptors() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), ::closedir);
  if (!folder) throw std::system_error(errno, std::generic_category(), "/proc/self/fd");
  int count = -1;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (entry->d_name[0] != '.') ++count;
  }
  return count;
}

/// The memory that the process has pages for.
inline std::size_t resident_bytes() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/statm", "re"),
                                                            std::fclose);
  std::size_t pages = 0;
  if (!file || std::fscanf(file.get(), "%*u %zu", &pages) != 1) {
    throw std::system_error(errno, std::generic_category(), "/proc/self/statm");
  }
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// What malloc has given out, and frames that wait for the next coroutine not counted. 0 under
/// sanitizers, which have an allocator of their own, and look for leaks themselves.
inline std::size_t heap_bytes() {
  frame_pool::trim();
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

/// Prints a figure into the test's output.
template <class... Args>
void show(const char* format, Args... args) {
  std::printf("    ");
  // NOLINTNEXTLINE(clang-diagnostic-format-security): the caller's literal
  std::printf(format, args...);
  std::printf("\n");
  (void)std::fflush(stdout);
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
    // What Catch and the C library keep of a test is some kilobytes; of anything that is lost once
    // a connection or a message, hundreds would be.
    CHECK(heap <= heap_ + 64 * 1024);
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

// ---- clients -----------------------------------------------------------------------------------

/// A listening TCP socket of this machine's own.
class listening {
 public:
  listening() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    socklen_t length = sizeof name_;
    name_.sin_family = AF_INET;
    name_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&name_), length) != 0 ||
        ::listen(socket_.get(), 4096) != 0 ||
        ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&name_), &length) != 0) {
      throw std::system_error(errno, std::generic_category(), "a listening socket");
    }
  }

  [[nodiscard]] const unique_fd& fd() const noexcept { return socket_; }
  [[nodiscard]] address where() const {
    return {reinterpret_cast<const sockaddr*>(&name_), sizeof name_};
  }

  /// A connection that the kernel has made, accepted or not.
  [[nodiscard]] unique_fd connect() const {
    unique_fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client.get(), reinterpret_cast<const sockaddr*>(&name_), sizeof name_) != 0) {
      throw std::system_error(errno, std::generic_category(), "connect");
    }
    return client;
  }

 private:
  sockaddr_in name_{};
  unique_fd socket_;
};

/// A process that runs `function`, and dies with this one. It must make the rings that it uses.
class child_process {
 public:
  template <class Function>
  explicit child_process(Function function) : id_(::fork()) {
    if (id_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (id_ != 0) return;
    (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int code = 0;
    try {
      function();
    } catch (const std::exception& error) {
      (void)std::fprintf(stderr, "in the other process: %s\n", error.what());
      code = 1;
    }
    ::_exit(code);
  }
  child_process(child_process&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  child_process& operator=(child_process&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~child_process() {
    if (id_ > 0) {
      signal(SIGKILL);
      (void)join();
    }
  }

  void signal(int number) const noexcept { (void)::kill(id_, number); }

  /// Waits for its end, and gives its exit code, or -1 where it was killed.
  [[nodiscard]] int join() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_;
};

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

/// A text that no other number has, of 20 to 1043 bytes: a mix-up of two connections, a byte that
/// is lost and one that comes twice all change what is compared with it.
inline std::string message_of(std::size_t number) {
  std::string text = std::to_string(number) + ':';
  std::uint64_t state = number * 0x9e37'79b9'7f4a'7c15 + 1;
  const std::size_t length = 20 + (state >> 32) % 1024;
  text.reserve(length);
  while (text.size() < length) {
    state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    text += static_cast<char>('a' + (state >> 33) % 26);
  }
  return text;
}

}  // namespace overload
