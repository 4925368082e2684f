// The keys and their values, and the commands that ask and change them.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kv {

class store {
 public:
  using words = std::span<const std::string_view>;

  /// Does what a command says, a name and its arguments, and appends the answer to `reply`. Gives
  /// whether something has changed: such a command, given once more to a store that has seen the
  /// same ones before, makes the same change.
  bool execute(words request, std::string& reply);

  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  struct hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct command;

  bool ping(words arguments, std::string& reply);
  bool echo(words arguments, std::string& reply);
  bool get(words arguments, std::string& reply);
  bool set(words arguments, std::string& reply);
  bool del(words arguments, std::string& reply);
  bool exists(words arguments, std::string& reply);
  bool incr(words arguments, std::string& reply);
  bool dbsize(words arguments, std::string& reply);
  bool command_list(words arguments, std::string& reply);
  bool config(words arguments, std::string& reply);

  std::unordered_map<std::string, std::string, hash, std::equal_to<>> values_;
};

}  // namespace kv
