#include "words.hpp"

#include <fmt/core.h>

#include <bit>

namespace ringlet::audit {

std::string_view key(state of) {
  switch (of) {
    case state::executed:
      return "executed";
    case state::failed:
      return "failed";
    case state::errors_only:
      return "errors_only";
    case state::kernel_lacks:
      return "kernel_lacks";
    case state::machine_lacks:
      return "machine_lacks";
    case state::not_run:
      return "not_run";
    case state::never_written:
      return "never_written";
  }
  return "?";
}

std::string_view key(encoding of) {
  switch (of) {
    case encoding::unknown:
      return "unknown";
    case encoding::missing:
      return "missing";
    case encoding::differs:
      return "differs";
    case encoding::same:
      return "same";
  }
  return "?";
}

std::string_view key(answer of) {
  switch (of) {
    case answer::unknown:
      return "unknown";
    case answer::no:
      return "no";
    case answer::yes:
      return "yes";
  }
  return "?";
}

std::string_view key(group of) {
  switch (of) {
    case group::register_operations:
      return "register_operations";
    case group::setup_flags:
      return "setup_flags";
    case group::features:
      return "features";
    case group::enter_flags:
      return "enter_flags";
    case group::sqe_flags:
      return "sqe_flags";
  }
  return "?";
}

std::string_view kind_of(const cell& of) {
  if (!of.offered && (of.state == state::not_run || of.state == state::never_written))
    return "not_offered";
  return key(of.state);
}

std::string_view words(const cell& of) {
  if (kind_of(of) == "not_offered") return "not offered";
  switch (of.state) {
    case state::executed:
      return "executed";
    case state::failed:
      return "FAILED";
    case state::errors_only:
      return "errors only";
    case state::kernel_lacks:
      return "kernel lacks it";
    case state::machine_lacks:
      return "machine lacks it";
    case state::not_run:
      return "not run";
    case state::never_written:
      return "never written";
  }
  return "?";
}

std::string_view words(encoding of) {
  switch (of) {
    case encoding::unknown:
      return "?";
    case encoding::missing:
      return "no";
    case encoding::differs:
      return "DIFFERS";
    case encoding::same:
      return "yes";
  }
  return "?";
}

std::string_view words(answer of) { return of == answer::unknown ? "?" : key(of); }

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string whole;
  for (const std::string& each : parts) {
    if (!whole.empty()) whole += between;
    whole += each;
  }
  return whole;
}

std::string details(const cell& of) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, std::string_view what) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
  };
  add(of.tests.passed, "passed");
  add(of.tests.failed, "failed");
  add(of.tests.skipped, "skipped");
  add(of.tests.not_run, "not run");
  std::string text = parts.empty() ? "no tests" : "tests: " + joined(parts, ", ");
  for (const std::string& reason : of.reasons) text += "; " + reason;
  return text;
}

std::string full_name(const column& kernel) {
  return fmt::format("Linux {} on {}", kernel.kernel.release, kernel.kernel.machine);
}

std::string value_text(const interface_row& of) {
  if (of.group == group::register_operations) return std::to_string(of.value);
  return fmt::format("1 << {}", std::countr_zero(of.value));
}

}  // namespace ringlet::audit
