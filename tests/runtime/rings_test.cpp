// Rings together: tasks that go from one to another, and threads that have none.
#include "helpers.hpp"
#include "worker.hpp"

#include <poll.h>

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/stream.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

task<int> on(const remote& there, std::thread::id expected) {
  co_await resume_on(there);
  CHECK(std::this_thread::get_id() == expected);
  const auto done = co_await op::nop{};
  expect_value(done);
  co_return 42;
}

}  // namespace

TEST_CASE("a ring is stopped from another thread, asleep or not yet running") {
  for (int round = 0; round < 50; ++round) {
    worker asleep;
    if (round % 2 == 0) std::this_thread::yield();
    asleep.join();
  }
}

TEST_CASE("a thread that has no ring starts tasks on one") {
  static constexpr int senders = 4;
  static constexpr int each = 2000;
  std::atomic<int> sum = 0;
  {
    ring loop;
    const remote there = loop.as_remote();
    std::vector<std::thread> threads;
    threads.reserve(senders);
    for (int sender = 0; sender < senders; ++sender) {
      threads.emplace_back([&sum, there, sender] {
        for (int i = 0; i < each; ++i) {
          there.spawn(
              [&sum, there](int value) -> task<> {
                const auto done = co_await op::nop{};
                if (done) sum += value;
                if (sum == senders * each * (senders + 1) / 2) there.stop();
              },
              sender + 1);
        }
      });
    }
    loop.run_until_stopped();
    for (std::thread& thread : threads) thread.join();
  }
  CHECK(sum == 20'000);
}

TEST_CASE("what one thread sends arrives in the order in which it was sent") {
  ring loop;
  const remote there = loop.as_remote();
  std::vector<int> seen;
  std::thread sender([&] {
    for (int i = 0; i < 1000; ++i) {
      there.spawn([&seen, i]() -> task<> {
        seen.push_back(i);
        co_return;
      });
    }
    there.stop();
  });
  loop.run_until_stopped();
  sender.join();
  loop.run();
  std::vector<int> expected(1000);
  for (int i = 0; i < 1000; ++i) expected[static_cast<std::size_t>(i)] = i;
  CHECK(seen == expected);
}

TEST_CASE("a child goes to another ring, and its parent follows") {
  worker other;
  ring loop;
  loop.spawn([&]() -> task<> {
    const std::thread::id here = std::this_thread::get_id();
    CHECK(here != other.id());
    const int value = co_await on(other.there(), other.id());
    CHECK(value == 42);
    CHECK(std::this_thread::get_id() == other.id());
  });
  loop.run();  // nothing is left here as soon as it has gone
  other.join();
}

TEST_CASE("the task of a run() goes to another ring and comes back") {
  worker other;
  ring loop;
  const remote home = loop.as_remote();
  const std::thread::id here = std::this_thread::get_id();
  for (int round = 0; round < 200; ++round) {
    const int value = loop.run([&]() -> task<int> {
      const int got = co_await on(other.there(), other.id());
      co_await resume_on(home);
      CHECK(std::this_thread::get_id() == here);
      co_return got;
    });
    CHECK(value == 42);
  }
}

TEST_CASE("the task of a run() may end on another ring") {
  worker other;
  ring loop;
  for (int round = 0; round < 200; ++round) {
    CHECK(loop.run([&]() -> task<int> { co_return co_await on(other.there(), other.id()); }) == 42);
  }
  CHECK_THROWS_AS(loop.run([&]() -> task<> {
    co_await resume_on(other.there());
    throw std::runtime_error("over there");
  }),
                  std::runtime_error);
}

TEST_CASE("going to the ring where one is already is no journey") {
  ring loop;
  const remote here = loop.as_remote();
  loop.run([&]() -> task<> {
    const unsigned before = sqes_taken(loop);
    co_await resume_on(here);
    CHECK(sqes_taken(loop) == before);
  });
}

TEST_CASE("a task that fails on another ring fails that one's run") {
  ring elsewhere;
  const remote there = elsewhere.as_remote();
  std::thread sender([&] {
    ring loop;
    loop.spawn([&]() -> task<> {
      co_await resume_on(there);
      throw std::runtime_error("far from home");
    });
    loop.run();
  });
  CHECK_THROWS_AS(elsewhere.run_until_stopped(), std::runtime_error);
  sender.join();
}

TEST_CASE("tasks that nobody came to run die with the ring that they were sent to") {
  const auto token = std::make_shared<int>(1);
  {
    ring loop;
    const remote there = loop.as_remote();
    for (int i = 0; i < 10; ++i) {
      there.spawn([token]() -> task<> {
        (void)*token;
        co_return;
      });
    }
    CHECK(token.use_count() == 11);
  }
  CHECK(token.use_count() == 1);
}

TEST_CASE("a ring inside of somebody else's loop hears of what is sent to it") {
  ring loop;
  const remote there = loop.as_remote();
  (void)loop.poll();
  const int descriptor = loop.descriptor();
  while (loop.poll()) {
  }
  bool done = false;
  std::thread sender([&] {
    there.spawn([&]() -> task<> {
      done = true;
      co_return;
    });
  });
  for (int i = 0; i < 100 && !done; ++i) {
    ::pollfd waiting{descriptor, POLLIN, 0};
    CHECK(::poll(&waiting, 1, 5'000) == 1);
    while (loop.poll()) {
    }
  }
  sender.join();
  CHECK(done);
}

TEST_CASE("a run() that is left while its task is elsewhere says so") {
  const ending end = in_child([] {
    worker other;
    ring loop;
    loop.spawn([&]() -> task<> {
      co_await sleep_for(20ms);
      loop.stop();
    });
    loop.run([&]() -> task<> {
      co_await resume_on(other.there());
      co_await sleep_for(1h);
    });
  });
  CHECK(end.aborted());
  CHECK(end.said.find("a run() was left while its task was on another ring") != std::string::npos);
}

TEST_CASE("a task that was sent before run() is run") {
  ring loop;
  bool done = false;
  loop.as_remote().spawn([&]() -> task<> {
    done = true;
    co_return;
  });
  loop.run();
  CHECK(done);
}

TEST_CASE("run returns when a message was all that there was") {
  ring loop;
  const remote there = loop.as_remote();
  struct note : detail::message {
    note() : message([](message& self) noexcept { static_cast<note&>(self).came = true; }) {}
    bool came = false;
  };
  note letter;
  loop.post(letter);
  std::atomic<bool> stopped = false;
  std::jthread guard([&](const std::stop_token& returned) {
    const stopwatch since;
    while (!returned.stop_requested() && since.elapsed() < 5s) std::this_thread::sleep_for(1ms);
    if (returned.stop_requested()) return;
    stopped = true;
    there.stop();
  });
  loop.run();
  guard.request_stop();
  guard.join();
  CHECK(letter.came);
  CHECK(!stopped);
}

TEST_CASE("what is sent while a ring waits in a destructor wakes it all the same") {
  ring loop;
  if (!loop.supports<op::poll_add_multishot>()) return skip("this kernel has no multishot poll");
  const remote there = loop.as_remote();
  bool done = false;
  loop.spawn([&]() -> task<> {
    const pipe_ends pipe;
    std::optional<stream<op::poll_add_multishot>> readable(
        std::in_place, op::poll_add_multishot{.file = pipe.reading, .events = poll_events::in});
    (void)co_await within(1ms, readable->next());
    std::thread sender([&] {
      there.spawn([&]() -> task<> {
        done = true;
        loop.stop();
        co_return;
      });
    });
    sender.join();
    // Its destructor reaps the message that was to wake the ring, and nothing ends by that which
    // would keep the turn from waiting.
    readable.reset();
    co_await sleep_for(1h);
  });
  loop.run_until_stopped();
  CHECK(done);
}
