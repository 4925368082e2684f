// What the benchmarks do with ringlet: each the plainest way to say it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>

#include <ringlet/buffer_ring.hpp>
#include <ringlet/ringlet.hpp>

#include "harness/measure.hpp"

namespace bench {

inline void expect(bool right, const char* what) {
  if (!right) [[unlikely]]
    give_up(what, 0);
}

/// How many operations the NOPs are measured with in flight.
inline constexpr std::array nop_depths{1024U, 256U, 32U, 8U, 1U};

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
  void serve(std::span<const int> sockets) { serve_by(session, sockets); }
  /// The same with a deadline on each operation.
  void serve_within(std::span<const int> sockets) { serve_by(session_within, sockets); }
  /// The same by chains, each of an answer and the receive of what comes next.
  void serve_linked(std::span<const int> sockets) { serve_by(session_linked, sockets); }
  /// The same by a stream for each connection, into buffers that all share.
  void serve_multishot(std::span<const int> sockets) {
    serve_by([this](int peer) { return session_multishot(peer, buffers_); }, sockets);
  }
  /// And as bundles of these.
  void serve_bundles(std::span<const int> sockets) {
    serve_by([this](int peer) { return session_bundles(peer, buffers_); }, sockets);
  }

 private:
  static ringlet::task<> session_multishot(int peer, ringlet::buffer_ring& buffers) {
    auto messages =
        ringlet::stream(ringlet::op::recv_multishot{.socket = peer, .buffers = buffers});
    while (const auto message = co_await messages.next()) {
      if (!co_await ringlet::op::send{.socket = peer, .buffer = message->bytes()}) co_return;
    }
  }
  static ringlet::task<> session_bundles(int peer, ringlet::buffer_ring& buffers) {
    auto messages =
        ringlet::stream(ringlet::op::recv_multishot_bundle{.socket = peer, .buffers = buffers});
    while (const auto message = co_await messages.next()) {
      for (const std::span<std::byte> piece : *message) {
        if (!co_await ringlet::op::send{.socket = peer, .buffer = piece}) co_return;
      }
    }
  }
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
  static ringlet::task<> session_linked(int peer) {
    std::array<std::byte, 4096> buffer;
    const ringlet::op::recv receive{.socket = peer, .buffer = buffer};
    auto received = co_await receive;
    while (received && *received != 0) {
      const ringlet::op::send answer{.socket = peer, .buffer = std::span(buffer).first(*received)};
      received = std::get<1>(co_await ringlet::linked(ringlet::skip_success(answer), receive));
    }
  }
  static ringlet::task<> session_within(int peer) {
    using namespace std::chrono_literals;
    std::array<std::byte, 4096> buffer;
    for (;;) {
      const auto received =
          co_await ringlet::within(1h, ringlet::op::recv{.socket = peer, .buffer = buffer});
      if (!received || *received == 0) co_return;
      if (!co_await ringlet::within(
              1h,
              ringlet::op::send{.socket = peer, .buffer = std::span(buffer).first(*received)})) {
        co_return;
      }
    }
  }
  template <class Start>
  void serve_by(Start start, std::span<const int> sockets) {
    for (const int socket : sockets) loop_.spawn(start(socket));
    loop_.run();
  }

  ringlet::ring loop_;
  ringlet::buffer_ring buffers_{loop_, 256, 4096};
};

/// Hands numbers from one task to another through a channel.
template <std::size_t Capacity>
class handover {
 public:
  void run(std::uint64_t count) {
    loop_.spawn(sends(count));
    loop_.spawn(receives(count));
    loop_.run();
  }

 private:
  ringlet::task<> sends(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!co_await items_.send(static_cast<int>(i))) give_up("channel::send", 0);
    }
  }
  ringlet::task<> receives(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto item = co_await items_.receive();
      expect(item && *item == static_cast<int>(i), "an item of a channel");
    }
  }

  ringlet::ring loop_;
  ringlet::channel<int, Capacity> items_;
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
