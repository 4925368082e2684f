// Two rings on two threads that send each other one message after the other. Only the thread that
// asks is measured, which sends one and receives one for each that is answered.
#include <ringlet/shared_channel.hpp>
#include <semaphore>
#include <thread>

#include "benchmarks.hpp"
#include "harness/loopback.hpp"
#include "twin/messages.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

// What is done before each answer.
using pause = void (*)();
void nothing() {}

// Who is stepped over is so slow that the answer would be there before it is asked for. So whoever
// answers gives it the time to fall asleep, as it does where it runs at its own speed.
void let_it_wait() {
  if (counter() != counter_kind::step) return;
  constexpr timespec moment{0, 20'000'000};
  (void)::nanosleep(&moment, nullptr);
}

/// By shared_channel, which any thread may use.
class by_channel {
 public:
  void ask(std::uint64_t count) { loop_.run(asks(count)); }
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, pause before) {
    ringlet::ring loop;
    ready();
    loop.run(answers(count, before));
  }

 private:
  ringlet::task<> asks(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!co_await there_.send(static_cast<int>(i))) give_up("shared_channel::send", 0);
      const auto answer = co_await back_.receive();
      expect(answer && *answer == static_cast<int>(i), "an answer through a shared_channel");
    }
  }
  ringlet::task<> answers(std::uint64_t count, pause before) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto question = co_await there_.receive();
      if (!question) give_up("shared_channel::receive", 0);
      before();
      if (!co_await back_.send(*question)) give_up("shared_channel::send", 0);
    }
  }

  ringlet::shared_channel<int> there_{1};
  ringlet::shared_channel<int> back_{1};
  ringlet::ring loop_;
};

/// By op::msg_ring, whose completion there sets an event.
class by_message {
 public:
  void ask(std::uint64_t count) { asker_.loop.run(asks(asker_, other_, count)); }
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, pause before) {
    side answerer;
    other_ = answerer.loop.ring_fd();
    ready();
    answerer.loop.run(answers(answerer, asker_.loop.ring_fd(), count, before));
  }

 private:
  struct side {
    ringlet::ring loop;
    ringlet::event came{ringlet::event_reset::automatic};

    side() {
      (void)loop.native();  // nobody can send to a ring that has no owner yet
      loop.on_foreign([this](const ringlet::foreign_completion&) { came.set(); });
    }
  };

  static ringlet::task<> asks(side& self, int other, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!co_await ringlet::op::msg_ring{.receiver = other, .res = 0, .user_data = 42}) {
        give_up("msg_ring", 0);
      }
      (void)co_await self.came.wait();
    }
  }
  static ringlet::task<> answers(side& self, int other, std::uint64_t count, pause before) {
    for (std::uint64_t i = 0; i < count; ++i) {
      (void)co_await self.came.wait();
      before();
      if (!co_await ringlet::op::msg_ring{.receiver = other, .res = 0, .user_data = 42}) {
        give_up("msg_ring", 0);
      }
    }
  }

  side asker_;
  int other_ = -1;
};

/// By hand: `Pair` is one of the twins.
template <class Pair>
class by_hand {
 public:
  void ask(std::uint64_t count) { pair_.ask(count); }
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, pause before) {
    pair_.answer(count, ready, before);
  }

 private:
  Pair pair_;
};

/// Calls `measured` on this thread, which asks while another one answers `count` times.
template <class Pair, class Measured>
auto while_answering(Pair& pair, std::uint64_t count, pause before, Measured measured) {
  std::binary_semaphore ready(0);
  // It begins before anything is measured: a new thread would inherit the trap flag.
  const std::jthread answering([&] {
    keep_to_second_processor();
    pair.answer(count, [&] { ready.release(); }, before);
  });
  ready.acquire();
  return measured();
}

template <class Pair>
double instructions_per_message(Pair& pair) {
  const auto run = [&](std::uint64_t count) {
    return while_answering(pair, count, let_it_wait, [&] {
      instruction_window window;
      pair.ask(count);
      return window.stop();
    });
  };
  return instruction_slope(run, 4, 4 + affordable(32, 20'000));
}

template <class Pair>
double allocations_per_message(Pair& pair) {
  constexpr std::uint64_t count = 64;
  return while_answering(pair, 2 * count, nothing, [&] {
    return allocations_of([&](std::uint64_t n) { pair.ask(n); }, count);
  });
}

template <class Pair>
double round_trip(Pair& pair, std::uint64_t count) {
  return while_answering(pair, count, nothing, [&] { return wall_time([&] { pair.ask(count); }); });
}

template <class Ours, class Theirs>
void compare(report& found, const settings& how, const std::string& name, const std::string& what) {
  Ours ours;
  Theirs theirs;
  found.add(ratio_figure(name + ".instructions", "a message there and one back, " + what,
                         "instructions", instructions_per_message(ours),
                         instructions_per_message(theirs)));
  found.add(plain_figure("allocations." + name, "a message, " + what, "allocations",
                         allocations_per_message(ours)));
  if (!how.times) return;
  constexpr std::uint64_t count = 5'000;
  const comparison times = interleave(
      how.pairs, [&] { return round_trip(ours, count); },
      [&] { return round_trip(theirs, count); });
  found.add(time_figure(name + ".time", "a message there and one back, " + what, "ns", times,
                        1e9 / static_cast<double>(count)));
}

}  // namespace

void measure_messages(report& found, const settings& how) {
  const pinned processors;
  compare<by_channel, by_hand<twin::event_pair>>(found, how, "messages.channel",
                                                 "shared_channel over eventfd");
  compare<by_message, by_hand<twin::message_pair>>(found, how, "messages.ring", "msg_ring");
}

}  // namespace bench
