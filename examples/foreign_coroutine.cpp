// A coroutine type that is not ringlet's awaits ringlet's operations, by ring::perform(): here one
// of twenty lines that starts at once, belongs to nobody and is destroyed when it ends.
#include <ringlet/ringlet.hpp>

#include <unistd.h>

#include <array>
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <exception>
#include <string_view>

struct fire_and_forget {
  struct promise_type {
    static fire_and_forget get_return_object() noexcept { return {}; }
    static std::suspend_never initial_suspend() noexcept { return {}; }
    static std::suspend_never final_suspend() noexcept { return {}; }
    static void return_void() noexcept {}
    static void unhandled_exception() { std::terminate(); }  // nobody is there to be told
  };
};

/// What it borrows outlives it: here main's. The ring is an argument, since only ringlet's own
/// tasks know theirs.
fire_and_forget hello(ringlet::ring& loop, const ringlet::unique_fd& to) {
  using namespace std::chrono_literals;
  (void)co_await loop.perform(ringlet::sleep_for(1ms));
  const auto sent = co_await loop.perform(
      ringlet::op::write{.file = to, .buffer = std::string_view("Hello from a stranger\n")});
  if (!sent) std::fprintf(stderr, "write: %s\n", sent.error().message().c_str());
}

fire_and_forget print_one(ringlet::ring& loop, const ringlet::unique_fd& from) {
  using namespace std::chrono_literals;
  std::array<char, 64> text{};
  // Adaptors go around an operation here as they do in a task.
  const auto got =
      co_await loop.perform(ringlet::within(10s, ringlet::op::read{.file = from, .buffer = text}));
  if (got) std::fwrite(text.data(), 1, *got, stdout);
}

int main() {
  ringlet::ring loop;
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return 1;
  const ringlet::unique_fd reader(ends[0]);
  const ringlet::unique_fd writer(ends[1]);
  print_one(loop, reader);
  hello(loop, writer);
  // The ring counts operations of such coroutines as work, but owns no coroutine: this runs until
  // none awaits anything.
  while (loop.busy()) (void)loop.run_once();
}
