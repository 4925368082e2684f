// Rings on several threads, which begin and end together.
#include "helpers.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/event.hpp>
#include <ringlet/run_on_threads.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// Waits until it is ended from outside, and says that it was.
task<> wait_to_be_ended(std::atomic<int>& ended) {
  event never;
  const result<> waited = co_await within(1min, never.wait());
  if (!waited && waited.error() == std::errc::operation_canceled) ++ended;
}

}  // namespace

TEST_CASE("each thread has a ring of its own and its number, and all are waited for") {
  std::mutex lock;
  std::set<unsigned> numbers;
  std::set<std::thread::id> threads;
  std::set<const ring*> rings;
  std::atomic<int> done = 0;
  std::atomic<int> here = 0;
  run_on_threads(4, [&](ring& loop, unsigned index) -> task<> {
    {
      const std::lock_guard held(lock);
      numbers.insert(index);
      threads.insert(std::this_thread::get_id());
      rings.insert(&loop);
    }
    ++here;
    while (here != 4) co_await sleep_for(1ms);  // so that all four are there at the same time
    co_await sleep_for(std::chrono::milliseconds(5 * index));
    ++done;
  });
  CHECK(done == 4);
  CHECK(numbers == std::set<unsigned>{0, 1, 2, 3});
  CHECK(threads.size() == 4);
  CHECK(!threads.contains(std::this_thread::get_id()));
  CHECK(rings.size() == 4);
}

TEST_CASE("no threads are done at once") {
  run_on_threads(0, [](ring&, unsigned) -> task<> { co_return; });
}

TEST_CASE("rings are made with the options that are given") {
  std::atomic<unsigned> entries = 0;
  run_on_threads(1,
                 [&](ring& loop, unsigned) -> task<> {
                   entries = loop.sq_entries();
                   co_return;
                 },
                 {.rings = {.entries = 16}});
  CHECK(entries == 16);
}

TEST_CASE("threads run on the processors that they are given, and nowhere else") {
  const std::vector<int> usable = usable_processors();
  REQUIRE(!usable.empty());
  CHECK(static_cast<int>(usable.size()) <= ::sysconf(_SC_NPROCESSORS_CONF));
  std::vector<int> wanted{usable.back(), usable.front(), usable.back()};
  std::mutex lock;
  std::vector<std::vector<int>> seen(3);
  run_on_threads(3,
                 [&](ring&, unsigned index) -> task<> {
                   const std::lock_guard held(lock);
                   seen[index] = usable_processors();
                   co_return;
                 },
                 {.processors = wanted});
  for (unsigned index = 0; index < 3; ++index) {
    CHECK(seen[index] == std::vector<int>{wanted[index]});
  }
  CHECK(usable_processors() == usable);  // this thread is as it was
}

TEST_CASE("processors that there are not, or too few, are refused") {
  const auto nothing = [](ring&, unsigned) -> task<> { co_return; };
  CHECK_THROWS_AS(run_on_threads(2, nothing, {.processors = {0}}), std::invalid_argument);
  for (const int bad : {-1, CPU_SETSIZE - 1, CPU_SETSIZE}) {
    try {
      run_on_threads(1, nothing, {.processors = {bad}});
      FAIL_CHECK("processor " << bad << " was taken");
    } catch (const std::system_error& error) {
      CHECK(error.code() == std::errc::invalid_argument);
      CHECK(std::string(error.what()).find("processor " + std::to_string(bad)) !=
            std::string::npos);
    }
  }
}

TEST_CASE("an exception of one task ends the others, and comes out when they have ended") {
  std::atomic<int> ended = 0;
  const auto mixed = [&](ring&, unsigned index) -> task<> {
    if (index == 1) {
      co_await sleep_for(5ms);
      throw std::range_error("of the second");
    }
    co_await wait_to_be_ended(ended);
    throw std::runtime_error("too late");  // which is no news
  };
  CHECK_THROWS_WITH(run_on_threads(3, mixed), "of the second");
  CHECK(ended == 2);
}

TEST_CASE(
    "a function that throws before it gives a task, and a ring that cannot be made, as well") {
  std::atomic<int> ended = 0;
  const auto throws_at_once = [&](ring&, unsigned index) -> task<> {
    if (index == 0) throw std::range_error("at once");
    return wait_to_be_ended(ended);
  };
  CHECK_THROWS_WITH(run_on_threads(2, throws_at_once), "at once");
  const auto waits = [&](ring&, unsigned) -> task<> { return wait_to_be_ended(ended); };
  CHECK_THROWS_AS(run_on_threads(2, waits, {.rings = {.entries = 1U << 30}}), std::system_error);
}

TEST_CASE("a stop from outside ends all, before they have begun as well") {
  const auto owned = std::make_unique<std::stop_source>();  // GCC 12 warns of one on the stack
  std::stop_source& stop = *owned;
  std::atomic<int> begun = 0;
  std::atomic<int> ended = 0;
  const auto waits = [&](ring&, unsigned) -> task<> {
    ++begun;
    co_await wait_to_be_ended(ended);
  };
  std::thread stopper([&] {
    while (begun != 3) std::this_thread::yield();
    stop.request_stop();
  });
  run_on_threads(3, waits, {.stop = stop.get_token()});
  stopper.join();
  CHECK(ended == 3);
  run_on_threads(2, waits, {.stop = stop.get_token()});
  CHECK(ended == 5);
}

TEST_CASE("what a task has spawned ends with its ring") {
  std::atomic<int> gone = 0;
  struct guard {
    std::atomic<int>& count;
    ~guard() { ++count; }
  };
  run_on_threads(2, [&](ring& loop, unsigned) -> task<> {
    loop.spawn([&]() -> task<> {
      const guard counted{gone};
      co_await sleep_for(1h);
    });
    co_await sleep_for(1ms);
  });
  CHECK(gone == 2);
}

TEST_CASE("where a thread cannot be started, those before it are ended") {
  const ending end = in_child([] {
    // Root may have as many as it likes. Another user has two, unless there are more of it already.
    if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) throw std::runtime_error("uid");
    const rlimit two{2, 2};
    if (::setrlimit(RLIMIT_NPROC, &two) != 0) throw std::runtime_error("setrlimit");
    std::atomic<int> ended = 0;
    try {
      run_on_threads(2, [&](ring&, unsigned) -> task<> { return wait_to_be_ended(ended); });
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::resource_unavailable_try_again) throw;
      return;
    }
    throw std::runtime_error("both run");
  });
  INFO(end.said);
  CHECK(end.exited());
}
