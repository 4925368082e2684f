// What the programs that read at random have in common: arguments, where to read, what came of it.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "files.hpp"

namespace peers {

inline constexpr std::size_t block = 4096;

/// FILE --depth N --direct|--cached [--fixed] --seconds S
struct reads_arguments {
  std::string file;
  unsigned depth = 1;
  bool direct = false;
  bool fixed = false;
  double seconds = 2;
};

/// `has_fixed`: whether this program can have registered buffers and a registered file.
inline reads_arguments read_arguments(int count, char** words, bool has_fixed) {
  reads_arguments given;
  CLI::App app("Reads 4 KiB at random places of a file, so many at a time, for some seconds.");
  app.add_option("file", given.file)->required()->check(CLI::ExistingFile);
  app.add_option("--depth", given.depth, "how many at a time")->check(CLI::Range(1, 4096));
  bool cached = false;
  auto* const direct = app.add_flag("--direct", given.direct, "past the page cache");
  app.add_flag("--cached", cached, "through it, as is the default")->excludes(direct);
  if (has_fixed) app.add_flag("--fixed", given.fixed, "registered buffers and a registered file");
  app.add_option("--seconds", given.seconds)->check(CLI::PositiveNumber);
  parse(app, count, words);
  return given;
}

/// The file, and how many blocks it has.
struct reads_file {
  int descriptor;
  std::uint64_t blocks;

  explicit reads_file(const reads_arguments& given)
      : descriptor(
            must(::open(given.file.c_str(), O_RDONLY | O_CLOEXEC | (given.direct ? O_DIRECT : 0)),
                 "open")) {
    struct stat about{};
    (void)must(::fstat(descriptor, &about), "fstat");
    blocks = static_cast<std::uint64_t>(about.st_size) / block;
    if (blocks == 0) throw std::invalid_argument("the file has less than one block");
    // Else every read would make the kernel read more, which nobody wants.
    (void)::posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM);
  }
  reads_file(const reads_file&) = delete;
  reads_file& operator=(const reads_file&) = delete;
  ~reads_file() { (void)::close(descriptor); }
};

/// Places in a file at random, by xorshift*.
class places {
 public:
  explicit places(std::uint64_t blocks, std::uint64_t seed = 1)
      : blocks_(blocks), state_(seed * 0x9E3779B97F4A7C15U) {}

  [[nodiscard]] std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    __extension__ using wide = unsigned __int128;
    return static_cast<std::uint64_t>(wide{state_ * 0x2545F4914F6CDD1DU} * blocks_ >> 64) * block;
  }

 private:
  std::uint64_t blocks_;
  std::uint64_t state_;
};

/// How long each read took, to 1/32 of that.
class latencies {
 public:
  void add(std::int64_t nanoseconds) {
    ++counts_[slot(static_cast<std::uint64_t>(nanoseconds))];
    ++total_;
  }
  void add(const latencies& others) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += others.counts_[i];
    total_ += others.total_;
  }

  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] double microseconds(double part) const {
    const auto wanted = static_cast<std::uint64_t>(part * static_cast<double>(total_));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > wanted) return middle(i) / 1000;
    }
    return 0;
  }

 private:
  static constexpr unsigned fine_bits = 5;
  static constexpr std::uint64_t fine = 1 << fine_bits;

  static std::size_t slot(std::uint64_t value) {
    if (value < fine) return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - fine_bits - 1;
    return (shift << fine_bits) + (value >> shift);
  }
  static double middle(std::size_t slot) {
    if (slot < fine) return static_cast<double>(slot);
    const std::size_t shift = (slot >> fine_bits) - 1;
    const std::uint64_t first = (slot - (shift << fine_bits)) << shift;
    return static_cast<double>(first) + static_cast<double>(std::uint64_t{1} << shift) / 2;
  }

  std::array<std::uint64_t, std::size_t{64} << fine_bits> counts_{};
  std::uint64_t total_ = 0;
};

/// The line that bench_measure wants.
inline void print(const latencies& found, double seconds) {
  std::printf(
      "{\"units\": %llu, \"unit\": \"read\", \"seconds\": %.6f, \"p50_us\": %.3f, "
      "\"p99_us\": %.3f, \"p999_us\": %.3f}\n",
      static_cast<unsigned long long>(found.total()), seconds, found.microseconds(0.5),
      found.microseconds(0.99), found.microseconds(0.999));
}

/// Calls run(given, file), which gives the latencies, and prints what came of it.
template <class Run>
int run_reads(int count, char** words, bool has_fixed, Run run) {
  const reads_arguments given = read_arguments(count, words, has_fixed);
  try {
    const reads_file file(given);
    const std::int64_t begin = now();
    const latencies found =
        run(given, file, begin + static_cast<std::int64_t>(given.seconds * 1e9));
    print(found, static_cast<double>(now() - begin) * 1e-9);
    return 0;
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}

}  // namespace peers
