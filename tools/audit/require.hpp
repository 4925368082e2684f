// What a CI asks: has everything that a kernel offers come as far as this?
#pragma once

#include "model.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::audit {

/// Each has what stands before it.
enum class level { described, wrapped, encoded, executed };

inline constexpr std::array levels{level::described, level::wrapped, level::encoded,
                                   level::executed};

[[nodiscard]] std::string_view name(level of);

/// Whether a row is as far as that by itself, on this kernel; what stands before it is not looked
/// at.
[[nodiscard]] bool reaches(const row& of, std::size_t kernel, level wanted);

/// What may fall short of being executed: with a reason for each name, or whatever lacks a device.
struct excuses {
  std::map<std::string, std::string> names;
  bool machine = false;
};

/// Reads a file with a line "NAME: REASON" or "NAME on SERIES: REASON" for each; # begins a
/// comment. Lines "SERIES as SERIES: REASON", which are for `codegen executed`, are passed over.
/// Throws bad_input.
[[nodiscard]] std::map<std::string, std::string> read_excuses(const std::string& file);

struct shortfall {
  std::size_t kernel;
  const audit::row* row;
  level missing;  // the first that it does not reach
};

struct verdict {
  std::vector<shortfall> shortfalls;
  std::vector<shortfall> excused;
  std::vector<std::string> stale;  // names that are excused and need not be, or are unknown

  [[nodiscard]] bool good() const { return shortfalls.empty() && stale.empty(); }
};

[[nodiscard]] verdict require(const matrix& found, level wanted, const excuses& but);

/// "accept_direct is not executed: tests: 2 skipped; …".
[[nodiscard]] std::string sentence(const shortfall& of);

/// How many of the opcodes, or of all forms, that a kernel offers reach each level.
struct reached {
  std::size_t offered = 0;
  std::array<std::size_t, levels.size()> at_level{};
};

[[nodiscard]] reached opcodes_reached(const matrix& found, std::size_t kernel);
[[nodiscard]] reached forms_reached(const matrix& found, std::size_t kernel);

}  // namespace ringlet::audit
