// Figures of this process (CPU time, memory, descriptors), clients in a process of their own, and
// messages that cannot be mixed up unnoticed: what the tests of overload and the soak need.
#pragma once

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <ringlet/address.hpp>
#include <ringlet/unique_fd.hpp>

namespace overload {

using namespace std::chrono_literals;
using ringlet::address;
using ringlet::unique_fd;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool under_sanitizers = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool under_sanitizers = true;
#else
inline constexpr bool under_sanitizers = false;
#endif
#else
inline constexpr bool under_sanitizers = false;
#endif

/// How much a test does. Sanitizers make each access and each frame several times as expensive, and
/// what they look for shows in a part of the load as well.
template <class Number>
constexpr Number scaled(Number usual, Number reduced) {
  return under_sanitizers ? reduced : usual;
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

/// Prints a figure into the test's output.
[[gnu::format(printf, 1, 2)]] inline void show(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::printf("    ");
  std::vprintf(format, arguments);
  std::printf("\n");
  va_end(arguments);
  (void)std::fflush(stdout);
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
  ~child_process() { end(); }

  /// Kills it, if it has not been joined.
  void end() {
    if (id_ <= 0) return;
    (void)::kill(id_, SIGKILL);
    (void)join();
  }

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
