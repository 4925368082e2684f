// How long messages took, to within 1.6 %.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "clock.hpp"

namespace measure {

/// Counts durations in buckets that grow with them: 64 for each power of two.
class histogram {
 public:
  void add(nanoseconds duration) {
    ++buckets_[bucket_of(static_cast<std::uint64_t>(duration > 0 ? duration : 0))];
    ++count_;
  }

  void add(const histogram& more) {
    for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += more.buckets_[i];
    count_ += more.count_;
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// The duration that `part` of all did not exceed, in microseconds: the middle of its bucket.
  [[nodiscard]] double percentile(double part) const {
    const double wanted = part * static_cast<double>(count_);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      seen += buckets_[i];
      if (seen != 0 && static_cast<double>(seen) >= wanted) return middle_of(i) / 1e3;
    }
    return 0;
  }

 private:
  static constexpr unsigned bits = 6;
  static constexpr std::uint64_t fine = std::uint64_t{1} << bits;

  // Below 2 * fine each duration has a bucket of its own, and index and duration are the same.
  static std::size_t bucket_of(std::uint64_t duration) {
    if (duration < fine) return duration;
    const auto shift = static_cast<unsigned>(std::bit_width(duration)) - bits - 1;
    return shift * fine + (duration >> shift);
  }
  static double middle_of(std::size_t bucket) {
    if (bucket < 2 * fine) return static_cast<double>(bucket);
    const std::size_t shift = bucket / fine - 1;
    const std::uint64_t first = (fine + bucket % fine) << shift;
    return static_cast<double>(first) + static_cast<double>(std::uint64_t{1} << shift) / 2;
  }

  std::array<std::uint64_t, (65 - bits) * fine> buckets_{};
  std::uint64_t count_ = 0;
};

}  // namespace measure
