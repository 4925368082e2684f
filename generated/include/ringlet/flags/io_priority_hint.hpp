// Generated from spec/types.json, flag set "io_priority_hint". Do not edit: change the set, then
// run `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>

namespace ringlet {

/// What a device may be told of a transfer besides its priority (Linux 6.5).
///
/// The values exclude each other.
enum class io_priority_hint : std::uint16_t {
  /// IOPRIO_HINT_NONE: nothing.
  none = 0,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_1: limit number 1 of the device's own on how long a command may
  /// take.
  dev_duration_limit_1 = 1,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_2: limit number 2 of the device's own on how long a command may
  /// take.
  dev_duration_limit_2 = 2,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_3: limit number 3 of the device's own on how long a command may
  /// take.
  dev_duration_limit_3 = 3,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_4: limit number 4 of the device's own on how long a command may
  /// take.
  dev_duration_limit_4 = 4,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_5: limit number 5 of the device's own on how long a command may
  /// take.
  dev_duration_limit_5 = 5,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_6: limit number 6 of the device's own on how long a command may
  /// take.
  dev_duration_limit_6 = 6,
  /// IOPRIO_HINT_DEV_DURATION_LIMIT_7: limit number 7 of the device's own on how long a command may
  /// take.
  dev_duration_limit_7 = 7,
};

#ifdef IOPRIO_HINT_NONE
static_assert(raw(io_priority_hint::none) == static_cast<std::uint16_t>(IOPRIO_HINT_NONE));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_1
static_assert(raw(io_priority_hint::dev_duration_limit_1) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_1));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_2
static_assert(raw(io_priority_hint::dev_duration_limit_2) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_2));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_3
static_assert(raw(io_priority_hint::dev_duration_limit_3) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_3));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_4
static_assert(raw(io_priority_hint::dev_duration_limit_4) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_4));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_5
static_assert(raw(io_priority_hint::dev_duration_limit_5) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_5));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_6
static_assert(raw(io_priority_hint::dev_duration_limit_6) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_6));
#endif
#ifdef IOPRIO_HINT_DEV_DURATION_LIMIT_7
static_assert(raw(io_priority_hint::dev_duration_limit_7) ==
              static_cast<std::uint16_t>(IOPRIO_HINT_DEV_DURATION_LIMIT_7));
#endif

}  // namespace ringlet
