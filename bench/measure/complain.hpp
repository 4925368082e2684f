// How bench_measure ends where something goes wrong: with a sentence and exit status 2.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace measure {

/// Ends the program. The subject, if there is one, dies with it.
[[noreturn]] inline void give_up(std::string_view what, int errno_value = 0) {
  std::fprintf(stderr, "bench_measure: %.*s%s%s\n", static_cast<int>(what.size()), what.data(),
               errno_value != 0 ? ": " : "", errno_value != 0 ? std::strerror(errno_value) : "");
  std::_Exit(2);
}

/// What a system call gave, which must not have failed.
template <class Number>
Number must(Number result, std::string_view what) {
  if (result < 0) give_up(what, errno);
  return result;
}

}  // namespace measure
