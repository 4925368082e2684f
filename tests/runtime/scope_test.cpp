// Scopes: tasks whose number changes, an end that reaches all of them.
#include "helpers.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/stop.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

task<> count_after(std::chrono::milliseconds span, int& counted) {
  const auto slept = co_await sleep_for(span);
  if (slept) ++counted;
}

task<> wait_for_ever(std::vector<std::error_code>& told) {
  const auto waited = co_await op::timeout{.after = 1h};
  told.push_back(waited ? std::error_code() : waited.error());
}

task<> throw_after(std::chrono::milliseconds span, const char* what) {
  (void)co_await sleep_for(span);
  throw std::runtime_error(what);
}

std::vector<std::error_code> times(std::size_t count, std::errc error) {
  return std::vector<std::error_code>(count, std::make_error_code(error));
}

}  // namespace

TEST_CASE("a scope ends when all its tasks have, and gives what its function gives") {
  ring loop;
  int counted = 0;
  const int value = loop.run(in_scope([&](scope& tasks) -> task<int> {
    for (int i = 0; i < 10; ++i) tasks.spawn(count_after(std::chrono::milliseconds(i), counted));
    CHECK(tasks.size() == 10);
    co_return 5;
  }));
  CHECK(value == 5);
  CHECK(counted == 10);
}

TEST_CASE("a scope without a task, whose function does not wait, ends at once") {
  ring loop;
  CHECK(loop.run(in_scope([](scope&) -> task<std::string> { co_return "over"; })) == "over");
}

TEST_CASE("a scope takes arguments for its function, and keeps them") {
  ring loop;
  const auto body = [](scope& tasks, std::unique_ptr<int>& value, int& counted) -> task<int> {
    tasks.spawn(count_after(1ms, counted));
    (void)co_await sleep_for(1ms);
    co_return *value;
  };
  int counted = 0;
  CHECK(loop.run(in_scope(body, std::make_unique<int>(7), std::ref(counted))) == 7);
  CHECK(counted == 1);
}

TEST_CASE("tasks of a scope spawn others there") {
  ring loop;
  int counted = 0;
  const auto more = [](auto self, scope& tasks, int depth, int& number) -> task<> {
    co_await yield();
    ++number;
    if (depth == 0) co_return;
    tasks.spawn(self(self, tasks, depth - 1, number));
    tasks.spawn(self(self, tasks, depth - 1, number));
  };
  loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn(more(more, tasks, 9, counted));
    co_return;
  }));
  CHECK(counted == 1023);
}

TEST_CASE("a scope takes callables, which live as long as their task") {
  ring loop;
  int sum = 0;
  loop.run(in_scope([&](scope& tasks) -> task<> {
    for (int i = 1; i <= 4; ++i) {
      tasks.spawn([&sum, value = std::make_unique<int>(i)]() -> task<> {
        (void)co_await sleep_for(1ms);
        sum += *value;
      });
    }
    co_return;
  }));
  CHECK(sum == 10);
}

TEST_CASE("an exception in one task of a scope ends the others and its function") {
  ring loop;
  std::vector<std::error_code> told;
  CHECK_THROWS_WITH(loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn(wait_for_ever(told));
    tasks.spawn(throw_after(1ms, "the first"));
    tasks.spawn(throw_after(20ms, "the second"));
    co_await wait_for_ever(told);
  })),
                    "the first");
  CHECK(told == times(2, std::errc::operation_canceled));
}

TEST_CASE("an exception in a scope's function ends its tasks") {
  ring loop;
  std::vector<std::error_code> told;
  CHECK_THROWS_WITH(loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn(wait_for_ever(told));
    co_await throw_after(1ms, "its own");
  })),
                    "its own");
  CHECK(told == times(1, std::errc::operation_canceled));
}

TEST_CASE("cancelling a scope reaches all its tasks, later ones too, and the one that does it") {
  ring loop;
  std::vector<std::error_code> told;
  loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn(wait_for_ever(told));
    co_await yield();
    CHECK(!tasks.is_ending());
    tasks.cancel();
    CHECK(tasks.is_ending());
    tasks.spawn(wait_for_ever(told));
    co_await wait_for_ever(told);
  }));
  CHECK(told == times(3, std::errc::operation_canceled));
}

TEST_CASE("a task of a scope may cancel it") {
  ring loop;
  std::vector<std::error_code> told;
  loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn([](scope& all) -> task<> {
      (void)co_await sleep_for(1ms);
      all.cancel();
    }(tasks));
    co_await wait_for_ever(told);
  }));
  CHECK(told == times(1, std::errc::operation_canceled));
}

TEST_CASE("a deadline around a scope reaches all its tasks") {
  ring loop;
  std::vector<std::error_code> told;
  loop.run(within(5ms, in_scope([&](scope& tasks) -> task<> {
                    tasks.spawn(wait_for_ever(told));
                    tasks.spawn(wait_for_ever(told));
                    co_await wait_for_ever(told);
                  })));
  CHECK(told == times(3, std::errc::timed_out));
}

