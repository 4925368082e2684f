#include "harness/report.hpp"

#include <sys/utsname.h>

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "harness/instructions.hpp"

namespace bench {
namespace {

// bounds.json holds objects, strings and numbers, and nothing else: enough for a reader of this
// size, so that the benchmarks need no library that could allocate or cost anything beside them.
class reader {
 public:
  reader(std::string text, std::string file) : text_(std::move(text)), file_(std::move(file)) {}

  /// Fills `leaves` with every number, under its keys joined by a slash.
  void object(const std::string& prefix, std::map<std::string, double>& leaves) {
    expect('{');
    if (peek() == '}') {
      ++at_;
      return;
    }
    for (;;) {
      const std::string key = prefix + (prefix.empty() ? "" : "/") + string();
      expect(':');
      if (peek() == '{') {
        object(key, leaves);
      } else if (peek() == '"') {
        (void)string();  // a comment for people
      } else {
        leaves[key] = number();
      }
      if (peek() != ',') break;
      ++at_;
    }
    expect('}');
  }

 private:
  char peek() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  void expect(char wanted) {
    if (peek() != wanted) fail(std::string("expected '") + wanted + "'");
    ++at_;
  }
  std::string string() {
    expect('"');
    const std::size_t end = text_.find('"', at_);
    if (end == std::string::npos) fail("this string has no end");
    std::string found = text_.substr(at_, end - at_);
    at_ = end + 1;
    return found;
  }
  double number() {
    const char* begin = text_.c_str() + at_;
    char* end = nullptr;
    const double found = std::strtod(begin, &end);
    if (end == begin) fail("expected a number, a string or an object");
    at_ += static_cast<std::size_t>(end - begin);
    return found;
  }
  [[noreturn]] void fail(const std::string& what) {
    int line = 1;
    for (std::size_t i = 0; i < at_ && i < text_.size(); ++i) line += text_[i] == '\n' ? 1 : 0;
    std::fprintf(stderr, "%s:%d: %s\n", file_.c_str(), line, what.c_str());
    std::exit(2);
  }

  std::string text_;
  std::string file_;
  std::size_t at_ = 0;
};

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

std::string json_number(double value) { return std::isnan(value) ? "null" : shown(value, 4); }

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
  std::ostringstream text;
  text << in.rdbuf();
  limits leaves;
  reader(text.str(), bounds_file).object("", leaves);
  const std::string suffix = std::string("/") + compiler_key();
  for (const auto& [key, value] : leaves) {
    if (!key.ends_with(suffix)) continue;
    const std::string name = key.substr(0, key.size() - suffix.size());
    if (name.starts_with("bounds/")) bounds_[name.substr(7)] = value;
    if (name.starts_with("ceilings/")) ceilings_[name.substr(9)] = value;
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
  std::ofstream out(file);
  utsname system{};
  ::uname(&system);
  out << "{\n  \"compiler\": \"" << compiler_key() << "\",\n  \"compiler_version\": \""
      << __VERSION__ << "\",\n  \"kernel\": \"" << system.release << "\",\n  \"counter\": \""
      << counter_name() << "\",\n  \"figures\": [";
  const char* separator = "\n";
  for (const figure& f : figures_) {
    const std::optional<double> limit = bound(f);
    out << separator << "    {\"name\": \"" << f.name << "\", \"what\": \"" << f.what
        << "\", \"unit\": \"" << f.unit << "\", \"ringlet\": " << json_number(f.ringlet)
        << ", \"twin\": " << json_number(f.twin) << ", \"value\": " << json_number(f.value)
        << ", \"kind\": \"" << f.value_kind << "\", \"low\": " << json_number(f.low)
        << ", \"high\": " << json_number(f.high)
        << ", \"bound\": " << (limit ? json_number(*limit) : "null") << ", \"verdict\": \""
        << words(judge(f)) << "\"}";
    separator = ",\n";
  }
  out << "\n  ]\n}\n";
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

}  // namespace bench
