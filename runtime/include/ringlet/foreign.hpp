// What a message to a ring may be marked with.
#pragma once

#include <cstdint>
#include <ringlet/completion.hpp>

namespace ringlet {

/// The user_data of a CQE that no operation of the ring's asked for, by which ring::on_foreign
/// tells one from another: any number but those whose upper 16 bits are 0x7268 to 0x726f. By these
/// a ring knows the CQEs of its own operations, so that they are refused.
class foreign_user_data {
 public:
  constexpr foreign_user_data(std::uint64_t value) noexcept : value_(value) {}

  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }

  /// False for what a ring would take for the address of one of its own operations.
  [[nodiscard]] bool valid() const noexcept { return detail::tag(value_).is_foreign(); }

 private:
  std::uint64_t value_;
};

}  // namespace ringlet
