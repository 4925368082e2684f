// Keeps programs running: supervisor --run COMMAND [--run COMMAND...]. Who ends is started again,
// after a pause that grows while that goes on. With --heartbeat, who does not beat in time is
// killed and started again. SIGINT and SIGTERM end all of them.
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "../command_line.hpp"
#include "heartbeat.hpp"

using namespace ringlet;
using std::chrono::milliseconds;
using clock_type = std::chrono::steady_clock;

namespace {

struct settings {
  std::vector<std::string> commands;
  milliseconds heartbeat_limit{0};  // none is asked for
  milliseconds stop_limit{5000};
  milliseconds first_pause{100};
  milliseconds longest_pause{10'000};
  milliseconds steady{10'000};  // who has run for so long begins with the first pause again
};

/// Starts a command by the shell, in a process group of its own, so that a signal reaches all that
/// it starts.
pid_t start(const std::string& command, const examples::heartbeat& beats) {
  posix_spawnattr_t how;
  ::posix_spawnattr_init(&how);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&how, &none);  // the supervisor's own has what it waits for
  ::posix_spawnattr_setpgroup(&how, 0);
  ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);

  // To its own number, which means: the child keeps it.
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, beats.descriptor(), beats.descriptor());

  std::string variable =
      std::string(examples::heartbeat_variable) + "=" + std::to_string(beats.descriptor());
  std::vector<char*> environment;
  for (char** each = environ; *each != nullptr; ++each) environment.push_back(*each);
  environment.push_back(variable.data());
  environment.push_back(nullptr);

  std::string text = command;
  std::string shell = "sh";
  std::string option = "-c";
  char* const words[] = {shell.data(), option.data(), text.data(), nullptr};
  pid_t child = -1;
  const int error = ::posix_spawn(&child, "/bin/sh", &files, &how, words, environment.data());
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&how);
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), "starting '" + command + "'");
  }
  return child;
}

/// What became of a child, in words.
std::string end_of(const siginfo_t& child) {
  const int what = child.si_status;
  return child.si_code == CLD_EXITED ? "ended with the status " + std::to_string(what)
                                     : "was ended by the signal " + std::to_string(what);
}

/// True when no beat has come for so long; false when nobody wants to know any more.
task<bool> miss_a_beat(const examples::heartbeat& of, milliseconds limit) {
  for (;;) {
    const std::uint32_t seen = of.beats().load();
    const auto woken = co_await within(limit, op::futex_wait{.word = of.beats(), .expected = seen});
    // EAGAIN: it has beaten between the two lines.
    if (woken || woken.error() == std::errc::resource_unavailable_try_again) continue;
    if (woken.error() == std::errc::timed_out) co_return true;
    if (woken.error() == std::errc::operation_canceled) co_return false;
    throw std::system_error(woken.error(), "waiting for a heartbeat");
  }
}

/// One program, for as long as the supervisor runs.
class supervised {
 public:
  supervised(std::size_t number, const settings& how)
      : number_(number), command_(how.commands[number]), how_(how) {}

  task<> keep_running() {
    milliseconds pause = how_.first_pause;
    for (;;) {
      const auto began = clock_type::now();
      child_ = start(command_, beats_);
      say("started: " + command_);
      const bool goes_on = co_await watch();
      if (!goes_on) co_return;
      if (clock_type::now() - began >= how_.steady) pause = how_.first_pause;
      say("again in " + std::to_string(pause.count()) + " ms");
      cancel_id unnamed;
      const auto waited = co_await with_id(unnamed, sleep_for(pause));
      if (!waited) co_return;
      pause = std::min(2 * pause, how_.longest_pause);
    }
  }

