// What happens when an invariant does not hold.
#pragma once

#include <cstdarg>
#include <cstddef>

namespace simulation {

/// Says which invariant is broken and how, and ends the process: the program under test is in no
/// state to go on from. Whoever runs programs in a child process finds the text in `last_report`.
[[noreturn, gnu::format(printf, 2, 3)]] void violate(const char* invariant, const char* how, ...);

/// How a process ends that has found something.
inline constexpr int violation_status = 42;

struct report {
  char invariant[64];
  char text[512];
  std::size_t choices_used;
};

/// Where violate() writes. Memory that a parent shares with its children, once it has said so.
extern report* last_report;

/// Whether violate() prints. Not while a failing program is being minimised.
extern bool quiet_violations;

/// Whether violate() aborts, as libFuzzer expects, instead of exiting with violation_status.
extern bool violations_abort;

}  // namespace simulation
