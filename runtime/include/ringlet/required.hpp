// An argument that cannot be left out.
#pragma once

#include <type_traits>

namespace ringlet {

/// A number, an enumerator or a set of flags without a default: an aggregate whose member it is
/// does not compile where the member is left out, while a plain one would silently be 0.
template <class T>
class required {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);

 public:
  constexpr required(T value) noexcept : value_(value) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] constexpr T value() const noexcept { return value_; }

 private:
  T value_;
};

}  // namespace ringlet
