// Deadlines: the structure against a simple model, and what within and sleep_for make of it.
#include "helpers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <random>

#include <ringlet/deadlines.hpp>
#include <ringlet/mapping.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// any() may be late in seeing that the last one was removed, by one earliest().
bool is_empty(detail::deadlines& subject) {
  (void)subject.earliest();
  return !subject.any();
}

using bytes = std::array<char, 16>;

// What detail::deadlines promises, by the means of the standard library.
class model {
 public:
  void file(std::int64_t when, const detail::tracked* target) { due_.emplace(when, target); }
  void remove(const detail::tracked* target) {
    std::erase_if(due_, [&](const auto& entry) { return entry.second == target; });
  }
  std::vector<const detail::tracked*> expire(std::int64_t now) {
    std::vector<const detail::tracked*> out;
    while (!due_.empty() && due_.begin()->first <= now) {
      out.push_back(due_.begin()->second);
      due_.erase(due_.begin());
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] std::int64_t earliest() const {
    return due_.empty() ? detail::deadlines::never : due_.begin()->first;
  }
  [[nodiscard]] std::size_t size() const { return due_.size(); }

 private:
  std::multimap<std::int64_t, const detail::tracked*> due_;
};

void run_against_model(unsigned seed, std::int64_t start) {
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto below = [&](std::int64_t bound) {
    return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(random);
  };
  // Durations of every magnitude, many of them equal.
  const auto duration = [&]() -> std::int64_t {
    switch (below(6)) {
      case 0:
        return 0;
      case 1:
        return 30'000'000'000;
      case 2:
        return below(10);
      case 3:
        return detail::deadlines::never - below(3);
      default:
        return below(std::int64_t{1} << (1 + below(50)));
    }
  };
  detail::deadlines subject;
  model expected;
  std::list<detail::tracked> targets;
  std::vector<detail::tracked*> fresh;
  std::vector<detail::tracked*> filed;
  std::int64_t now = start;
  subject.stamp(now);
  subject.expire(now, [](detail::tracked&) {});
  bool wrong = false;

  for (int step = 0; step < 3000 && !wrong; ++step) {
    const auto what = below(10);
    if (what < 4) {
      detail::tracked& target = targets.emplace_back();
      target.when = duration();
      subject.add(target);
      fresh.push_back(&target);
    } else if (what < 6 && fresh.size() + filed.size() != 0) {
      auto& from = fresh.empty() || (!filed.empty() && below(2) == 0) ? filed : fresh;
      const auto index = static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())));
      subject.remove(*from[index]);
      expected.remove(from[index]);
      from.erase(from.begin() + static_cast<std::ptrdiff_t>(index));
    } else {
      // Time passes: by nothing, a little, to exactly a deadline or the wake-up, or far past them.
      switch (below(6)) {
        case 0:
          break;
        case 1:
          now += below(100);
          break;
        case 2:
          now = std::max(now, std::min(subject.earliest(), now + (std::int64_t{1} << 40)));
          break;
        case 3:
          now = std::max(now, std::min(expected.earliest(), now + (std::int64_t{1} << 40)));
          break;
        case 4:
          now = std::max(now, std::min(expected.earliest() - 1, now + (std::int64_t{1} << 40)));
          break;
        default:
          now += below(std::int64_t{1} << (1 + below(40)));
      }
      subject.stamp(now);
      for (detail::tracked* target : fresh) {
        expected.file(target->when, target);
        filed.push_back(target);
      }
      fresh.clear();
      std::vector<const detail::tracked*> out;
      subject.expire(now, [&](detail::tracked& target) {
        wrong = wrong || target.timer_hook::linked();
        out.push_back(&target);
        std::erase(filed, &target);
      });
      std::sort(out.begin(), out.end());
      wrong = wrong || out != expected.expire(now);
    }
    // Never later than the first deadline, and never in the past once that was seen to.
    wrong = wrong || subject.earliest() > expected.earliest();
    wrong = wrong || is_empty(subject) != (expected.size() + fresh.size() == 0);
    wrong = wrong || subject.has_fresh() != !fresh.empty();
  }
  CHECK_FALSE(wrong);

  // Waking up as told reaches every deadline, in a bounded number of wake-ups.
  std::size_t wakes = 0;
  const std::size_t bound = 64 * (filed.size() + 1);
  subject.stamp(now);
  for (detail::tracked* target : fresh) filed.push_back(target);
  const auto eternal = [&](const detail::tracked* target) {
    return target->when == detail::deadlines::never;
  };
  while (!std::all_of(filed.begin(), filed.end(), eternal) && wakes < bound) {
    const std::int64_t wake = subject.earliest();
    if (wake == detail::deadlines::never) break;
    wrong = wrong || wake < now;
    now = wake;
    subject.expire(now, [&](detail::tracked& target) {
      wrong = wrong || target.when > now;
      std::erase(filed, &target);
    });
    ++wakes;
  }
  CHECK(wakes < bound);
  CHECK(std::all_of(filed.begin(), filed.end(), eternal));
  CHECK_FALSE(wrong);

  std::size_t cleared = 0;
  subject.clear([&](detail::tracked&) { ++cleared; });
  CHECK(cleared == filed.size());
  CHECK(is_empty(subject));
}

