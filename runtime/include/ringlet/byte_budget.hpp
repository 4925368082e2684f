// How many bytes a stream may still receive.
#pragma once

#include <cstdint>
#include <limits>

namespace ringlet::detail {

/// What is left of a bound. The kernel counts within one request only, and a stream may make
/// several; so it is counted here, in the operation that the stream keeps, which is const there.
class byte_budget {
 public:
  constexpr byte_budget(std::uint64_t bytes) noexcept : left_(bytes) {}

  static constexpr byte_budget unlimited() noexcept {
    return byte_budget(std::numeric_limits<std::uint64_t>::max());
  }

  /// As an SQE's field of 32 bits has it, where 0 is no bound. The kernel takes larger ones for
  /// negative; what is beyond is asked for by the next request.
  [[nodiscard]] constexpr std::uint32_t as_field() const noexcept {
    constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();
    return is_unlimited() ? 0 : static_cast<std::uint32_t>(left_ < most ? left_ : most);
  }

  constexpr void spend(std::int32_t res) const noexcept {
    if (res <= 0 || is_unlimited()) return;
    const auto spent = static_cast<std::uint64_t>(res);
    left_ -= spent < left_ ? spent : left_;
  }

  [[nodiscard]] constexpr bool is_spent() const noexcept { return left_ == 0; }

 private:
  [[nodiscard]] constexpr bool is_unlimited() const noexcept {
    return left_ == std::numeric_limits<std::uint64_t>::max();
  }

  mutable std::uint64_t left_;
};

}  // namespace ringlet::detail
