#include "store.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>

#include "resp.hpp"

namespace kv {

namespace {

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

/// Clients write names as they like: upper case, lower case.
bool same_name(std::string_view left, std::string_view right) {
  const auto upper = [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  };
  return std::ranges::equal(left, right, {}, upper, upper);
}

}  // namespace

struct store::command {
  std::string_view name;
  std::size_t fewest;  // arguments, the name not counted
  std::size_t most;
  bool (store::*run)(words arguments, std::string& reply);
};

bool store::execute(words request, std::string& reply) {
  static constexpr std::array commands{
      store::command{"PING", 0, 1, &store::ping},
      store::command{"ECHO", 1, 1, &store::echo},
      store::command{"GET", 1, 1, &store::get},
      store::command{"SET", 2, 2, &store::set},
      store::command{"DEL", 1, any_number, &store::del},
      store::command{"EXISTS", 1, any_number, &store::exists},
      store::command{"INCR", 1, 1, &store::incr},
      store::command{"DBSIZE", 0, 0, &store::dbsize},
      store::command{"COMMAND", 0, any_number, &store::command_list},
      store::command{"CONFIG", 2, 2, &store::config},
  };
  const std::string_view name = request.front();
  const words arguments = request.subspan(1);
  const auto* const found = std::ranges::find_if(
      commands, [name](const auto& each) { return same_name(each.name, name); });
  if (found == commands.end()) {
    add_error(reply, "unknown command '" + shown(name) + "'");
    return false;
  }
  if (arguments.size() < found->fewest || arguments.size() > found->most) {
    add_error(reply, "wrong number of arguments for '" + std::string(found->name) +
                         "': " + std::to_string(arguments.size()));
    return false;
  }
  return (this->*found->run)(arguments, reply);
}

bool store::ping(words arguments, std::string& reply) {
  if (arguments.empty()) {
    add_status(reply, "PONG");
  } else {
    add_bulk(reply, arguments[0]);
  }
  return false;
}

bool store::echo(words arguments, std::string& reply) {
  add_bulk(reply, arguments[0]);
  return false;
}

bool store::get(words arguments, std::string& reply) {
  if (const auto found = values_.find(arguments[0]); found != values_.end()) {
    add_bulk(reply, found->second);
  } else {
    add_nothing(reply);
  }
  return false;
}

bool store::set(words arguments, std::string& reply) {
  values_.insert_or_assign(std::string(arguments[0]), std::string(arguments[1]));
  add_status(reply, "OK");
  return true;
}

bool store::del(words arguments, std::string& reply) {
  std::int64_t deleted = 0;
  for (const std::string_view key : arguments) {
    if (const auto found = values_.find(key); found != values_.end()) {
      values_.erase(found);
      ++deleted;
    }
  }
  add_number(reply, deleted);
  return deleted != 0;
}

bool store::exists(words arguments, std::string& reply) {
  add_number(reply, std::ranges::count_if(
                        arguments, [this](std::string_view key) { return values_.contains(key); }));
  return false;
}

bool store::incr(words arguments, std::string& reply) {
  std::int64_t number = 0;
  const auto found = values_.find(arguments[0]);
  if (found != values_.end()) {
    const std::string& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
      add_error(reply, "value is not an integer or out of range");
      return false;
    }
    if (number == std::numeric_limits<std::int64_t>::max()) {
      add_error(reply, "increment or decrement would overflow");
      return false;
    }
  }
  ++number;
  values_.insert_or_assign(std::string(arguments[0]), std::to_string(number));
  add_number(reply, number);
  return true;
}

bool store::dbsize(words, std::string& reply) {
  add_number(reply, static_cast<std::int64_t>(values_.size()));
  return false;
}

/// redis-cli asks for help texts. Without any it does its work as well.
bool store::command_list(words, std::string& reply) {
  add_array_of(reply, 0);
  return false;
}

/// redis-benchmark wants to know whether there are snapshots and a log.
bool store::config(words arguments, std::string& reply) {
  if (!same_name(arguments[0], "GET")) {
    add_error(reply, "CONFIG knows GET only, not '" + shown(arguments[0]) + "'");
  } else if (arguments[1] == "save" || arguments[1] == "appendonly") {
    add_array_of(reply, 2);
    add_bulk(reply, arguments[1]);
    add_bulk(reply, arguments[1] == "save" ? "" : "yes");
  } else {
    add_array_of(reply, 0);
  }
  return false;
}

}  // namespace kv
