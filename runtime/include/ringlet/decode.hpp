// What a completion's number means, one function per kind of result.
//
// The runtime has already turned what a cancelled operation answers (EINTR, and the kernel's own
// 512) into the error that its user sees, so that these look at nothing but the sign.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ringlet/direct_slot.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

/// Nothing but success or an error.
[[nodiscard]] inline result<> decode_nothing(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return {};
}

/// The same, for an operation some of whose errors are what it was asked for: ETIME of a timeout.
template <int... Successes>
[[nodiscard]] inline result<> decode_nothing_or(cqe_view cqe) noexcept {
  const bool succeeded = ((cqe.res == -Successes) || ...);
  if (succeeded) {
    return {};
  }
  return decode_nothing(cqe);
}

/// How many bytes were transferred.
[[nodiscard]] inline result<std::size_t> decode_bytes(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return static_cast<std::size_t>(cqe.res);
}

/// How many of something there were.
[[nodiscard]] inline result<std::size_t> decode_count(cqe_view cqe) noexcept {
  return decode_bytes(cqe);
}

/// A number whose meaning is the operation's own.
[[nodiscard]] inline result<int> decode_value(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return cqe.res;
}

/// What a big CQE says: the number, and 16 bytes whose meaning is the operation's own.
struct big_value {
  int value;
  std::array<std::uint64_t, 2> big_cqe;
};

[[nodiscard]] inline result<big_value> decode_big_value(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  if (cqe.extra == nullptr) return big_value{cqe.res, {}};
  return big_value{cqe.res, {cqe.extra[0], cqe.extra[1]}};
}

/// A new descriptor, owned by whoever takes it.
[[nodiscard]] inline result<unique_fd> decode_fd(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return unique_fd(cqe.res);
}

/// The slot of a new direct descriptor: the one that was asked for, since the kernel answers 0
/// then, or else the one that the kernel chose.
[[nodiscard]] inline result<direct_slot> decode_slot(cqe_view cqe, slot_choice choice) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return choice.requested() ? choice.slot() : direct_slot(static_cast<std::uint32_t>(cqe.res));
}

/// The same where the slot is in another ring's table.
[[nodiscard]] inline result<foreign_slot> decode_foreign_slot(cqe_view cqe,
                                                              slot_choice choice) noexcept {
  const auto there = decode_slot(cqe, choice);
  if (!there) return std::unexpected(there.error());
  return foreign_slot(*there);
}

/// The events that a poll saw, as bits of a flag set or as a plain number.
template <class Events = std::uint32_t>
[[nodiscard]] inline result<Events> decode_events(cqe_view cqe) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return static_cast<Events>(cqe.res);
}

}  // namespace ringlet
