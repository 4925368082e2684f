// Signals as results of an operation.
#include "helpers.hpp"

#include <pthread.h>
#include <signal.h>

#include <optional>
#include <thread>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/signals.hpp>
#include <ringlet/when.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

constexpr auto cancelled = std::errc::operation_canceled;

bool is_blocked(int number) {
  sigset_t now;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &now);
  return ::sigismember(&now, number) == 1;
}

bool is_pending(int number) {
  sigset_t now;
  ::sigpending(&now);
  return ::sigismember(&now, number) == 1;
}

/// Takes what is pending, or this test's end would be the program's.
void forget(int number) {
  sigset_t all;
  ::sigemptyset(&all);
  ::sigaddset(&all, number);
  constexpr timespec at_once{0, 0};
  while (::sigtimedwait(&all, nullptr, &at_once) > 0) {
  }
}

foreign_coroutine poll_elsewhere(ring& loop, int file) {
  (void)co_await loop.perform(op::poll_add{.file = file, .events = poll_events::in});
}

}  // namespace

TEST_CASE("a signal comes with its number and who sent it, to the process and to the thread") {
  ring loop;
  signal_set wanted({SIGUSR1, SIGUSR2});
  loop.run([&]() -> task<> {
    loop.spawn([]() -> task<> {
      co_await sleep_for(2ms);
      ::kill(::getpid(), SIGUSR2);
    });
    auto signal = co_await wanted.next();
    expect_value(signal);
    if (!signal) co_return;
    CHECK(signal->number == SIGUSR2);
    CHECK(signal->sender == ::getpid());
    CHECK(signal->user == ::getuid());
    CHECK(signal->details.ssi_code == SI_USER);

    (void)std::raise(SIGUSR1);  // this thread's own, and before anybody waits
    signal = co_await wanted.next();
    expect_value(signal);
    if (!signal) co_return;
    CHECK(signal->number == SIGUSR1);
    CHECK(signal->details.ssi_code == SI_TKILL);

    const sigval value{.sival_int = 42};
    ::sigqueue(::getpid(), SIGUSR1, value);
    signal = co_await wanted.next();
    CHECK((signal && signal->details.ssi_int == 42));
  });
}

TEST_CASE("signals of several kinds come one after the other") {
  ring loop;
  signal_set wanted({SIGUSR1, SIGUSR2, SIGRTMIN});
  loop.run([&]() -> task<> {
    for (int i = 0; i < 3; ++i) ::sigqueue(::getpid(), SIGRTMIN, sigval{.sival_int = i});
    ::kill(::getpid(), SIGUSR1);
    ::kill(::getpid(), SIGUSR1);  // as one: it is pending already
    int queued = 0;
    int plain = 0;
    for (;;) {
      const auto signal = co_await within(5ms, wanted.next());
      if (!signal) break;
      if (signal->number == SIGRTMIN) {
        CHECK(signal->details.ssi_int == queued++);
      } else {
        CHECK(signal->number == SIGUSR1);
        ++plain;
      }
    }
    CHECK(queued == 3);
    CHECK(plain == 1);
  });
}

TEST_CASE(
    "the wait for a signal ends at its deadline, by its id, with its task and against others") {
  ring loop;
  signal_set wanted({SIGUSR1});
  loop.run([&]() -> task<> {
    auto signal = co_await within(2ms, wanted.next());
    expect_error(signal, std::errc::timed_out);
    cancel_id id;
    loop.spawn([&]() -> task<> {
      co_await yield();
      const auto asked = co_await cancel(id);
      expect_value(asked);
    });
    signal = co_await with_id(id, wanted.next());
    expect_error(signal, cancelled);
    co_await in_scope([&](scope& all) -> task<> {
      all.spawn([&]() -> task<> {
        const auto none = co_await wanted.next();
        expect_error(none, cancelled);
      });
      co_await yield();
      all.cancel();
    });
    const auto both = co_await when_any(wanted.next(), op::nop{});
    CHECK(both.index == 1);
    expect_error(std::get<0>(both.results), cancelled);
    // None of that took anything away.
    ::kill(::getpid(), SIGUSR1);
    signal = co_await within(1s, wanted.next());
    CHECK((signal && signal->number == SIGUSR1));
  });
}

TEST_CASE("a signal that was read for a task that died before it went on is there for the next") {
  for (const bool is_awaited : {true, false}) {
    const signal_set outer({SIGUSR1});  // so that it stays blocked to the end
    std::optional<signal_set> wanted(std::in_place, std::initializer_list<int>{SIGUSR1});
    const pipe_ends pipe;
    {
      ring loop;
      auto other = poll_elsewhere(loop, pipe.reading.get());
      loop.spawn([&]() -> task<> {
        (void)co_await wanted->next();
        FAIL_CHECK("it went on");
      });
      (void)loop.poll();
      ::kill(::getpid(), SIGUSR1);
      // Waits for the kernel, and meanwhile reaps what has come without resuming anybody.
      other.destroy();
      CHECK_FALSE(is_pending(SIGUSR1));
    }
    if (is_awaited) {
      ring loop;
      loop.run([&]() -> task<> {
        const auto signal = co_await within(1s, wanted->next());
        CHECK((signal && signal->number == SIGUSR1));
      });
    }
    wanted.reset();
    CHECK(is_pending(SIGUSR1) == !is_awaited);
    forget(SIGUSR1);
  }
}

