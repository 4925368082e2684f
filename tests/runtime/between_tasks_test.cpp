// Tasks of one ring that wait for each other: event, mutex, semaphore and channel.
#include "helpers.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/channel.hpp>
#include <ringlet/event.hpp>
#include <ringlet/mutex.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/semaphore.hpp>
#include <ringlet/stop.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// One of each, where whoever comes has to wait.
struct places {
  event unset;
  event automatic{event_reset::automatic};
  mutex locked;
  std::optional<mutex::guard> holder = locked.try_lock();
  semaphore none{0};
  channel<int, 1> empty;
  channel<int, 1> full;
  int item = 5;

  places() { (void)full.try_send(1); }

  /// Whether nobody is left in any of them: what is let go stays there.
  void must_have_nobody() {
    unset.set();
    CHECK(unset.is_set());
    automatic.set();
    CHECK(automatic.is_set());
    holder.reset();
    CHECK_FALSE(locked.is_locked());
    none.release(2);
    CHECK(none.available() == 2);
    CHECK(empty.try_send(7));
    CHECK(empty.try_receive() == 7);
    CHECK(full.try_receive() == 1);
    CHECK(full.size() == 0);
  }
};

/// Awaits `function(operation)` for each way to wait there, one after the other.
template <class F>
task<> each_wait(places& at, F function) {
  co_await function(at.unset.wait());
  co_await function(at.automatic.wait());
  co_await function(at.locked.lock());
  co_await function(at.none.acquire());
  co_await function(at.none.hold(2));
  co_await function(at.empty.receive());
  co_await function(at.full.send(at.item));
}

template <class Op>
task<> wait_and_note(Op op, std::vector<std::error_code>& ends) {
  const auto ended = co_await op;
  CHECK_FALSE(ended.has_value());
  if (!ended) ends.push_back(ended.error());
}

/// Has tasks wait where something can be granted, and grants it to each: one permit is left over.
task<> grant_each(ring& loop, places& at, std::vector<std::error_code>& ends) {
  loop.spawn(wait_and_note(at.automatic.wait(), ends));
  loop.spawn(wait_and_note(at.locked.lock(), ends));
  loop.spawn(wait_and_note(at.none.acquire(), ends));
  loop.spawn(wait_and_note(at.none.hold(), ends));
  loop.spawn(wait_and_note(at.empty.receive(), ends));
  co_await yield();
  at.automatic.set();
  at.holder.reset();
  at.none.release(3);
  (void)at.empty.try_send(7);
}

foreign_coroutine lock_elsewhere(ring& loop, mutex& wanted, bool& has_it) {
  const auto held = co_await loop.perform(wanted.lock());
  has_it = held.has_value();
  (void)co_await loop.perform(sleep_for(1h));
}

task<> hold_in_turn(mutex& wanted, int number, std::vector<int>& order) {
  const auto held = co_await wanted.lock();
  expect_value(held);
  order.push_back(number);
  co_await yield();
  CHECK(wanted.is_locked());
}

task<> receive_all(channel<int>& from, std::vector<int>& got, std::error_code& why) {
  for (;;) {
    const auto item = co_await from.receive();
    if (!item) {
      why = item.error();
      co_return;
    }
    got.push_back(*item);
  }
}

constexpr auto cancelled = std::errc::operation_canceled;

/// Counts those that are there.
struct counted {
  static inline int live = 0;
  int value;
  explicit counted(int number) noexcept : value(number) { ++live; }
  counted(counted&& other) noexcept : value(other.value) { ++live; }
  counted& operator=(counted&&) = delete;
  ~counted() { --live; }
};

}  // namespace

// ---- what all of them have in common ---------------------------------------------------------

TEST_CASE("a wait for another task ends at its deadline, and nobody is left there") {
  places at;
  ring loop;
  loop.run([&]() -> task<> {
    co_await each_wait(at, [](auto op) -> task<> {
      const stopwatch since;
      const auto waited = co_await within(2ms, op);
      expect_error(waited, std::errc::timed_out);
      CHECK(since.elapsed() >= 2ms);
    });
  });
  at.must_have_nobody();
}

