// Items from thread to thread.
#include "helpers.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/op/nop.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/shared_channel.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

constexpr auto cancelled = std::errc::operation_canceled;

/// Runs `function`, which gives a task, on a ring of a thread of its own.
template <class F>
std::thread on_a_ring(F function) {
  return std::thread([function = std::move(function)]() mutable {
    ring loop;
    loop.run(function());
  });
}

task<> receive_all(shared_channel<int>& from, std::atomic<std::int64_t>& sum) {
  while (auto item = co_await from.receive()) sum += *item;
}

task<> send_numbers(shared_channel<int>& to, int from, int count) {
  for (int i = from; i < from + count; ++i) {
    const auto sent = co_await to.send(i);
    if (!sent) throw std::system_error(sent.error(), "send");
  }
}

/// Operations that find nothing when they look first, and something when they are about to wait: as
/// where another thread has come in between.
struct late_receive : detail::shared_receive<int> {
  explicit late_receive(shared_channel<int>& from) noexcept : shared_receive(from) {}
  [[nodiscard]] static bool ready() noexcept { return false; }
};
struct late_send : detail::shared_send<int> {
  late_send(shared_channel<int>& to, int& item) noexcept : shared_send(to, item) {}
  [[nodiscard]] static bool ready() noexcept { return false; }
};

/// As thoroughly as the time allows.
int scaled(int count) { return sanitized ? count / 10 : fewer(count); }

}  // namespace

