// What an operation gives back: a value, or the error that the kernel or ringlet answered with.
#pragma once

#include <compare>
#include <expected>
#include <system_error>

namespace ringlet {

/// The value of an operation, or why there is none.
///
/// The error is an errno value in std::generic_category(), so that it compares with std::errc:
/// `if (received.error() == std::errc::connection_reset)`.
template <class T = void>
using result = std::expected<T, std::error_code>;

/// A result<> that may go unlooked at, as that of a pause: `co_await sleep_for(1s);`. No result<>
/// may where std::expected is [[nodiscard]] itself, as GCC 16's is. It converts to one; where the
/// very type counts (a deduced return type, another library's formatter), name result<>.
class ignorable_result : public result<> {
 public:
  using result<>::result;
  ignorable_result(result<> plain) noexcept : result<>(plain) {}
};

/// What a task without a value has among the results of a group.
struct no_value {
  friend constexpr auto operator<=>(const no_value&, const no_value&) = default;
};

/// The error code of an errno value, which is positive (ENOENT, not -ENOENT).
[[nodiscard]] inline std::error_code error_of(int errno_value) noexcept {
  return {errno_value, std::generic_category()};
}

/// An errno value as something to return from a function whose type is a result<T>.
[[nodiscard]] inline std::unexpected<std::error_code> failure(int errno_value) noexcept {
  return std::unexpected<std::error_code>(error_of(errno_value));
}

}  // namespace ringlet
