// How often a program has allocated memory.
#pragma once

#include <cstdint>
#include <optional>

namespace measure {

/// Counts the calls of malloc and its like in the subject that is made after it, once that has
/// begun to run: by a library that is loaded before its own. What it takes stays until this process
/// ends. A subject that is linked statically is not counted.
class allocations {
 public:
  allocations();

  /// So many until now; none where the program has not let itself be counted.
  [[nodiscard]] std::optional<std::uint64_t> count() const;

 private:
  const std::uint64_t* count_;  // in memory that the subject shares
};

}  // namespace measure
