// What a ring does with the tasks that it is given: values, exceptions, and turns.
#include "helpers.hpp"

#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>

#include <ringlet/channel.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

task<int> gives(int value) { co_return value; }

task<int> gives_later(int value) {
  co_await yield();
  (void)co_await op::nop{};
  co_return value;
}

task<int&> gives_reference(int& value) {
  co_await yield();
  co_return value;
}

task<std::unique_ptr<int>> gives_move_only(int value) {
  co_await yield();
  co_return std::make_unique<int>(value);
}

task<> fails_with(std::string what) {
  co_await yield();
  throw std::runtime_error(what);
}

task<> fails_at_once(std::string what) {
  throw std::runtime_error(what);
  co_return;
}

task<> sets(bool& flag) {
  co_await yield();
  flag = true;
}

std::string message_of(ring& loop) {
  try {
    loop.run();
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

struct not_default_constructible {
  explicit not_default_constructible(int given) : value(given) {}
  int value;
};

}  // namespace

TEST_CASE("run gives the value of a task that never waits") {
  ring loop;
  CHECK(loop.run(gives(5)) == 5);
  CHECK(loop.run(gives(6)) == 6);
}

TEST_CASE("run gives the value of a task that waits") {
  ring loop;
  CHECK(loop.run(gives_later(7)) == 7);
}

TEST_CASE("run gives references and move-only values as they are") {
  ring loop;
  int there = 1;
  int& here = loop.run(gives_reference(there));
  CHECK(&here == &there);
  CHECK(*loop.run(gives_move_only(9)) == 9);
}

TEST_CASE("a task's value need not be default constructible") {
  ring loop;
  const auto value = loop.run([]() -> task<not_default_constructible> {
    co_await yield();
    co_return not_default_constructible(3);
  });
  CHECK(value.value == 3);
}

TEST_CASE("a child's value goes to the task that awaits it") {
  ring loop;
  int there = 1;
  const int sum = loop.run([&]() -> task<int> {
    const int first = co_await gives(1);
    const int second = co_await gives_later(10);
    int& third = co_await gives_reference(there);
    third = 100;
    const std::unique_ptr<int> fourth = co_await gives_move_only(1000);
    co_return first + second + third + *fourth;
  });
  CHECK(sum == 1111);
  CHECK(there == 100);
}

TEST_CASE("a task starts only when it is awaited, and one that never is does nothing") {
  ring loop;
  bool started = false;
  loop.run([&]() -> task<> {
    task<> child = sets(started);
    co_await yield();
    CHECK_FALSE(started);
    co_await std::move(child);
    CHECK(started);
  });
  bool never = false;
  {
    const task<> dropped = sets(never);
  }
  CHECK_FALSE(never);
}

TEST_CASE("a task that was moved runs from where it went") {
  ring loop;
  task<int> first = gives_later(4);
  task<int> second = std::move(first);
  task<int> third = gives(0);
  third = std::move(second);
  CHECK(loop.run(std::move(third)) == 4);
}

TEST_CASE("run keeps a capturing lambda alive until its task is done") {
  ring loop;
  const std::string text = loop.run(
      [kept = std::string(100, 'x')](std::string_view more) -> task<std::string> {
        co_await yield();
        (void)co_await op::nop{};
        co_return kept + std::string(more);
      },
      "yz");
  CHECK(text == std::string(100, 'x') + "yz");
}

TEST_CASE("spawn keeps a capturing lambda and its arguments alive as long as the task") {
  ring loop;
  std::string seen;
  loop.spawn(
      [&seen, kept = std::string(100, 'x')](const std::string& text,
                                            const std::unique_ptr<int>& number) -> task<> {
        co_await sleep_for(2ms);
        (void)co_await op::nop{};
        seen = kept + text + std::to_string(*number);
      },
      std::string(50, 'y'), std::make_unique<int>(7));
  loop.run();
  CHECK(seen == std::string(100, 'x') + std::string(50, 'y') + "7");
}

TEST_CASE("a spawned task may have a value, which is dropped") {
  ring loop;
  loop.spawn(gives_later(3));
  loop.spawn([](int value) { return gives(value); }, 4);
  loop.run();
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE(
    "run without an argument runs until nothing spawned is left, children's spawns included") {
  ring loop;
  int ended = 0;
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 10; ++i) {
      loop.spawn([&]() -> task<> {
        co_await sleep_for(1ms);
        ++ended;
      });
    }
    co_await yield();
    ++ended;
  });
  loop.run();
  CHECK(ended == 11);
  loop.run();  // nothing is left, so that it returns at once
}

