// Copies a file or a tree with all that belongs to it, as cp -a does: ringlet_cp SOURCE TARGET.
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <string>
#include <tuple>

#include "../command_line.hpp"
#include "report.hpp"
#include "tree_copy.hpp"

using namespace ringlet;
namespace fs = std::filesystem;

namespace {

struct settings {
  std::string source;
  std::string target;
  std::size_t at_once = 64;
};

settings read_settings(int count, char** words) {
  settings read;
  CLI::App app{
      "Copies a file or a tree with modes, owners, times, extended attributes, links and "
      "holes"};
  app.add_option("SOURCE", read.source, "What to copy; a symbolic link is copied as such")
      ->required();
  app.add_option("TARGET", read.target, "What the copy is called; nothing may be there yet")
      ->required();
  app.add_option("--at-once", read.at_once, "How many files are copied at a time")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1024));
  examples::read_command_line(app, count, words);
  return read;
}

bool is_same(const fs::path& left, const fs::path& right) {
  struct stat first{};
  struct stat second{};
  return ::lstat(left.c_str(), &first) == 0 && ::lstat(right.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// Why there is nothing to begin with.
std::optional<std::string> objection(const settings& to) {
  struct stat status{};
  if (::lstat(to.target.c_str(), &status) == 0) return to.target + ": there is something already";
  std::error_code unknown;
  fs::path above = fs::weakly_canonical(fs::absolute(to.target), unknown).parent_path();
  if (unknown) return to.target + ": " + unknown.message();
  for (;; above = above.parent_path()) {
    if (is_same(to.source, above)) {
      return to.target + ": it is inside of " + to.source + ", which would have no end";
    }
    if (above == above.root_path()) return std::nullopt;
  }
}

/// Each folder of the way down is open while what is in it is copied.
void allow_many_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Gives whether it was interrupted.
task<bool> copy(const settings& how, copying::report& to_report, signal_set& signals) {
  copying::tree_copy tree(how.at_once, to_report);
  if (::isatty(STDERR_FILENO) == 1) {
    auto ended = co_await when_any(tree.copy(how.source, how.target), signals.next(),
                                   copying::show_progress(to_report, how.source));
    if (auto& copied = std::get<0>(ended.results); !copied) {
      std::rethrow_exception(copied.error());
    }
    co_return ended.index == 1;
  }
  auto ended = co_await when_any(tree.copy(how.source, how.target), signals.next());
  if (auto& copied = std::get<0>(ended.results); !copied) std::rethrow_exception(copied.error());
  co_return ended.index == 1;
}

}  // namespace

int main(int count, char** words) {
  const settings how = read_settings(count, words);
  if (const auto no = objection(how)) {
    (void)std::fprintf(stderr, "ringlet_cp: %s\n", no->c_str());
    return 1;
  }
  try {
    allow_many_descriptors();
    signal_set signals({SIGINT, SIGTERM});
    copying::report to_report;
    ring loop;
    const bool interrupted = loop.run(copy(how, to_report, signals));
    if (interrupted) (void)std::fprintf(stderr, "ringlet_cp: interrupted\n");
    return interrupted || to_report.errors() != 0 ? 1 : 0;
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "ringlet_cp: %s\n", error.what());
    return 1;
  }
}