TEST_CASE("a wait for another task is cancelled by its id, and nobody is left there") {
  places at;
  ring loop;
  loop.run([&]() -> task<> {
    co_await each_wait(at, [&loop](auto op) -> task<> {
      cancel_id id;
      loop.spawn([&id]() -> task<> {
        co_await yield();
        const auto asked = co_await cancel(id);
        expect_value(asked);
      });
      const auto waited = co_await with_id(id, within(1h, op));
      expect_error(waited, cancelled);
      CHECK_FALSE(id.live());
    });
  });
  at.must_have_nobody();
}

TEST_CASE("tasks of a scope that is cancelled end their waits for each other") {
  places at;
  ring loop;
  std::vector<std::error_code> ends;
  loop.run([&]() -> task<> {
    co_await in_scope([&](scope& all) -> task<> {
      co_await each_wait(at, [&](auto op) -> task<> {
        all.spawn(wait_and_note(op, ends));
        co_await yield();
      });
      co_await yield();
      CHECK(ends.empty());
      all.cancel();
    });
  });
  CHECK(ends == std::vector(7, std::make_error_code(cancelled)));
  at.must_have_nobody();
}

TEST_CASE("a task that is to end does not begin to wait for another one, unless shielded") {
  places at;
  ring loop;
  std::vector<std::error_code> ends;
  loop.run([&]() -> task<> {
    co_await in_scope([&](scope& all) -> task<> {
      all.cancel();
      co_await each_wait(at, [&](auto op) -> task<> { co_await wait_and_note(op, ends); });
      at.unset.set();
      const auto refused = co_await at.unset.wait();
      expect_error(refused, cancelled);
      at.holder.reset();
      const auto held = co_await shielded(at.locked.lock());
      expect_value(held);
      const auto late = co_await shielded(within(1ms, at.empty.receive()));
      expect_error(late, std::errc::timed_out);
    });
  });
  CHECK(ends == std::vector(7, std::make_error_code(cancelled)));
  at.must_have_nobody();
}

TEST_CASE("a wait for another task loses against an operation, and nobody is left there") {
  places at;
  ring loop;
  loop.run([&]() -> task<> {
    co_await each_wait(at, [](auto op) -> task<> {
      const auto both = co_await when_any(op, op::nop{});
      CHECK(both.index == 1);
      expect_error(std::get<0>(both.results), cancelled);
    });
  });
  at.must_have_nobody();
}

TEST_CASE("a wait for another task ends by a stop token") {
  places at;
  ring loop;
  loop.run([&]() -> task<> {
    co_await each_wait(at, [&loop](auto op) -> task<> {
      std::stop_source source;
      loop.spawn([&source]() -> task<> {
        co_await yield();
        source.request_stop();
      });
      const auto waited = co_await with_stop(source.get_token(), op);
      expect_error(waited, cancelled);
    });
  });
  at.must_have_nobody();
}

TEST_CASE("a coroutine that is no task waits as well, and may die in it") {
  places at;
  ring loop;
  std::vector<foreign_coroutine> waiting;
  std::array<int, 7> ended{};
  loop.run([&]() -> task<> {
    co_await each_wait(at, [&](auto op) -> task<> {
      waiting.push_back(wait_elsewhere(loop, op, ended.at(waiting.size())));
      co_return;
    });
  });
  (void)loop.poll();
  CHECK(ended == std::array<int, 7>{});
  waiting.clear();
  at.must_have_nobody();
  CHECK(ended == std::array<int, 7>{});
}

TEST_CASE("a ring dies with tasks that wait for each other, and nobody is left there") {
  places at;
  std::vector<std::error_code> ends;
  {
    ring loop;
    loop.run([&]() -> task<> {
      co_await each_wait(at, [&](auto op) -> task<> {
        loop.spawn(wait_and_note(op, ends));
        co_await yield();
      });
    });
  }
  CHECK(ends.empty());
  at.must_have_nobody();
}

TEST_CASE("who waits for what is destroyed ends with operation_canceled") {
  std::vector<std::error_code> ends;
  ring loop;
  {
    places at;
    loop.run([&]() -> task<> {
      co_await each_wait(at, [&](auto op) -> task<> {
        loop.spawn(wait_and_note(op, ends));
        co_await yield();
      });
      co_await yield();
    });
    CHECK(ends.empty());
  }
  loop.run();
  CHECK(ends == std::vector(7, std::make_error_code(cancelled)));
}

