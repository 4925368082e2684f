// Where everything random in a run comes from: one stream of bytes.
//
// A seed gives an endless one, and a list is followed by zeros. Every use takes 0 for what is
// harmless, so that a run with no bytes at all is one without faults, and setting bytes to zero
// makes a failing run simpler.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace simulation {

/// The generator splitmix64: the same on every machine, which the distributions of <random> are
/// not.
class splitmix {
 public:
  explicit splitmix(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

 private:
  std::uint64_t state_;
};

class choices {
 public:
  explicit choices(std::uint64_t seed) noexcept : generator_(seed), endless_(true) {}
  explicit choices(std::vector<std::uint8_t> given) noexcept
      : generator_(0), given_(std::move(given)), endless_(false) {}

  std::uint8_t byte() noexcept {
    const std::size_t at = used_++;
    if (!endless_) return at < given_.size() ? given_[at] : std::uint8_t{0};
    if (at % 8 == 0) word_ = generator_.next();
    return static_cast<std::uint8_t>(word_ >> (at % 8 * 8));
  }

  /// A number below `count`, which is at most 256.
  unsigned below(unsigned count) noexcept { return byte() % count; }

  /// True once in `count` times; never for a zero.
  bool one_in(unsigned count) noexcept { return below(count) == count - 1; }

  /// How many bytes were asked for.
  [[nodiscard]] std::size_t used() const noexcept { return used_; }

  /// Whether a list has been used up, so that only zeros follow.
  [[nodiscard]] bool exhausted() const noexcept { return !endless_ && used_ >= given_.size(); }

 private:
  splitmix generator_;
  std::uint64_t word_ = 0;
  std::vector<std::uint8_t> given_;
  std::size_t used_ = 0;
  bool endless_;
};

/// The first bytes of the endless stream of a seed.
inline std::vector<std::uint8_t> bytes_of(std::uint64_t seed, std::size_t count) {
  choices stream(seed);
  std::vector<std::uint8_t> bytes(count);
  for (std::uint8_t& each : bytes) each = stream.byte();
  return bytes;
}

}  // namespace simulation
