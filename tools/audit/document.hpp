// A JSON file that somebody hands in, read so that whatever is wrong with it is said in one line:
// the file, what it should have been, and the place.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ringlet::audit {

/// Where a document comes from, for its messages.
struct origin {
  std::string file;
  std::string what;  // "a report of the live tests"
};

/// One value of a document, which knows where it stands. All that read it throw bad_input.
class node {
 public:
  node(const nlohmann::json& value, const origin& from, std::string path)
      : value_(&value), from_(&from), path_(std::move(path)) {}

  [[nodiscard]] node at(std::string_view key) const;
  [[nodiscard]] std::optional<node> find(std::string_view key) const;  // none where it is null, too
  [[nodiscard]] std::vector<node> items() const;
  [[nodiscard]] std::vector<std::pair<std::string, node>> members() const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t number() const;
  [[nodiscard]] std::uint64_t bits() const;  // a number that is not negative
  [[nodiscard]] std::size_t count() const;   // the same, as a size
  [[nodiscard]] bool flag() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] std::vector<std::string> texts_or_text() const;  // one alone may stand for a list

  /// The text of `key`, or nothing where it is not there.
  [[nodiscard]] std::string text_or_empty(std::string_view key) const;

  /// Throws bad_input: the file is not what it should be, for this reason.
  [[noreturn]] void refuse(const std::string& reason) const;

 private:
  void expect(bool holds, const char* kind) const;

  const nlohmann::json* value_;
  const origin* from_;
  std::string path_;
};

class document {
 public:
  /// Parses `text`. Throws bad_input.
  document(origin from, std::string_view text);

  /// Reads and parses a file. Throws bad_input.
  [[nodiscard]] static document read(const std::string& file, std::string what);

  [[nodiscard]] node root() const { return {*value_, from_, ""}; }

  /// Throws bad_input unless "schema" is the one that this audit knows.
  void expect_schema(std::int64_t known) const;

 private:
  origin from_;
  std::shared_ptr<const nlohmann::json> value_;  // a pointer, so that few must compile all of JSON
};

/// The whole of a file. Throws bad_input.
[[nodiscard]] std::string read_file(const std::string& file);

}  // namespace ringlet::audit
