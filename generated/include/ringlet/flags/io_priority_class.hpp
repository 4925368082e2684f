// Generated from spec/types.json, flag set "io_priority_class". Do not edit: change the set, then
// run `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which class of transfers one belongs to, in the eyes of a device's scheduler.
///
/// The values exclude each other.
enum class io_priority_class : std::uint16_t {
  /// IOPRIO_CLASS_NONE: none: the priority that the task has.
  none = 0,
  /// IOPRIO_CLASS_RT: before all others, which may then wait for ever; needs CAP_SYS_ADMIN or
  /// CAP_SYS_NICE.
  rt = 1,
  /// IOPRIO_CLASS_BE: best effort, which is what tasks have unless they ask for something else.
  be = 2,
  /// IOPRIO_CLASS_IDLE: only when nobody else wants the device.
  idle = 3,
};

#ifdef IOPRIO_CLASS_NONE
static_assert(raw(io_priority_class::none) == static_cast<std::uint16_t>(IOPRIO_CLASS_NONE));
#endif
#ifdef IOPRIO_CLASS_RT
static_assert(raw(io_priority_class::rt) == static_cast<std::uint16_t>(IOPRIO_CLASS_RT));
#endif
#ifdef IOPRIO_CLASS_BE
static_assert(raw(io_priority_class::be) == static_cast<std::uint16_t>(IOPRIO_CLASS_BE));
#endif
#ifdef IOPRIO_CLASS_IDLE
static_assert(raw(io_priority_class::idle) == static_cast<std::uint16_t>(IOPRIO_CLASS_IDLE));
#endif

}  // namespace ringlet
