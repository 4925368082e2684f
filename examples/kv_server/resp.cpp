#include "resp.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace kv {

namespace {

using parsed = std::expected<std::size_t, std::string>;

constexpr std::size_t longest_line = 1U << 16U;
constexpr std::string_view line_end = "\r\n";

/// Looks at a command from its beginning on.
class cursor {
 public:
  explicit cursor(std::string_view input) : input_(input) {}

  [[nodiscard]] std::size_t used() const { return used_; }
  [[nodiscard]] std::string_view rest() const { return input_.substr(used_); }
  void skip(std::size_t count) { used_ += count; }

  /// Takes a line such as "*3" or "$5": a mark and a number. Gives whether it is there yet.
  std::expected<bool, std::string> take_number(char mark, std::string_view what,
                                               std::size_t& number) {
    const std::string_view from = rest();
    if (from.empty()) return false;
    const std::string expected =
        "expected '" + std::string(1, mark) + "' and " + std::string(what) + ", got '";
    const auto end = from.find(line_end);
    constexpr std::size_t longest_number = 20;
    if (from.front() != mark || (end == std::string_view::npos && from.size() > longest_number)) {
      return std::unexpected(expected + shown(from) + "'");
    }
    if (end == std::string_view::npos) return false;
    const char* const begin = from.data() + 1;
    const auto [stop, error] = std::from_chars(begin, from.data() + end, number);
    if (error != std::errc() || stop != from.data() + end || stop == begin) {
      return std::unexpected(expected + shown(from.substr(0, end)) + "'");
    }
    skip(end + line_end.size());
    return true;
  }

 private:
  std::string_view input_;
  std::size_t used_ = 0;
};

parsed too_long() {
  return std::unexpected("the command is longer than " + std::to_string(longest_command) +
                         " bytes");
}

/// A line as people type it: words with spaces between them.
parsed parse_line(std::string_view input, std::vector<std::string_view>& words) {
  const auto end = input.find('\n');
  if (end == std::string_view::npos) {
    if (input.size() <= longest_line) return 0;
    return std::unexpected("a line is longer than " + std::to_string(longest_line) + " bytes");
  }
  std::string_view line = input.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (!line.empty()) {
    const std::size_t length = std::min(line.find(' '), line.size());
    if (length != 0) words.push_back(line.substr(0, length));
    line.remove_prefix(std::min(length + 1, line.size()));
  }
  return end + 1;
}

}  // namespace

std::expected<std::size_t, std::string> parse(std::string_view input,
                                              std::vector<std::string_view>& words) {
  words.clear();
  if (!input.starts_with('*')) return parse_line(input, words);
  cursor at(input);
  std::size_t count = 0;
  auto there = at.take_number('*', "the number of words", count);
  for (std::size_t i = 0; there && *there && i < count; ++i) {
    std::size_t length = 0;
    there = at.take_number('$', "the length of word " + std::to_string(i + 1), length);
    if (!there || !*there) break;
    if (length > longest_command || at.used() + length > longest_command) return too_long();
    const std::string_view rest = at.rest();
    if (rest.size() < length + line_end.size()) return 0;
    if (rest.substr(length, line_end.size()) != line_end) {
      return std::unexpected("expected the end of word " + std::to_string(i + 1) + " after " +
                             std::to_string(length) + " bytes, got '" + shown(rest.substr(length)) +
                             "'");
    }
    words.push_back(rest.substr(0, length));
    at.skip(length + line_end.size());
  }
  if (!there) return std::unexpected(std::move(there.error()));
  return *there ? at.used() : 0;
}

void add_status(std::string& reply, std::string_view text) {
  reply.append("+").append(text).append(line_end);
}
void add_error(std::string& reply, std::string_view text) {
  reply.append("-ERR ").append(text).append(line_end);
}
void add_number(std::string& reply, std::int64_t number) {
  reply.append(":").append(std::to_string(number)).append(line_end);
}
void add_bulk(std::string& reply, std::string_view bytes) {
  reply.append("$").append(std::to_string(bytes.size())).append(line_end);
  reply.append(bytes).append(line_end);
}
void add_nothing(std::string& reply) { reply.append("$-1").append(line_end); }
void add_array_of(std::string& reply, std::size_t count) {
  reply.append("*").append(std::to_string(count)).append(line_end);
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 32;
  std::string line(text.substr(0, std::min({most, text.size(), text.find('\r')})));
  std::ranges::replace_if(line, [](char each) { return each < ' ' || each > '~'; }, '?');
  return line;
}

}  // namespace kv
