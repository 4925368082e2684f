// How operations name a file by its path.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ringlet/lending.hpp>

namespace ringlet {

namespace detail {

template <class T>
concept has_c_str = requires(const T& text) {
  { text.c_str() } -> std::convertible_to<const char*>;
};

}  // namespace detail

/// A path: a C string, or anything with c_str(), such as std::string and std::filesystem::path. A
/// std::string_view is refused, because nothing says that a zero byte ends it.
///
/// It borrows: the text must stay where it is until the operation completes. A temporary lives as
/// long as the `co_await` that it is written in; an operation kept in a variable must not name one.
class path_ref {
 public:
  constexpr path_ref(const char* text) noexcept : text_(text) {}
  path_ref(std::nullptr_t) = delete;

  template <detail::has_c_str Text>
  constexpr path_ref(const Text& text) noexcept : text_(text.c_str()) {}

  [[nodiscard]] constexpr const char* c_str() const noexcept { return text_; }

  [[nodiscard]] std::uint64_t address() const noexcept {
    return reinterpret_cast<std::uintptr_t>(text_);
  }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    if (text_ != nullptr) visit(text_, std::strlen(text_) + 1, lent_for::reading, end);
  }

 private:
  const char* text_;
};

}  // namespace ringlet
