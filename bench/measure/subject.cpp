#include "subject.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "clock.hpp"

namespace measure {
namespace {

struct pipe_ends {
  int read;
  int write;
};

pipe_ends make_pipe() {
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
  return {ends[0], ends[1]};
}

std::string describe(int status) {
  if (WIFSIGNALED(status)) {
    return std::string("was ended by signal ") + std::to_string(WTERMSIG(status)) + " (" +
           ::strsignal(WTERMSIG(status)) + ")";
  }
  return "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

subject::subject(std::vector<std::string> command, const processors& where, kind what)
    : command_(std::move(command)) {
  const pipe_ends go = make_pipe();
  const pipe_ends failed = make_pipe();
  // Nobody reads what a batch prints before it has ended, and it must not wait for that.
  pipe_ends output{};
  if (what == kind::batch) {
    output.read = must(::memfd_create("output", MFD_CLOEXEC), "memfd_create");
    output.write = must(::fcntl(output.read, F_DUPFD_CLOEXEC, 0), "fcntl");
  } else {
    output = make_pipe();
  }
  const pid_t parent = ::getpid();
  pid_ = must(::fork(), "fork");
  if (pid_ == 0) {
    (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(2);
    where.be_subject();
    must(::dup2(output.write, STDOUT_FILENO), "dup2");
    ::close(go.write);
    char byte = 0;
    if (::read(go.read, &byte, 1) != 1) ::_exit(2);
    std::vector<char*> words;
    words.reserve(command_.size() + 1);
    for (std::string& word : command_) words.push_back(word.data());
    words.push_back(nullptr);
    ::execvp(words[0], words.data());
    const int error = errno;
    (void)!::write(failed.write, &error, sizeof error);
    ::_exit(2);
  }
  ::close(go.read);
  ::close(failed.write);
  ::close(output.write);
  go_ = go.write;
  failed_ = failed.read;
  output_ = output.read;
}

subject::~subject() {
  if (!buried_) {
    (void)::kill(pid_, SIGKILL);
    (void)::waitpid(pid_, nullptr, 0);
  }
  ::close(go_);
  ::close(failed_);
  ::close(output_);
}

void subject::start() {
  must(::write(go_, "", 1), "starting the subject");
  int error = 0;
  // The pipe closes as it becomes its program.
  if (::read(failed_, &error, sizeof error) == sizeof error) {
    give_up("cannot run " + command_[0], error);
  }
}

void subject::await_ready() {
  const std::string wanted = "ready\n";
  std::string seen;
  const nanoseconds until = read_clock() + 10'000'000'000;
  while (seen.size() < wanted.size()) {
    const nanoseconds left = until - read_clock();
    pollfd interest{output_, POLLIN, 0};
    if (left <= 0 || ::poll(&interest, 1, static_cast<int>(left / 1'000'000) + 1) == 0) {
      give_up(name() + " has not said \"ready\" for 10 seconds");
    }
    std::array<char, 64> room{};
    const ssize_t got = ::read(output_, room.data(), wanted.size() - seen.size());
    if (got < 0) give_up("reading what " + name() + " prints", errno);
    if (got == 0) {
      int status = 0;
      must(::waitpid(pid_, &status, 0), "waitpid");
      ended(status);
    }
    seen.append(room.data(), static_cast<std::size_t>(got));
  }
  if (seen != wanted) give_up(name() + " printed '" + seen + "' instead of \"ready\"");
}

void subject::ended(int status) {
  buried_ = true;
  give_up(name() + " " + describe(status));
}

void subject::must_be_alive() {
  // What has broken a connection may be seen before the end that broke it.
  for (int i = 0; i < 20; ++i) {
    int status = 0;
    if (must(::waitpid(pid_, &status, WNOHANG), "waitpid") == pid_) ended(status);
    ::usleep(5000);
  }
}

void subject::terminate() {
  must(::kill(pid_, SIGTERM), "kill");
  const nanoseconds until = read_clock() + 10'000'000'000;
  int status = 0;
  while (must(::waitpid(pid_, &status, WNOHANG), "waitpid") == 0) {
    if (read_clock() > until) give_up(name() + " does not end by SIGTERM");
    ::usleep(1000);
  }
  buried_ = true;
  const bool as_told = WIFSIGNALED(status) ? WTERMSIG(status) == SIGTERM : WEXITSTATUS(status) == 0;
  if (!as_told) ended(status);
}

subject::remains subject::bury() {
  remains left{};
  rusage used{};
  int status = 0;
  // How much memory it had at most is known until it ends, and afterwards only mixed up with what
  // this process had as it was forked: so it stops for a moment on its way out.
  const bool traced = ::ptrace(PTRACE_SEIZE, pid_, nullptr, PTRACE_O_TRACEEXIT) == 0;
  for (;;) {
    must(::wait4(pid_, &status, traced ? __WALL : 0, &used), "wait4");
    if (!WIFSTOPPED(status)) break;
    const bool is_end = status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8));
    if (is_end) left.peak_kib = status_kib("VmHWM");
    const bool is_signal = status >> 16 == 0;
    (void)::ptrace(PTRACE_CONT, pid_, nullptr, is_signal ? WSTOPSIG(status) : 0);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ended(status);
  buried_ = true;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  left.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  std::array<char, 4096> room{};
  must(::lseek(output_, 0, SEEK_SET), "lseek");
  while (const ssize_t got = must(::read(output_, room.data(), room.size()), "read")) {
    left.output.append(room.data(), static_cast<std::size_t>(got));
  }
  return left;
}

std::optional<std::uint64_t> subject::status_kib(const char* key) const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
  const std::string wanted = std::string(key) + ":";
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string first;
    std::uint64_t number = 0;
    if (words >> first && first == wanted && words >> number) return number;
  }
  return std::nullopt;
}

std::int64_t subject::cpu_time() const {
  clockid_t clock = 0;
  if (const int error = ::clock_getcpuclockid(pid_, &clock); error != 0) {
    give_up("the processor time of " + name(), error);
  }
  return read_clock(clock);
}

std::string subject::name() const {
  const std::size_t slash = command_[0].rfind('/');
  return slash == std::string::npos ? command_[0] : command_[0].substr(slash + 1);
}

}  // namespace measure
