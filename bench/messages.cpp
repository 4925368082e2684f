// Two rings on two threads that send each other one message after the other. Only the thread that
// asks is measured, which sends one and receives one for each that is answered.
#include <sys/eventfd.h>

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

/// By an eventfd each, which its owner's ring reads and the other thread writes to.
class by_event {
 public:
  void ask(std::uint64_t count) { loop_.run(asks(count)); }
  template <class Ready>
  void answer(std::uint64_t count, Ready ready, pause before) {
    ringlet::ring loop;
    ready();
    loop.run(answers(count, before));
  }

 private:
  static ringlet::unique_fd made() {
    const int event = ::eventfd(0, EFD_CLOEXEC);
    if (event < 0) give_up("eventfd", errno);
    return ringlet::unique_fd(event);
  }
  static void signal(const ringlet::unique_fd& event) {
    if (::eventfd_write(event.get(), 1) != 0) give_up("eventfd_write", errno);
  }

  ringlet::task<> asks(std::uint64_t count) {
    std::array<std::byte, sizeof(eventfd_t)> room;
    for (std::uint64_t i = 0; i < count; ++i) {
      signal(there_);
      if (!co_await ringlet::op::read{.file = back_, .buffer = room}) give_up("read", 0);
    }
  }
  ringlet::task<> answers(std::uint64_t count, pause before) {
    std::array<std::byte, sizeof(eventfd_t)> room;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!co_await ringlet::op::read{.file = there_, .buffer = room}) give_up("read", 0);
      before();
      signal(back_);
    }
  }

  ringlet::unique_fd there_ = made();
  ringlet::unique_fd back_ = made();
  ringlet::ring loop_;
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

constexpr std::uint64_t round_trips_of_a_run = 5'000;
constexpr double per_round_trip = 1e9 / static_cast<double>(round_trips_of_a_run);

template <class First, class Second>
comparison round_trips(First& first, Second& second, int pairs) {
  return interleave(
      pairs, [&] { return round_trip(first, round_trips_of_a_run); },
      [&] { return round_trip(second, round_trips_of_a_run); });
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
  found.add(time_figure(name + ".time", "a message there and one back, " + what, "ns",
                        round_trips(ours, theirs, how.pairs), per_round_trip));
}

}  // namespace

void measure_messages(report& found, const settings& how) {
  const pinned processors;
  using by_hand_event = twin::message_pair<twin::by_event>;
  compare<by_channel, by_hand_event>(found, how, "messages.channel", "shared_channel over eventfd");
  compare<by_event, by_hand_event>(found, how, "messages.event", "eventfd");
  compare<by_message, twin::message_pair<twin::by_ring>>(found, how, "messages.ring", "msg_ring");
  if (!how.times) return;
  by_message messages;
  by_event events;
  found.add(time_figure("messages.ring.over_event.time",
                        "a message there and one back, msg_ring over eventfd", "ns",
                        round_trips(messages, events, how.pairs), per_round_trip));
}

}  // namespace bench
