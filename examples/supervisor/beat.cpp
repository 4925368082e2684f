// Tells the supervisor that the child which runs this is alive: beat. For shell scripts; a program
// would do these three lines itself.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>
#include <system_error>

#include "heartbeat.hpp"

int main(int, char** words) {
  const char* const text = std::getenv(examples::heartbeat_variable);
  int number = -1;
  if (text != nullptr) {
    const std::string_view digits = text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || *end != '\0') number = -1;
  }
  if (number < 0) {
    (void)std::fprintf(stderr, "%s: %s has no descriptor: it is for children of the supervisor\n",
                       words[0], examples::heartbeat_variable);
    return 2;
  }
  try {
    const examples::heartbeat shared{ringlet::unique_fd(number)};
    shared.beats().fetch_add(1);
    // Not the private kind: who waits is another process.
    (void)::syscall(SYS_futex, &shared.beats(), FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
