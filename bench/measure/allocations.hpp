// How often a program has allocated memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace measure {

/// Counts the calls of malloc and its like in the subjects that are made after it, once they have
/// begun to run: by a library that is loaded before theirs. One that is linked statically has none.
class allocations {
 public:
  allocations();
  ~allocations();
  allocations(const allocations&) = delete;
  allocations& operator=(const allocations&) = delete;

  /// So many until now; none where the program has not let itself be counted.
  [[nodiscard]] std::optional<std::uint64_t> count() const;

 private:
  int memory_;  // shared with the subject
  const std::uint64_t* count_;
};

}  // namespace measure
