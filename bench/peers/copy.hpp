// What the programs that copy a file have in common: arguments, the two files, and who copies what.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "files.hpp"

namespace peers {

/// SOURCE TARGET --mode linked|splice
struct copy_arguments {
  std::string source;
  std::string target;
  std::string mode = "linked";
  unsigned depth = 0;
  unsigned block_kib = 0;
};

inline copy_arguments copy_arguments_of(int count, char** words) {
  copy_arguments given;
  CLI::App app("Copies a file, a few blocks at a time.");
  app.add_option("source", given.source)->required()->check(CLI::ExistingFile);
  app.add_option("target", given.target, "made, or overwritten")->required();
  app.add_option("--mode", given.mode, "linked: reads and writes; splice: through pipes")
      ->check(CLI::IsMember({"linked", "splice"}));
  app.add_option("--depth", given.depth, "blocks at a time, instead of what the mode likes best")
      ->check(CLI::Range(1, 256));
  app.add_option("--block", given.block_kib, "KiB of a block")->check(CLI::Range(4, 16384));
  parse(app, count, words);
  const bool splices = given.mode == "splice";
  if (given.depth == 0) given.depth = splices ? 2 : 8;
  if (given.block_kib == 0) given.block_kib = 256;
  return given;
}

/// A part of the file.
struct part {
  std::uint64_t offset;
  std::uint32_t length;

  /// What is left of it behind `done` bytes.
  [[nodiscard]] part behind(std::size_t done) const {
    return {offset + done, length - static_cast<std::uint32_t>(done)};
  }
};

/// The two files, and which parts of them nobody has taken yet.
class copying {
 public:
  explicit copying(const copy_arguments& given)
      : block_(std::size_t{given.block_kib} * 1024),
        source_(must(::open(given.source.c_str(), O_RDONLY | O_CLOEXEC), "open the source")),
        target_(must(::open(given.target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666),
                     "open the target")) {
    struct stat about{};
    (void)must(::fstat(source_, &about), "fstat");
    size_ = static_cast<std::uint64_t>(about.st_size);
    (void)::posix_fadvise(source_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  copying(const copying&) = delete;
  copying& operator=(const copying&) = delete;
  ~copying() {
    (void)::close(source_);
    (void)::close(target_);
  }

  [[nodiscard]] int source() const { return source_; }
  [[nodiscard]] int target() const { return target_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::size_t block() const { return block_; }

  /// The next part, none of no bytes.
  [[nodiscard]] part take() {
    const auto length = static_cast<std::uint32_t>(std::min<std::uint64_t>(block_, size_ - taken_));
    const part taken{taken_, length};
    taken_ += length;
    return taken;
  }

 private:
  std::size_t block_;
  int source_;
  int target_;
  std::uint64_t size_ = 0;
  std::uint64_t taken_ = 0;
};

/// A pipe with room for a block.
struct block_pipe {
  int reader;
  int writer;

  explicit block_pipe(std::size_t room) {
    int ends[2];
    (void)must(::pipe2(ends, O_CLOEXEC), "pipe2");
    reader = ends[0];
    writer = ends[1];
    (void)must(::fcntl(writer, F_SETPIPE_SZ, static_cast<int>(room)), "F_SETPIPE_SZ");
  }
  block_pipe(const block_pipe&) = delete;
  block_pipe& operator=(const block_pipe&) = delete;
  ~block_pipe() {
    (void)::close(reader);
    (void)::close(writer);
  }
};

/// Calls run(given, files) and prints what bench_measure wants.
template <class Run>
int run_copy(int count, char** words, Run run) {
  const copy_arguments given = copy_arguments_of(count, words);
  try {
    copying files(given);
    const std::int64_t begin = now();
    run(given, files);
    std::printf("{\"units\": %.6f, \"unit\": \"MiB\", \"seconds\": %.6f}\n",
                static_cast<double>(files.size()) / (1 << 20),
                static_cast<double>(now() - begin) * 1e-9);
    return 0;
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}

}  // namespace peers
