// The benchmarks, in the order in which they run.
#pragma once

#include <array>
#include <string>

#include "harness/measure.hpp"
#include "harness/report.hpp"

namespace bench {

void measure_nop(report& found, const settings& how);
void measure_echo(report& found, const settings& how);
void measure_within(report& found, const settings& how);
void measure_task(report& found, const settings& how);
void measure_channel(report& found, const settings& how);
void measure_idle(report& found, const settings& how);
void measure_timers(report& found, const settings& how);
void measure_messages(report& found, const settings& how);
void measure_allocations(report& found, const settings& how);

struct benchmark {
  const char* name;
  void (*measure)(report& found, const settings& how);
};

inline constexpr std::array benchmarks{
    benchmark{"nop", measure_nop},
    benchmark{"echo", measure_echo},
    benchmark{"within", measure_within},
    benchmark{"task", measure_task},
    benchmark{"channel", measure_channel},
    benchmark{"idle", measure_idle},
    benchmark{"messages", measure_messages},
    benchmark{"timers", measure_timers},
    benchmark{"allocations", measure_allocations},
};

/// Writes where the instructions of `what` ("nop.256.ringlet") are to `file`, for one unit of work.
/// False where there is nothing of that name.
bool profile_to(const std::string& what, const std::string& file);

}  // namespace bench
