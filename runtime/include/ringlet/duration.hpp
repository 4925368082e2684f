// Durations and points in time, as the kernel takes them.
#pragma once

#include <linux/time_types.h>  // __kernel_timespec

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>  // std::cmp_greater

#include <ringlet/chrono.hpp>

namespace ringlet {

/// How long to wait, or until when. It holds the kernel's timespec by value, so that nothing but
/// the operation itself has to stay where it is.
///
/// Any std::chrono duration converts. A part of a nanosecond counts as a whole one, so that nothing
/// ends early; less than nothing is nothing; more than the kernel's clock can count is as long as
/// that can.
class timespec_in {
 public:
  template <class Rep, class Period>
    requires std::is_arithmetic_v<Rep>
  constexpr timespec_in(std::chrono::duration<Rep, Period> duration) noexcept
      : value_(convert(duration)) {}

  /// A point in time, for operations whose flags say that theirs is absolute: `timeout_flags::abs`
  /// for one of steady_clock (CLOCK_MONOTONIC), together with `realtime` for one of system_clock.
  template <class Duration>
  [[nodiscard]] static constexpr timespec_in at(
      std::chrono::time_point<std::chrono::steady_clock, Duration> when) noexcept {
    return {when.time_since_epoch()};
  }
  template <class Duration>
  [[nodiscard]] static constexpr timespec_in at(
      std::chrono::time_point<std::chrono::system_clock, Duration> when) noexcept {
    return {when.time_since_epoch()};
  }

  [[nodiscard]] constexpr const __kernel_timespec& value() const noexcept { return value_; }

  /// Where the timespec is: inside of this object, which must not move before it is submitted.
  [[nodiscard]] std::uint64_t address() const noexcept {
    return reinterpret_cast<std::uintptr_t>(&value_);
  }

 private:
  static constexpr std::int64_t most_seconds = std::numeric_limits<std::int64_t>::max();
  static constexpr __kernel_timespec longest{.tv_sec = most_seconds, .tv_nsec = 999'999'999};

  template <class Rep, class Period>
  static constexpr __kernel_timespec convert(std::chrono::duration<Rep, Period> duration) noexcept {
    const Rep count = duration.count();
    if (!(count > 0)) {  // Said this way because it is true of a NaN as well.
      return {.tv_sec = 0, .tv_nsec = 0};
    }
    if constexpr (std::is_integral_v<Rep> && Period::num == 1) {
      const auto parts = static_cast<std::uint64_t>(count);
      constexpr auto in_second = static_cast<std::uint64_t>(Period::den);
      const auto rest = static_cast<std::int64_t>(parts % in_second);
      return carried(parts / in_second, std::chrono::ceil<std::chrono::nanoseconds>(
                                            std::chrono::duration<std::int64_t, Period>(rest))
                                            .count());
    } else if constexpr (std::is_integral_v<Rep> && Period::den == 1) {
      if (std::cmp_greater(count, most_seconds / Period::num)) {
        return longest;
      }
      return {.tv_sec = static_cast<std::int64_t>(count) * Period::num, .tv_nsec = 0};
    } else {
      // Fractions: a floating-point count, or a period such as 1001/30000 s. A long double holds
      // all 64 bits of an integer.
      const long double seconds = static_cast<long double>(count) * Period::num / Period::den;
      if (seconds >= static_cast<long double>(most_seconds)) {
        return longest;
      }
      const auto whole = static_cast<std::uint64_t>(seconds);
      const long double rest = (seconds - static_cast<long double>(whole)) * 1e9L;
      const auto nanoseconds = static_cast<std::int64_t>(rest);
      return carried(whole,
                     static_cast<long double>(nanoseconds) < rest ? nanoseconds + 1 : nanoseconds);
    }
  }

  // Rounding up may have made a whole second of the rest.
  static constexpr __kernel_timespec carried(std::uint64_t seconds,
                                             std::int64_t nanoseconds) noexcept {
    if (nanoseconds == 1'000'000'000) {
      ++seconds;
      nanoseconds = 0;
    }
    if (std::cmp_greater(seconds, most_seconds)) {
      return longest;
    }
    return {.tv_sec = static_cast<std::int64_t>(seconds), .tv_nsec = nanoseconds};
  }

  __kernel_timespec value_;
};

}  // namespace ringlet