TEST_CASE("who was granted something that is destroyed before he goes on gets operation_canceled") {
  std::vector<std::error_code> ends;
  ring loop;
  {
    places at;
    loop.run([&]() -> task<> { co_await grant_each(loop, at, ends); });
    CHECK(ends.empty());
  }
  loop.run();
  CHECK(ends == std::vector(5, std::make_error_code(cancelled)));
}

TEST_CASE("what was granted to tasks that die before they go on is there for others") {
  places at;
  std::vector<std::error_code> ends;
  {
    ring loop;
    loop.run([&]() -> task<> {
      co_await grant_each(loop, at, ends);
      CHECK_FALSE(at.automatic.is_set());
      CHECK(at.locked.is_locked());
      CHECK(at.none.available() == 1);
      CHECK(at.empty.try_receive().error() == std::errc::resource_unavailable_try_again);
    });
  }
  CHECK(ends.empty());
  CHECK(at.automatic.is_set());
  CHECK_FALSE(at.locked.is_locked());
  CHECK(at.none.available() == 3);
  CHECK(at.empty.try_receive() == 7);
}

TEST_CASE("a cancel that comes after the grant finds nothing, and what was granted is had") {
  places at;
  ring loop;
  int granted = 0;
  loop.run([&]() -> task<> {
    co_await in_scope([&](scope& all) -> task<> {
      std::array<cancel_id, 2> ids;
      all.spawn([&]() -> task<> {
        const auto held = co_await with_id(ids[0], at.locked.lock());
        granted += held ? 1 : 0;
      });
      all.spawn([&]() -> task<> {
        const auto item = co_await with_id(ids[1], within(1h, at.empty.receive()));
        granted += item == 9 ? 1 : 0;
      });
      co_await yield();
      at.holder.reset();
      (void)at.empty.try_send(9);
      for (cancel_id& id : ids) {
        CHECK_FALSE(id.live());
        const auto asked = co_await cancel(id);
        expect_error(asked, std::errc::no_such_file_or_directory);
      }
      all.cancel();
    });
  });
  CHECK(granted == 2);
  CHECK_FALSE(at.locked.is_locked());
}

TEST_CASE("what tasks of one thread wait in is used on another one: the program ends") {
  const auto misuse = [](auto use) {
    return in_child([&] {
      places at;
      ring loop;
      std::vector<std::error_code> ends;
      loop.run([&]() -> task<> {
        co_await each_wait(at, [&](auto op) -> task<> {
          loop.spawn(wait_and_note(op, ends));
          co_await yield();
        });
        co_await yield();
      });
      std::thread([&] { use(at); }).join();
    });
  };
  const auto ends_by = [](const ending& end, std::string_view what) {
    INFO(end.said);
    CHECK(end.aborted());
    CHECK(end.said.find(what) != std::string::npos);
  };
  ends_by(misuse([](places& at) { at.unset.set(); }), "an event was used on another thread");
  ends_by(misuse([](places& at) { at.unset.reset(); }), "an event was used on another thread");
  ends_by(misuse([](places& at) { at.holder.reset(); }), "a mutex was used on another thread");
  ends_by(misuse([](places& at) { (void)at.locked.try_lock(); }), "a mutex was used");
  ends_by(misuse([](places& at) { at.none.release(); }), "a semaphore was used on another thread");
  ends_by(misuse([](places& at) { (void)at.none.try_acquire(); }), "a semaphore was used");
  ends_by(misuse([](places& at) { (void)at.empty.try_send(1); }), "a channel was used on another");
  ends_by(misuse([](places& at) { (void)at.full.try_receive(); }), "a channel was used on another");
  ends_by(misuse([](places& at) { at.full.close(); }), "between threads there is shared_channel");
  ends_by(misuse([](places& at) {
            ring other;
            other.run([&]() -> task<> { (void)co_await at.unset.wait(); });
          }),
          "an event was used on another thread");
}

TEST_CASE("before anybody waits, another thread may set things up") {
  event ready;
  semaphore places(0);
  channel<int> items(4);
  std::thread([&] {
    ready.set();
    places.release(2);
    (void)items.try_send(3);
  }).join();
  ring loop;
  loop.run([&]() -> task<> {
    const auto is_ready = co_await ready.wait();
    expect_value(is_ready);
    const auto taken = co_await places.acquire(2);
    expect_value(taken);
    const auto item = co_await items.receive();
    CHECK(item == 3);
  });
}

