// What the running kernel says of its io_uring. The live tests' driver asks it too, so that a
// report from another kernel carries that kernel's own answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ringlet::audit {

/// What IORING_REGISTER_QUERY answers, which Linux 6.18 and later have.
struct query_answer {
  std::uint32_t opcodes = 0;              // how many IORING_OP_* it knows
  std::uint32_t register_operations = 0;  // how many IORING_[UN]REGISTER_*
  std::uint64_t features = 0;
  std::uint64_t setup_flags = 0;
  std::uint64_t enter_flags = 0;
  std::uint64_t sqe_flags = 0;

  bool operator==(const query_answer&) const = default;
};

struct kernel_facts {
  std::string release;
  std::string version;
  std::string machine;
  std::vector<int> opcodes;    // those that its probe says are supported, rising
  std::uint64_t features = 0;  // of a plain ring
  std::optional<query_answer> query;

  bool operator==(const kernel_facts&) const = default;
};

/// Asks the running kernel. Throws std::system_error where it gives this program no ring.
[[nodiscard]] kernel_facts ask_kernel();

}  // namespace ringlet::audit
