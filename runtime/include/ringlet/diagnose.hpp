// The end of a program that broke a rule on which memory safety rests.
#pragma once

#include <cstdio>
#include <exception>

namespace ringlet::detail {

[[noreturn, gnu::noinline, gnu::cold]] inline void die(const char* what) noexcept {
  (void)std::fprintf(stderr, "ringlet: %s\n", what);
  std::terminate();
}

}  // namespace ringlet::detail
