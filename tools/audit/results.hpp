// What came of the live tests on one kernel: the report that their driver writes
// (tests/support/live_main.cpp).
#pragma once

#include "kernel.hpp"

#include <string>
#include <vector>

namespace ringlet::audit {

/// The version of the report's form, which the driver and the audit share.
inline constexpr int results_schema = 2;

enum class outcome { passed, failed, skipped };

/// What a skipped test lacked: the operation in the kernel, or something in the machine, such as a
/// drive.
enum class lack { nothing, kernel, machine };

struct test_result {
  std::string op;
  std::string form;
  std::string test;
  audit::outcome outcome;
  lack lacks;
  std::string reason;
};

struct results {
  kernel_facts kernel;
  std::vector<test_result> tests;
};

/// Throws bad_input.
[[nodiscard]] results read_results(const std::string& file);

}  // namespace ringlet::audit
