#include "document.hpp"

#include "bad_input.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace ringlet::audit {

void node::refuse(const std::string& reason) const {
  throw bad_input(fmt::format("{} is not {}: {} {}", from_->file, from_->what,
                              path_.empty() ? "it" : path_, reason));
}

void node::expect(bool holds, const char* kind) const {
  if (!holds) refuse(fmt::format("is {}, and had to be {}", value_->type_name(), kind));
}

node node::at(std::string_view key) const {
  expect(value_->is_object(), "an object");
  const auto found = value_->find(std::string(key));
  if (found == value_->end()) refuse(fmt::format("has no \"{}\"", key));
  return {*found, *from_, fmt::format("{}/{}", path_, key)};
}

std::optional<node> node::find(std::string_view key) const {
  expect(value_->is_object(), "an object");
  const auto found = value_->find(std::string(key));
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return node(*found, *from_, fmt::format("{}/{}", path_, key));
}

std::vector<node> node::items() const {
  expect(value_->is_array(), "an array");
  std::vector<node> found;
  for (std::size_t i = 0; i < value_->size(); ++i)
    found.emplace_back((*value_)[i], *from_, fmt::format("{}/{}", path_, i));
  return found;
}

std::vector<std::pair<std::string, node>> node::members() const {
  expect(value_->is_object(), "an object");
  std::vector<std::pair<std::string, node>> found;
  for (auto each = value_->begin(); each != value_->end(); ++each)
    found.emplace_back(each.key(),
                       node(each.value(), *from_, fmt::format("{}/{}", path_, each.key())));
  return found;
}

std::string node::text() const {
  expect(value_->is_string(), "a string");
  return value_->get<std::string>();
}

std::int64_t node::number() const {
  expect(value_->is_number_integer(), "a whole number");
  return value_->get<std::int64_t>();
}

std::uint64_t node::bits() const {
  expect(value_->is_number_unsigned(), "a whole number from 0 on");
  return value_->get<std::uint64_t>();
}

std::size_t node::count() const { return static_cast<std::size_t>(bits()); }

bool node::flag() const {
  expect(value_->is_boolean(), "true or false");
  return value_->get<bool>();
}

std::vector<std::string> node::texts() const {
  std::vector<std::string> found;
  for (const node& each : items()) found.push_back(each.text());
  return found;
}

std::vector<std::string> node::texts_or_text() const {
  return value_->is_array() ? texts() : std::vector{text()};
}

std::string node::text_or_empty(std::string_view key) const {
  const std::optional<node> found = find(key);
  return found ? found->text() : std::string();
}

namespace {

/// "line 3, column 7" of what nlohmann calls a byte, which it counts from 1.
std::string place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t begin = before.rfind('\n');
  const std::size_t column = before.size() - (begin == std::string_view::npos ? 0 : begin + 1) + 1;
  return fmt::format("line {}, column {}", line, column);
}

}  // namespace

document::document(origin from, std::string_view text) : from_(std::move(from)) {
  try {
    value_ = std::make_shared<const nlohmann::json>(nlohmann::json::parse(text));
  } catch (const nlohmann::json::parse_error& error) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
      throw bad_input(fmt::format("{} is not {}: it is empty", from_.file, from_.what));
    if (error.byte > text.size())
      throw bad_input(
          fmt::format("{} is not {}: it ends in the middle of its JSON, so it seems to "
                      "be truncated",
                      from_.file, from_.what));
    throw bad_input(fmt::format("{} is not {}: it is no JSON from {} on", from_.file, from_.what,
                                place_of(text, error.byte)));
  }
}

document document::read(const std::string& file, std::string what) {
  const std::string text = read_file(file);
  return {origin{file, std::move(what)}, text};
}

void document::expect_schema(std::int64_t known) const {
  const std::int64_t said = root().at("schema").number();
  if (said != known)
    throw bad_input(
        fmt::format("{} is not {} that this audit can read: its schema is {}, and {} "
                    "is known: make it anew",
                    from_.file, from_.what, said, known));
}

std::string read_file(const std::string& file) {
  if (std::filesystem::is_directory(file))
    throw bad_input(fmt::format("{} cannot be read: it is a directory", file));
  errno = 0;
  std::ifstream input(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(input), {}};
  if (!input || input.bad())
    throw bad_input(fmt::format("{} cannot be read: {}", file,
                                std::generic_category().message(errno == 0 ? EIO : errno)));
  return text;
}

}  // namespace ringlet::audit
