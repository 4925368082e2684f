// How soon a device serves a transfer, among others.
#pragma once

#include <cstdint>
#include <ringlet/flags.hpp>

namespace ringlet {

// Both are generated, and complete wherever an operation takes this type.
enum class io_priority_class : std::uint16_t;
enum class io_priority_hint : std::uint16_t;

/// How soon a device serves a transfer, among others: a class alone, or `{class, level}`, or
/// `{class, level, hint}`. Of the levels of a class, 0 is served first and 7 last. Without a class
/// it is the priority that the task has (ioprio_set(2)).
///
/// A scheduler such as mq-deadline or bfq heeds it, and some devices do. It reaches them with
/// transfers that bypass the page cache (O_DIRECT): what the cache writes back later has the
/// priority of whoever does that.
class io_priority {
 public:
  constexpr io_priority() noexcept = default;

  /// A class, a level or a hint that there is no room for becomes what the kernel refuses with
  /// EINVAL, so that no transfer has to look at it.
  constexpr io_priority(io_priority_class among, std::uint32_t level = 0,
                        io_priority_hint hint = {}) noexcept
      : value_(raw(among) < classes && level < levels && raw(hint) < hints
                   ? static_cast<std::uint16_t>(std::uint32_t{raw(among)} << class_shift |
                                                std::uint32_t{raw(hint)} << hint_shift | level)
                   : no_priority) {}

  /// The priority as SQEs have it (sqe.ioprio).
  [[nodiscard]] constexpr std::uint16_t value() const noexcept { return value_; }

 private:
  // <linux/ioprio.h>: 3 bits for the class, 10 for the hint and 3 for the level; the last class is
  // IOPRIO_CLASS_INVALID.
  static constexpr unsigned class_shift = 13;
  static constexpr unsigned hint_shift = 3;
  static constexpr unsigned classes = 8;
  static constexpr unsigned hints = 1U << 10;
  static constexpr unsigned levels = 8;
  static constexpr std::uint16_t no_priority = (classes - 1) << class_shift;

  std::uint16_t value_ = 0;
};

}  // namespace ringlet