task<> sleep_and_note(std::chrono::nanoseconds span, std::vector<std::chrono::nanoseconds>& order,
                      int& early) {
  const stopwatch since;
  co_await sleep_for(span);
  if (since.elapsed() < span) ++early;
  order.push_back(span);
}

template <class Op>
std::error_code error_of_run(ring& loop, Op op) {
  return loop.run(
      [](Op awaited) -> task<std::error_code> {
        const auto got = co_await awaited;
        co_return got ? std::error_code() : got.error();
      },
      op);
}

}  // namespace

TEST_CASE("the deadlines agree with a multimap, whatever is done to them") {
  const int seeds = fewer(60);
  for (int seed = 0; seed < seeds; ++seed) {
    run_against_model(static_cast<unsigned>(seed), 0);
    run_against_model(static_cast<unsigned>(seeds + seed), detail::monotonic_now());
  }
}

TEST_CASE("deadlines out of reach are kept without overflow") {
  detail::deadlines subject;
  detail::tracked far;
  far.when = std::numeric_limits<std::int64_t>::max();
  subject.add(far);
  subject.stamp(1'000'000);
  CHECK(far.when == detail::deadlines::never);
  CHECK(subject.earliest() == detail::deadlines::never);
  CHECK_FALSE(is_empty(subject));
  subject.remove(far);
  CHECK(is_empty(subject));
}

TEST_CASE("removing another deadline while one is being dealt with is safe") {
  detail::deadlines subject;
  std::array<detail::tracked, 4> all;
  for (detail::tracked& target : all) {
    target.when = 10;
    subject.add(target);
  }
  subject.stamp(100);
  int dealt_with = 0;
  subject.expire(200, [&](detail::tracked&) {
    ++dealt_with;
    for (detail::tracked& other : all) {
      if (other.timer_hook::linked()) {
        subject.remove(other);
        break;
      }
    }
  });
  CHECK(dealt_with == 2);
  CHECK(is_empty(subject));
}

