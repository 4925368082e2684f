// What the benchmarks do with ringlet: each the plainest way to say it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ringlet/ringlet.hpp>

#include "harness/measure.hpp"

namespace bench {

inline void expect(bool right, const char* what) {
  if (!right) [[unlikely]]
    give_up(what, 0);
}

/// Keeps `in_flight` tasks going, each of which awaits one NOP after another.
class nops {
 public:
  explicit nops(unsigned in_flight)
      : loop_(ringlet::ring_options{.entries = in_flight}), in_flight_(in_flight) {}

  void plain(std::uint64_t rounds) { run(rounds, plain_task); }
  void within(std::uint64_t rounds) { run(rounds, within_task); }
  void shielded(std::uint64_t rounds) { run(rounds, shielded_task); }

 private:
  static ringlet::task<> plain_task(std::uint64_t rounds) {
    for (std::uint64_t done = 0; done < rounds; ++done) {
      if (!co_await ringlet::op::nop{}) give_up("nop", 0);
    }
  }
  static ringlet::task<> shielded_task(std::uint64_t rounds) {
    for (std::uint64_t done = 0; done < rounds; ++done) {
      if (!co_await ringlet::shielded(ringlet::op::nop{})) give_up("nop", 0);
    }
  }
  static ringlet::task<> within_task(std::uint64_t rounds) {
    using namespace std::chrono_literals;
    for (std::uint64_t done = 0; done < rounds; ++done) {
      // So long because a run that is counted by single steps takes a thousand times its time.
      if (!co_await ringlet::within(1h, ringlet::op::nop{})) give_up("nop", 0);
    }
  }
  void run(std::uint64_t rounds, ringlet::task<> (*each)(std::uint64_t)) {
    for (unsigned i = 0; i < in_flight_; ++i) loop_.spawn(each(rounds));
    loop_.run();
  }

  ringlet::ring loop_;
  unsigned in_flight_;
};

/// Sends back what arrives on connected sockets until their peers have closed them.
class echo {
 public:
  void serve(std::span<const int> sockets) {
    for (const int socket : sockets) loop_.spawn(session(socket));
    loop_.run();
  }

 private:
  static ringlet::task<> session(int peer) {
    std::array<std::byte, 4096> buffer;
    for (;;) {
      const auto received = co_await ringlet::op::recv{.socket = peer, .buffer = buffer};
      if (!received || *received == 0) co_return;
      if (!co_await ringlet::op::send{.socket = peer,
                                      .buffer = std::span(buffer).first(*received)}) {
        co_return;
      }
    }
  }

  ringlet::ring loop_;
};

/// Tasks that do nothing: what starting one costs.
class tasks {
 public:
  /// One task awaits `count` children, one after the other.
  void children(std::uint64_t count) { loop_.run(parent(count)); }
  /// Spawns `count` tasks, a few at a time, and runs them.
  void spawned(std::uint64_t count) {
    constexpr std::uint64_t together = 16;
    for (std::uint64_t done = 0; done < count; done += together) {
      for (std::uint64_t i = 0; i < together; ++i) loop_.spawn(nothing());
      loop_.run();
    }
  }

 private:
  static ringlet::task<std::uint64_t> child(std::uint64_t value) { co_return value; }
  static ringlet::task<> nothing() { co_return; }
  static ringlet::task<> parent(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) expect(co_await child(i) == i, "child task");
  }

  ringlet::ring loop_;
};

/// A read of an empty pipe that another task cancels, again and again.
class cancels {
 public:
  cancels();
  ~cancels();
  cancels(const cancels&) = delete;
  cancels& operator=(const cancels&) = delete;
  void run(std::uint64_t count);

 private:
  ringlet::task<> reads(std::uint64_t count);
  ringlet::task<> ends();

  ringlet::ring loop_;
  ringlet::cancel_id id_;
  std::uint64_t left_ = 0;
  int pipe_[2];
};

}  // namespace bench
