// A completion queue of 16 entries, and thousands of operations in flight.
#include "overload.hpp"

#include <numeric>

#include <poll.h>
#include <sys/eventfd.h>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>

using namespace overload;

namespace {

constexpr std::size_t in_flight = scaled(5'000, 1'000);
constexpr ring_options narrow{.entries = 16, .cq_entries = 16};

/// What came of each of so many operations.
struct record {
  std::vector<int> completions = std::vector<int>(in_flight);
  std::size_t failures = 0;

  void note(std::size_t number, bool good) {
    ++completions[number];
    if (!good) ++failures;
  }
  [[nodiscard]] bool each_came(int times) const {
    return failures == 0 && std::all_of(completions.begin(), completions.end(),
                                        [=](int count) { return count == times; });
  }
  [[nodiscard]] long long sum() const {
    return std::accumulate(completions.begin(), completions.end(), 0LL);
  }
};

task<> await_gate(const unique_fd& gate, std::size_t number, record& all) {
  auto opened = co_await op::poll_add{.file = gate, .events = poll_events::in};
  all.note(number, opened.has_value());
}

task<> await_time(std::chrono::milliseconds span, std::size_t number, record& all) {
  auto over = co_await op::timeout{.after = span};
  all.note(number, over.has_value());
}

task<> await_nothing(int times, std::size_t number, record& all) {
  for (int i = 0; i < times; ++i) {
    auto done = co_await op::nop{};
    all.note(number, done.has_value());
  }
}

/// Takes datagrams until the one that says that it is the last.
task<> receive_numbers(const unique_fd& socket, record& all, std::size_t& receivers) {
  for (;;) {
    std::size_t number = 0;
    auto received = co_await op::recv{.socket = socket,
                                      .buffer = std::as_writable_bytes(std::span(&number, 1))};
    if (!received || *received != sizeof number || number >= in_flight) break;
    all.note(number, true);
  }
  --receivers;
}

bool queue_has_overflown(ring& loop) {
  return (__atomic_load_n(loop.native()->sq.kflags, __ATOMIC_ACQUIRE) & IORING_SQ_CQ_OVERFLOW) != 0;
}

const char* name_of(taskrun how) {
  switch (how) {
    case taskrun::best:
      return "best";
    case taskrun::deferred:
      return "deferred";
    case taskrun::cooperative:
      return "cooperative";
    default:
      return "plain";
  }
}

}  // namespace

TEST_CASE("thousands that complete at once each complete once through a queue of 16 entries") {
  const time_limit limited;
  const balance balanced;
  const auto ways = all_taskruns();
  for (const taskrun how : ways) {
    ring_options options = narrow;
    options.completions = how;
    INFO(name_of(how));
    const unique_fd gate(::eventfd(0, EFD_CLOEXEC));
    record polls;
    record timeouts;
    bool overflown = false;
    ring loop(options);
    REQUIRE(loop.cq_entries() == 16);
    for (std::size_t number = 0; number < in_flight; ++number) {
      loop.spawn(await_gate(gate, number, polls));
      loop.spawn(await_time(200ms, number, timeouts));
    }
    loop.run([&]() -> task<> {
      co_await sleep_for(20ms);
      CHECK(polls.sum() == 0);
      const std::uint64_t one = 1;
      CHECK(::write(gate.get(), &one, sizeof one) == sizeof one);
      // Where completions are not held back until the ring asks for them they have come by now.
      overflown = queue_has_overflown(loop);
    });
    loop.run();
    CHECK(polls.each_came(1));
    CHECK(timeouts.each_came(1));
    if (how == taskrun::plain) CHECK(overflown);
    show("%s: %lld polls and %lld timeouts of %zu each came%s", name_of(how), polls.sum(),
         timeouts.sum(), in_flight, overflown ? "; the queue has overflown" : "");
  }
}