 private:
  /// Until the child has ended. Whether it shall be started again.
  task<bool> watch() {
    siginfo_t child{};
    result<> ended;
    if (how_.heartbeat_limit == milliseconds::zero()) {
      ended = co_await wait_for(child);
    } else {
      auto either = co_await when_any(wait_for(child), miss_a_beat(beats_, how_.heartbeat_limit));
      ended = std::get<0>(either.results);
      auto& missed = std::get<1>(either.results);
      if (!missed) std::rethrow_exception(missed.error());
      if (!ended && *missed) {
        say("no heartbeat for " + std::to_string(how_.heartbeat_limit.count()) + " ms");
        send(SIGKILL);
        ended = co_await shielded(wait_for(child));
      }
    }
    if (ended) {
      say(end_of(child));
      // What it has started itself ends with it, and does not meet its successor.
      send(SIGKILL);
      co_return true;
    }
    if (ended.error() != std::errc::operation_canceled) {
      throw std::system_error(ended.error(), "waiting for '" + command_ + "'");
    }
    co_await stop();
    co_return false;
  }

  /// Ends the child as it likes, or, when that takes too long, at once.
  task<> stop() {
    siginfo_t child{};
    send(SIGTERM);
    auto ended = co_await shielded(within(how_.stop_limit, wait_for(child)));
    if (!ended) {
      say("is still there after " + std::to_string(how_.stop_limit.count()) + " ms");
      send(SIGKILL);
      ended = co_await shielded(wait_for(child));
    }
    if (ended) say(end_of(child));
    send(SIGKILL);
  }

  op::waitid wait_for(siginfo_t& child) const {
    return {.idtype = id_type::pid, .id = child_, .infop = child};
  }

  /// To the child and all of its group.
  void send(int signal) const { (void)::kill(-child_, signal); }

  void say(const std::string& what) const {
    std::printf("%zu (%d): %s\n", number_, child_, what.c_str());
  }

  std::size_t number_;
  const std::string& command_;
  const settings& how_;
  examples::heartbeat beats_;
  pid_t child_ = -1;
};

task<> keep_running(std::size_t number, const settings& how) {
  supervised program(number, how);
  co_await program.keep_running();
}

task<> supervise(const settings& how, signal_set& signals) {
  co_await in_scope([&](scope& programs) -> task<> {
    for (std::size_t i = 0; i < how.commands.size(); ++i) programs.spawn(keep_running(i, how));
    (void)co_await signals.next();
    programs.cancel();
  });
}

void add_duration(CLI::App& app, const std::string& name, milliseconds& value,
                  const std::string& meaning) {
  app.add_option_function<unsigned>(
         name, [&value](unsigned given) { value = milliseconds(given); },
         meaning + "; " + std::to_string(value.count()) + " unless said otherwise")
      ->type_name("MS")
      ->check(CLI::Range(1U, 86'400'000U));
}

settings read_settings(int count, char** words) {
  settings read;
  CLI::App app{"Keeps programs running. Times are in milliseconds"};
  app.add_option("--run", read.commands, "A command for the shell; may be given several times")
      ->type_name("COMMAND")
      ->required()
      ->allow_extra_args(false);
  add_duration(app, "--heartbeat", read.heartbeat_limit,
               "Within what time each must beat again; 0 asks for none");
  add_duration(app, "--stop", read.stop_limit, "How long one may take to end");
  add_duration(app, "--first-pause", read.first_pause, "How long to wait after the first end");
  add_duration(app, "--longest-pause", read.longest_pause, "What that may grow to");
  add_duration(app, "--steady", read.steady, "After what time of running it begins anew");
  examples::read_command_line(app, count, words);
  return read;
}

}  // namespace

int main(int count, char** words) {
  const settings how = read_settings(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    signal_set signals({SIGINT, SIGTERM});
    ring loop;
    if (!loop.has(op::waitid::needs) || !loop.has(op::futex_wait::needs)) {
      (void)std::fprintf(stderr, "%s: this kernel has no waitid or futex in io_uring: Linux 6.7\n",
                         words[0]);
      return 1;
    }
    loop.run(supervise(how, signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
