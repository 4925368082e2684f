// Error messages, and the one place where they are thrown.
//
// They are put together without std::string: every translation unit that makes a ring would compile
// its concatenations, and the standard library's exceptions' constructors, at each place again.
#pragma once

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <ringlet/decimal.hpp>
#include <ringlet/result.hpp>

namespace ringlet::detail {

/// A text made of texts and numbers; what is beyond 511 bytes is cut off.
class sentence {
 public:
  explicit sentence(std::string_view beginning) noexcept { add(beginning); }

  // No templates, and out of line: a program has few sentences, and each place that makes one
  // compiles what is inline again.
  [[gnu::noinline]] sentence& add(std::string_view part) noexcept {
    for (const char letter : part) {
      if (size_ + 1 < text_.size()) text_[size_++] = letter;
    }
    text_[size_] = '\0';
    return *this;
  }
  [[gnu::noinline]] sentence& add(unsigned long long number) noexcept {
    return add(std::string_view(decimal(number)));
  }

  [[nodiscard]] const char* c_str() const noexcept { return text_.data(); }
  operator std::string_view() const noexcept { return {text_.data(), size_}; }

 private:
  std::size_t size_ = 0;
  std::array<char, 512> text_;
};

[[noreturn, gnu::noinline, gnu::cold]] inline void throw_error(int errno_value, const char* what) {
  // std::system_error's own constructor for a text is inline: it would be compiled together with
  // what it needs of std::string. The other constructor takes the text of the error alone, and
  // std::runtime_error's assignment is the library's.
  std::system_error thrown(error_of(errno_value));
  const std::runtime_error text(sentence(what).add(": ").add(thrown.what()).c_str());
  static_cast<std::runtime_error&>(thrown) = text;
  throw thrown;
}

}  // namespace ringlet::detail
