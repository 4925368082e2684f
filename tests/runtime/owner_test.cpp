// A ring belongs to one thread. What would touch it from another ends the program with a message,
// instead of racing; so does what would destroy it under its own feet.
#include "filter.hpp"
#include "helpers.hpp"

#include <sys/syscall.h>

#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/remote.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

template <class Function>
void on_another_thread(Function function) {
  std::thread(std::move(function)).join();
}

/// Expects that `function` ends its process by a message that has `words` in it.
template <class Function>
void dies_saying(std::string_view words, const Function& function) {
  const ending child = in_child(function);
  CAPTURE(child.status, child.said);
  CHECK(child.aborted());
  CHECK(child.said.find("ringlet: ") != std::string::npos);
  CHECK(child.said.find(words) != std::string::npos);
}

/// Without a local variable, and with a temporary awaited in a condition.
task<> awaits_in_a_condition() {
  if (!co_await op::nop{}) co_return;
}

}  // namespace

TEST_CASE("a ring that one thread has run is not run by another") {
  dies_saying("thread", [] {
    ring loop;
    loop.run([]() -> task<> { co_await yield(); });
    on_another_thread([&] { loop.run([]() -> task<> { co_await yield(); }); });
  });
}

TEST_CASE("a ring that one thread has run is not polled by another") {
  dies_saying("thread", [] {
    ring loop;
    (void)loop.poll();
    on_another_thread([&] { (void)loop.poll(); });
  });
}

TEST_CASE("a task is not spawned on another thread's ring but by as_remote()") {
  dies_saying("as_remote()", [] {
    ring loop;
    loop.run([]() -> task<> { co_await yield(); });
    on_another_thread([&] { loop.spawn([]() -> task<> { co_await yield(); }); });
  });
}

TEST_CASE("the native ring is not given to another thread") {
  dies_saying("thread", [] {
    ring loop;
    (void)loop.native();
    on_another_thread([&] { (void)loop.native(); });
  });
}

TEST_CASE("a ring with tasks in flight is not destroyed by another thread") {
  dies_saying("thread", [] {
    const pipe_ends pipe;
    std::array<char, 4> room{};
    auto loop = std::make_unique<ring>();
    loop->spawn([&]() -> task<> { (void)co_await op::read{.file = pipe.reading, .buffer = room}; });
    (void)loop->poll();
    on_another_thread([&] { loop.reset(); });
  });
}

TEST_CASE("a frame with an operation in flight is not destroyed by another thread") {
  dies_saying("while read was in flight (compile with RINGLET_INSPECT=1", [] {
    const pipe_ends pipe;
    std::array<char, 4> room{};
    ring loop;
    foreign_coroutine frame = [](ring& on, int file,
                                 std::array<char, 4>& into) -> foreign_coroutine {
      (void)co_await on.perform(op::read{.file = file, .buffer = into});
    }(loop, pipe.reading.get(), room);
    (void)loop.poll();
    on_another_thread([&] { frame.destroy(); });
  });
}

TEST_CASE("a frame with a deadline running is not destroyed by another thread") {
  dies_saying("while sleep was in flight", [] {
    ring loop;
    foreign_coroutine frame = [](ring& on) -> foreign_coroutine {
      (void)co_await on.perform(sleep_for(1h));
    }(loop);
    (void)loop.poll();
    on_another_thread([&] { frame.destroy(); });
  });
}

TEST_CASE("a ring is not destroyed by a task that it runs") {
  dies_saying("by a task", [] {
    auto loop = std::make_unique<ring>();
    loop->run([&]() -> task<> {
      co_await yield();
      loop.reset();
    });
  });
}

TEST_CASE("a ring may be made on one thread and run on another") {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    ring loop(ring_options{.completions = how});
    int value = 0;
    on_another_thread([&] {
      value = loop.run([]() -> task<int> {
        (void)co_await op::nop{};
        co_return 3;
      });
    });
    CHECK(value == 3);
  }
}

TEST_CASE("a ring that is done may be destroyed by another thread") {
  auto loop = std::make_unique<ring>();
  loop->run([]() -> task<> { (void)co_await op::nop{}; });
  on_another_thread([&] { loop.reset(); });
  CHECK(loop == nullptr);
}

