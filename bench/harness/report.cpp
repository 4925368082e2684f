#include "harness/report.hpp"

#include <sys/utsname.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "harness/instructions.hpp"

namespace bench {
namespace {

const char* words(verdict v) {
  switch (v) {
    case verdict::met:
      return "met";
    case verdict::not_met:
      return "NOT MET";
    case verdict::not_measured:
      return "NOT MEASURED";
    case verdict::no_bound:
      break;
  }
  return "no bound";
}

std::string shown(double value, int digits) {
  if (std::isnan(value)) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string shown_value(const figure& f, double value) {
  if (std::isnan(value)) return "-";
  if (f.value_kind == "ratio") return shown(value, 3) + "x";
  const std::string plain = shown(value, f.unit == "allocations" ? 4 : 1);
  return f.value_kind == "more" && value >= 0 ? "+" + plain : plain;
}

/// The section `name` of bounds.json, as far as it is about this compiler.
std::map<std::string, double> limits_of(const nlohmann::json& file, const char* name) {
  using limits = std::map<std::string, double>;
  limits found;
  for (const auto& [figure, of_compilers] : file.at(name).get<std::map<std::string, limits>>()) {
    const auto limit = of_compilers.find(compiler_key());
    if (limit == of_compilers.end()) {
      throw std::invalid_argument(figure + " has no limit for " + compiler_key());
    }
    found[figure] = limit->second;
  }
  return found;
}

}  // namespace

const char* compiler_key() {
#if defined(__clang__)
  return "clang";
#else
  return "gcc";
#endif
}

report::report(const std::string& bounds_file) {
  std::ifstream in(bounds_file);
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read; say where it is with --bounds FILE\n",
                 bounds_file.c_str());
    std::exit(2);
  }
  try {
    const auto file = nlohmann::json::parse(in);
    bounds_ = limits_of(file, "bounds");
    ceilings_ = limits_of(file, "ceilings");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", bounds_file.c_str(), error.what());
    std::exit(2);
  }
}

void report::add(figure found) {
  std::fprintf(stderr, "  %-28s %s\n", found.name.c_str(), words(judge(found)));
  figures_.push_back(std::move(found));
}

std::optional<double> report::bound(const figure& f) const {
  const auto found = bounds_.find(f.name);
  if (found == bounds_.end()) return std::nullopt;
  return found->second;
}

verdict report::judge(const figure& f) const {
  const std::optional<double> limit = bound(f);
  if (!limit) return verdict::no_bound;
  if (std::isnan(f.value)) return verdict::not_measured;
  return f.value <= *limit ? verdict::met : verdict::not_met;
}

void report::print() const {
  std::printf("\nringlet beside hand-written liburing, built with %s; instructions by %s\n",
              compiler_key(), counter_name());
  if (!counter_complaint().empty()) std::printf("(%s)\n", counter_complaint().c_str());
  std::printf("\n%-50s %9s %9s %9s  %-15s %9s  %s\n", "", "ringlet", "twin", "value", "quartiles",
              "bound", "");
  for (const figure& f : figures_) {
    const std::optional<double> limit = bound(f);
    const int digits = f.unit == "allocations" ? 4 : 1;
    const std::string spread =
        std::isnan(f.low) ? "" : shown_value(f, f.low) + " " + shown_value(f, f.high);
    std::printf("%-50s %9s %9s %9s  %-15s %9s  %s\n", (f.what + ", " + f.unit).c_str(),
                shown(f.ringlet, digits).c_str(), shown(f.twin, digits).c_str(),
                shown_value(f, f.value).c_str(), spread.c_str(),
                limit ? shown_value(f, *limit).c_str() : "-", words(judge(f)));
  }
  std::printf("\n");
  for (const figure& f : figures_) {
    const auto ceiling = ceilings_.find(f.name);
    if (ceiling != ceilings_.end() && f.ringlet > ceiling->second) {
      std::printf("above its ceiling of %.1f: %s is %.1f\n", ceiling->second, f.name.c_str(),
                  f.ringlet);
    }
  }
}

void report::write_json(const std::string& file) const {
  using json = nlohmann::ordered_json;
  utsname system{};
  ::uname(&system);
  json figures = json::array();
  for (const figure& f : figures_) {
    const std::optional<double> limit = bound(f);
    // What is not a number becomes null.
    figures.push_back({{"name", f.name},
                       {"what", f.what},
                       {"unit", f.unit},
                       {"ringlet", f.ringlet},
                       {"twin", f.twin},
                       {"value", f.value},
                       {"kind", f.value_kind},
                       {"low", f.low},
                       {"high", f.high},
                       {"bound", limit ? json(*limit) : json()},
                       {"verdict", words(judge(f))}});
  }
  const json whole{{"compiler", compiler_key()},
                   {"compiler_version", __VERSION__},
                   {"kernel", system.release},
                   {"counter", counter_name()},
                   {"figures", std::move(figures)}};
  std::ofstream out(file);
  out << whole.dump(2) << '\n';
  out.flush();
  if (!out) {
    std::fprintf(stderr, "%s: cannot be written\n", file.c_str());
    std::exit(2);
  }
}

int report::missed(bool ceilings) const {
  int count = 0;
  for (const figure& f : figures_) {
    const verdict v = judge(f);
    if (v == verdict::not_met || v == verdict::not_measured) {
      ++count;
      continue;
    }
    const auto ceiling = ceilings_.find(f.name);
    // The comparison is false for NaN, so that what was not measured counts as missed.
    if (ceilings && ceiling != ceilings_.end() && !(f.ringlet <= ceiling->second)) ++count;
  }
  return count;
}

int report::idle_limits(bool times) const {
  std::set<std::string> names;
  for (const limits* each : {&bounds_, &ceilings_}) {
    for (const auto& [name, limit] : *each) names.insert(name);
  }
  for (const figure& f : figures_) names.erase(f.name);
  if (!times) std::erase_if(names, [](const auto& name) { return name.ends_with(".time"); });
  for (const std::string& name : names) {
    std::printf("a limit on what nobody measures: %s\n", name.c_str());
  }
  return static_cast<int>(names.size());
}

}  // namespace bench
