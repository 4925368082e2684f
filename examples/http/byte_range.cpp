#include "byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace examples::http {

namespace {

/// A number of digits alone. One that is too large is as good as the largest, since no file is so
/// long.
std::optional<std::uint64_t> number(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return {};
  std::uint64_t value = UINT64_MAX;
  std::from_chars(digits.begin(), digits.end(), value);
  return value;
}

}  // namespace

std::optional<byte_range> range_of(std::string_view field, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!field.starts_with(unit)) return {};
  field.remove_prefix(unit.size());
  const auto dash = field.find('-');
  if (dash == std::string_view::npos) return {};

  const std::string_view first = field.substr(0, dash);
  const auto last = number(field.substr(dash + 1));
  if (first.empty()) {
    if (!last) return {};
    const std::uint64_t length = std::min(*last, size);
    return byte_range{.offset = size - length, .length = length};
  }
  const auto begin = number(first);
  if (!begin || (!last && dash + 1 != field.size()) || (last && *last < *begin)) return {};
  if (*begin >= size) return byte_range{.offset = 0, .length = 0};
  const std::uint64_t end = std::min(last.value_or(size - 1), size - 1) + 1;
  return byte_range{.offset = *begin, .length = end - *begin};
}

}  // namespace examples::http