TEST_CASE("items go from ring to ring in their order, and their end is told") {
  for (const std::size_t capacity : {1U, 3U, 100U}) {
    static const int count = scaled(5'000);
    shared_channel<std::unique_ptr<int>> items(capacity);
    std::thread sender = on_a_ring([&]() -> task<> {
      for (int i = 0; i < count; ++i) {
        const auto sent = co_await items.send(std::make_unique<int>(i));
        if (!sent) throw std::system_error(sent.error(), "send");
      }
      items.close();
    });
    ring loop;
    loop.run([&]() -> task<> {
      int expected = 0;
      for (;;) {
        const auto item = co_await items.receive();
        if (!item) {
          CHECK(item.error() == std::error_code());
          break;
        }
        if (**item != expected++) FAIL("an item is not in its place");
      }
      CHECK(expected == count);
    });
    sender.join();
    CHECK(items.size() == 0);
    CHECK(items.capacity() == capacity);
  }
}

TEST_CASE("many senders and many receivers on many threads lose nothing and get nothing twice") {
  static constexpr int rings = 4;
  static constexpr int tasks = 8;
  static const int each = scaled(500);
  shared_channel<int> items(5);
  std::atomic<std::int64_t> sum = 0;
  std::atomic<int> senders_left = rings + 1;
  std::vector<std::thread> threads;
  for (int number = 0; number < rings; ++number) {
    threads.push_back(on_a_ring([&]() -> task<> {
      co_await in_scope([&](scope& all) -> task<> {
        for (int i = 0; i < tasks; ++i) all.spawn(receive_all(items, sum));
        co_return;
      });
    }));
    threads.push_back(on_a_ring([&]() -> task<> {
      co_await in_scope([&](scope& all) -> task<> {
        for (int i = 0; i < tasks; ++i) all.spawn(send_numbers(items, i * each, each));
        co_return;
      });
      if (--senders_left == 0) items.close();
    }));
  }
  // And two that have no ring.
  threads.emplace_back([&] {
    for (int i = 0; i < tasks * each;) {
      if (items.try_send(i)) {
        ++i;
      } else {
        std::this_thread::yield();
      }
    }
    if (--senders_left == 0) items.close();
  });
  threads.emplace_back([&] {
    for (;;) {
      const auto item = items.try_receive();
      if (item) {
        sum += *item;
      } else if (item.error() == std::error_code()) {
        return;
      } else {
        std::this_thread::yield();
      }
    }
  });
  for (std::thread& thread : threads) thread.join();
  const std::int64_t total = std::int64_t{tasks} * each;
  CHECK(sum == (rings + 1) * (total * (total - 1) / 2));
}

TEST_CASE("waits that are cut short at any moment neither lose an item nor get one twice") {
  static const int rounds = scaled(5'000);
  shared_channel<int> items(2);
  std::atomic<std::int64_t> received = 0;
  std::int64_t sent = 0;
  const auto receive = [&]() -> task<> {
    for (std::chrono::nanoseconds patience = 1us;;) {
      const auto item = co_await within(patience, items.receive());
      if (item) {
        received += *item;
      } else if (item.error() == std::error_code()) {
        co_return;
      } else {
        patience = (patience * 3 + 7us) % 200us;
      }
    }
  };
  std::vector<std::thread> threads;
  threads.push_back(on_a_ring(receive));
  threads.push_back(on_a_ring(receive));
  threads.push_back(on_a_ring([&]() -> task<> {
    // Each wait dies, loses, or is cancelled with its task.
    for (;;) {
      const auto both = co_await when_any(items.receive(), op::nop{});
      if (const auto& item = std::get<0>(both.results)) {
        received += *item;
      } else if (item.error() == std::error_code()) {
        co_return;
      }
    }
  }));
  ring loop;
  loop.run([&]() -> task<> {
    for (int i = 0; i < rounds;) {
      const auto done = co_await within(std::chrono::microseconds(i % 50), items.send(i));
      if (done) {
        sent += i;
        ++i;
      } else {
        CHECK(done.error() == std::errc::timed_out);
      }
    }
    items.close();
  });
  for (std::thread& thread : threads) thread.join();
  CHECK(received == sent);
}

TEST_CASE("rings that die at any moment, with waiters, neither lose an item nor get one twice") {
  static const int count = scaled(8'000);
  shared_channel<int> items(3);
  std::atomic<std::int64_t> received = 0;
  std::atomic<bool> all_sent = false;
  const auto die_and_die = [&] {
    while (!all_sent) {
      ring loop;
      for (int i = 0; i < 4; ++i) {
        loop.spawn([&]() -> task<> {
          // Counted at once: with what it was given in its hands, nothing ends it.
          while (auto item = co_await items.receive()) received += *item;
        });
      }
      for (int turns = 0; turns < 20; ++turns) (void)loop.poll();
    }
  };
  std::thread first(die_and_die);
  std::thread second(die_and_die);
  std::int64_t sent = 0;
  ring loop;
  loop.run([&]() -> task<> {
    for (int i = 0; i < count; ++i) {
      const auto done = co_await items.send(i);
      if (done) sent += i;
    }
  });
  while (items.size() != 0) std::this_thread::yield();
  all_sent = true;
  first.join();
  second.join();
  CHECK(received == sent);
}

TEST_CASE("senders that die at any moment have sent each of theirs once or not at all") {
  static const int rounds = scaled(500);
  shared_channel<std::string> items(1);
  std::atomic<int> received = 0;
  std::thread receiver = on_a_ring([&]() -> task<> {
    while (auto item = co_await items.receive()) {
      if (*item != "something that is too long to stand in a string itself") std::abort();
      ++received;
    }
  });
  int gone = 0;
  for (int i = 0; i < rounds; ++i) {
    std::array<std::string, 3> texts;
    texts.fill("something that is too long to stand in a string itself");
    {
      ring loop;
      for (std::string& text : texts) {
        loop.spawn([&]() -> task<> { (void)co_await items.send(std::move(text)); });
      }
      for (int turns = 0; turns < i % 5; ++turns) (void)loop.poll();
    }
    gone += static_cast<int>(std::ranges::count(texts, std::string()));
  }
  items.close();
  receiver.join();
  CHECK(gone > 0);
  CHECK(received == gone);
}

TEST_CASE("a wait in a shared_channel ends at its deadline, by its id, and with its task") {
  shared_channel<int> empty(1);
  shared_channel<int> full(1);
  CHECK(full.try_send(1));
  ring loop;
  int cancels = 0;
  loop.run([&]() -> task<> {
    auto item = co_await within(2ms, empty.receive());
    expect_error(item, std::errc::timed_out);
    auto sent = co_await within(2ms, full.send(2));
    expect_error(sent, std::errc::timed_out);
    cancel_id id;
    loop.spawn([&]() -> task<> {
      co_await yield();
      const auto asked = co_await cancel(id);
      expect_value(asked);
    });
    item = co_await with_id(id, within(1h, empty.receive()));
    expect_error(item, cancelled);
    co_await in_scope([&](scope& all) -> task<> {
      all.spawn([&]() -> task<> {
        const auto none = co_await empty.receive();
        expect_error(none, cancelled);
        ++cancels;
      });
      all.spawn([&]() -> task<> {
        const auto refused = co_await full.send(2);
        expect_error(refused, cancelled);
        ++cancels;
      });
      co_await yield();
      co_await yield();
      all.cancel();
    });
    const auto both = co_await when_any(empty.receive(), op::nop{});
    CHECK(both.index == 1);
    expect_error(std::get<0>(both.results), cancelled);
  });
  CHECK(cancels == 2);
  CHECK(empty.try_send(3));
  CHECK(empty.size() == 1);
  CHECK(full.try_receive() == 1);
  CHECK(full.try_receive().error() == std::errc::resource_unavailable_try_again);
}

TEST_CASE("a thread without a ring sends, receives and closes, and is never kept waiting") {
  shared_channel<std::unique_ptr<int>> items(1);
  auto item = std::make_unique<int>(1);
  CHECK(items.try_send(std::move(item)));
  item = std::make_unique<int>(2);
  CHECK(items.try_send(std::move(item)).error() == std::errc::resource_unavailable_try_again);
  CHECK(item != nullptr);
  CHECK(**items.try_receive() == 1);
  CHECK(items.try_receive().error() == std::errc::resource_unavailable_try_again);
  CHECK_FALSE(items.is_closed());
  items.close();
  CHECK(items.is_closed());
  CHECK(items.try_send(std::move(item)).error() == std::errc::broken_pipe);
  CHECK(item != nullptr);
  CHECK(items.try_receive().error() == std::error_code());
  CHECK_THROWS_AS(shared_channel<int>(0), std::invalid_argument);
}

TEST_CASE("a ring that sleeps is woken by an item, by room, and by closing") {
  shared_channel<int> items(1);
  std::atomic<int> stage = 0;
  std::thread other = on_a_ring([&]() -> task<> {
    const auto item = co_await items.receive();
    CHECK(item == 4);
    auto sent = co_await items.send(5);
    CHECK(sent);
    stage = 1;
    sent = co_await items.send(6);
    CHECK(sent);
    stage = 2;
    sent = co_await items.send(7);
    CHECK(sent.error() == std::errc::broken_pipe);
    stage = 3;
  });
  const auto until = [&](int wanted) {
    while (stage != wanted) std::this_thread::yield();
    std::this_thread::sleep_for(5ms);
  };
  std::this_thread::sleep_for(5ms);
  CHECK(items.try_send(4));
  until(1);
  CHECK(items.try_receive() == 5);
  until(2);
  CHECK(stage == 2);
  items.close();
  other.join();
  CHECK(stage == 3);
  CHECK(items.try_receive() == 6);
}

TEST_CASE("an item of a shared_channel for one who dies goes to the next, or stays") {
  shared_channel<int> items(2);
  ring loop;
  int first = 0;
  int second = 0;
  auto dies = wait_elsewhere(loop, items.receive(), first);
  auto lives = wait_elsewhere(loop, items.receive(), second);
  (void)loop.poll();
  std::thread([&] { (void)items.try_send(1); }).join();
  dies.destroy();  // it has been told by a message that its ring has not seen
  CHECK(items.size() == 1);
  while (loop.poll()) {
  }
  CHECK(items.size() == 0);
  CHECK((first == 0 && second == 1));
  auto dies_too = wait_elsewhere(loop, items.receive(), first);
  CHECK(items.try_send(2));  // from its own thread
  CHECK(items.try_receive().error() == std::errc::resource_unavailable_try_again);
  dies_too.destroy();
  CHECK(items.try_receive() == 2);
}

TEST_CASE("what comes between looking and waiting is seen") {
  shared_channel<int> items(1);
  ring loop;
  int ended = 0;
  int value = 7;
  loop.run([&]() -> task<> {
    cancel_id id;
    auto sent = co_await with_id(id, within(1h, late_send(items, value)));
    expect_value(sent);
    sent = co_await within(1ms, late_send(items, value));
    expect_error(sent, std::errc::timed_out);
    auto item = co_await with_id(id, within(1h, late_receive(items)));
    CHECK(item == 7);
    item = co_await within(1ms, late_receive(items));
    expect_error(item, std::errc::timed_out);
    CHECK(items.try_send(8));
    {
      const auto dies = wait_elsewhere(loop, late_receive(items), ended);
      CHECK(items.try_receive().error() == std::errc::resource_unavailable_try_again);
    }
    CHECK(items.try_receive() == 8);
    items.close();
    sent = co_await late_send(items, value);
    expect_error(sent, std::errc::broken_pipe);
    item = co_await within(1h, late_receive(items));
    CHECK((!item && item.error() == std::error_code()));
    CHECK_FALSE(id.live());
  });
  CHECK(ended == 0);
}

TEST_CASE("a cancel that comes after the answer changes nothing") {
  shared_channel<int> items(2);
  ring loop;
  loop.run([&]() -> task<> {
    cancel_id id;
    loop.spawn([&]() -> task<> {
      co_await yield();
      std::thread([&] { (void)items.try_send(8); }).join();
      const auto asked = co_await cancel(id);
      expect_value(asked);
    });
    const auto item = co_await with_id(id, within(1h, items.receive()));
    CHECK(item == 8);
  });
  CHECK(items.size() == 0);
}

TEST_CASE("tasks of one ring may meet in a shared_channel as well, and so may those of two") {
  shared_channel<int> items(1);
  ring first;
  ring second;
  std::vector<int> got;
  for (ring* loop : {&first, &second}) {
    loop->spawn([&]() -> task<> {
      while (auto item = co_await items.receive()) got.push_back(*item);
    });
  }
  first.spawn([&]() -> task<> {
    for (int i = 0; i < 10; ++i) {
      const auto sent = co_await items.send(i);
      expect_value(sent);
    }
    items.close();
  });
  for (bool more = true; more;) {
    more = first.run_once();
    more = second.poll() || more;
  }
  while (second.poll()) {
  }
  std::ranges::sort(got);
  CHECK(got == std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("a shared_channel is destroyed while a task waits in it: the program ends") {
  const ending end = in_child([] {
    ring loop;
    shared_channel<int> items(1);
    loop.spawn([&]() -> task<> { (void)co_await items.receive(); });
    (void)loop.poll();
  });
  INFO(end.said);
  CHECK(end.aborted());
  CHECK(end.said.find("a shared_channel was destroyed while a task") != std::string::npos);
}
