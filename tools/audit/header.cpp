#include "header.hpp"

#include "bad_input.hpp"
#include "document.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>

namespace ringlet::audit {

namespace {

constexpr std::string_view opcode_prefix = "IORING_OP_";

/// Comments become spaces, and a line that goes on behind a backslash is one.
std::string without_comments(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "/*") {
      const std::size_t end = text.find("*/", i + 2);
      if (end == std::string_view::npos) break;
      i = end + 1;
      plain += ' ';
    } else if (text.substr(i, 2) == "//") {
      const std::size_t end = text.find('\n', i);
      if (end == std::string_view::npos) break;
      i = end - 1;
    } else if (text.substr(i, 2) == "\\\n") {
      ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

class constants {
 public:
  void set(const std::string& name, std::int64_t value) { values_[name] = value; }

  [[nodiscard]] const std::map<std::string, std::int64_t>& all() const { return values_; }

  /// What a number, a name, or one shifted by the other says; none for what these headers do not
  /// use for constants.
  [[nodiscard]] std::optional<std::int64_t> value_of(std::string text) const {
    text = trimmed(text);
    while (text.size() >= 2 && text.front() == '(' && text.back() == ')')
      text = trimmed(std::string_view(text).substr(1, text.size() - 2));
    if (const std::size_t shift = text.find("<<"); shift != std::string::npos) {
      const auto left = value_of(text.substr(0, shift));
      const auto right = value_of(text.substr(shift + 2));
      if (!left || !right || *right < 0 || *right > 62) return std::nullopt;
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(*left) << *right);
    }
    if (const auto named = values_.find(text); named != values_.end()) return named->second;
    return literal(text);
  }

 private:
  static std::optional<std::int64_t> literal(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    while (!text.empty() &&
           (text.back() == 'U' || text.back() == 'L' || text.back() == 'u' || text.back() == 'l'))
      text.remove_suffix(1);
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    if (hexadecimal) text.remove_prefix(2);
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, hexadecimal ? 16 : 10);
    if (error != std::errc() || stopped != end || text.empty()) return std::nullopt;
    return negative ? -value : value;
  }

  std::map<std::string, std::int64_t> values_;
};

/// The enumerators of one enum's body: each has its own value, or its predecessor's and one.
void read_enumerators(std::string_view body, constants& into) {
  std::optional<std::int64_t> next = 0;
  while (!body.empty()) {
    const std::size_t comma = body.find(',');
    const std::string one = trimmed(body.substr(0, comma));
    body = comma == std::string_view::npos ? std::string_view() : body.substr(comma + 1);
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    if (equals != std::string::npos) next = into.value_of(one.substr(equals + 1));
    if (!next) continue;
    into.set(trimmed(one.substr(0, equals)), *next);
    next = *next + 1;
  }
}

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

/// An enumerator may have its macro beside it: those lines are no part of the list.
std::string without_directives(std::string_view text) {
  std::string plain;
  for_each_line(text, [&plain](std::string_view line) {
    if (!trimmed(line).starts_with('#')) plain.append(line) += '\n';
  });
  return plain;
}

void read_enums(std::string_view text, constants& into) {
  for (std::size_t at = text.find("enum"); at != std::string_view::npos;
       at = text.find("enum", at)) {
    at = text.find_first_of("{;", at);
    if (at == std::string_view::npos) return;
    if (text[at] == ';') continue;
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return;
    read_enumerators(without_directives(text.substr(at + 1, end - at - 1)), into);
    at = end;
  }
}

/// #define NAME VALUE; what has arguments is no constant.
void read_macro(std::string_view line, constants& into) {
  const auto take_word = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return std::string(word);
  };
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (!line.starts_with('#')) return;
  line.remove_prefix(1);
  if (take_word() != "define") return;
  const std::string name = take_word();
  if (name.empty() || name.find('(') != std::string::npos) return;
  if (const auto value = into.value_of(std::string(line))) into.set(name, *value);
}

/// Enumerators first: macros are made of them (IOSQE_ASYNC of IOSQE_ASYNC_BIT).
constants constants_of(const std::string& text) {
  constants found;
  read_enums(text, found);
  for_each_line(text, [&found](std::string_view line) { read_macro(line, found); });
  return found;
}

/// Whether all that is opened in a header is closed there: what is cut off would seem to have fewer
/// names than it has.
bool is_whole(const std::string& text) {
  std::ptrdiff_t conditions = 0;
  for_each_line(text, [&conditions](std::string_view line) {
    const std::string directive = trimmed(line);
    if (!directive.starts_with('#')) return;
    const std::string word = trimmed(std::string_view(directive).substr(1));
    if (word.starts_with("if")) ++conditions;
    if (word.starts_with("endif")) --conditions;
  });
  return conditions == 0 && std::ranges::count(text, '{') == std::ranges::count(text, '}');
}

std::string lower(std::string_view text) {
  std::string made(text);
  std::ranges::transform(made, made.begin(),
                         [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
  return made;
}

}  // namespace

interface parse_header(std::string_view text, const std::string& source) {
  const std::string plain = without_comments(text);
  const constants read = constants_of(plain);
  interface found;
  found.source = source;
  for (const auto& [name, value] : read.all()) {
    if (name.starts_with(opcode_prefix))
      found.opcodes.emplace(lower(std::string_view(name).substr(opcode_prefix.size())),
                            static_cast<int>(value));
    else
      add_constant(found, name, value);
  }
  found.opcodes.erase("last");
  if (found.opcodes.empty())
    throw bad_input(fmt::format("{} names no IORING_OP_: it is no io_uring.h of a kernel", source));
  if (!is_whole(plain))
    throw bad_input(
        fmt::format("{} does not close all that it opens, so it seems to be truncated", source));
  return found;
}

interface read_header(const std::string& file) {
  namespace fs = std::filesystem;
  const fs::path inside = fs::path(file) / "linux" / "io_uring.h";
  const std::string path = fs::is_directory(file) && fs::exists(inside) ? inside.string() : file;
  return parse_header(read_file(path), path);
}

}  // namespace ringlet::audit
