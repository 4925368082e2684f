// Prints every operation that ringlet's table describes, and whether this machine's kernel has it.
#include <sys/utsname.h>

#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>

#include "forms.hpp"

using namespace ringlet;

int main(int, char** words) {
  try {
    ring loop;
    utsname system{};
    (void)uname(&system);
    std::printf("Linux %s\n\n%-26s %6s  %-9s  %s\n", system.release, "operation", "opcode",
                "completes", "this kernel");
    std::size_t supported = 0;
    for (const table::form& form : table::forms) {
      const bool here = loop.has(form.needs);
      supported += here ? 1U : 0U;
      std::printf("%-26.*s %6u  %-9s  %s", static_cast<int>(form.name.size()), form.name.data(),
                  static_cast<unsigned>(form.code), form.multishot ? "many" : "once",
                  here ? "yes\n" : "no: since ");
      if (!here) {
        std::printf("Linux %.*s\n", static_cast<int>(form.since.size()), form.since.data());
      }
    }
    std::printf("\n%zu of the %zu operations in the table, forms counted, are there.\n", supported,
                table::forms.size());
    std::printf("Those that complete many times are read as streams.\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