// ---- event -----------------------------------------------------------------------------------

TEST_CASE("an event lets all go on who wait, in the order of coming, and who comes later at once") {
  event happened;
  std::vector<int> order;
  ring loop;
  const auto waits = [&](int number) -> task<> {
    const auto waited = co_await happened.wait();
    expect_value(waited);
    order.push_back(number);
  };
  for (int i = 0; i < 5; ++i) loop.spawn(waits, i);
  loop.run([&]() -> task<> {
    co_await yield();
    CHECK(order.empty());
    happened.set();
    happened.set();
    CHECK(order.empty());
    const auto waited = co_await happened.wait();
    expect_value(waited);
    CHECK(order.empty());  // it did not wait, and so was faster than they
    co_await yield();
  });
  CHECK(order == std::vector{0, 1, 2, 3, 4});
  CHECK(happened.is_set());
}

TEST_CASE("an event that was reset is waited for again, but not by those it has let go") {
  event happened;
  int passed = 0;
  ring loop;
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 2; ++i) {
      const auto waited = co_await happened.wait();
      expect_value(waited);
      ++passed;
    }
  });
  loop.run([&]() -> task<> {
    co_await yield();
    happened.set();
    happened.reset();
    co_await yield();
    co_await yield();
    CHECK(passed == 1);
    happened.set();
    co_await yield();
    CHECK(passed == 2);
  });
}

TEST_CASE("an automatic event lets one go on each time") {
  event happened(event_reset::automatic);
  std::vector<int> order;
  ring loop;
  const auto waits = [&](int number) -> task<> {
    const auto waited = co_await happened.wait();
    expect_value(waited);
    order.push_back(number);
  };
  loop.run([&]() -> task<> {
    for (int i = 0; i < 3; ++i) loop.spawn(waits, i);
    co_await yield();
    happened.set();
    CHECK_FALSE(happened.is_set());
    co_await yield();
    CHECK(order == std::vector{0});
    happened.set();
    happened.set();
    co_await yield();
    CHECK(order == std::vector{0, 1, 2});
    happened.set();
    happened.set();  // once is all that it remembers
    CHECK(happened.is_set());
    auto waited = co_await happened.wait();
    expect_value(waited);
    CHECK_FALSE(happened.is_set());
    waited = co_await within(1ms, happened.wait());
    expect_error(waited, std::errc::timed_out);
  });
}

// ---- mutex -----------------------------------------------------------------------------------

TEST_CASE("a mutex is had in the order of coming, and nobody comes in between") {
  mutex wanted;
  std::vector<int> order;
  ring loop;
  loop.run([&]() -> task<> {
    auto held = co_await wanted.lock();
    expect_value(held);
    for (int i = 0; i < 4; ++i) loop.spawn(hold_in_turn(wanted, i, order));
    co_await yield();
    CHECK(order.empty());
    held->unlock();
    CHECK_FALSE(held->owns_lock());
    // It belongs to the first who waits already.
    CHECK(wanted.is_locked());
    CHECK_FALSE(wanted.try_lock().has_value());
    held = co_await wanted.lock();
    expect_value(held);
    order.push_back(99);
  });
  CHECK(order == std::vector{0, 1, 2, 3, 99});
  CHECK_FALSE(wanted.is_locked());
}

TEST_CASE("a mutex passes over whoever has gone, and is passed on by who dies when he gets it") {
  mutex wanted;
  std::array<bool, 3> has_it{};
  ring loop;
  auto held = wanted.try_lock();
  auto dies_waiting = lock_elsewhere(loop, wanted, has_it[0]);
  auto dies_with_it = lock_elsewhere(loop, wanted, has_it[1]);
  auto lives = lock_elsewhere(loop, wanted, has_it[2]);
  (void)loop.poll();
  dies_waiting.destroy();
  held.reset();
  dies_with_it.destroy();
  (void)loop.poll();
  CHECK(has_it == std::array{false, false, true});
  CHECK(wanted.is_locked());
  lives.destroy();  // and with it the guard in its frame
  CHECK_FALSE(wanted.is_locked());
}

