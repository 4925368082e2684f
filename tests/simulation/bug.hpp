// Which of the bugs in bugs.py the runtime is to have: included before everything else where the
// runtime is the copy that find-bugs has made.
#pragma once

#include <cstdlib>

inline const int ringlet_simulated_bug = [] {
  const char* const number = std::getenv("RINGLET_SIMULATED_BUG");
  return number != nullptr ? std::atoi(number) : 0;
}();
