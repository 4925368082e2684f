// ringlet's operations as senders, and a ring as a scheduler.
#include "runtime/helpers.hpp"
#include "runtime/worker.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <new>
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

bool no_memory = false;

/// Its frame is none of those that are kept for the next.
struct large_nop : op::nop {
  std::array<char, 65536> room{};
};

/// What came to a receiver.
struct heard {
  std::optional<std::size_t> value;
  std::error_code error;
  bool stopped = false;
  bool exception = false;
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

  void note() const noexcept { ++into->times; }
  void set_value(std::size_t value) && noexcept {
    into->value = value;
    note();
  }
  void set_value() && noexcept { std::move(*this).set_value(0); }
  void set_error(std::error_code error) && noexcept {
    into->error = error;
    note();
  }
  void set_error(const std::exception_ptr&) && noexcept {
    into->exception = true;
    note();
  }
  void set_value(const auto&) && noexcept { note(); }
  void set_stopped() && noexcept {
    into->stopped = true;
    note();
  }
  [[nodiscard]] environment get_env() const noexcept { return {token}; }
};

/// What comes of a sender on a ring that nothing else is on.
template <class Sender>
heard what_comes_of(ring& loop, const Sender& sender) {
  heard got;
  auto state = senders::connect(sender, listener{&got});
  senders::start(state);
  CHECK(got.times == 0);
  loop.run();
  CHECK(got.times == 1);
  return got;
}

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

// Not inline: GCC would see one half of a pair as malloc() or free(), and not the other.
[[gnu::noinline]] void* operator new(std::size_t size) {
  void* const memory = no_memory ? nullptr : std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
// Catch2 asks for it, and a sanitizer's own would not go with the deletes below.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("a sender completes with the operation's value") {
  ring loop;
  const helpers::pipe_ends ends;
  ends.put("seven..");
  std::array<char, 16> room{};
  const auto got = what_comes_of(
      loop, as_sender(loop.as_remote(), op::read{.file = ends.reading, .buffer = room}));
  REQUIRE(got.value == 7);
}

TEST_CASE("a sender completes with the operation's error") {
  ring loop;
  std::array<char, 16> room{};
  const auto got =
      what_comes_of(loop, as_sender(loop.as_remote(), op::read{.file = -1, .buffer = room}));
  REQUIRE(got.error == std::errc::bad_file_descriptor);
}

TEST_CASE("a deadline is an error, and not a stop") {
  ring loop;
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  const op::read read{.file = ends.reading, .buffer = room};
  const auto got = what_comes_of(loop, as_sender(loop.as_remote(), within(1ms, read)));
  REQUIRE(got.error == std::errc::timed_out);
}

TEST_CASE("a chain gives its results, and a whole transfer how far it came, as one value") {
  worker elsewhere;
  const helpers::pipe_ends ends;
  std::array<char, 4> room{};
  const op::write write{.file = ends.writing, .buffer = "four"};
  const op::read read{.file = ends.reading, .buffer = room};
  const auto chain = sync_wait(as_sender(elsewhere.there(), linked(write, read)));
  const auto& [written, got] = std::get<0>(chain.value());
  REQUIRE(written == 4);
  REQUIRE(got == 4);

  ends.put("more");
  const auto whole = sync_wait(as_sender(elsewhere.there(), read_exactly(ends.reading, room)));
  REQUIRE(std::get<0>(whole.value()).bytes() == 4);
}

TEST_CASE("a sender completes with an exception where no memory is left to begin") {
  ring loop;
  const remote there = loop.as_remote();
  const auto sender = as_sender(there, large_nop{});
  heard got;
  auto state = senders::connect(sender, listener{&got});
  no_memory = true;
  senders::start(state);
  no_memory = false;
  REQUIRE(got.times == 1);
  REQUIRE(got.exception);
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
  worker elsewhere;
  const helpers::pipe_ends ends;
  ends.put("x");
  std::array<char, 16> room{};
  const auto come = sync_wait(
      as_sender(elsewhere.there(), op::read{.file = ends.reading, .buffer = room}) |
      senders::then([](std::size_t size) { return std::pair(size, std::this_thread::get_id()); }));
  REQUIRE(std::get<0>(come.value()) == std::pair(std::size_t{1}, elsewhere.id()));
}

TEST_CASE("the standard's algorithms take a ring's senders and its scheduler") {
  worker elsewhere;
  const helpers::pipe_ends ends;
  std::array<char, 16> room{};
  auto both = sync_wait(senders::when_all(
      as_sender(elsewhere.there(), op::read{.file = ends.reading, .buffer = room}),
      as_sender(elsewhere.there(), op::write{.file = ends.writing, .buffer = "four"})));
  REQUIRE(both.has_value());
  REQUIRE(std::get<0>(*both) == 4);
  REQUIRE(std::get<1>(*both) == 4);

  auto here = sync_wait(senders::starts_on(ring_scheduler(elsewhere.there()), senders::just()) |
                        senders::then([] { return std::this_thread::get_id(); }));
  REQUIRE(std::get<0>(here.value()) == elsewhere.id());
  ring other;
  REQUIRE(ring_scheduler(elsewhere.there()) == ring_scheduler(elsewhere.there()));
  REQUIRE_FALSE(ring_scheduler(elsewhere.there()) == ring_scheduler(other.as_remote()));

  // The one that fails ends the other, which would wait for ever.
  REQUIRE_THROWS_AS(
      sync_wait(senders::when_all(
          as_sender(elsewhere.there(), op::read{.file = ends.reading, .buffer = room}),
          as_sender(elsewhere.there(), op::fsync{.file = -1}))),
      std::system_error);
}