TEST_CASE("a mutex is had by the next one where the first has given up at its deadline") {
  mutex wanted;
  std::vector<int> order;
  ring loop;
  loop.run([&]() -> task<> {
    auto held = co_await wanted.lock();
    loop.spawn([&]() -> task<> {
      const auto late = co_await within(1ms, wanted.lock());
      expect_error(late, std::errc::timed_out);
      order.push_back(0);
    });
    co_await yield();
    loop.spawn(hold_in_turn(wanted, 1, order));
    co_await sleep_for(5ms);
    held->unlock();
  });
  loop.run();
  CHECK(order == std::vector{0, 1});
}

TEST_CASE("the guard of a mutex moves, and outlives it") {
  std::optional<mutex> wanted(std::in_place);
  auto first = wanted->try_lock();
  REQUIRE(first.has_value());
  mutex::guard second(*std::move(first));
  CHECK(second.owns_lock());
  CHECK_FALSE(first->owns_lock());
  first.reset();
  CHECK(wanted->is_locked());
  mutex other;
  auto third = other.try_lock();
  REQUIRE(third.has_value());
  *third = std::move(second);
  CHECK_FALSE(other.is_locked());
  CHECK(wanted->is_locked());
  wanted.reset();
  CHECK_FALSE(third->owns_lock());
  third->unlock();
}

TEST_CASE("a mutex that is locked throws with checked, like an operation") {
  mutex wanted;
  ring loop;
  loop.run([&]() -> task<> {
    {
      const auto held = co_await checked(wanted.lock());
      CHECK(held.owns_lock());
      bool threw = false;
      try {
        const auto never = co_await checked(within(1ms, wanted.lock()));
      } catch (const std::system_error& error) {
        threw = error.code() == std::errc::timed_out &&
                std::string_view(error.what()).starts_with("mutex::lock");
      }
      CHECK(threw);
    }
    CHECK_FALSE(wanted.is_locked());
  });
}

// ---- semaphore -------------------------------------------------------------------------------

TEST_CASE("a semaphore lets so many in at a time") {
  static constexpr std::size_t places = 3;
  semaphore limit(places);
  std::size_t inside = 0;
  std::size_t most = 0;
  int done = 0;
  ring loop;
  for (int i = 0; i < 20; ++i) {
    loop.spawn([&]() -> task<> {
      const auto place = co_await limit.hold();
      expect_value(place);
      most = std::max(most, ++inside);
      for (int turn = 0; turn < 3; ++turn) (void)co_await op::nop{};
      --inside;
      ++done;
    });
  }
  loop.run();
  CHECK(most == places);
  CHECK(done == 20);
  CHECK(limit.available() == places);
}

TEST_CASE("of a semaphore nobody has before one who came first and wants more") {
  semaphore limit(0);
  std::vector<int> order;
  ring loop;
  const auto wants = [&](int count) -> task<> {
    const auto taken = co_await limit.acquire(static_cast<std::size_t>(count));
    expect_value(taken);
    order.push_back(count);
  };
  loop.run([&]() -> task<> {
    for (const int count : {3, 1, 2}) loop.spawn(wants, count);
    co_await yield();
    limit.release();
    CHECK(limit.available() == 1);
    CHECK_FALSE(limit.try_acquire());
    co_await yield();
    CHECK(order.empty());
    limit.release(4);
    CHECK(limit.available() == 1);
    co_await yield();
    CHECK(order == std::vector{3, 1});
    limit.release();
    CHECK(limit.available() == 0);
    co_await yield();
    CHECK(order == std::vector{3, 1, 2});
  });
}

TEST_CASE("who wants less goes on when one who wanted more has given up, or died") {
  for (const bool dies : {false, true}) {
    semaphore limit(1);
    ring loop;
    int ended = 0;
    bool took = false;
    std::optional<foreign_coroutine> greedy;
    if (dies) greedy = wait_elsewhere(loop, limit.acquire(2), ended);
    loop.run([&]() -> task<> {
      if (!dies) {
        loop.spawn([&]() -> task<> {
          const auto late = co_await within(2ms, limit.acquire(2));
          expect_error(late, std::errc::timed_out);
        });
      }
      loop.spawn([&]() -> task<> {
        co_await yield();
        const auto taken = co_await limit.acquire();
        took = taken.has_value();
      });
      for (int i = 0; i < 3; ++i) co_await yield();
      CHECK_FALSE(took);
      if (dies) greedy.reset();
      co_await sleep_for(10ms);
      CHECK(took);
    });
    CHECK(limit.available() == 0);
  }
}

