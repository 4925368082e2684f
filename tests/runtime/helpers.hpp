// What several tests of the runtime need: pipes, clocks, processes that may die, and a coroutine
// type that is not ringlet's.
#pragma once

#include "support/catch.hpp"

#include <fcntl.h>
#include <liburing.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <coroutine>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <source_location>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/cancel.hpp>
#include <ringlet/deadlines.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/unique_fd.hpp>

namespace helpers {

using namespace std::chrono_literals;
using ringlet::ring;
using ringlet::ring_options;
using ringlet::task;
using ringlet::taskrun;
using ringlet::unique_fd;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

/// Whether this machine's processor is a program, which takes tens of times as long: a guest of
/// scripts/test-kernels says so.
inline bool emulated() { return std::getenv("RINGLET_EMULATED") != nullptr; }

/// Repetitions that show what they show in smaller numbers too. What must not grow the stack has a
/// stack there that is smaller as well.
inline int fewer(int count) { return emulated() ? count / 10 : count; }

/// A pipe, seen from outside of any ring.
struct pipe_ends {
  unique_fd reading;
  unique_fd writing;

  explicit pipe_ends(int flags = O_CLOEXEC) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), flags) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe2");
    reading.reset(ends[0]);
    writing.reset(ends[1]);
  }

  void put(std::string_view text) const {
    if (::write(writing.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw std::system_error(errno, std::generic_category(), "write to a pipe");
    }
  }

  /// What is in the pipe now; does not wait.
  [[nodiscard]] std::string take() const {
    (void)::fcntl(reading.get(), F_SETFL, ::fcntl(reading.get(), F_GETFL) | O_NONBLOCK);
    std::array<char, 256> room{};
    const ssize_t got = ::read(reading.get(), room.data(), room.size());
    (void)::fcntl(reading.get(), F_SETFL, ::fcntl(reading.get(), F_GETFL) & ~O_NONBLOCK);
    return {room.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  }
};

/// Two connected sockets. What is there already, a recv gets as it is submitted, on every kernel.
/// Older ones have every read of a pipe done by a worker.
struct socket_ends {
  unique_fd reading;
  unique_fd writing;

  socket_ends() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    reading.reset(ends[0]);
    writing.reset(ends[1]);
  }

  void put(std::string_view text) const {
    if (::write(writing.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw std::system_error(errno, std::generic_category(), "write to a socket");
    }
  }
};

/// A file without a name.
inline unique_fd open_temporary() {
  unique_fd file(::memfd_create("ringlet test", MFD_CLOEXEC));
  if (!file) throw std::system_error(errno, std::generic_category(), "memfd_create");
  return file;
}

// GCC evaluates what stands in Catch's CHECK() twice if it is a co_await. These two take its
// result.

template <class Result>
void expect_value(const Result& result,
                  const std::source_location& where = std::source_location::current()) {
  INFO("line " << where.line() << (result ? "" : ": " + result.error().message()));
  CHECK(result.has_value());
}

template <class Result>
void expect_error(const Result& result, std::errc expected,
                  const std::source_location& where = std::source_location::current()) {
  INFO("line " << where.line());
  if (result) {
    FAIL_CHECK("it succeeded");
  } else {
    CHECK(result.error() == std::make_error_code(expected));
  }
}

/// For a test of what this kernel lacks: `return skip("why")`. To ctest and to
/// scripts/test-kernels, which look for this line, the test then is a skipped one.
inline void skip(std::string_view reason) {
  const auto name = static_cast<std::string>(Catch::getResultCapture().getCurrentTestName());
  std::printf("skipped: %s: %.*s\n", name.c_str(), static_cast<int>(reason.size()), reason.data());
  (void)std::fflush(stdout);
}

class stopwatch {
 public:
  [[nodiscard]] std::chrono::nanoseconds elapsed() const { return clock::now() - start_; }

 private:
  using clock = std::chrono::steady_clock;
  clock::time_point start_ = clock::now();
};

/// The CPU time of the calling thread, in user space and in the kernel.
inline std::chrono::nanoseconds thread_cpu_time() {
  // Up to this moment: what getrusage(2) has may be as old as the last tick of the scheduler.
  return std::chrono::nanoseconds(ringlet::detail::clock_now(CLOCK_THREAD_CPUTIME_ID));
}

/// Computes for so long, without a pause.
inline void burn(std::chrono::nanoseconds span) {
  const stopwatch since;
  while (since.elapsed() < span) {
  }
}

/// How a process ended, and what it wrote to stderr.
struct ending {
  int status;
  std::string said;

  [[nodiscard]] bool aborted() const { return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT; }
  [[nodiscard]] bool exited(int code = 0) const {
    return WIFEXITED(status) && WEXITSTATUS(status) == code;
  }
};

/// Runs `function` in a child process, which ends with 0 if it returns and with 99 if it throws.
/// The child must make the rings that it uses, and checks by its exit code: Catch is not its own.
template <class Function>
ending in_child(const Function& function) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe2");
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    // Catch reports a signal as a failure of its own; and a core file is of no use.
    for (const int number : {SIGABRT, SIGSEGV, SIGTERM, SIGILL, SIGFPE})
      (void)std::signal(number, SIG_DFL);
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    (void)::alarm(30);
    int code = 0;
    try {
      function();
    } catch (const std::exception& error) {
      const std::string what = std::string("threw: ") + error.what();
      (void)!::write(STDERR_FILENO, what.data(), what.size());
      code = 99;
    }
    ::_exit(code);
  }
  ::close(ends[1]);
  ending result{0, {}};
  std::array<char, 512> room{};
  for (;;) {
    const ssize_t got = ::read(ends[0], room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    result.said.append(room.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  while (::waitpid(child, &result.status, 0) < 0 && errno == EINTR) {
  }
  return result;
}

/// A coroutine type of somebody else's: it starts at once and its owner destroys it.
class foreign_coroutine {
 public:
  struct promise_type {
    foreign_coroutine get_return_object() {
      return foreign_coroutine(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { std::terminate(); }
  };

  explicit foreign_coroutine(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  foreign_coroutine(foreign_coroutine&& other) noexcept
      : handle_(std::exchange(other.handle_, {})) {}
  foreign_coroutine& operator=(foreign_coroutine&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~foreign_coroutine() { destroy(); }

  [[nodiscard]] bool done() const { return handle_.done(); }
  void destroy() {
    if (handle_) std::exchange(handle_, {}).destroy();
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

/// Awaits `op` in one of them; `ended` is then 1 where it has succeeded, and otherwise -1.
template <class Op>
foreign_coroutine wait_elsewhere(ring& loop, Op op, int& ended) {
  const auto waited = co_await loop.perform(op);
  ended = waited ? 1 : -1;
}

/// The ways of running completions that this kernel has, `best` among them.
inline std::vector<taskrun> all_taskruns() {
  std::vector<taskrun> found{taskrun::best};
  for (const taskrun how : {taskrun::deferred, taskrun::cooperative, taskrun::plain}) {
    try {
      const ring probe(ring_options{.entries = 1, .completions = how});
      found.push_back(how);
    } catch (const std::system_error&) {
      // This kernel lacks it.
    }
  }
  return found;
}

/// Whether this kernel cancels by a call (IORING_REGISTER_SYNC_CANCEL, Linux 6.0). A cancel by an
/// SQE waits behind a drained operation like any other.
inline bool has_sync_cancel() {
  ring probe;
  io_uring_sync_cancel_reg request{};
  request.addr = 1;  // nothing has it
  request.fd = -1;
  return io_uring_register_sync_cancel(probe.native(), &request) != -EINVAL;
}

constexpr std::string_view no_multishot = "this kernel has not this multishot operation";

/// Whether this kernel has the operation.
template <class Op>
bool has() {
  ring loop;
  return loop.supports<Op>();
}

/// SQEs that were ever taken from the ring's submission queue.
inline unsigned sqes_taken(ring& loop) { return loop.native()->sq.sqe_tail; }

}  // namespace helpers
