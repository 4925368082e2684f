// The clock that everything here is timed by.
#pragma once

#include <time.h>

#include <cstdint>

namespace measure {

/// Nanoseconds.
using nanoseconds = std::int64_t;

inline constexpr double a_second = 1e9;

inline nanoseconds read_clock(clockid_t which = CLOCK_MONOTONIC) {
  timespec time{};
  ::clock_gettime(which, &time);
  return nanoseconds{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace measure
