// ringlet's operations as senders, and a ring as a scheduler.
#include "runtime/helpers.hpp"

#include <array>
#include <concepts>
#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <tuple>
#include <utility>

#include <ringlet/execution.hpp>
#include <ringlet/ringlet.hpp>

using namespace ringlet;
using namespace helpers;

namespace senders = ringlet::detail::senders;

namespace {

#ifdef __cpp_lib_senders
using std::inplace_stop_source;
using std::inplace_stop_token;
using std::this_thread::sync_wait;
#else
using stdexec::inplace_stop_source;
using stdexec::inplace_stop_token;
using stdexec::sync_wait;
#endif

/// What came to a receiver, and on which thread.
struct heard {
  std::optional<std::size_t> value;
  std::error_code error;
  bool stopped = false;
  std::thread::id where;
  int times = 0;
};

struct environment {
  inplace_stop_token token;

  [[nodiscard]] inplace_stop_token query(senders::get_stop_token_t) const noexcept { return token; }
};

struct listener {
  using receiver_concept = senders::receiver_tag;

  heard* into;
  inplace_stop_token token{};

  void note() const noexcept {
    ++into->times;
    into->where = std::this_thread::get_id();
  }
  void set_value(std::size_t value) && noexcept {
    into->value = value;
    note();
  }
  void set_value() && noexcept { std::move(*this).set_value(0); }
  void set_error(std::error_code error) && noexcept {
    into->error = error;
    note();
  }
  void set_error(const std::exception_ptr&) && noexcept { note(); }
  void set_stopped() && noexcept {
    into->stopped = true;
    note();
  }
  [[nodiscard]] environment get_env() const noexcept { return {token}; }
};

/// A ring that another thread runs until this goes.
class ring_elsewhere {
 public:
  ring_elsewhere() : there_(loop_.as_remote()), thread_([this] { loop_.run_until_stopped(); }) {}
  ~ring_elsewhere() {
    there_.stop();
    thread_.join();
  }
  [[nodiscard]] const remote& loop() const { return there_; }
  [[nodiscard]] std::thread::id id() const { return thread_.get_id(); }

 private:
  ring loop_;
  remote there_;
  std::thread thread_;
};

template <class Sender>
using signatures = typename Sender::completion_signatures;

using nop_sender = decltype(as_sender(std::declval<const remote&>(), op::nop{}));
static_assert(senders::sender<nop_sender>);
static_assert(senders::scheduler<ring_scheduler>);
static_assert(
    std::same_as<signatures<nop_sender>,
                 senders::completion_signatures<
                     senders::set_value_t(), senders::set_error_t(std::error_code),
                     senders::set_error_t(std::exception_ptr), senders::set_stopped_t()>>);

}  // namespace

TEST_CASE("a sender completes with the operation's value, in the ring's turn") {
  ring loop;
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  heard got;
  auto state = senders::connect(
      as_sender(loop.as_remote(), op::read{.file = ends.reading, .buffer = room}), listener{&got});
  senders::start(state);
  REQUIRE(got.times == 0);
  ends.put("seven..");
  loop.run();
  REQUIRE(got.times == 1);
  REQUIRE(got.value == 7);
  REQUIRE(got.where == std::this_thread::get_id());
}

TEST_CASE("a sender completes with the operation's error") {
  ring loop;
  std::array<char, 16> room{};
  heard got;
  auto state = senders::connect(as_sender(loop.as_remote(), op::read{.file = -1, .buffer = room}),
                                listener{&got});
  senders::start(state);
  loop.run();
  REQUIRE(got.times == 1);
  REQUIRE(got.error == std::errc::bad_file_descriptor);
}

TEST_CASE("a deadline is an error, and not a stop") {
  ring loop;
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  heard got;
  auto state = senders::connect(
      as_sender(loop.as_remote(), within(1ms, op::read{.file = ends.reading, .buffer = room})),
      listener{&got});
  senders::start(state);
  loop.run();
  REQUIRE(got.times == 1);
  REQUIRE(got.error == std::errc::timed_out);
  REQUIRE_FALSE(got.stopped);
}

TEST_CASE("a sender is stopped by its receiver's token") {
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  heard got;
  inplace_stop_source source;
  ring loop;
  auto state =
      senders::connect(as_sender(loop.as_remote(), op::read{.file = ends.reading, .buffer = room}),
                       listener{&got, source.get_token()});

  SECTION("before it was started") {
    source.request_stop();
    senders::start(state);
    loop.run();
  }
  SECTION("from the ring's thread") {
    senders::start(state);
    loop.spawn([&]() -> task<> {
      co_await sleep_for(1ms);
      source.request_stop();
    });
    loop.run();
  }
  SECTION("from another thread") {
    senders::start(state);
    std::thread other([&] {
      std::this_thread::sleep_for(2ms);
      source.request_stop();
    });
    loop.run();
    other.join();
  }
  REQUIRE(got.times == 1);
  REQUIRE(got.stopped);
}

TEST_CASE("a ring that is destroyed stops the senders that it has not completed") {
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  heard under_way;
  heard never_begun;
  std::optional<ring> loop(std::in_place);
  const auto read = as_sender(loop->as_remote(), op::read{.file = ends.reading, .buffer = room});
  auto first = senders::connect(read, listener{&under_way});
  auto second = senders::connect(read, listener{&never_begun});
  senders::start(first);
  (void)loop->poll();
  senders::start(second);
  loop.reset();
  REQUIRE(under_way.times == 1);
  REQUIRE(under_way.stopped);
  REQUIRE(never_begun.times == 1);
  REQUIRE(never_begun.stopped);
}

TEST_CASE("a sender that is started on another thread completes on the ring's") {
  ring_elsewhere there;
  const helpers::pipe_ends ends;
  ends.put("x");
  std::array<char, 16> room{};
  const auto come = sync_wait(
      as_sender(there.loop(), op::read{.file = ends.reading, .buffer = room}) |
      senders::then([](std::size_t size) { return std::pair(size, std::this_thread::get_id()); }));
  REQUIRE(std::get<0>(come.value()) == std::pair(std::size_t{1}, there.id()));
}

TEST_CASE("the standard's algorithms take a ring's senders and its scheduler") {
  ring_elsewhere there;
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  auto both = sync_wait(senders::when_all(
      as_sender(there.loop(), op::read{.file = ends.reading, .buffer = room}),
      as_sender(there.loop(), op::write{.file = ends.writing, .buffer = "four"})));
  REQUIRE(both.has_value());
  REQUIRE(std::get<0>(*both) == 4);
  REQUIRE(std::get<1>(*both) == 4);

  auto here = sync_wait(senders::starts_on(ring_scheduler(there.loop()), senders::just()) |
                        senders::then([] { return std::this_thread::get_id(); }));
  REQUIRE(std::get<0>(here.value()) == there.id());
  ring other;
  REQUIRE(ring_scheduler(there.loop()) == ring_scheduler(there.loop()));
  REQUIRE_FALSE(ring_scheduler(there.loop()) == ring_scheduler(other.as_remote()));

  // The one that fails ends the other, which would wait for ever.
  REQUIRE_THROWS_AS(sync_wait(senders::when_all(
                        as_sender(there.loop(), op::read{.file = ends.reading, .buffer = room}),
                        as_sender(there.loop(), op::fsync{.file = -1}))),
                    std::system_error);
}