TEST_CASE("of two sets that wait for the same signal one gets it, and the other waits on") {
  ring loop;
  signal_set first({SIGUSR1});
  signal_set second({SIGUSR1, SIGUSR2});
  loop.run([&]() -> task<> {
    loop.spawn([]() -> task<> {
      co_await sleep_for(1ms);
      (void)std::raise(SIGUSR1);
      co_await sleep_for(5ms);
      (void)std::raise(SIGUSR1);
    });
    const stopwatch since;
    const auto [one, other] = co_await when_all(first.next(), second.next());
    CHECK((one && one->number == SIGUSR1));
    CHECK((other && other->number == SIGUSR1));
    CHECK(since.elapsed() >= 6ms);
  });
}

TEST_CASE("a signal_set blocks what it awaits, and then only what was blocked before") {
  sigset_t one;
  ::sigemptyset(&one);
  ::sigaddset(&one, SIGUSR2);
  ::pthread_sigmask(SIG_BLOCK, &one, nullptr);
  {
    std::optional<signal_set> first(std::in_place, std::initializer_list<int>{SIGUSR1, SIGUSR2});
    const signal_set second({SIGUSR1, SIGHUP});
    CHECK((is_blocked(SIGUSR1) && is_blocked(SIGUSR2) && is_blocked(SIGHUP)));
    first.reset();
    CHECK_FALSE(is_blocked(SIGUSR1));  // which it had been the first to block
    CHECK((is_blocked(SIGUSR2) && is_blocked(SIGHUP)));
  }
  CHECK((!is_blocked(SIGHUP) && is_blocked(SIGUSR2)));
  ::pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
}

TEST_CASE("a thread that is started later blocks the same, and another thread's ring may wait") {
  signal_set wanted({SIGUSR1});
  std::thread([&] {
    CHECK(is_blocked(SIGUSR1));
    ring loop;
    loop.run([&]() -> task<> {
      ::kill(::getpid(), SIGUSR1);
      const auto signal = co_await within(1s, wanted.next());
      CHECK((signal && signal->number == SIGUSR1));
    });
  }).join();
  CHECK_FALSE(is_pending(SIGUSR1));
}

TEST_CASE("who waits for a signal_set that is destroyed ends with operation_canceled") {
  ring loop;
  const signal_set outer({SIGUSR1});  // so that it stays blocked to the end
  for (const bool has_come : {false, true}) {
    bool ended = false;
    {
      signal_set wanted({SIGUSR1});
      loop.spawn([&]() -> task<> {
        const auto none = co_await wanted.next();
        expect_error(none, cancelled);
        ended = true;
      });
      (void)loop.poll();
      if (has_come) (void)std::raise(SIGUSR1);
    }
    CHECK_FALSE(ended);
    loop.run();
    CHECK(ended);
    CHECK(is_pending(SIGUSR1) == has_come);
    forget(SIGUSR1);
  }
}

TEST_CASE("a signal that was read as its set is destroyed goes to nobody, and is raised anew") {
  const signal_set outer({SIGUSR1});
  const pipe_ends pipe;
  ring loop;
  bool ended = false;
  auto other = poll_elsewhere(loop, pipe.reading.get());
  {
    signal_set wanted({SIGUSR1});
    loop.spawn([&]() -> task<> {
      const auto none = co_await wanted.next();
      expect_error(none, cancelled);
      ended = true;
    });
    (void)loop.poll();
    ::kill(::getpid(), SIGUSR1);
    other.destroy();
    CHECK_FALSE(is_pending(SIGUSR1));
  }
  CHECK(is_pending(SIGUSR1));
  loop.run();
  CHECK(ended);
  forget(SIGUSR1);
}

TEST_CASE("what is no signal, or cannot be blocked, is refused") {
  for (const int number : {0, -1, NSIG + 10, SIGKILL, SIGSTOP}) {
    CHECK_THROWS_AS(signal_set({number}), std::system_error);
    CHECK_THROWS_AS(signal_set({SIGUSR1, number}), std::system_error);
  }
  CHECK_FALSE(is_blocked(SIGUSR1));
}

TEST_CASE("two tasks that wait for one signal_set, or its end elsewhere: the program ends") {
  const ending two = in_child([] {
    signal_set wanted({SIGUSR1});
    ring loop;
    for (int i = 0; i < 2; ++i) {
      loop.spawn([&]() -> task<> { (void)co_await wanted.next(); });
    }
    (void)loop.poll();
  });
  INFO(two.said);
  CHECK(two.aborted());
  CHECK(two.said.find("two tasks wait for the same signal_set") != std::string::npos);
  const ending elsewhere = in_child([] {
    std::optional<signal_set> wanted(std::in_place, std::initializer_list<int>{SIGUSR1});
    std::thread([&] { wanted.reset(); }).join();
  });
  INFO(elsewhere.said);
  CHECK(elsewhere.aborted());
  CHECK(elsewhere.said.find("a signal_set was destroyed on another thread") != std::string::npos);
}
