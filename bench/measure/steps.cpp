#include "steps.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "complain.hpp"

namespace measure {
namespace {

constexpr useconds_t a_moment = 200;

std::uint64_t place_of([[maybe_unused]] pid_t thread) {
#if defined(__x86_64__)
  return static_cast<std::uint64_t>(
      ::ptrace(PTRACE_PEEKUSER, thread, offsetof(user, regs.rip), nullptr));
#else
  static std::uint64_t never_the_same = 0;
  return ++never_the_same;
#endif
}

/// Whether the trap of the last step is still to be told of.
bool has_trap_pending(pid_t thread) {
  __ptrace_peeksiginfo_args which{.off = 0, .flags = 0, .nr = 1};
  siginfo_t first{};
  return ::ptrace(PTRACE_PEEKSIGINFO, thread, &which, &first) == 1 && first.si_signo == SIGTRAP;
}

int next_stop(pid_t thread) {
  int status = 0;
  while (::waitpid(thread, &status, __WALL) < 0) {
    if (errno != EINTR) give_up("waitpid", errno);
  }
  if (!WIFSTOPPED(status)) give_up("the program has ended while it was stepped through");
  return WSTOPSIG(status);
}

}  // namespace

void stepper::take_threads() {
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/task")) {
    const pid_t thread = std::stoi(task.path().filename());
    if (::ptrace(PTRACE_SEIZE, thread, nullptr, nullptr) != 0) {
      if (thread == pid_) {
        const int error = errno;
        if (::waitpid(pid_, nullptr, WNOHANG) == pid_) give_up("the program has ended");
        give_up("tracing the program, which --steps needs", error);
      }
      continue;  // a worker of io_uring's, which has no instructions in user space
    }
    threads_[thread] = 0;
    must(::ptrace(PTRACE_INTERRUPT, thread, nullptr, nullptr), "PTRACE_INTERRUPT");
  }
}

void stepper::follow(pid_t thread, int status) {
  if (!WIFSTOPPED(status)) give_up("the program has ended while it was stepped through");
  int signal = WSTOPSIG(status);
  if (signal == SIGTRAP) {
    const bool is_step = status >> 16 == 0;
    const std::uint64_t place = place_of(thread);
    std::uint64_t& last = threads_[thread];
    if (is_step && place != last) count_.fetch_add(1, std::memory_order_relaxed);
    last = place;
    signal = 0;
  }
  must(::ptrace(PTRACE_SINGLESTEP, thread, nullptr, signal), "PTRACE_SINGLESTEP");
}

void stepper::leave_threads() {
  for (const auto& [thread, place] : threads_) {
    (void)::ptrace(PTRACE_INTERRUPT, thread, nullptr, nullptr);
    int signal = next_stop(thread);
    // A system call that was waiting has now ended, and with it a step; its trap would end a
    // program that nobody traces any more.
    if (signal == SIGTRAP && has_trap_pending(thread)) {
      must(::ptrace(PTRACE_CONT, thread, nullptr, nullptr), "PTRACE_CONT");
      signal = next_stop(thread);
    }
    must(::ptrace(PTRACE_DETACH, thread, nullptr, signal == SIGTRAP ? 0 : signal), "PTRACE_DETACH");
  }
  threads_.clear();
}

void stepper::run() {
  // A signal that does nothing else ends the wait for a thread that has nothing to do.
  struct sigaction action{};
  action.sa_handler = [](int) {};
  must(::sigaction(SIGUSR1, &action, nullptr), "sigaction");
  tracer_ = ::pthread_self();
  while (!over_) {
    if (!wanted_) {
      ::usleep(a_moment);
      continue;
    }
    take_threads();
    stepping_ = true;
    while (wanted_) {
      int status = 0;
      const pid_t thread = ::waitpid(-1, &status, __WALL);
      if (thread > 0) follow(thread, status);
      if (thread < 0 && errno != EINTR) give_up("waitpid", errno);
    }
    leave_threads();
    stepping_ = false;
  }
}

void stepper::begin() {
  count_ = 0;
  wanted_ = true;
  while (!stepping_) ::usleep(a_moment);
}

std::uint64_t stepper::end() {
  std::uint64_t before = 0;
  for (int quiet = 0; quiet < 10;) {
    ::usleep(10'000);
    const std::uint64_t now = count_;
    quiet = now == before ? quiet + 1 : 0;
    before = now;
  }
  wanted_ = false;
  while (stepping_) {
    ::pthread_kill(tracer_, SIGUSR1);
    ::usleep(a_moment);
  }
  return count_;
}

}  // namespace measure
