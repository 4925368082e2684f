// What tells a process from the one that it was forked from.
#pragma once

#include <pthread.h>

namespace ringlet::detail {

inline unsigned forks_before_this_process = 0;

/// How many forks have led to this process since its first call.
[[nodiscard]] inline unsigned forks_so_far() noexcept {
  [[maybe_unused]] static const int counted =
      ::pthread_atfork(nullptr, nullptr, [] { ++forks_before_this_process; });
  return forks_before_this_process;
}

}  // namespace ringlet::detail
