// Operations and results as arguments of std::format, or of {fmt}: the part of <ringlet/format.hpp>
// that needs no names of the kernel's.
//
// Where the standard library has <format>, {fmt} is served as well if it was included before.
#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <ringlet/argument_text.hpp>
#include <ringlet/formatting.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result_text.hpp>

namespace ringlet {

namespace detail {

/// Something that is not of a type of ringlet's, or not of one alone, so that its formatter is not
/// ringlet's to define: this stands for it.
template <class T>
class shown_value {
 public:
  using append_function = void (*)(std::string&, const T&);

  shown_value(const T& value, append_function append) noexcept : value_(&value), append_(append) {}

  void append_to(std::string& text) const { append_(text, *value_); }

 private:
  const T* value_;
  append_function append_;
};

template <class T>
shown_value<T> shown_by(const T& value, typename shown_value<T>::append_function append) noexcept {
  return {value, append};
}

template <class T>
void append_shown(std::string& to, const T& value) {
  if constexpr (std::is_same_v<T, std::error_code>) {
    append_error(to, value);
  } else if constexpr (operation_like<T>) {
    append_operation(to, innermost(value));
  } else {
    append_result(to, value);
  }
}

template <class T>
void append_formatted(std::string& to, const shown_value<T>& value) {
  value.append_to(to);
}
template <operation_like Op>
void append_formatted(std::string& to, const Op& op) {
  append_operation(to, innermost(op));
}

/// What has a formatter here.
template <class T>
concept formatted_here =
    requires(std::string& text, const T& value) { append_formatted(text, value); };

template <class T>
std::string formatted(const T& value) {
  std::string text;
  append_formatted(text, value);
  return text;
}

}  // namespace detail

/// What an operation gave, for a formatter: the value, or the error by its description and name.
///
///     std::format("{}", shown(received))   // 64, or: Connection reset by peer (ECONNRESET)
///
/// A chain's results are all shown, in parentheses; of a whole transfer, how far it got. A value
/// that nothing is known of is "...", and void is "done". A bare std::error_code may be given too.
/// It keeps a reference to `result`.
template <class T>
[[nodiscard]] detail::shown_value<T> shown(const T& result) noexcept {
  return {result, &detail::append_shown<T>};
}

}  // namespace ringlet

// Operations of all kinds, a program's own among them, are formatted as they are: their names and
// arguments, without what adaptors do to them. The format's width and alignment are those of text.
#ifdef __cpp_lib_format
template <ringlet::detail::formatted_here T>
struct std::formatter<T> : std::formatter<std::string_view> {
  template <class Context>
  auto format(const T& value, Context& context) const {
    return std::formatter<std::string_view>::format(ringlet::detail::formatted(value), context);
  }
};
#endif

#ifdef FMT_VERSION
template <ringlet::detail::formatted_here T>
struct fmt::formatter<T, char> : fmt::formatter<fmt::string_view> {
  template <class Context>
  auto format(const T& value, Context& context) const {
    return fmt::formatter<fmt::string_view>::format(ringlet::detail::formatted(value), context);
  }
};
#endif
