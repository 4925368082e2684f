// Functions that a task gives to other threads.
#include "helpers.hpp"
#include "support/asleep.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <ringlet/op/nop.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/stop.hpp>
#include <ringlet/thread_pool.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

constexpr auto cancelled = std::errc::operation_canceled;

/// What a call stands before until the test opens it.
class gate {
 public:
  void pass() {
    ++arrived_;
    arrived_.notify_all();
    is_open_.wait(false);
  }
  void open() {
    is_open_ = true;
    is_open_.notify_all();
  }
  /// Until so many have come to it.
  void wait_for(int count) const {
    for (int now = arrived_; now < count; now = arrived_) arrived_.wait(now);
  }
  [[nodiscard]] int arrived() const { return arrived_; }

 private:
  std::atomic<int> arrived_ = 0;
  std::atomic<bool> is_open_ = false;
};

/// Gives every thread of the pool, which has so many, something to stand before.
void occupy(ring& loop, thread_pool& pool, gate& closed, int threads = 1) {
  for (int i = 0; i < threads; ++i) {
    loop.spawn([&]() -> task<> { expect_value(co_await pool.offload([&] { closed.pass(); })); });
  }
  while (closed.arrived() < threads) loop.poll();
}

std::set<std::string> threads_of_process() {
  std::set<std::string> found;
  DIR* const folder = ::opendir("/proc/self/task");
  while (const dirent* entry = ::readdir(folder)) found.insert(entry->d_name);
  ::closedir(folder);
  return found;
}

/// A thread that was joined may still be in the list for a moment, so that numbers tell nothing.
bool no_thread_but(const std::set<std::string>& before) {
  const std::set<std::string> now = threads_of_process();
  return std::includes(before.begin(), before.end(), now.begin(), now.end());
}

/// As thoroughly as the time allows.
int scaled(int count) { return sanitized ? count / 10 : fewer(count); }

}  // namespace

TEST_CASE("a function runs on another thread and its value comes back to the ring") {
  thread_pool pool;
  ring loop;
  loop.run([&]() -> task<> {
    const auto here = std::this_thread::get_id();
    const auto there = co_await pool.offload([] { return std::this_thread::get_id(); });
    expect_value(there);
    CHECK(*there != here);
    CHECK(std::this_thread::get_id() == here);

    auto owned = co_await pool.offload(
        [](std::unique_ptr<int> given, int more) { return std::make_unique<int>(*given + more); },
        std::make_unique<int>(40), 2);
    expect_value(owned);
    CHECK(**owned == 42);

    int seen = 0;
    const result<> done = co_await pool.offload([&] { seen = 1; });
    expect_value(done);
    CHECK(seen == 1);
  });
}

TEST_CASE("a function's own result comes within the pool's") {
  thread_pool pool;
  ring loop;
  loop.run([&]() -> task<> {
    const result<result<int>> outer =
        co_await pool.offload([]() -> result<int> { return failure(ENOENT); });
    expect_value(outer);
    expect_error(*outer, std::errc::no_such_file_or_directory);
  });
}

TEST_CASE("an exception of the function leaves the awaiting task") {
  thread_pool pool;
  ring loop;
  const auto fails = [&]() -> task<> {
    (void)co_await pool.offload([]() -> int { throw std::range_error("from the pool"); });
  };
  CHECK_THROWS_WITH(loop.run(fails()), "from the pool");
  loop.run([&]() -> task<> { expect_value(co_await pool.offload([] { return 1; })); });
}

TEST_CASE("threads are started as they are needed, and no more than were asked for") {
  static constexpr int most = 3;
  const std::set<std::string> before = threads_of_process();
  thread_pool pool({.threads = most});
  ring loop;
  CHECK(no_thread_but(before));
  // One after the other, they need one thread.
  std::set<pid_t> seen;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 20; ++i) {
      const auto id = co_await pool.offload([] { return ::gettid(); });
      seen.insert(id.value());
      while (!is_asleep(*id)) co_await sleep_for(1ms);
    }
  });
  CHECK(seen.size() == 1);
  // All at once, they need all.
  std::atomic<int> running = 0;
  std::atomic<int> highest = 0;
  std::mutex lock;
  const stopwatch since;
  loop.run(in_scope([&](scope& all) -> task<> {
    for (int i = 0; i < 20; ++i) {
      all.spawn([&]() -> task<> {
        (void)co_await pool.offload([&] {
          const int now = ++running;
          {
            const std::lock_guard held(lock);
            highest = std::max<int>(highest, now);
            seen.insert(::gettid());
          }
          while (highest < most && since.elapsed() < 10s) std::this_thread::sleep_for(1ms);
          --running;
        });
      });
    }
    co_return;
  }));
  CHECK(highest == most);
  CHECK(seen.size() == most);
}