TEST_CASE("run of a task returns when that is done and leaves the others for later") {
  ring loop;
  bool other = false;
  loop.spawn([&]() -> task<> {
    co_await sleep_for(20ms);
    other = true;
  });
  CHECK(loop.run(gives_later(1)) == 1);
  CHECK_FALSE(other);
  loop.run();
  CHECK(other);
}

TEST_CASE("an exception leaves run through the task that threw it") {
  ring loop;
  CHECK_THROWS_WITH(loop.run(fails_at_once("at once")), "at once");
  CHECK_THROWS_WITH(loop.run(fails_with("later")), "later");
  CHECK(loop.run(gives_later(1)) == 1);
}

TEST_CASE("a parent may catch what left its child and go on") {
  ring loop;
  const std::string caught = loop.run([]() -> task<std::string> {
    std::string what;
    try {
      co_await fails_with("inner");
    } catch (const std::runtime_error& error) {
      what = error.what();
    }
    (void)co_await op::nop{};
    co_return what;
  });
  CHECK(caught == "inner");
}

TEST_CASE("what leaves spawned tasks comes out of run one at a time and none is lost") {
  ring loop;
  bool good = false;
  loop.spawn(fails_with("a"));
  loop.spawn(fails_at_once("b"));
  loop.spawn(sets(good));
  loop.spawn(fails_with("c"));
  std::vector<std::string> caught;
  for (std::string what = message_of(loop); !what.empty(); what = message_of(loop))
    caught.push_back(what);
  std::sort(caught.begin(), caught.end());
  CHECK(caught == std::vector<std::string>{"a", "b", "c"});
  CHECK(good);
}

TEST_CASE("when run's own task and a spawned one fail in the same turn both exceptions come out") {
  ring loop;
  loop.spawn(fails_with("spawned"));
  std::vector<std::string> caught;
  try {
    loop.run(fails_with("main"));
  } catch (const std::exception& error) {
    caught.emplace_back(error.what());
  }
  for (std::string what = message_of(loop); !what.empty(); what = message_of(loop))
    caught.push_back(what);
  std::sort(caught.begin(), caught.end());
  CHECK(caught == std::vector<std::string>{"main", "spawned"});
}

TEST_CASE("run throws what left a spawned task even where its own task is done in the same turn") {
  ring loop;
  loop.spawn(fails_at_once("spawned"));
  CHECK_THROWS_WITH(loop.run([]() -> task<int> { co_return 1; }), "spawned");
}

TEST_CASE("a spawned task that fails ends run of another task, which is destroyed") {
  ring loop;
  bool destroyed = false;
  struct note {
    bool& flag;
    ~note() { flag = true; }
  };
  loop.spawn(fails_with("spawned"));
  CHECK_THROWS_WITH(loop.run([&]() -> task<> {
    const note at_end{destroyed};
    co_await sleep_for(1h);
  }),
                    "spawned");
  CHECK(destroyed);
}

TEST_CASE("an exception comes out of run at once, however much its task did in that turn") {
  // A task that has failed is told of after it was left, which is put off to the next turn where
  // this one has resumed all that it may: with one of these numbers of children.
  for (int children = 400; children < 1100; ++children) {
    ring loop;
    loop.spawn([]() -> task<> { co_await sleep_for(20s); });
    loop.spawn([children]() -> task<> {
      for (int i = 0; i < children; ++i) (void)co_await gives(1);
      throw std::runtime_error("failed");
    });
    CAPTURE(children);
    const stopwatch since;
    REQUIRE(message_of(loop) == "failed");
    REQUIRE(since.elapsed() < 10s);
  }
}

