// Control passes from task to task without growing the stack, however many and however deep.
// The numbers are those of a real processor; an emulated one, with a smaller stack, has a tenth.
#include "helpers.hpp"

#include <stdexcept>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

const int million = fewer(1'000'000);
const int deep = fewer(200'000);

task<int> one() { co_return 1; }

task<int> one_by_exception(int i) {
  if (i % 2 == 0) throw i;
  co_return 1;
}

task<int> descend(int levels) {
  if (levels == 0) co_return 0;
  co_return 1 + co_await descend(levels - 1);
}

task<int> descend_to_operation(int levels) {
  if (levels == 0) {
    (void)co_await op::nop{};
    co_await yield();
    co_return 0;
  }
  co_return 1 + co_await descend_to_operation(levels - 1);
}

task<int> descend_to_exception(int levels) {
  if (levels == 0) throw std::runtime_error("at the bottom");
  co_return 1 + co_await descend_to_exception(levels - 1);
}

struct count_down {
  explicit count_down(int& number) : left(number) {}
  count_down(const count_down&) = delete;
  count_down& operator=(const count_down&) = delete;
  ~count_down() { --left; }
  int& left;
};

task<> descend_and_wait(int levels, int& alive, int file, std::array<char, 4>& room) {
  ++alive;
  const count_down at_end(alive);
  if (levels == 0) {
    (void)co_await op::read{.file = file, .buffer = room};
  } else {
    co_await descend_and_wait(levels - 1, alive, file, room);
  }
}

}  // namespace

TEST_CASE("a million yields do not grow the stack") {
  ring loop;
  const int resumed = loop.run([]() -> task<int> {
    int count = 0;
    for (; count < million; ++count) co_await yield();
    co_return count;
  });
  CHECK(resumed == million);
}

TEST_CASE("a million children that are done at once do not grow the stack") {
  ring loop;
  const int sum = loop.run([]() -> task<int> {
    int count = 0;
    for (int i = 0; i < million; ++i) count += co_await one();
    co_return count;
  });
  CHECK(sum == million);
}

TEST_CASE("children that fail at once do not grow the stack") {
  const int rounds = fewer(100'000);
  ring loop;
  const int sum = loop.run([rounds]() -> task<int> {
    int count = 0;
    for (int i = 0; i < rounds; ++i) {
      try {
        count += co_await one_by_exception(i);
      } catch (int) {
        ++count;
      }
    }
    co_return count;
  });
  CHECK(sum == rounds);
}

TEST_CASE("a quarter of a million operations that complete at once do not grow the stack") {
  ring loop;
  const int count = loop.run([]() -> task<int> {
    int completed = 0;
    for (int i = 0; i < million / 4; ++i) {
      if (co_await op::nop{}) ++completed;
    }
    co_return completed;
  });
  CHECK(count == million / 4);
}

TEST_CASE("a million operations that are refused without a submission do not grow the stack") {
  ring loop;
  const int count = loop.run([]() -> task<int> {
    cancel_id stale;
    int refused = 0;
    for (int i = 0; i < million; ++i) {
      if (!co_await cancel(stale)) ++refused;
    }
    co_return refused;
  });
  CHECK(count == million);
}

TEST_CASE("a hundred thousand spawned tasks that are ready at the same time all run") {
  const int tasks = fewer(100'000);
  ring loop;
  int ran = 0;
  for (int i = 0; i < tasks; ++i) {
    loop.spawn(
        [](int& count) -> task<> {
          co_await yield();
          ++count;
        },
        std::ref(ran));
  }
  loop.run();
  CHECK(ran == tasks);
}

TEST_CASE("tasks await each other 200,000 deep") {
  ring loop;
  CHECK(loop.run(descend(deep)) == deep);
}

TEST_CASE("tasks await an operation 200,000 deep") {
  ring loop;
  CHECK(loop.run(descend_to_operation(deep)) == deep);
}

TEST_CASE("an exception passes through 200,000 tasks") {
  ring loop;
  CHECK_THROWS_WITH(loop.run(descend_to_exception(deep)), "at the bottom");
}

TEST_CASE("a chain of 200,000 suspended tasks is destroyed from the innermost, with its ring") {
  const pipe_ends pipe;
  std::array<char, 4> room{};
  int alive = 0;
  {
    ring loop;
    loop.spawn(descend_and_wait(deep, alive, pipe.reading.get(), room));
    while (alive != deep + 1) (void)loop.poll();
  }
  CHECK(alive == 0);
}

TEST_CASE("a chain of 200,000 suspended tasks is destroyed by an exception that leaves run") {
  const pipe_ends pipe;
  std::array<char, 4> room{};
  int alive = 0;
  ring loop;
  loop.spawn([&]() -> task<> {
    while (alive != deep + 1) co_await yield();
    throw std::runtime_error("enough");
  });
  CHECK_THROWS_WITH(loop.run(descend_and_wait(deep, alive, pipe.reading.get(), room)), "enough");
  CHECK(alive == 0);
}

TEST_CASE("a chain that was not resumed yet is destroyed 200,000 deep as well") {
  const pipe_ends pipe;
  std::array<char, 4> room{};
  int alive = 0;
  {
    ring loop;
    loop.spawn(descend_and_wait(deep, alive, pipe.reading.get(), room));
    for (int turns = 0; turns < fewer(20); ++turns) (void)loop.poll();
    CHECK(alive > 0);
    CHECK(alive < deep);
  }
  CHECK(alive == 0);
}
