#include "violation.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kernel.hpp"

namespace simulation {

namespace {
report own_report{};
}

report* last_report = &own_report;
bool quiet_violations = false;
bool violations_abort = false;

void violate(const char* invariant, const char* how, ...) {
  std::va_list values;
  va_start(values, how);
  (void)std::vsnprintf(last_report->text, sizeof last_report->text, how, values);
  va_end(values);
  (void)std::snprintf(last_report->invariant, sizeof last_report->invariant, "%s", invariant);
  if (kernel::active() != nullptr) last_report->choices_used = kernel::active()->choose().used();
  if (!quiet_violations) {
    (void)std::fprintf(stderr, "simulation: broken: %s: %s\n", invariant, last_report->text);
  }
  if (violations_abort) std::abort();
  (void)std::fflush(nullptr);
  ::_exit(violation_status);
}

}  // namespace simulation