TEST_CASE("an exception that nobody ran for dies with the ring") {
  bool other = false;
  {
    ring loop;
    loop.spawn(fails_with("a"));
    loop.spawn(fails_with("b"));
    loop.spawn(sets(other));
    CHECK_THROWS(loop.run());
  }
  SUCCEED("no crash and no leak");
}

TEST_CASE("run_once makes one turn and says whether anything spawned is left") {
  ring loop;
  int steps = 0;
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 5; ++i) {
      (void)co_await op::nop{};
      ++steps;
    }
  });
  int turns = 0;
  bool left = true;
  while (left) {
    left = loop.run_once();
    ++turns;
    REQUIRE(turns < 20);
  }
  CHECK(steps == 5);
  CHECK(turns >= 5);
}

TEST_CASE("run_once returns when the task that it resumed has ended and nothing is in flight") {
  ring loop;
  bool done = false;
  loop.spawn(sets(done));
  for (int turns = 0; loop.run_once(); ++turns) REQUIRE(turns < 10);
  CHECK(done);
}

TEST_CASE("run_once throws what left a spawned task") {
  ring loop;
  loop.spawn(fails_at_once("here"));
  CHECK_THROWS_WITH(loop.run_once(), "here");
  CHECK_FALSE(loop.poll());
}

TEST_CASE("poll does not wait") {
  const pipe_ends pipe;
  ring loop;
  bool done = false;
  std::array<char, 8> room{};
  loop.spawn([&]() -> task<> {
    (void)co_await op::read{.file = pipe.reading, .buffer = room};
    done = true;
  });
  const stopwatch since;
  for (int i = 0; i < 10; ++i) (void)loop.poll();
  CHECK(since.elapsed() < 5s);
  CHECK_FALSE(done);
  pipe.put("x");
  while (!done && since.elapsed() < 5s) (void)loop.poll();
  CHECK(done);
}

TEST_CASE("a ring lives inside an epoll loop by its descriptor, next_deadline and poll") {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    const pipe_ends pipe;
    ring loop(ring_options{.entries = 8, .completions = how});
    int got = 0;
    int slept = 0;
    bool timed_out = false;
    loop.spawn([&]() -> task<> {
      for (int i = 0; i < 5; ++i) {
        std::array<char, 1> room{};
        const auto read = co_await op::read{.file = pipe.reading, .buffer = room};
        if (read == std::size_t{1}) ++got;
        (void)co_await op::nop{};
      }
    });
    loop.spawn([&]() -> task<> {
      for (int i = 0; i < 5; ++i) {
        co_await sleep_for(3ms);
        (void)co_await op::timeout{.after = 2ms};
        ++slept;
      }
      const pipe_ends empty;
      std::array<char, 1> room{};
      const auto read = co_await within(5ms, op::read{.file = empty.reading, .buffer = room});
      timed_out = !read && read.error() == std::errc::timed_out;
    });
    std::thread writer([&] {
      for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(4ms);
        pipe.put("x");
      }
    });

    const unique_fd outside(::epoll_create1(EPOLL_CLOEXEC));
    epoll_event event{};
    event.events = EPOLLIN;
    REQUIRE(::epoll_ctl(outside.get(), EPOLL_CTL_ADD, loop.descriptor(), &event) == 0);
    bool starved = false;
    while (!starved && !(got == 5 && slept == 5 && timed_out)) {
      while (loop.poll()) {
      }
      if (got == 5 && slept == 5 && timed_out) break;
      int wait = 2000;  // far more than anything here takes: who waits so long was forgotten
      if (const auto deadline = loop.next_deadline()) {
        const auto left = std::chrono::nanoseconds(*deadline) -
                          std::chrono::steady_clock::now().time_since_epoch();
        wait = std::max(
            0, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
      }
      const int ready = ::epoll_wait(outside.get(), &event, 1, wait);
      starved = ready == 0 && wait == 2000;
    }
    writer.join();
    CHECK_FALSE(starved);
    CHECK(got == 5);
    CHECK(slept == 5);
    CHECK(timed_out);
  }
}

