// The values of socket options.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <ringlet/buffers.hpp>

namespace ringlet {

namespace detail {

// <ranges> has this, and much else to compile.
template <class T>
concept is_range = requires(T& value) {
  std::begin(value);  // which <array> and <span> have
  std::end(value);
};

// A range that is no bytes is refused: as an object it would be its pointers, not what it holds.
template <class T>
concept option_value = std::is_trivially_copyable_v<T> && !is_range<T> && !std::is_pointer_v<T> &&
                       std::in_range<std::uint32_t>(sizeof(T));

}  // namespace detail

/// Where the value of a socket option goes: an int, a struct such as ::linger, whatever the option
/// has, or a range of bytes.
///
/// It borrows: the object must stay where it is until the operation completes.
class option_out {
 public:
  template <detail::option_value Value>
    requires(!std::is_const_v<Value>)
  constexpr option_out(Value& value) noexcept : value_(&value), length_(sizeof value) {}

  template <detail::writable_bytes Range>
  option_out(Range&& range) noexcept : option_out(bytes_out(std::forward<Range>(range))) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(value_); }
  [[nodiscard]] constexpr std::uint32_t length() const noexcept { return length_; }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(value_, length_, lent_for::writing, end);
  }

 private:
  explicit option_out(bytes_out bytes) noexcept : value_(bytes.data()), length_(bytes.length()) {}

  void* value_;
  std::uint32_t length_;
};

/// The value that a socket option is given: an int, a struct such as ::linger, whatever the option
/// has, or a range of bytes.
///
/// It borrows: the object must stay where it is until the operation completes. A temporary lives as
/// long as the `co_await` that it is written in; an operation kept in a variable must not name one.
class option_in {
 public:
  template <detail::option_value Value>
  constexpr option_in(const Value& value) noexcept : value_(&value), length_(sizeof value) {}

  template <detail::readable_bytes Range>
  option_in(Range&& range) noexcept : option_in(bytes_in(std::forward<Range>(range))) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(value_); }
  [[nodiscard]] constexpr std::uint32_t length() const noexcept { return length_; }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(value_, length_, lent_for::reading, end);
  }

 private:
  explicit option_in(bytes_in bytes) noexcept : value_(bytes.data()), length_(bytes.length()) {}

  const void* value_;
  std::uint32_t length_;
};

}  // namespace ringlet
