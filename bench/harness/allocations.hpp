// Counts the heap allocations of the calling thread.
#pragma once

#include <cstdint>

namespace bench {

struct allocation_count {
  std::uint64_t news;     ///< calls of operator new, in all its forms
  std::uint64_t mallocs;  ///< calls of malloc, calloc, realloc, aligned_alloc and the like
  std::uint64_t bytes;    ///< what all of these asked for
  [[nodiscard]] std::uint64_t total() const { return news + mallocs; }
};

/// What the calling thread has allocated since it began.
allocation_count allocations();

}  // namespace bench
