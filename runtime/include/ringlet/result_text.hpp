// What operations give, as text: `64`, `fd 7`, `Operation canceled (ECANCELED)`. Nothing of the
// runtime includes this.
//
// As with arguments, what a value is is told by what can be asked of it, so that a type that is
// new, or a program's own, needs no line here.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ringlet/argument_text.hpp>

namespace ringlet::detail {

/// An errno value as the C library describes it, in English whatever the locale is, and by its
/// name: two programs' logs are to say the same of the same error.
inline void append_errno(std::string& to, int number) {
#ifdef __GLIBC__
  const char* const what = ::strerrordesc_np(number);
  const char* const name = ::strerrorname_np(number);
  if (what != nullptr && name != nullptr) {
    append_text(to, what);
    append_text(to, " (");
    append_text(to, name);
    append_text(to, ")");
    return;
  }
#endif
  append_text(to, "errno ");
  append_number(to, number);
}

inline void append_error(std::string& to, const std::error_code& error) {
  if (error.category() == std::generic_category() || error.category() == std::system_category()) {
    append_errno(to, error.value());
    return;
  }
  append_text(to, error.message());
  append_text(to, " (");
  append_text(to, error.category().name());
  append_text(to, " ");
  append_number(to, error.value());
  append_text(to, ")");
}

template <class Result>
void append_result(std::string& to, const Result& result);

template <class T>
void append_value(std::string& to, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    append_text(to, value ? "true" : "false");
  } else if constexpr (std::is_integral_v<T>) {
    append_number(to, value);
  } else if constexpr (requires(T& owner) {
                         { owner.release() } -> std::same_as<int>;
                         { value.get() } -> std::same_as<int>;
                       }) {  // a unique_fd
    append_text(to, "fd ");
    append_number(to, value.get());
  } else if constexpr (requires {
                         value.reader;
                         value.writer;
                       }) {  // a pipe's two ends
    append_text(to, "(");
    append_value(to, value.reader);
    append_text(to, ", ");
    append_value(to, value.writer);
    append_text(to, ")");
  } else if constexpr (requires { value.bytes().size_bytes(); }) {  // memory that was selected
    append_number(to, value.bytes().size_bytes());
    append_text(to, " B");
  } else if constexpr (requires { value.payload().size_bytes(); }) {  // a received message
    append_number(to, value.payload().size_bytes());
    append_text(to, " B");
  } else if constexpr (requires {
                         value.has_value();
                         append_value(to, *value);
                       }) {
    if (value.has_value()) {
      append_value(to, *value);
    } else {
      append_text(to, "nothing");
    }
  } else if constexpr (requires { append_number(to, value.value); }) {  // of a big CQE
    append_number(to, value.value);
  } else {
    append_argument(to, value);
  }
}

/// The value, or the error; of several results all of them.
template <class Result>
void append_result(std::string& to, const Result& result) {
  if constexpr (requires {
                  result.bytes();
                  result.error();
                }) {  // a whole transfer
    append_number(to, result.bytes());
    append_text(to, " B");
    if (result) return;
    append_text(to, ", then ");
    if (result.error()) {
      append_error(to, result.error());
    } else {
      append_text(to, "the end");
    }
  } else if constexpr (requires {
                         result.has_value();
                         result.error();
                       }) {
    if (!result.has_value()) {
      append_error(to, result.error());
    } else if constexpr (requires { append_value(to, *result); }) {
      append_value(to, *result);
    } else {
      append_text(to, "done");
    }
  } else if constexpr (requires { std::tuple_size<Result>::value; }) {  // a chain's
    const char* between = "(";
    const auto append_each = [&]<std::size_t... Index>(std::index_sequence<Index...>) {
      (
          [&] {
            append_text(to, std::exchange(between, ", "));
            append_result(to, std::get<Index>(result));
          }(),
          ...);
    };
    append_each(std::make_index_sequence<std::tuple_size<Result>::value>());
    append_text(to, ")");
  } else {
    append_value(to, result);
  }
}

}  // namespace ringlet::detail