TEST_CASE("what the queue has no room for is refused, and what is in it runs in its order") {
  thread_pool pool({.threads = 1, .queue = 2});
  ring loop;
  gate closed;
  occupy(loop, pool, closed);
  std::vector<int> ran;
  std::vector<std::string> outcomes(4);
  for (int i = 0; i < 4; ++i) {
    loop.spawn([&, i]() -> task<> {
      const auto result = co_await pool.offload([&, i] { ran.push_back(i); });
      outcomes[static_cast<std::size_t>(i)] = result ? "ran" : result.error().message();
      if (!result) expect_error(result, std::errc::resource_unavailable_try_again);
      if (i == 3) closed.open();
    });
  }
  loop.run();
  CHECK(ran == std::vector<int>{0, 1});
  CHECK(outcomes[0] == "ran");
  CHECK(outcomes[1] == "ran");
  CHECK(outcomes[2] == outcomes[3]);
  // There is room again.
  loop.run([&]() -> task<> { expect_value(co_await pool.offload([] {})); });
}

TEST_CASE("while a call waits for a thread, whatever ends tasks ends it, and it never runs") {
  thread_pool pool({.threads = 1, .queue = 1});
  ring loop;
  gate closed;
  occupy(loop, pool, closed);
  std::atomic<int> ran = 0;
  const auto call = [&] { ++ran; };

  loop.run([&]() -> task<> {
    INFO("a deadline");
    const stopwatch since;
    const auto late = co_await within(20ms, pool.offload(call));
    expect_error(late, std::errc::timed_out);
    CHECK(since.elapsed() >= 20ms);
  });
  loop.run([&]() -> task<> {
    INFO("a cancel");
    cancel_id name;
    loop.spawn([&]() -> task<> {
      co_await sleep_for(5ms);
      (void)co_await cancel(name);
    });
    expect_error(co_await with_id(name, pool.offload(call)), cancelled);
  });
  loop.run([&]() -> task<> {
    INFO("a stop from another thread");
    std::stop_source stop;
    std::thread other([&] {
      std::this_thread::sleep_for(5ms);
      stop.request_stop();
    });
    expect_error(co_await with_stop(stop.get_token(), pool.offload(call)), cancelled);
    other.join();
  });
  loop.run([&]() -> task<> {
    INFO("a scope");
    co_await in_scope([&](scope& all) -> task<> {
      all.spawn([&]() -> task<> { expect_error(co_await pool.offload(call), cancelled); });
      co_await sleep_for(5ms);
      all.cancel();
    });
  });
  loop.run([&]() -> task<> {
    INFO("a faster one");
    auto first = co_await when_any(pool.offload(call), sleep_for(5ms));
    CHECK(first.index == 1);
    const auto& loser = std::get<0>(first.results);
    REQUIRE(loser.has_value());
    expect_error(*loser, cancelled);
  });
  loop.run([&]() -> task<> {
    INFO("its task was to end before");
    const auto all = [&]() -> task<> {
      co_await sleep_for(1h);
      expect_error(co_await pool.offload(call), std::errc::timed_out);
    };
    co_await within(5ms, all());
  });
  closed.open();
  loop.run();
  // The one place in the queue was free again each time, and is now.
  loop.run([&]() -> task<> { expect_value(co_await pool.offload([] {})); });
  CHECK(ran == 0);
}

TEST_CASE("once a call runs, nothing interrupts it: its task waits, and what it gives stands") {
  thread_pool pool({.threads = 1});
  ring loop;
  for (const bool by_deadline : {true, false}) {
    gate closed;
    loop.run([&]() -> task<> {
      cancel_id name;
      loop.spawn([&]() -> task<> {
        while (closed.arrived() == 0) co_await yield();
        if (by_deadline) {
          std::this_thread::sleep_for(150ms);  // the deadline is over when the ring looks next
          co_await sleep_for(1ms);
        } else {
          (void)co_await cancel(name);
        }
        closed.open();
      });
      const auto call = [&] {
        closed.pass();
        return 7;
      };
      const auto patience = by_deadline ? 100ms : std::chrono::milliseconds(1h);
      const auto done = co_await within(patience, with_id(name, pool.offload(call)));
      expect_value(done);
      CHECK(done.value_or(0) == 7);
    });
  }
}