TEST_CASE("operations that complete as they are submitted are all counted, with a queue of 16") {
  const time_limit limited;
  const balance balanced;
  constexpr int times = 10;
  record all;
  ring loop(narrow);
  for (std::size_t number = 0; number < in_flight; ++number) {
    loop.spawn(await_nothing(times, number, all));
  }
  loop.run();
  CHECK(all.each_came(times));
  show("%lld completions of %zu tasks", all.sum(), in_flight);
}

TEST_CASE("hundreds that receive from one socket get each datagram once, with a queue of 16") {
  const time_limit limited;
  const balance balanced;
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
  const unique_fd reading(ends[0]);
  unique_fd writing(ends[1]);
  // Each datagram wakes all who wait, so that thousands of them would be a test of the kernel.
  std::size_t receivers = 200;
  record all;
  {
    child_process sender([&] {
      for (std::size_t number = 0; number < in_flight; ++number) {
        if (::send(writing.get(), &number, sizeof number, 0) != sizeof number) {
          throw std::system_error(errno, std::generic_category(), "send");
        }
      }
    });
    writing.reset();
    ring loop(narrow);
    for (std::size_t i = 0; i < receivers; ++i) {
      loop.spawn(receive_numbers(reading, all, receivers));
    }
    loop.run();
    CHECK(sender.join() == 0);
  }
  CHECK(receivers == 0);
  CHECK(all.each_came(1));
  show("%lld of %zu datagrams came, each once", all.sum(), in_flight);
}

TEST_CASE("a ring inside of another loop takes what has overflown, and is woken for all of it") {
  const time_limit limited;
  const balance balanced;
  const auto ways = all_taskruns();
  for (const taskrun how : ways) {
    ring_options options = narrow;
    options.completions = how;
    INFO(name_of(how));
    const unique_fd gate(::eventfd(0, EFD_CLOEXEC));
    record all;
    ring loop(options);
    for (std::size_t number = 0; number < in_flight; ++number) {
      loop.spawn(await_gate(gate, number, all));
    }
    const int descriptor = loop.descriptor();
    while (loop.poll()) {
    }
    const std::uint64_t one = 1;
    REQUIRE(::write(gate.get(), &one, sizeof one) == sizeof one);
    int wakes = 0;
    for (pollfd readable{descriptor, POLLIN, 0}; ::poll(&readable, 1, 1'000) == 1; ++wakes) {
      while (loop.poll()) {
      }
      if (all.sum() == static_cast<long long>(in_flight)) break;
    }
    CHECK(all.each_came(1));
    show("%s: %lld of %zu polls came, %d wakes", name_of(how), all.sum(), in_flight, wakes + 1);
  }
}

TEST_CASE("a ring whose queue has overflown sleeps when all has been taken") {
  const time_limit limited;
  const balance balanced;
  const unique_fd gate(::eventfd(0, EFD_CLOEXEC));
  record all;
  ring loop(narrow);
  for (std::size_t number = 0; number < in_flight; ++number) {
    loop.spawn(await_gate(gate, number, all));
  }
  loop.run([&]() -> task<> {
    co_await sleep_for(20ms);
    co_await expect_quiet("thousands of polls are in flight");
    const std::uint64_t one = 1;
    CHECK(::write(gate.get(), &one, sizeof one) == sizeof one);
    while (all.sum() != static_cast<long long>(in_flight)) co_await sleep_for(1ms);
    co_await expect_quiet("the queue that has overflown is empty again");
  });
  CHECK(all.each_came(1));
}

TEST_CASE("the measure of these tests tells a loop that spins") {
  const time_limit limited;
  bool over = false;
  ring loop;
  loop.spawn([&]() -> task<> {
    while (!over) co_await yield();
  });
  loop.run([&]() -> task<> {
    const quiet_phase phase;
    co_await sleep_for(500ms);
    const auto cpu = phase.cpu();
    const auto allowed = phase.allowed();
    show("%.2f ms of CPU time in %.0f ms of a task that spins (would be allowed: %.0f)",
         milliseconds(cpu), milliseconds(phase.wall()), milliseconds(allowed));
    CHECK(cpu > allowed);
    over = true;
  });
  loop.run();
}