TEST_CASE("tasks may be spawned before the thread that runs them is known") {
  ring loop;
  int ran = 0;
  for (int i = 0; i < 10; ++i) {
    loop.spawn(
        [](int& count) -> task<> {
          if (co_await op::nop{}) ++count;
        },
        std::ref(ran));
  }
  on_another_thread([&] { loop.run(); });
  CHECK(ran == 10);
}

TEST_CASE("many threads each run a ring of their own") {
  constexpr int threads = 4;
  std::array<int, threads> completed{};
  std::vector<std::thread> running;
  running.reserve(threads);
  for (int& count : completed) {
    running.emplace_back([&count] {
      ring loop(ring_options{.entries = 8});
      for (int i = 0; i < 50; ++i) {
        loop.spawn(
            [](int& own) -> task<> {
              for (int round = 0; round < 20; ++round) {
                if (co_await within(1h, op::nop{})) ++own;
                co_await sleep_for(100us);
              }
            },
            std::ref(count));
      }
      loop.run();
    });
  }
  for (std::thread& thread : running) thread.join();
  for (const int count : completed) CHECK(count == 1000);
}

TEST_CASE("a task whose frame the compiler mislays ends with a sentence, not in a hang") {
#if defined(__clang__) || __GNUC__ != 12
  ring loop;
  loop.run(awaits_in_a_condition());
  SUCCEED("this compiler lays it out well");
#else
  dies_saying("mislaid", [] {
    ring loop;
    loop.run(awaits_in_a_condition());
  });
#endif
}

TEST_CASE("a ring in a forked child ends that with a sentence, whatever is asked of it") {
  for (const bool dontfork : {false, true}) {
    ring loop(ring_options{.dontfork = dontfork});
    loop.run([]() -> task<> { (void)co_await op::nop{}; });
    const remote there = loop.as_remote();
    for (const auto& use : std::vector<std::function<void()>>{
             [&] { loop.run([]() -> task<> { (void)co_await op::nop{}; }); },
             [&] { (void)loop.poll(); }, [&] { (void)loop.native(); },
             [&] { loop.spawn([]() -> task<> { co_return; }); }, [&] { there.stop(); },
             [&] { there.spawn([]() -> task<> { co_return; }); }}) {
      dies_saying("forked", use);
    }
    loop.run([]() -> task<> { (void)co_await op::nop{}; });
  }
}

TEST_CASE("a forked child may leave its parent's ring alone, destroy it, and have one of its own") {
  for (const bool dontfork : {false, true}) {
    auto loop = std::make_unique<ring>(ring_options{.dontfork = dontfork});
    const pipe_ends pipe;
    loop->run([]() -> task<> { (void)co_await op::nop{}; });
    const ending child = in_child([&] {
      loop.reset();
      ring own;
      own.run([]() -> task<> {
        const auto done = co_await op::nop{};
        if (!done) ::_exit(1);
      });
    });
    CAPTURE(child.status, child.said);
    CHECK(child.exited());
    // The parent's goes on.
    loop->run([](const pipe_ends& ends) -> task<> {
      std::array<char, 8> room{};
      ends.put("on");
      expect_value(co_await op::read{.file = ends.reading, .buffer = room});
    }(pipe));
  }
}

TEST_CASE("a task that forks goes on in the parent, and ends the child with a sentence") {
  const ending parent = in_child([] {
    ring loop;
    int status = 0;
    loop.run([&]() -> task<> {
      const ::pid_t child = ::fork();
      // Their SQEs are the same memory: one after the other. And no entry may be the child's.
      if (child != 0) {
        (void)::waitpid(child, &status, 0);
      } else {
        filter_call(__NR_io_uring_enter, SECCOMP_RET_KILL_PROCESS);
      }
      expect_value(co_await op::nop{});
    });
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT) ::_exit(1);
  });
  CAPTURE(parent.status, parent.said);
  CHECK(parent.exited());
  CHECK(parent.said.find("forked") != std::string::npos);
}

TEST_CASE("a ring with a task in flight is not destroyed in a forked child") {
  ring loop;
  const pipe_ends pipe;
  auto waiting = std::make_unique<ring>();
  waiting->spawn([](const unique_fd& from) -> task<> {
    std::array<char, 8> room{};
    (void)co_await op::read{.file = from, .buffer = room};
  }(pipe.reading));
  (void)waiting->poll();
  dies_saying("forked", [&] { waiting.reset(); });
}