TEST_CASE("a task that dies while its call waits for a thread takes it out of the queue") {
  thread_pool pool({.threads = 1, .queue = 1});
  gate closed;
  std::atomic<int> ran = 0;
  {
    ring first;
    std::promise<void> dead;
    std::thread opener([&] {
      (void)dead.get_future().wait_for(10s);  // far longer than a death takes that waits for nobody
      closed.open();
    });
    occupy(first, pool, closed);
    closed.wait_for(1);
    {
      ring second;
      second.spawn([&]() -> task<> { (void)co_await pool.offload([&] { ++ran; }); });
      second.poll();
    }
    dead.set_value();
    opener.join();
    first.run();
    first.run([&]() -> task<> { expect_value(co_await pool.offload([] {})); });
  }
  CHECK(ran == 0);
}

TEST_CASE("a task that dies while its call runs waits for the call, which may use its frame") {
  thread_pool pool({.threads = 1});
  gate closed;
  std::atomic<bool> is_over = false;
  std::thread opener([&] {
    closed.wait_for(1);
    std::this_thread::sleep_for(100ms);
    closed.open();
  });
  std::chrono::nanoseconds before{};
  {
    ring loop;
    loop.spawn([&]() -> task<> {
      std::array<char, 4096> local{};
      (void)co_await pool.offload([&] {
        closed.pass();
        local.fill('x');  // freed memory, if the frame did not wait
        is_over = true;
      });
    });
    while (closed.arrived() == 0) loop.poll();
    before = thread_cpu_time();
  }
  CHECK(is_over);
  CHECK(thread_cpu_time() - before < 50ms);  // asleep, and not asking again and again
  opener.join();
}

TEST_CASE("a task may die when its call is over and it has not been told") {
  thread_pool pool({.threads = 1});
  for (int i = 0; i < scaled(200); ++i) {
    std::atomic<bool> is_over = false;
    auto loop = std::make_unique<ring>();
    loop->spawn([&]() -> task<> {
      (void)co_await pool.offload([&] {
        is_over = true;
        is_over.notify_all();
      });
      FAIL_CHECK("it went on");
    });
    loop->poll();
    if (i % 2 == 0) is_over.wait(false);
    loop.reset();
    CHECK((i % 2 != 0 || is_over));
  }
  ring loop;
  loop.run([&]() -> task<> { expect_value(co_await pool.offload([] {})); });
}

TEST_CASE("many tasks on many rings, some of which have no patience, lose nothing") {
  static constexpr int rings = 3;
  static const int tasks = scaled(200);
  thread_pool pool({.threads = 3, .queue = 64});
  std::atomic<int> ran = 0;
  std::atomic<int> counted = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  threads.reserve(rings);
  for (int number = 0; number < rings; ++number) {
    threads.emplace_back([&] {
      ring loop;
      loop.run(in_scope([&](scope& all) -> task<> {
        for (int i = 0; i < tasks; ++i) {
          all.spawn([&, i]() -> task<> {
            for (int turn = 0; turn < 10; ++turn) {
              const auto call = [&] { return ++ran; };
              const auto done =
                  co_await within(std::chrono::microseconds(50 * (i % 7) + 1), pool.offload(call));
              done ? ++counted : ++refused;
            }
          });
        }
        co_return;
      }));
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(counted + refused == rings * tasks * 10);
  CHECK(counted == ran);
  CHECK(counted > 0);
}

TEST_CASE("a pool that is destroyed while a task waits in it ends the program with a message") {
  const ending end = in_child([] {
    auto pool = std::make_unique<thread_pool>();
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await pool->offload([] { std::this_thread::sleep_for(100ms); });
    });
    loop.poll();
    pool.reset();
  });
  CHECK(end.aborted());
  CHECK(end.said.find("a thread_pool was destroyed while a task was waiting in it") !=
        std::string::npos);
}

TEST_CASE("a call is refused where not a single thread can be started") {
  const ending end = in_child([] {
    thread_pool pool;
    ring loop;
    // Root may have as many as it likes.
    if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) throw std::runtime_error("uid");
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_NPROC, &none) != 0) throw std::runtime_error("setrlimit");
    const std::error_code refused = loop.run([&]() -> task<std::error_code> {
      const auto call = co_await pool.offload([] {});
      co_return call.error();
    });
    if (refused != std::errc::resource_unavailable_try_again) throw std::runtime_error("it ran");
  });
  INFO(end.said);
  CHECK(end.exited());
}

TEST_CASE("a pool of no threads or without a queue is refused") {
  CHECK_THROWS_AS(thread_pool({.threads = 0}), std::invalid_argument);
  CHECK_THROWS_AS(thread_pool({.queue = 0}), std::invalid_argument);
}