TEST_CASE("the end of a task reaches the scope in which it waits, and scopes within that") {
  ring loop;
  std::vector<std::error_code> told;
  cancel_id id;
  loop.spawn(with_id(id, [](std::vector<std::error_code>& notes) -> task<> {
    co_await in_scope([&notes](scope& outer) -> task<> {
      outer.spawn(wait_for_ever(notes));
      co_await in_scope([&notes](scope& inner) -> task<> {
        inner.spawn(wait_for_ever(notes));
        co_await wait_for_ever(notes);
      });
    });
  }(told)));
  loop.run([&]() -> task<> {
    (void)co_await sleep_for(2ms);
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK(told == times(3, std::errc::operation_canceled));
}

TEST_CASE("what is shielded in a scope goes on") {
  ring loop;
  bool said = false;
  loop.run(within(2ms, in_scope([&](scope& tasks) -> task<> {
                    tasks.spawn([](bool& told) -> task<> {
                      expect_error(co_await op::timeout{.after = 1h}, std::errc::timed_out);
                      co_await shielded([](bool& noted) -> task<> {
                        expect_value(co_await op::timeout{.after = 5ms});
                        noted = true;
                      }(told));
                    }(said));
                    co_return;
                  })));
  CHECK(said);
}

TEST_CASE("a thread that works for a scope is told that it ends") {
  ring loop;
  std::optional<bool> stopped;
  loop.run(in_scope([&](scope& tasks) -> task<> {
    scope_stop ending(tasks);
    std::jthread other([&stopped, token = ending.token()] {
      while (!token.stop_requested()) std::this_thread::sleep_for(1ms);
      stopped = true;
    });
    (void)co_await sleep_for(1ms);
    CHECK(!ending.token().stop_requested());
    tasks.cancel();
    CHECK(ending.token().stop_requested());
    scope_stop late(tasks);
    CHECK(late.token().stop_requested());
  }));
  CHECK(stopped == true);
}

TEST_CASE("a scope that dies destroys its tasks before what they refer to") {
  const pipe_ends pipe;
  std::vector<std::string> order;
  struct noted {
    std::vector<std::string>& into;
    std::string name;
    ~noted() { into.push_back(name); }
  };
  {
    ring loop;
    loop.spawn([](std::vector<std::string>& into, const unique_fd& from) -> task<> {
      const noted outermost{into, "parent"};
      std::vector<char> lent(64);
      co_await in_scope([&](scope& tasks) -> task<> {
        const noted own{into, "body"};
        tasks.spawn([](noted& of_body, std::span<char> room, const unique_fd& file) -> task<> {
          const noted first{of_body.into, "first of the " + of_body.name};
          (void)co_await op::read{.file = file, .buffer = room};
        }(const_cast<noted&>(own), lent, from));
        tasks.spawn([](noted& of_body, std::span<char> room, const unique_fd& file) -> task<> {
          const noted second{of_body.into, "second of the " + of_body.name};
          (void)co_await forced_async(op::read{.file = file, .buffer = room});
        }(const_cast<noted&>(own), lent, from));
        (void)co_await op::timeout{.after = 1h};
      });
    }(order, pipe.reading));
    loop.run([]() -> task<> { (void)co_await sleep_for(2ms); });
  }
  CHECK(order ==
        std::vector<std::string>{"second of the body", "first of the body", "body", "parent"});
  pipe.put("nobody");
  CHECK(pipe.take() == "nobody");
}

TEST_CASE("what a scope's function spawns as it dies dies with the scope") {
  struct spawning {
    scope& there;
    int& counted;
    ~spawning() { there.spawn(count_after(0ms, counted)); }
  };
  int counted = 0;
  ring loop;
  loop.spawn([]() -> task<> {
    (void)co_await sleep_for(2ms);
    throw std::runtime_error("another one");
  });
  CHECK_THROWS_WITH(loop.run(in_scope([&](scope& tasks) -> task<> {
    const spawning last{tasks, counted};
    (void)co_await sleep_for(1h);
  })),
                    "another one");
  loop.run();
  CHECK(counted == 0);
}

TEST_CASE("a scope's function need be no coroutine") {
  ring loop;
  int counted = 0;
  loop.run(in_scope([&](scope& tasks) {
    tasks.spawn(count_after(1ms, counted));
    return count_after(0ms, counted);
  }));
  CHECK(counted == 2);
  CHECK_THROWS_WITH(loop.run(in_scope([&](scope& tasks) -> task<> {
    tasks.spawn(count_after(1h, counted));
    throw std::runtime_error("no task");
  })),
                    "no task");
  CHECK(counted == 2);
}

TEST_CASE("ten thousand tasks come and go in a scope, and none stays") {
  ring loop;
  int counted = 0;
  loop.run(in_scope([&](scope& tasks) -> task<> {
    for (int i = 0; i < 10'000; ++i) {
      tasks.spawn([](int& number) -> task<> {
        (void)co_await op::nop{};
        ++number;
      }(counted));
      if (i % 100 == 99) {
        while (tasks.size() != 0) co_await yield();
      }
    }
  }));
  CHECK(counted == 10'000);
}

TEST_CASE("a scope of another thread's ring takes no task") {
  const ending end = in_child([] {
    ring loop;
    loop.run(in_scope([](scope& tasks) -> task<> {
      std::jthread other([&tasks] { tasks.spawn([]() -> task<> { co_return; }()); });
      other.join();
      co_return;
    }));
  });
  CHECK(end.aborted());
  CHECK(end.said.find("scope of another thread's ring") != std::string::npos);
}