TEST_CASE("a sleep is never shorter than asked for") {
  ring loop;
  for (const auto span : {0us, 1us, 50us, 999us, 1000us, 3500us, 20'000us}) {
    for (int i = 0; i < 5; ++i) {
      const auto took = loop.run(
          [](std::chrono::microseconds asked) -> task<std::chrono::nanoseconds> {
            const stopwatch since;
            co_await sleep_for(asked);
            co_return since.elapsed();
          },
          span);
      CHECK(took >= span);
      CHECK(took < span + 2s);
    }
  }
}

TEST_CASE(
    "a deadline starts when its operation is submitted, however long the turn computes before") {
  const pipe_ends pipe;
  ring loop;
  std::optional<std::chrono::nanoseconds> read_took;
  std::optional<std::chrono::nanoseconds> sleep_took;
  std::optional<stopwatch> submitted;
  loop.spawn([&]() -> task<> {
    bytes room{};
    const auto got = co_await within(30ms, op::read{.file = pipe.reading, .buffer = room});
    read_took = submitted->elapsed();
    CHECK(got.error() == std::errc::timed_out);
  });
  loop.spawn([&]() -> task<> {
    co_await sleep_for(30ms);
    sleep_took = submitted->elapsed();
  });
  loop.spawn([&]() -> task<> {
    burn(60ms);
    submitted.emplace();
    co_return;
  });
  loop.run();
  CHECK(read_took.value() >= 30ms);
  CHECK(sleep_took.value() >= 30ms);
}

TEST_CASE("what came in time is not lost because the loop was late") {
  const socket_ends peers;
  peers.put("abc");
  ring loop;
  std::size_t got = 0;
  loop.spawn([&]() -> task<> {
    bytes room{};
    const auto received = co_await within(1ms, op::recv{.socket = peers.reading, .buffer = room});
    if (received) got = *received;
  });
  loop.spawn([]() -> task<> {
    burn(10ms);
    co_return;
  });
  loop.run();
  CHECK(got == 3);
}

TEST_CASE("sleeps end in the order of their deadlines") {
  const std::vector<std::chrono::nanoseconds> expected{5ms, 15ms, 25ms, 35ms, 45ms, 55ms};
  std::vector<std::chrono::nanoseconds> order;
  // Those that are overdue together, because the machine was busy elsewhere, come in any order.
  for (int attempt = 0; attempt < 10 && order != expected; ++attempt) {
    ring loop;
    order.clear();
    int early = 0;
    for (const auto span : {35ms, 5ms, 55ms, 25ms, 45ms, 15ms}) {
      loop.spawn(sleep_and_note(span, order, early));
    }
    loop.run();
    CHECK(early == 0);
  }
  CHECK(order == expected);
}

TEST_CASE("thousands of sleeps of random durations all end, none of them early") {
  constexpr std::size_t sleeps = 5000;
  for (const taskrun how : all_taskruns()) {
    ring loop(ring_options{.completions = how});
    std::mt19937 random(7);
    std::vector<std::chrono::nanoseconds> order;
    int early = 0;
    for (std::size_t i = 0; i < sleeps; ++i) {
      const std::chrono::nanoseconds span(
          std::uniform_int_distribution<int>(0, 100'000'000)(random));
      loop.spawn(sleep_and_note(span, order, early));
    }
    loop.run();
    CHECK(order.size() == sleeps);
    CHECK(early == 0);
    CHECK_FALSE(loop.next_deadline());
  }
}

TEST_CASE(
    "thousands of operations with random deadlines all time out, in a small submission queue") {
  const int operations = fewer(2000);
  const pipe_ends pipe;
  ring loop(ring_options{.entries = 4});
  std::mt19937 random(11);
  int timed_out = 0;
  int early = 0;
  bytes room{};
  for (int i = 0; i < operations; ++i) {
    loop.spawn(
        [&](std::chrono::microseconds span) -> task<> {
          const stopwatch since;
          const auto got = co_await within(span, op::read{.file = pipe.reading, .buffer = room});
          if (since.elapsed() < span) ++early;
          if (!got && got.error() == std::errc::timed_out) ++timed_out;
        },
        std::chrono::microseconds(std::uniform_int_distribution<int>(0, 50'000)(random)));
  }
  loop.run();
  CHECK(timed_out == operations);
  CHECK(early == 0);
}

TEST_CASE("an operation that completes takes its deadline with it") {
  ring loop;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 10'000; ++i) {
      const auto done = co_await within(1h, op::nop{});
      if (!done) throw std::system_error(done.error());
    }
  });
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("of two deadlines on one operation the shorter one counts") {
  const pipe_ends pipe;
  bytes room{};
  const op::read read{.file = pipe.reading, .buffer = room};
  ring loop;
  const stopwatch since;
  CHECK(error_of_run(loop, within(1h, within(5ms, read))) == std::errc::timed_out);
  CHECK(error_of_run(loop, within(5ms, within(1h, read))) == std::errc::timed_out);
  CHECK(since.elapsed() >= 10ms);
  CHECK(since.elapsed() < 10s);
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("a deadline of nothing or less is one at once") {
  const pipe_ends pipe;
  bytes room{};
  const op::read read{.file = pipe.reading, .buffer = room};
  ring loop;
  const stopwatch since;
  CHECK(error_of_run(loop, within(0s, read)) == std::errc::timed_out);
  CHECK(error_of_run(loop, within(-1h, read)) == std::errc::timed_out);
  CHECK(error_of_run(loop, within(std::chrono::duration<double>(-1e300), read)) ==
        std::errc::timed_out);
  CHECK(error_of_run(loop, within(std::chrono::duration<double>(std::nan("")), read)) ==
        std::errc::timed_out);
  CHECK(error_of_run(loop, within(std::chrono::nanoseconds::min(), read)) == std::errc::timed_out);
  loop.run([]() -> task<> {
    co_await sleep_for(0s);
    co_await sleep_for(-1h);
    co_await sleep_until(std::chrono::steady_clock::now() - 1h);
    co_await sleep_until(std::chrono::steady_clock::time_point());
  });
  CHECK(since.elapsed() < 10s);
}

TEST_CASE("durations beyond what a clock can say are for ever, and harm nobody") {
  ring loop;
  const auto completes = [&](auto span) {
    CHECK_FALSE(error_of_run(loop, within(span, op::nop{})));
    cancel_id id;
    std::optional<std::error_code> error;
    loop.spawn([&]() -> task<> {
      const auto slept = co_await with_id(id, sleep_for(span));
      error = slept ? std::error_code() : slept.error();
    });
    loop.run([&]() -> task<> {
      co_await sleep_for(1ms);
      CHECK_FALSE(error);
      expect_value(co_await cancel(id));
    });
    loop.run();
    CHECK(error == std::make_error_code(std::errc::operation_canceled));
  };
  completes(std::chrono::nanoseconds::max());
  completes(std::chrono::hours::max());
  completes(std::chrono::hours(24 * 365 * 292));
  completes(std::chrono::duration<double>(1e300));
  completes(std::chrono::duration<double>(std::numeric_limits<double>::infinity()));
  completes(std::chrono::duration<int, std::ratio<86400 * 365>>(std::numeric_limits<int>::max()));
}

TEST_CASE("a fraction of a nanosecond is rounded up, not down to nothing") {
  using picoseconds = std::chrono::duration<std::int64_t, std::pico>;
  CHECK(detail::to_nanoseconds(picoseconds(1)) == 1);
  CHECK(detail::to_nanoseconds(picoseconds(1000)) == 1);
  CHECK(detail::to_nanoseconds(picoseconds(1001)) == 2);
  CHECK(detail::to_nanoseconds(std::chrono::duration<double>(1e-10)) == 1);
  CHECK(detail::to_nanoseconds(std::chrono::duration<double>(0.5)) == 500'000'000);
  CHECK(detail::to_nanoseconds(1h) == 3'600'000'000'000);
}

TEST_CASE("sleep_until ends at its point of time, not before") {
  ring loop;
  const auto when = std::chrono::steady_clock::now() + 15ms;
  loop.run([&]() -> task<> { co_await sleep_until(when); });
  CHECK(std::chrono::steady_clock::now() >= when);
}

TEST_CASE("next_deadline tells the first deadline as a time of the steady clock") {
  ring loop;
  CHECK_FALSE(loop.next_deadline());
  loop.spawn([]() -> task<> { co_await sleep_for(1h); });
  loop.spawn([]() -> task<> { co_await sleep_for(2h); });
  const auto before = std::chrono::steady_clock::now();
  while (loop.poll()) {
  }
  const auto after = std::chrono::steady_clock::now();
  const auto told = std::chrono::nanoseconds(loop.next_deadline().value());
  CHECK(told >= before.time_since_epoch() + 1h);
  CHECK(told <= after.time_since_epoch() + 1h);
}

TEST_CASE("a deadline around a chain ends all of it") {
  const pipe_ends pipe;
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const op::read read{.file = pipe.reading, .buffer = room};
    const auto [first, second] = co_await within(10ms, linked(read, op::nop{}));
    CHECK(first.error() == std::errc::timed_out);
    CHECK_FALSE(second.has_value());
    const auto [third, fourth] = co_await within(10ms, hard_linked(read, read));
    CHECK(third.error() == std::errc::timed_out);
    CHECK(fourth.error() == std::errc::timed_out);
    const auto [fifth, sixth] = co_await within(1h, linked(op::nop{}, op::nop{}));
    CHECK(fifth.has_value());
    CHECK(sixth.has_value());
  });
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("inside of another loop the first deadline wakes that by the descriptor alone") {
  for (const taskrun how : all_taskruns()) {
    ring loop(ring_options{.completions = how});
    pollfd waiting{.fd = loop.descriptor(), .events = POLLIN, .revents = 0};
    std::vector<int> order;
    const stopwatch since;
    const auto sleeps = [&order](std::chrono::milliseconds span, int number) -> task<> {
      (void)co_await sleep_for(span);
      order.push_back(number);
    };
    int turns = 0;
    const auto run_until = [&](std::size_t done) {
      while (order.size() < done && turns < 1000) {
        ++turns;
        const bool again = loop.poll();
        // Long after the deadline: only the descriptor can wake this.
        if (!again && order.size() < done) REQUIRE(::poll(&waiting, 1, 10'000) == 1);
      }
    };
    // Each is earlier than the one that the kernel has been told of already. (On a machine that
    // stands still for so long, the two that pass do so at once, or the other way round.)
    for (const auto& [span, number] : {std::pair(1h + 0ms, 3), {60ms, 2}, {20ms, 1}}) {
      loop.spawn(sleeps(span, number));
      while (loop.poll()) ++turns;
    }
    run_until(1);
    CHECK(since.elapsed() >= 20ms);
    run_until(2);
    CHECK(since.elapsed() >= 60ms);
    CHECK(order.size() == 2);
    CHECK(turns < 50);
  }
}

TEST_CASE("a deadline that is gone wakes another loop once at most") {
  ring loop;
  pollfd waiting{.fd = loop.descriptor(), .events = POLLIN, .revents = 0};
  loop.spawn([]() -> task<> { (void)co_await within(20ms, op::nop{}); });
  do {
    while (loop.poll()) {
    }
  } while (::poll(&waiting, 1, 0) == 1);
  int wakes = 0;
  const stopwatch since;
  while (since.elapsed() < 100ms) {
    if (::poll(&waiting, 1, 10) == 1) {
      ++wakes;
      while (loop.poll()) {
      }
    }
  }
  // The kernel tells of the work, and once more of the completion that it has become.
  CHECK(wakes <= 2);
}

TEST_CASE("a deadline that comes and goes looks at none of the hundred thousand that are pending") {
  constexpr std::size_t many = 100'000;
  using tracked = detail::tracked;
  const detail::mapping others(many * sizeof(tracked), MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(others);
  detail::deadlines all;
  for (std::size_t i = 0; i < many; ++i) {
    auto& other = *new (others.data() + i * sizeof(tracked)) tracked;
    other.when = 10'000'000'000 + static_cast<std::int64_t>(i) * 7'919;
    all.add(other);
  }
  all.stamp(0);

  // Whatever looked at one of them would end the program with a segmentation fault. (Those of its
  // own bucket, if there were any, would be its neighbours in a list.)
  REQUIRE(::mprotect(others.data(), others.size(), PROT_NONE) == 0);
  tracked passing;
  for (int i = 0; i < 1000; ++i) {
    passing.when = 1'000'000'000;
    all.add(passing);
    all.stamp(1 + i);
    (void)all.earliest();
    all.remove(passing);
  }
  REQUIRE(::mprotect(others.data(), others.size(), PROT_READ | PROT_WRITE) == 0);

  std::size_t fired = 0;
  all.expire(11'000'000'000, [&](tracked&) { ++fired; });
  CHECK(fired == many);
}

TEST_CASE("a hundred thousand tasks with a deadline each all end by it") {
  const int many = sanitized ? 10'000 : fewer(100'000);
  ring loop;
  int late = 0;
  for (int i = 0; i < many; ++i) {
    loop.spawn([](int& ended) -> task<> {
      const auto waited = co_await with_id(*std::make_unique<cancel_id>(), sleep_for(50ms));
      if (waited) ++ended;
    }(late));
  }
  loop.run();
  CHECK(late == many);
}
