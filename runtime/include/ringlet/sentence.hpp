// Error messages, and the one place where they are thrown.
//
// They are put together without std::string: every translation unit that makes a ring would compile
// its concatenations, and the standard library's exceptions' constructors, at each place again.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/result.hpp>

namespace ringlet::detail {

/// A text made of texts and numbers; what is beyond 511 bytes is cut off.
class sentence {
 public:
  template <class... Parts>
  explicit sentence(const Parts&... parts) noexcept {
    (add(parts), ...);
    text_[size_] = '\0';
  }

  [[nodiscard]] const char* c_str() const noexcept { return text_.data(); }
  operator std::string_view() const noexcept { return {text_.data(), size_}; }

 private:
  [[gnu::noinline]] void add(std::string_view part) noexcept {
    for (const char letter : part) {
      if (size_ + 1 < text_.size()) text_[size_++] = letter;
    }
  }
  void add(unsigned long long number) noexcept {
    std::array<char, 20> digits;
    std::size_t first = digits.size();
    do {
      digits[--first] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    add(std::string_view(digits.data() + first, digits.size() - first));
  }

  std::size_t size_ = 0;
  std::array<char, 512> text_;
};

[[noreturn, gnu::noinline, gnu::cold]] inline void throw_error(int errno_value, const char* what) {
  throw std::system_error(error_of(errno_value), what);
}

}  // namespace ringlet::detail
