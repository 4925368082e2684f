// Sets of flags as enumerations: those of one set combine with |, those of two sets do not.
#pragma once

#include <type_traits>
#include <utility>  // std::to_underlying

namespace ringlet {

/// Makes an enumeration a set of flags: `template <> inline constexpr bool is_flag_set<E> = true;`
template <class E>
inline constexpr bool is_flag_set = false;

/// An enumeration whose values are combined bit by bit.
template <class E>
concept flag_set = std::is_enum_v<E> && is_flag_set<E>;

/// The number behind an enumerator, as the kernel knows it.
template <class E>
  requires std::is_scoped_enum_v<E>
[[nodiscard]] constexpr std::underlying_type_t<E> raw(E value) noexcept {
  return std::to_underlying(value);
}

/// A set of flags from the number that the kernel knows it by, for bits that have no name here:
/// `from_raw<open_flags>(0x4000)`.
template <flag_set E>
[[nodiscard]] constexpr E from_raw(std::underlying_type_t<E> value) noexcept {
  // A set is no enumerator unless it has one member.
  return static_cast<E>(value);  // NOLINT(clang-analyzer-optin.core.EnumCastOutOfRange)
}

template <flag_set E>
[[nodiscard]] constexpr E operator|(E left, E right) noexcept {
  return from_raw<E>(
      static_cast<std::underlying_type_t<E>>(std::to_underlying(left) | std::to_underlying(right)));
}

template <flag_set E>
[[nodiscard]] constexpr E operator&(E left, E right) noexcept {
  return from_raw<E>(
      static_cast<std::underlying_type_t<E>>(std::to_underlying(left) & std::to_underlying(right)));
}

/// Every flag that is not in the set, bits without a name included.
template <flag_set E>
[[nodiscard]] constexpr E operator~(E value) noexcept {
  return from_raw<E>(static_cast<std::underlying_type_t<E>>(~std::to_underlying(value)));
}

template <flag_set E>
constexpr E& operator|=(E& left, E right) noexcept {
  return left = left | right;
}

template <flag_set E>
constexpr E& operator&=(E& left, E right) noexcept {
  return left = left & right;
}

/// Whether all of `wanted` is in `set`.
template <flag_set E>
[[nodiscard]] constexpr bool contains(E set, E wanted) noexcept {
  return (set & wanted) == wanted;
}

}  // namespace ringlet