TEST_CASE("the permits of a semaphore go back by themselves, once, and outlive it") {
  std::optional<semaphore> limit(std::in_place, 5);
  ring loop;
  loop.run([&]() -> task<> {
    auto some = co_await limit->hold(2);
    expect_value(some);
    CHECK(some->count() == 2);
    CHECK(limit->available() == 3);
    semaphore::permits moved(*std::move(some));
    CHECK(some->count() == 0);
    some->release();
    CHECK(limit->available() == 3);
    moved.release();
    moved.release();
    CHECK(limit->available() == 5);
    auto more = co_await limit->hold(1);
    moved = *std::move(more);
    CHECK(limit->available() == 4);
    limit.reset();
    CHECK(moved.count() == 0);
  });
}

// ---- channel ---------------------------------------------------------------------------------

TEST_CASE("a channel gives all items in their order, and senders wait for room") {
  for (const std::size_t capacity : {1U, 2U, 7U}) {
    channel<int> items(capacity);
    std::vector<int> got;
    std::error_code why = error_of(EINVAL);
    std::size_t most = 0;
    ring loop;
    loop.spawn([&]() -> task<> {
      for (int i = 0; i < 100; ++i) {
        const auto sent = co_await items.send(i);
        expect_value(sent);
        most = std::max(most, items.size());
      }
      items.close();
    });
    loop.spawn(receive_all(items, got, why));
    loop.run();
    CHECK(most == capacity);
    CHECK(why == std::error_code());
    REQUIRE(got.size() == 100);
    for (int i = 0; i < 100; ++i) CHECK(got[static_cast<std::size_t>(i)] == i);
  }
}

TEST_CASE("senders of a channel get in, and receivers get theirs, in the order of coming") {
  channel<int, 1> items;
  std::vector<int> order;
  ring loop;
  const auto receives = [&](int number) -> task<> {
    const auto item = co_await items.receive();
    expect_value(item);
    order.push_back(number * 10 + item.value_or(-1));
  };
  const auto sends = [&](int number) -> task<> {
    const auto sent = co_await items.send(number);
    expect_value(sent);
  };
  for (int i = 0; i < 4; ++i) loop.spawn(receives, i);
  for (int i = 0; i < 4; ++i) loop.spawn(sends, i);
  loop.run();
  CHECK(order == std::vector{0, 11, 22, 33});
  order.clear();
  for (int i = 0; i < 4; ++i) loop.spawn(sends, i);
  for (int i = 0; i < 4; ++i) loop.spawn(receives, i);
  loop.run();
  CHECK(order == std::vector{0, 11, 22, 33});
}

TEST_CASE("where sending fails, the item is still the sender's") {
  channel<std::unique_ptr<int>> items(1);
  ring loop;
  loop.run([&]() -> task<> {
    auto item = std::make_unique<int>(5);
    auto sent = co_await items.send(std::make_unique<int>(4));
    expect_value(sent);
    sent = co_await within(1ms, items.send(std::move(item)));
    expect_error(sent, std::errc::timed_out);
    CHECK(item != nullptr);
    sent = items.try_send(std::move(item));
    expect_error(sent, std::errc::resource_unavailable_try_again);
    CHECK(item != nullptr);
    loop.spawn([&]() -> task<> {
      co_await yield();
      items.close();
    });
    sent = co_await items.send(std::move(item));
    expect_error(sent, std::errc::broken_pipe);
    CHECK(item != nullptr);
    sent = co_await items.send(std::move(item));
    expect_error(sent, std::errc::broken_pipe);
    sent = items.try_send(std::move(item));
    expect_error(sent, std::errc::broken_pipe);
    CHECK(item != nullptr);
    // What was in it before is still to be had.
    const auto last = co_await items.receive();
    CHECK((last && **last == 4));
    for (int i = 0; i < 2; ++i) {
      const auto none = co_await items.receive();
      CHECK((!none && none.error() == std::error_code()));
      CHECK(items.try_receive().error() == std::error_code());
    }
  });
}

