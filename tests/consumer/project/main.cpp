// Somebody else's program: writes to a pipe and reads it back, each with a deadline.
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <ringlet/ringlet.hpp>
#include <string_view>

using namespace ringlet;
using namespace std::chrono_literals;

// In another translation unit, so that a definition that is not inline shows.
task<std::size_t> answer(file_ref pipe, std::string_view text);

namespace {

task<bool> both_ways() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) co_return false;
  const unique_fd out(ends[0]);
  const unique_fd in(ends[1]);
  const std::size_t written = co_await answer(in, "hello");
  std::array<char, 16> room{};
  auto got = co_await within(5s, op::read{.file = out, .buffer = room});
  co_return got && *got == written&& std::string_view(room.data(), *got) == "hello";
}

}  // namespace

int main() {
  ring loop;
  const bool good = loop.run(both_ways());
  std::printf("ringlet %d.%d.%d %s\n", RINGLET_VERSION_MAJOR, RINGLET_VERSION_MINOR,
              RINGLET_VERSION_PATCH, good ? "works" : "does not work");
  return good ? 0 : 1;
}
