// What a benchmark found, beside what was promised.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bench {

inline constexpr double unmeasured = std::numeric_limits<double>::quiet_NaN();

/// How a figure stands beside its bound.
enum class verdict { met, not_met, not_measured, no_bound };

/// One line of the table. `value` is what has a bound: a ratio, a difference or a plain figure.
struct figure {
  std::string name;  ///< as in bounds.json: "nop.256.instructions"
  std::string what;  ///< in words
  std::string unit;  ///< of `ringlet` and `twin`
  double ringlet = unmeasured;
  double twin = unmeasured;   ///< NaN where there is no twin
  double value = unmeasured;  ///< compared with the bound
  std::string value_kind;     ///< "ratio", "more" or "plain"
  double low = unmeasured;    ///< the lower quartile of `value` over the runs
  double high = unmeasured;   ///< the upper quartile
};

/// The compiler this program was built with, as bounds.json names it: "clang" or "gcc".
const char* compiler_key();

/// Reads bounds.json, and keeps and prints figures.
class report {
 public:
  /// Exits with a message where `file` cannot be read or understood.
  explicit report(const std::string& bounds_file);

  void add(figure found);

  /// The table, then a sentence for all that is not met or not measured.
  void print() const;
  void write_json(const std::string& file) const;

  /// How many figures miss a bound, and how many that have one were not measured. With `ceilings`
  /// the absolute figures of the section "ceilings" are held too: they guard against
  /// regressions that a generous bound would hide.
  [[nodiscard]] int missed(bool ceilings) const;

  /// Prints which limits hold nothing, because no figure has their name, and gives how many they
  /// are: a figure that was given another name would be free of its bound. For when everything was
  /// measured; `times` says whether times were.
  [[nodiscard]] int idle_limits(bool times) const;

 private:
  using limits = std::map<std::string, double>;
  [[nodiscard]] verdict judge(const figure& f) const;
  [[nodiscard]] std::optional<double> bound(const figure& f) const;

  limits bounds_;    // on `value`
  limits ceilings_;  // on `ringlet`
  std::vector<figure> figures_;
};

}  // namespace bench
