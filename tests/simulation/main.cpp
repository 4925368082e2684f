// The command: plays programs, and what is found it minimises and prints.
#include <sys/mman.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "minimise.hpp"
#include "player.hpp"
#include "violation.hpp"

namespace {

using namespace simulation;

struct options {
  std::uint64_t seed = 1;
  std::uint64_t programs = 0;
  double seconds = 0;
  bool compares = false;
  bool minimises = true;
  std::vector<std::string> replayed;
};

constexpr const char* usage = R"(ringlet_simulate [OPTION...] [FILE...]
  --seed S        the first program's (1)
  --programs N    how many are played
  --seconds N     for how long they are played; without either, one program
  --trace         prints what the model does
  --compare       plays on the model without faults and on a real ring, and compares
  --as-found      does not minimise what is found
  FILE            plays what stands in these, as it was printed
)";

options read_options(int argc, char** argv) {
  options read;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = [&]() -> const char* {
      if (i + 1 == argc) {
        (void)std::fputs(usage, stderr);
        std::exit(2);
      }
      return argv[++i];
    };
    if (word == "--seed") {
      read.seed = std::strtoull(value(), nullptr, 0);
    } else if (word == "--programs") {
      read.programs = std::strtoull(value(), nullptr, 0);
    } else if (word == "--seconds") {
      read.seconds = std::strtod(value(), nullptr);
    } else if (word == "--trace") {
      kernel::prints_trace = true;
    } else if (word == "--compare") {
      read.compares = true;
    } else if (word == "--as-found") {
      read.minimises = false;
    } else if (word.empty() || word[0] == '-') {
      (void)std::fputs(usage, stderr);
      std::exit(word == "--help" ? 0 : 2);
    } else {
      read.replayed.push_back(word);
    }
  }
  if (read.programs == 0 && read.seconds == 0) read.programs = 1;
  return read;
}

/// What a run of many programs and its parent share.
struct progress {
  std::uint64_t seed;
  std::uint64_t programs;
  std::uint64_t operations;
  std::uint64_t hash;
};

program program_of(std::uint64_t seed, range of) {
  choices from(seed);
  return make_program(from, of);
}

/// The choices of the model have a stream of their own.
std::uint64_t fault_seed(std::uint64_t seed) { return ~seed; }

/// One program, and now and then twice: the second run must be the first one again.
void play_seed(std::uint64_t seed, progress& shared) {
  const program made = program_of(seed, range::everything);
  choices faults(fault_seed(seed));
  (void)::alarm(20);
  const run_result first = play_on_model(made, faults, true);
  if (seed % 16 == 0) {
    choices again(fault_seed(seed));
    const run_result second = play_on_model(made, again, true);
    if (first.hash != second.hash) {
      violate("the same seed gives the same run", "%016" PRIx64 " and %016" PRIx64, first.hash,
              second.hash);
    }
  }
  (void)::alarm(0);
  ++shared.programs;
  shared.operations += first.operations;
  shared.hash = (shared.hash ^ first.hash) * 0x100000001b3;
}

std::string describe(const played& one) {
  return one.came.ok ? "ok " + std::to_string(one.came.value)
                     : "errno " + std::to_string(one.came.error) + ", value " +
                           std::to_string(one.came.value);
}

/// The same program on the model and on this machine's kernel: every step comes to the same.
void compare_seed(std::uint64_t seed, progress& shared) {
  const program made = program_of(seed, range::comparable);
  choices benign{std::vector<std::uint8_t>()};
  (void)::alarm(60);
  run_result on_model = play_on_model(made, benign, false);
  std::vector<played> on_ring = play_on_real_ring(made);
  (void)::alarm(0);
  const auto before = [](const played& one, const played& other) {
    const auto key = [](const played& of) {
      return std::make_tuple(of.at.task, of.at.step, of.came.ok, of.came.value, of.came.error);
    };
    return key(one) < key(other);
  };
  // Tasks may take turns in another order there, two that play the same steps as well.
  std::sort(on_model.log.begin(), on_model.log.end(), before);
  std::sort(on_ring.begin(), on_ring.end(), before);
  const std::size_t count = std::max(on_model.log.size(), on_ring.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= on_model.log.size() || i >= on_ring.size()) {
      violate("the model answers as the kernel does", "%zu outcomes on the model and %zu on it",
              on_model.log.size(), on_ring.size());
    }
    const played& one = on_model.log[i];
    const played& other = on_ring[i];
    if (one.came.ok != other.came.ok || one.came.value != other.came.value ||
        one.came.error != other.came.error) {
      violate("the model answers as the kernel does",
              "task %u, step %u, %s: the model says %s, the kernel %s", one.at.task, one.at.step,
              print(program{{}, {{made.tasks[one.at.task][one.at.step]}}}).c_str(),
              describe(one).c_str(), describe(other).c_str());
    }
  }
  ++shared.programs;
  shared.operations += on_model.operations;
}

void play_all(const options& asked, progress& shared) {
  using clock = std::chrono::steady_clock;
  const auto until = clock::now() + std::chrono::duration<double>(asked.seconds);
  for (std::uint64_t done = 0;; ++done) {
    if (asked.programs != 0 ? done == asked.programs : clock::now() >= until) return;
    shared.seed = asked.seed + done;
    if (asked.compares) {
      compare_seed(shared.seed, shared);
    } else {
      play_seed(shared.seed, shared);
    }
  }
}

int replay(const std::string& path) {
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  try {
    const scenario read = parse(text);
    choices faults(read.choices);
    (void)::alarm(20);
    const run_result came = play_on_model(read.program, faults, true);
    std::printf("%s: %" PRIu64 " operations, trace %016" PRIx64 "\n", path.c_str(), came.operations,
                came.hash);
    return 0;
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", path.c_str(), error.what());
    return 2;
  }
}

template <class T>
T* shared_memory() {
  void* const memory =
      ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  return new (memory) T{};
}

}  // namespace

int main(int argc, char** argv) {
  const options asked = read_options(argc, argv);
  if (!asked.replayed.empty()) {
    int status = 0;
    for (const std::string& each : asked.replayed) status = std::max(status, replay(each));
    return status;
  }
  last_report = shared_memory<report>();
  progress& shared = *shared_memory<progress>();
  const auto began = std::chrono::steady_clock::now();
  // In a child: what is found ends it, whether by a violation or by a sanitizer.
  const pid_t child = ::fork();
  if (child == 0) {
    play_all(asked, shared);
    std::exit(0);  // so that leaks are looked for
  }
  int status = 0;
  (void)::waitpid(child, &status, 0);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    std::printf("%" PRIu64 " programs from seed %" PRIu64 " on, %" PRIu64
                " operations in %.1f s (%.1f million a minute), trace %016" PRIx64 "\n",
                shared.programs, asked.seed, shared.operations, took.count(),
                static_cast<double>(shared.operations) / took.count() * 60 / 1e6, shared.hash);
    return 0;
  }
  std::printf("seed %" PRIu64 " fails; again by: ringlet_simulate%s --seed %" PRIu64 "\n",
              shared.seed, asked.compares ? " --compare" : "", shared.seed);
  if (asked.compares || !asked.minimises) return 1;
  (void)std::fflush(stdout);
  scenario found{program_of(shared.seed, range::everything), {}};
  const std::string smallest = minimise(found, fault_seed(shared.seed));
  std::printf("%s", smallest.c_str());
  return 1;
}
