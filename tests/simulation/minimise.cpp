#include "minimise.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "player.hpp"
#include "violation.hpp"

namespace simulation {

namespace {

/// How a run fails: by which invariant, or by which signal or exit status; empty where it does not.
std::string failure_of(const scenario& tried) {
  *last_report = report{};
  const pid_t child = ::fork();
  if (child == 0) {
    quiet_violations = true;
    kernel::prints_trace = false;
    // A sanitizer's report, over and over, is of no use here.
    const int nothing = ::open("/dev/null", O_WRONLY);
    (void)::dup2(nothing, STDERR_FILENO);
    (void)::alarm(20);
    choices faults(tried.choices);
    (void)play_on_model(tried.program, faults, true);
    ::_exit(0);
  }
  int status = 0;
  (void)::waitpid(child, &status, 0);
  if (WIFEXITED(status)) {
    if (WEXITSTATUS(status) == 0) return {};
    if (WEXITSTATUS(status) == violation_status) return last_report->invariant;
    return "exit status " + std::to_string(WEXITSTATUS(status));
  }
  return "signal " + std::to_string(WTERMSIG(status));
}

class minimiser {
 public:
  minimiser(scenario found, std::string failure)
      : best_(std::move(found)), how_(std::move(failure)) {}

  scenario run() {
    // Each makes room for the others.
    for (bool better = true; better && tries_ < most_tries;) {
      better = drop_steps();
      better |= drop_tasks();
      better |= zero_choices();
      better |= simplify_numbers();
    }
    return best_;
  }

 private:
  static constexpr unsigned most_tries = 4000;

  bool keeps_failing(const scenario& smaller) {
    if (++tries_ > most_tries || failure_of(smaller) != how_) return false;
    best_ = smaller;
    return true;
  }

  bool drop_steps() {
    bool better = false;
    for (std::size_t task = 0; task < best_.program.tasks.size(); ++task) {
      for (std::size_t size = best_.program.tasks[task].size(); size != 0; size /= 2) {
        for (std::size_t at = 0; at < best_.program.tasks[task].size();) {
          scenario smaller = best_;
          auto& steps = smaller.program.tasks[task];
          const std::size_t end = std::min(at + size, steps.size());
          steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(at),
                      steps.begin() + static_cast<std::ptrdiff_t>(end));
          if (keeps_failing(smaller)) {
            better = true;
          } else {
            at += size;
          }
        }
      }
    }
    return better;
  }

  bool drop_tasks() {
    bool better = false;
    for (std::size_t task = best_.program.tasks.size(); task-- > 1;) {
      scenario smaller = best_;
      smaller.program.tasks.erase(smaller.program.tasks.begin() +
                                  static_cast<std::ptrdiff_t>(task));
      better |= keeps_failing(smaller);
    }
    return better;
  }

  bool zero_choices() {
    bool better = false;
    while (!best_.choices.empty() && best_.choices.back() == 0) best_.choices.pop_back();
    for (std::size_t size = best_.choices.size(); size != 0; size /= 2) {
      for (std::size_t at = 0; at < best_.choices.size(); at += size) {
        scenario smaller = best_;
        const std::size_t end = std::min(at + size, smaller.choices.size());
        bool changed = false;
        for (std::size_t i = at; i < end; ++i) {
          changed |= smaller.choices[i] != 0;
          smaller.choices[i] = 0;
        }
        if (changed) better |= keeps_failing(smaller);
      }
    }
    return better;
  }

  bool simplify_numbers() {
    bool better = false;
    const auto try_zero = [&](auto&& select) {
      scenario smaller = best_;
      std::uint8_t& number = select(smaller);
      if (number == 0) return;
      number = 0;
      better |= keeps_failing(smaller);
    };
    for (std::size_t task = 0; task < best_.program.tasks.size(); ++task) {
      for (std::size_t i = 0; i < best_.program.tasks[task].size(); ++i) {
        for (std::uint8_t step::* field : {&step::what, &step::much, &step::wrap, &step::time}) {
          try_zero([&](scenario& of) -> std::uint8_t& { return of.program.tasks[task][i].*field; });
        }
      }
    }
    for (std::uint8_t setting::* field :
         {&setting::cq, &setting::taskrun, &setting::lacks, &setting::layout, &setting::loop,
          &setting::turns, &setting::buffers, &setting::entries}) {
      try_zero([&](scenario& of) -> std::uint8_t& { return of.program.how.*field; });
    }
    return better;
  }

  scenario best_;
  std::string how_;
  unsigned tries_ = 0;
};

}  // namespace

std::string minimise(scenario found, std::uint64_t seed) {
  // How many choices it takes is not known where a sanitizer has ended it; so many are enough.
  constexpr std::size_t most = 20'000;
  found.choices = bytes_of(seed, most);
  const std::string how = failure_of(found);
  if (how.empty()) return "# it does not fail again\n";
  if (last_report->choices_used != 0) {
    found.choices.resize(std::min(found.choices.size(), last_report->choices_used));
  }
  const scenario smallest = minimiser(found, how).run();
  (void)failure_of(smallest);
  std::string text = "# " + how;
  if (last_report->text[0] != 0) text += std::string("\n# ") + last_report->text;
  return text + "\n" + print(smallest);
}

}  // namespace simulation