TEST_CASE("closing a channel ends the receivers that wait, without an error") {
  channel<int, 3> items;
  int told = 0;
  ring loop;
  for (int i = 0; i < 3; ++i) {
    loop.spawn([&]() -> task<> {
      while (auto item = co_await items.receive()) {
      }
      ++told;
    });
  }
  loop.run([&]() -> task<> {
    co_await yield();
    items.close();
    CHECK(items.is_closed());
    co_await yield();
  });
  CHECK(told == 3);
}

TEST_CASE("an item for a receiver that dies goes to the next one, or stays") {
  channel<int, 2> items;
  ring loop;
  int first = 0;
  int second = 0;
  auto dies = wait_elsewhere(loop, items.receive(), first);
  auto lives = wait_elsewhere(loop, items.receive(), second);
  (void)loop.poll();
  CHECK(items.try_send(1));
  dies.destroy();
  CHECK(items.size() == 1);
  (void)loop.poll();
  CHECK(items.size() == 0);
  CHECK((first == 0 && second == 1));
  auto dies_too = wait_elsewhere(loop, items.receive(), first);
  CHECK(items.try_send(2));
  CHECK(items.try_receive().error() == std::errc::resource_unavailable_try_again);
  dies_too.destroy();
  CHECK(items.try_receive() == 2);
}

TEST_CASE("a sender that dies while it waits sends nothing; who has sent already has") {
  channel<std::string, 1> items;
  ring loop;
  int ended = 0;
  std::string waiting = "waiting";
  std::string sent = "sent";
  CHECK(items.try_send("before"));
  auto dies = wait_elsewhere(loop, items.send(std::move(waiting)), ended);
  auto goes = wait_elsewhere(loop, items.send(std::move(sent)), ended);
  (void)loop.poll();
  dies.destroy();
  CHECK(items.try_receive() == "before");
  goes.destroy();  // it was granted, but has not gone on
  CHECK(waiting == "waiting");
  CHECK(items.try_receive() == "sent");
  CHECK(ended == 0);
}

TEST_CASE("an item that came as the wait for it lost against an operation is in the results") {
  channel<int, 2> items;
  ring loop;
  loop.run([&]() -> task<> {
    event other;
    loop.spawn([&]() -> task<> {
      co_await yield();
      other.set();
      (void)items.try_send(6);
    });
    const auto both = co_await when_any(other.wait(), items.receive());
    CHECK(both.index == 0);
    CHECK(std::get<1>(both.results) == 6);
    (void)items.try_send(7);
    const auto at_once = co_await when_any(items.receive(), op::nop{});
    CHECK(at_once.index == 0);
    CHECK(std::get<0>(at_once.results) == 7);
  });
}

TEST_CASE("a million items go through a channel without growing the stack") {
  static const int count = fewer(1'000'000);
  for (const std::size_t capacity : {1U, 64U}) {
    channel<int> items(capacity);
    std::int64_t sum = 0;
    std::uintptr_t lowest = ~std::uintptr_t{0};
    std::uintptr_t highest = 0;
    ring loop;
    loop.spawn([&]() -> task<> {
      for (int i = 0; i < count; ++i) {
        const auto sent = co_await items.send(i);
        if (!sent) co_return;
      }
      items.close();
    });
    loop.spawn([&]() -> task<> {
      while (auto item = co_await items.receive()) {
        sum += *item;
        const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
        lowest = std::min(lowest, here);
        highest = std::max(highest, here);
      }
    });
    loop.run();
    CHECK(sum == std::int64_t{count} * (count - 1) / 2);
    CHECK(highest - lowest < 4096);
  }
}

TEST_CASE("a channel destroys what nobody has received, each item once") {
  {
    channel<counted> items(4);
    ring loop;
    loop.run([&]() -> task<> {
      for (int i = 0; i < 6; ++i) {
        const auto sent = co_await items.send(counted(i));
        expect_value(sent);
        if (i >= 3) {
          const auto item = items.try_receive();
          CHECK((item && item->value == i - 3));
        }
      }
    });
    CHECK(items.size() == 3);
    CHECK(counted::live == 3);
  }
  CHECK(counted::live == 0);
}

TEST_CASE("a channel without room is refused") {
  CHECK_THROWS_AS(channel<int>(0), std::invalid_argument);
}
