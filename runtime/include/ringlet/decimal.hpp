// A number as people write it, without <charconv>, which has much else to compile.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace ringlet::detail {

/// The digits of a number.
class decimal {
 public:
  explicit decimal(unsigned long long number) noexcept {
    do {
      digits_[--first_] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
  }

  operator std::string_view() const noexcept {
    return {digits_.data() + first_, digits_.size() - first_};
  }

 private:
  std::array<char, 20> digits_;
  std::size_t first_ = 20;
};

}  // namespace ringlet::detail