TEST_CASE("poll comes to a completion behind much that the kernel has put off and is none") {
  const pipe_ends empty;
  const pipe_ends pipe;
  std::array<char, 60> room{};  // more than Linux sees to in one entry that does not wait
  bool got = false;
  ring loop;
  if ((loop.setup_flags() & IORING_SETUP_DEFER_TASKRUN) == 0) {
    return skip("no task work is deferred before Linux 6.1");
  }
  for (char& byte : room) {
    loop.spawn([&]() -> task<> {
      (void)co_await op::read{.file = empty.reading, .buffer = std::span(&byte, 1)};
    });
  }
  loop.spawn([&]() -> task<> {
    std::array<char, 1> byte{};
    got = co_await op::read{.file = pipe.reading, .buffer = byte} == std::size_t{1};
  });
  const int descriptor = loop.descriptor();
  while (loop.poll()) {
  }
  // All of the first are woken up, and find nothing.
  empty.put("x");
  REQUIRE(empty.take() == "x");
  pipe.put("x");
  while (!got) {
    pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
    REQUIRE(::poll(&waiting, 1, 5'000) == 1);
    while (loop.poll()) {
    }
  }
}

TEST_CASE("completions come although tasks keep each other ready and ask the kernel for nothing") {
  constexpr int most = 5'000'000;  // which takes far longer than what is waited for
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    ring loop(ring_options{.completions = how});
    channel<int, 1> items;
    bool done = false;
    int sent = 0;
    loop.spawn([&]() -> task<> {
      (void)co_await op::timeout{.after = 1ms};
      done = true;
    });
    loop.spawn([&]() -> task<> {
      while (!done && sent != most) (void)co_await items.send(++sent);
      (void)co_await items.send(0);
    });
    loop.spawn([&]() -> task<> {
      while (co_await items.receive() != 0) {
      }
    });
    loop.run();
    CHECK(sent < most);
  }
}

TEST_CASE("a single turn looks for completions also while tasks are ready") {
  const socket_ends peer;
  ring loop;
  channel<int, 1> items;
  int got = 0;
  bool over = false;
  loop.spawn([&]() -> task<> {
    std::array<char, 1> byte{};
    while (!over) {
      (void)co_await op::recv{.socket = peer.reading, .buffer = byte};
      ++got;
    }
  });
  loop.spawn([&]() -> task<> {
    while (!over) (void)co_await items.send(1);
    (void)co_await items.send(0);
  });
  loop.spawn([&]() -> task<> {
    while (co_await items.receive() != 0) {
    }
  });
  for (int i = 0; i < 20; ++i) {
    for (int turns = 0; turns < 4; ++turns) (void)loop.run_once();
    peer.put("x");
    (void)loop.run_once();
    CHECK(got == i + 1);
  }
  over = true;
  peer.put("x");
  loop.run();
}

TEST_CASE("what has completed goes on before who yields") {
  const socket_ends peer;
  ring loop;
  int got = 0;
  loop.run([&]() -> task<> {
    loop.spawn([&]() -> task<> {
      for (std::array<char, 1> byte{}; got != 20; ++got) {
        (void)co_await op::recv{.socket = peer.reading, .buffer = byte};
      }
    });
    for (int i = 0; i < 4; ++i) co_await yield();
    for (int i = 0; i < 20; ++i) {
      peer.put("x");
      co_await yield();
      CHECK(got == i + 1);
      co_await yield();  // what goes on asks again
    }
  });
}

TEST_CASE("what has completed goes on by each run(), however short") {
  const socket_ends peer;
  int got = 0;
  ring loop;
  loop.spawn([&]() -> task<> {
    for (std::array<char, 1> byte{};; ++got) {
      if (!co_await op::recv{.socket = peer.reading, .buffer = byte}) co_return;
    }
  });
  const auto nothing = []() -> task<> { co_return; };
  for (int i = 0; i < 20; ++i) {
    for (int more = 0; more < 4; ++more) loop.run(nothing());
    peer.put("x");
    loop.run(nothing());
    CHECK(got == i + 1);
  }
}

TEST_CASE("stop ends run at the end of the turn, and what was left runs on in the next") {
  ring loop;
  int rounds = 0;
  loop.spawn([&]() -> task<> {
    for (;;) {
      co_await sleep_for(1ms);
      if (++rounds == 3 || rounds == 6) loop.stop();
      if (rounds == 8) co_return;
    }
  });
  loop.run();
  CHECK(rounds == 3);
  loop.run();
  CHECK(rounds == 6);
  loop.run();
  CHECK(rounds == 8);
}

TEST_CASE("run of a task that was stopped throws operation_canceled and destroys the task") {
  ring loop;
  loop.spawn([&]() -> task<> {
    co_await sleep_for(1ms);
    loop.stop();
  });
  try {
    loop.run([]() -> task<> { co_await sleep_for(1h); });
    FAIL("it was stopped");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::operation_canceled);
  }
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("a task cannot run its own ring, and goes on when it was refused") {
  ring loop;
  int refused = 0;
  loop.run([&]() -> task<> {
    try {
      loop.run();
    } catch (const std::logic_error&) {
      ++refused;
    }
    try {
      (void)loop.run_once();
    } catch (const std::logic_error&) {
      ++refused;
    }
    try {
      (void)loop.poll();
    } catch (const std::logic_error&) {
      ++refused;
    }
    try {
      (void)loop.run(gives_later(1));
    } catch (const std::logic_error&) {
      ++refused;
    }
    (void)co_await op::nop{};
  });
  CHECK(refused == 4);
  CHECK(loop.run(gives_later(1)) == 1);
}

TEST_CASE("two rings may be run in turn by one thread, one from inside the other's task") {
  ring outer;
  ring inner;
  const int value = outer.run([&]() -> task<int> {
    co_await yield();
    const int from_inner = inner.run(gives_later(20));
    (void)co_await op::nop{};
    co_return from_inner + 1;
  });
  CHECK(value == 21);
}

namespace {

// Four ways to wait, beside a task that is ready again and again: whether all four got through.
template <class Busy>
bool all_get_through(taskrun how, Busy busy) {
  const pipe_ends pipe;
  const pipe_ends empty;
  ring loop(ring_options{.completions = how});
  int ended = 0;
  loop.spawn([&]() -> task<> {
    (void)co_await op::timeout{.after = 5ms};
    ++ended;
  });
  loop.spawn([&]() -> task<> {
    co_await sleep_for(5ms);
    ++ended;
  });
  loop.spawn([&]() -> task<> {
    std::array<char, 1> room{};
    (void)co_await op::read{.file = pipe.reading, .buffer = room};
    ++ended;
  });
  loop.spawn([&]() -> task<> {
    std::array<char, 1> room{};
    (void)co_await within(5ms, op::read{.file = empty.reading, .buffer = room});
    ++ended;
  });
  std::thread writer([&] {
    std::this_thread::sleep_for(5ms);
    pipe.put("x");
  });
  const stopwatch since;
  loop.run(busy, [&] { return ended != 4 && since.elapsed() < 10s; });
  writer.join();
  return ended == 4;
}

}  // namespace

TEST_CASE("a task that yields for ever does not starve the kernel") {
  for (const taskrun how : all_taskruns()) {
    CHECK(all_get_through(how, [](auto goes_on) -> task<> {
      while (goes_on()) co_await yield();
    }));
  }
}

TEST_CASE("a task whose children are done at once does not starve the kernel") {
  for (const taskrun how : all_taskruns()) {
    CHECK(all_get_through(how, [](auto goes_on) -> task<> {
      while (goes_on()) (void)co_await gives(1);
    }));
  }
}

TEST_CASE("a task whose operations complete at once does not starve the others") {
  for (const taskrun how : all_taskruns()) {
    CHECK(all_get_through(how, [](auto goes_on) -> task<> {
      while (goes_on()) (void)co_await op::nop{};
    }));
  }
}
