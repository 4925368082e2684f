#include "program.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <stdexcept>

#include "steps.hpp"

namespace simulation {

namespace {

struct setting_field {
  const char* name;
  std::uint8_t setting::* field;
  std::uint8_t count;  // of the values that it takes
};

constexpr std::array<setting_field, 8> setting_fields{{
    {"entries", &setting::entries, 5},
    {"cq", &setting::cq, 3},
    {"taskrun", &setting::taskrun, 4},
    {"lacks", &setting::lacks, 64},
    {"layout", &setting::layout, 8},
    {"loop", &setting::loop, 4},
    {"turns", &setting::turns, 32},
    {"buffers", &setting::buffers, 4},
}};

/// Bits that are set seldom: most kernels lack nothing.
std::uint8_t sparse(choices& from, std::uint8_t count) {
  const std::uint8_t one = from.byte();
  const std::uint8_t other = from.byte();
  return static_cast<std::uint8_t>((one & other) % count);
}

std::size_t draw_kind(choices& from, range of) {
  unsigned total = 0;
  for (const step_kind& each : all_kinds()) total += each.is_in(of) ? each.weight : 0;
  unsigned left = (from.byte() * 256U + from.byte()) % total;
  for (std::size_t i = 0;; ++i) {
    const step_kind& each = all_kinds()[i];
    const unsigned weight = each.is_in(of) ? each.weight : 0;
    if (left < weight) return i;
    left -= weight;
  }
}

}  // namespace

program make_program(choices& from, range of) {
  program made;
  for (const setting_field& each : setting_fields) {
    const bool is_bits = each.field == &setting::lacks || each.field == &setting::layout;
    made.how.*each.field =
        is_bits ? sparse(from, each.count) : static_cast<std::uint8_t>(from.below(each.count));
  }
  if (of == range::comparable) {
    made.how.lacks = made.how.layout = made.how.loop = 0;
    made.how.taskrun = 0;
    made.how.buffers = 3;  // Tasks at the same time must not run out of them.
  }
  made.tasks.resize(1 + from.below(6));
  for (auto& task : made.tasks) {
    const unsigned count = 1 + from.below(10);
    for (unsigned i = 0; i < count && !from.exhausted(); ++i) {
      step next;
      next.kind = static_cast<std::uint8_t>(draw_kind(from, of));
      next.what = from.byte();
      next.much = from.byte();
      next.wrap = from.byte();
      next.time = from.byte();
      task.push_back(next);
    }
  }
  return made;
}

std::string print(const program& printed) {
  std::ostringstream text;
  text << "setting";
  for (const setting_field& each : setting_fields) {
    text << ' ' << each.name << '=' << unsigned{printed.how.*each.field};
  }
  text << '\n';
  for (const auto& task : printed.tasks) {
    text << "task\n";
    for (const step& next : task) {
      text << "  " << all_kinds()[next.kind].name << ' ' << unsigned{next.what} << ' '
           << unsigned{next.much} << ' ' << unsigned{next.wrap} << ' ' << unsigned{next.time}
           << '\n';
    }
  }
  return text.str();
}

std::string print(const scenario& printed) {
  std::string text = print(printed.program);
  std::size_t used = printed.choices.size();
  while (used != 0 && printed.choices[used - 1] == 0) --used;
  // In lines, because a line of thousands of digits is no pleasure to paste.
  for (std::size_t at = 0; at < used; at += 48) {
    text += "choices ";
    for (std::size_t i = at; i < std::min(at + 48, used); ++i) {
      char digits[3];
      (void)std::snprintf(digits, sizeof digits, "%02x", printed.choices[i]);
      text += digits;
    }
    text += '\n';
  }
  return text;
}

scenario parse(std::string_view text) {
  scenario read;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (unsigned number = 1; std::getline(lines, line); ++number) {
    const auto fail = [&](const char* why) {
      throw std::runtime_error("line " + std::to_string(number) + ": " + why + ": " + line);
    };
    std::istringstream words(line);
    std::string word;
    if (!(words >> word) || word[0] == '#') continue;
    if (word == "setting") {
      while (words >> word) {
        const std::size_t equals = word.find('=');
        const auto field = std::find_if(
            setting_fields.begin(), setting_fields.end(),
            [&](const setting_field& each) { return word.substr(0, equals) == each.name; });
        if (equals == std::string::npos || field == setting_fields.end()) fail("no such setting");
        read.program.how.*field->field =
            static_cast<std::uint8_t>(std::stoul(word.substr(equals + 1)) % field->count);
      }
    } else if (word == "task") {
      read.program.tasks.emplace_back();
    } else if (word == "choices") {
      words >> word;
      for (std::size_t at = 0; at + 1 < word.size(); at += 2) {
        read.choices.push_back(
            static_cast<std::uint8_t>(std::stoul(word.substr(at, 2), nullptr, 16)));
      }
    } else {
      const auto kinds = all_kinds();
      const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                     [&](const step_kind& each) { return word == each.name; });
      if (kind == kinds.end() || read.program.tasks.empty()) fail("no such step");
      std::array<unsigned, 4> numbers{};
      for (unsigned& each : numbers) {
        if (!(words >> each) || each > 255) fail("four numbers up to 255 are wanted");
      }
      step next;
      next.kind = static_cast<std::uint8_t>(kind - kinds.begin());
      next.what = static_cast<std::uint8_t>(numbers[0]);
      next.much = static_cast<std::uint8_t>(numbers[1]);
      next.wrap = static_cast<std::uint8_t>(numbers[2]);
      next.time = static_cast<std::uint8_t>(numbers[3]);
      read.program.tasks.back().push_back(next);
    }
  }
  if (read.program.tasks.empty()) throw std::runtime_error("there is no task in it");
  return read;
}

}  // namespace simulation
