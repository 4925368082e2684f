#include "buffers.hpp"

#include <ringlet/buffer_ring.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/stream.hpp>

#include <algorithm>
#include <list>
#include <memory>
#include <optional>
#include <stdexcept>

using namespace ringlet;
using namespace helpers;

namespace {

std::unique_ptr<buffer_ring> make(ring& loop, std::uint32_t count, std::uint32_t size,
                                  buffer_ring_options options = {}) {
  return where_supported([&] { return std::make_unique<buffer_ring>(loop, count, size, options); },
                         options.incremental     ? "6.12"
                         : options.kernel_mapped ? "6.4"
                                                 : "5.19");
}

/// The same for streams, which came later than what completes once.
std::unique_ptr<buffer_ring> make_for_streams(ring& loop, std::uint32_t count, std::uint32_t size) {
  auto buffers = make(loop, count, size);
  if (buffers && !loop.supports<op::recv_multishot>()) {
    skip("this kernel has no multishot recv");
    buffers.reset();
  }
  return buffers;
}

/// A recv that may fill several buffers.
struct recv_bundle {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  int socket;
  bundle_source buffers;

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = IORING_OP_RECV;
    sqe.fd = socket;
    sqe.flags = buffers.sqe_flags();
    sqe.buf_group = buffers.group();
    sqe.ioprio = 1U << 4;  // IORING_RECVSEND_BUNDLE
  }
  [[nodiscard]] result<bundle> decode(cqe_view cqe) const noexcept {
    return decode_bundle(cqe, buffers);
  }
};

std::string text_of_all(const bundle& received) {
  std::string text;
  for (const std::span<std::byte> piece : received) text += text_of(piece);
  return text;
}

/// Awaits in somebody's place and resumes nobody: an executor that has not come to it yet.
template <class Awaited>
struct posted {
  Awaited awaited;

  bool await_ready() { return awaited.await_ready(); }
  void await_suspend(std::coroutine_handle<>) { awaited.await_suspend(std::noop_coroutine()); }
  auto await_resume() { return awaited.await_resume(); }
};

}  // namespace

TEST_CASE("a lease holds what the peer sent, in a buffer of the ring") {
  const sockets pair;
  ring loop;
  const auto buffers = make(loop, 4, 64);
  if (!buffers) return;
  pair.send("hello");
  loop.run([&]() -> task<> {
    auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_value(received);
    CHECK(text_of(*received) == "hello");
    CHECK(received->buffer_id() < 4);
    CHECK(buffers->available() == 3);
  });
  CHECK(buffers->available() == 4);
}

TEST_CASE("leases return their buffers in any order, and the kernel uses them again") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make(loop, 4, 64);
  if (!buffers) return;
  loop.run([&]() -> task<> {
    std::list<lease> held;
    for (int round = 0; round < 100; ++round) {
      while (held.size() < 4) {
        const std::string sent = "message " + std::to_string(round) + std::to_string(held.size());
        pair.send(sent);
        auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
        expect_value(received);
        if (!received) co_return;
        CHECK(text_of(*received) == sent);
        held.push_back(*std::move(received));
      }
      std::vector<std::uint16_t> ids;
      for (const lease& each : held) ids.push_back(each.buffer_id());
      std::sort(ids.begin(), ids.end());
      CHECK(ids == std::vector<std::uint16_t>{0, 1, 2, 3});
      CHECK(buffers->available() == 0);
      held.erase(std::next(held.begin(), round % 4));
      held.erase(std::next(held.begin(), round % 3));
      if (round % 2 == 0) held.reverse();
    }
  });
  CHECK(buffers->available() == 4);
}

TEST_CASE("an operation that finds no buffer says no_buffer_space") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make(loop, 1, 64);
  if (!buffers) return;
  pair.send("one");
  pair.send("two");
  loop.run([&]() -> task<> {
    auto first = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_value(first);
    auto none = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_error(none, std::errc::no_buffer_space);
    first = lease();
    auto second = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_value(second);
    if (second) CHECK(text_of(*second) == "two");
  });
  CHECK(buffers->available() == 1);
}

TEST_CASE("a stream that has used up all buffers goes on when a lease ends") {
  const sockets pair;
  ring loop;
  const auto buffers = make_for_streams(loop, 2, 4);
  if (!buffers) return;
  std::string sent;
  for (int i = 0; i < 200; ++i) sent += static_cast<char>('a' + i % 26);
  pair.send(sent);
  ::shutdown(pair.far.get(), SHUT_WR);
  std::string came;
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    std::optional<lease> kept;  // one more than the reader needs
    while (auto bytes = co_await received.next()) {
      came += text_of(*bytes);
      kept = *std::move(bytes);
    }
    CHECK(received.why_ended() == std::error_code());
  });
  CHECK(came == sent);
  CHECK(buffers->available() == 2);
}

TEST_CASE("a stream waits while all buffers are leased, and goes on with the first that returns") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make_for_streams(loop, 2, 64);
  if (!buffers) return;
  for (const std::string_view text : {"one", "two", "three", "four"}) pair.send(text);
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    std::list<lease> held;
    for (const std::string_view text : {"one", "two"}) {
      auto came = co_await received.next();
      expect_value(came);
      if (!came) co_return;
      CHECK(text_of(*came) == text);
      held.push_back(*std::move(came));
    }
    for (const std::string_view text : {"three", "four"}) {
      auto none = co_await within(20ms, received.next());
      expect_error(none, std::errc::timed_out);
      CHECK_FALSE(received.ended());
      held.pop_back();
      auto came = co_await within(5s, received.next());
      expect_value(came);
      if (!came) co_return;
      CHECK(text_of(*came) == text);
      held.push_back(*std::move(came));
    }
  });
  CHECK(buffers->available() == 2);
}

TEST_CASE("a stream that nobody reads stops receiving, and loses nothing") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make_for_streams(loop, 64, 64);
  if (!buffers) return;
  constexpr int messages = 40;
  loop.run([&]() -> task<> {
    stream<op::recv_multishot, 2> received(
        op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    auto none = co_await within(1ms, received.next());  // sends it to the kernel
    expect_error(none, std::errc::timed_out);
    for (int i = 0; i < messages; ++i) {
      pair.send(std::to_string(i));
      co_await sleep_for(1ms);
    }
    // Two that it has room for, one that made it stop, and what came before the kernel had seen
    // that; the rest waits in the socket.
    CHECK(buffers->available() >= 64 - 8);
    for (int i = 0; i < messages; ++i) {
      auto came = co_await within(5s, received.next());
      expect_value(came);
      if (!came) co_return;
      CHECK(text_of(*came) == std::to_string(i));
    }
  });
  CHECK(buffers->available() == 64);
}

TEST_CASE("streams that want one buffer hand it on without a pause") {
  constexpr int streams = 100;
  ring loop(ring_options{.entries = 8192});
  const auto buffers = make(loop, 1, 64);
  if (!buffers) return;
  std::list<sockets> pairs;
  int received = 0;
  for (int i = 0; i < streams; ++i) {
    pairs.emplace_back().send("message");
    loop.spawn([](const unique_fd& socket, buffer_ring& from, int& count) -> task<> {
      auto arrivals = stream(op::recv_multishot{.socket = socket, .buffers = from});
      const auto arrived = co_await arrivals.next();
      if (arrived && text_of(*arrived) == "message") ++count;
    }(pairs.back().near, *buffers, received));
  }
  loop.run();
  CHECK(received == streams);
  // Whoever loses the race for the buffer asks again when it has come back, not after a time.
  CHECK(requests(loop, IORING_OP_TIMEOUT) == 0);
  // And not all of them, each time that it comes back.
  CHECK(requests(loop, IORING_OP_RECV) <= 2 * streams);
}

TEST_CASE("streams that want several buffers each are not all told of a few") {
  constexpr int streams = 40;
  std::list<sockets> pairs;
  int received = 0;
  ring loop(ring_options{.entries = 8192});
  const auto buffers = make(loop, 8, 8);
  if (!buffers) return;
  for (int i = 0; i < streams; ++i) {
    pairs.emplace_back().send(std::string(64, 'x'));
    constexpr int so_inq = 84;
    const int on = 1;
    if (!loop.supports<op::recv_multishot_bundle>() ||
        ::setsockopt(pairs.back().near.get(), SOL_SOCKET, so_inq, &on, sizeof on) != 0) {
      return skip("this kernel does not fill several buffers from a socket of the unix domain");
    }
    loop.spawn([](const unique_fd& socket, buffer_ring& from, int& count) -> task<> {
      auto arrivals = stream(op::recv_multishot_bundle{.socket = socket, .buffers = from});
      const auto arrived = co_await arrivals.next();
      if (arrived && arrived->size() == 64) ++count;
    }(pairs.back().near, *buffers, received));
  }
  loop.run();
  CHECK(received == streams);
  CHECK(requests(loop, IORING_OP_RECV) <= 2 * streams + 8);
}

TEST_CASE("who stands in line behind a stream that throws is thought of again") {
  static int asked;
  asked = 0;
  ring loop;
  detail::supply supply([](const detail::supply&) noexcept { return std::uint32_t{1}; });
  supply.begin(loop, [](ring&, detail::tend_hook&) noexcept { ++asked; });
  detail::tend_hook first([](detail::tend_hook&) { throw std::runtime_error("no kernel"); });
  detail::tend_hook second([](detail::tend_hook&) {});
  supply.enlist(first);
  supply.enlist(second);
  CHECK_THROWS_AS(supply.tended(supply), std::runtime_error);
  CHECK(asked == 1);
  CHECK(second.linked());
  supply.tended(supply);
  CHECK_FALSE(second.linked());
}

TEST_CASE("streams whose peers are silent do not keep a buffer from those behind them") {
  constexpr int silent = 20;
  constexpr int streams = 2 * silent;
  std::list<sockets> pairs;
  int received = 0;
  ring loop;
  const auto buffers = make_for_streams(loop, 1, 64);
  if (!buffers) return;
  cancel_id enough;
  const auto read = [&](const unique_fd& socket) -> task<> {
    auto arrivals = stream(op::recv_multishot{.socket = socket, .buffers = *buffers});
    const auto arrived = co_await arrivals.next();
    if (!arrived || text_of(*arrived) != "message") co_return;
    if (++received == silent) expect_value(co_await cancel(enough));
  };
  const sockets first;
  first.send("first");
  loop.run([&]() -> task<> {
    {
      stream source(op::recv_multishot{.socket = first.near, .buffers = *buffers});
      const auto only = co_await source.next();
      expect_value(only);
      for (int i = 0; i < streams; ++i) {
        pairs.emplace_back();
        loop.spawn(read(pairs.back().near));
      }
      // All of them have asked for the buffer, and been refused.
      co_await sleep_for(10ms);
      int number = 0;
      for (const sockets& pair : pairs) {
        if (number++ >= silent) pair.send("message");
      }
    }
    // Nothing else wakes the ring meanwhile.
    expect_error(co_await with_id(enough, sleep_for(5s)), std::errc::operation_canceled);
    CHECK(received == silent);
  });
  CHECK(buffers->available() == 1);
}

TEST_CASE("a stream that is destroyed gives back the buffers that nobody took") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make_for_streams(loop, 8, 64);
  if (!buffers) return;
  for (int i = 0; i < 5; ++i) pair.send("message");
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    auto first = co_await received.next();
    expect_value(first);
    CHECK(buffers->available() < 8);
  });
  CHECK(buffers->available() == 8);
}

TEST_CASE("what came for a task that dies before it goes on is given back") {
  const sockets pair(SOCK_SEQPACKET);
  const sockets silent;
  std::array<char, 8> room{};
  std::optional<ring> loop(std::in_place);
  const auto buffers = make_for_streams(*loop, 8, 64);
  if (!buffers) return;
  stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
  bool went_on = false;
  loop->spawn([&]() -> task<> {
    (void)co_await received.next();
    went_on = true;
  });
  int ended = 0;
  foreign_coroutine dies =
      wait_elsewhere(*loop, op::recv{.socket = silent.near, .buffer = room}, ended);
  (void)loop->poll();
  pair.send("message");
  dies.destroy();  // which takes what has completed meanwhile, and resumes nobody
  CHECK(buffers->available() == 7);
  loop.reset();
  CHECK(!went_on);
  CHECK(buffers->available() == 8);
}

TEST_CASE("what came for a coroutine that dies before its executor comes to it is the next one's") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make_for_streams(loop, 8, 64);
  if (!buffers) return;
  using messages = stream<op::recv_multishot>;
  std::optional<messages> received(std::in_place,
                                   op::recv_multishot{.socket = pair.near, .buffers = *buffers});
  const auto waits = [](ring& on, messages& from) -> foreign_coroutine {
    (void)co_await posted<decltype(on.perform(from.next()))>{on.perform(from.next())};
  };
  std::optional<foreign_coroutine> reads = waits(loop, *received);
  (void)loop.poll();
  pair.send("message");
  while (buffers->available() == 8) (void)loop.poll();
  SECTION("before its stream") {
    reads.reset();
    loop.run([&]() -> task<> {
      const auto message = co_await within(5s, received->next());
      expect_value(message);
      if (message) CHECK(text_of(*message) == "message");
    });
    received.reset();
  }
  SECTION("after its stream") {
    received.reset();
    reads.reset();
  }
  CHECK(buffers->available() == 8);
}

TEST_CASE("an operation that is given up gives its buffer back") {
  const sockets pair;
  ring loop;
  const auto buffers = make(loop, 2, 64);
  if (!buffers) return;
  {
    std::optional<foreign_coroutine> waiting;
    waiting = [](ring& on, buffer_ring& from, int socket) -> foreign_coroutine {
      (void)co_await on.perform(op::recv_select{.socket = socket, .buffers = from});
    }(loop, *buffers, pair.near.get());
    (void)loop.poll();
    pair.send("nobody reads this");
  }
  CHECK(buffers->available() == 2);
}

TEST_CASE("a lease stays good when its buffers and its ring are gone") {
  const sockets pair;
  std::optional<lease> kept;
  {
    ring loop;
    auto buffers = make(loop, 2, 64);
    if (!buffers) return;
    pair.send("for ever");
    loop.run([&]() -> task<> {
      auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
      expect_value(received);
      if (received) kept = *std::move(received);
    });
    buffers.reset();
    REQUIRE(kept);
    CHECK(text_of(*kept) == "for ever");
  }
  CHECK(text_of(*kept) == "for ever");
}

TEST_CASE("a stream whose buffers go before it ends with no_buffer_space") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  auto buffers = make_for_streams(loop, 2, 64);
  if (!buffers) return;
  pair.send("one");
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    auto first = co_await received.next();
    expect_value(first);
    if (first) CHECK(text_of(*first) == "one");
    buffers.reset();
    pair.send("two");
    auto second = co_await within(5s, received.next());
    expect_error(second, std::errc::no_buffer_space);
    if (first) CHECK(text_of(*first) == "one");
  });
}

TEST_CASE("a ring that is left by an exception may have tasks that use buffers which are gone") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  if (!make(loop, 2, 64)) return;
  const auto serve = [&](buffer_ring& buffers) -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = buffers});
    auto first = co_await received.next();
    auto second = co_await received.next();
  };
  {
    buffer_ring buffers(loop, 2, 64);
    loop.spawn(serve, std::ref(buffers));
    pair.send("one");
    loop.run([]() -> task<> { co_await sleep_for(1ms); });
  }
  pair.send("two");
  SUCCEED("the sanitizer has nothing to say");
}

TEST_CASE("the buffers may be the caller's memory") {
  const sockets pair;
  std::array<std::byte, 256> memory{};
  ring loop;
  const auto buffers = where_supported(
      [&] { return std::make_unique<buffer_ring>(loop, std::span(memory), 64); }, "5.19");
  if (!buffers) return;
  CHECK(buffers->count() == 4);
  pair.send("hello");
  loop.run([&]() -> task<> {
    auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_value(received);
    if (received) {
      CHECK(received->data() == memory.data() + 64U * received->buffer_id());
      CHECK(text_of(*received) == "hello");
    }
  });
}

TEST_CASE("the ring of buffers may be the kernel's memory") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make(loop, 4, 64, {.kernel_mapped = true});
  if (!buffers) return;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 10; ++i) {
      pair.send("message " + std::to_string(i));
      auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
      expect_value(received);
      if (received) CHECK(text_of(*received) == "message " + std::to_string(i));
    }
  });
}

TEST_CASE("an incremental buffer is filled piece by piece, and returns with its last lease") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  const auto buffers = make(loop, 2, 12, {.incremental = true});
  if (!buffers) return;
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = *buffers});
    std::vector<lease> held;
    for (const std::string_view text : {"abcd", "efgh", "ijkl", "mn"}) {
      pair.send(text);
      auto came = co_await received.next();
      expect_value(came);
      if (!came) co_return;
      CHECK(text_of(*came) == text);
      held.push_back(*std::move(came));
    }
    CHECK(held[1].data() == held[0].data() + 4);
    CHECK(held[2].data() == held[0].data() + 8);
    CHECK(held[3].buffer_id() != held[0].buffer_id());
    CHECK(buffers->available() == 1);
    held.erase(held.begin() + 1);
    held.erase(held.begin());
    CHECK(buffers->available() == 1);
    CHECK(text_of(held[0]) == "ijkl");
    held.erase(held.begin());
    CHECK(buffers->available() == 2);
    // What is left of the second buffer, then the first one again, from its beginning.
    const std::byte* const second = held[0].data();
    pair.send("opqrstuvwx");
    auto rest = co_await received.next();
    expect_value(rest);
    if (!rest) co_return;
    CHECK(text_of(*rest) == "opqrstuvwx");
    CHECK(rest->data() == second + 2);
  });
}

TEST_CASE("what completes once refuses incremental buffers") {
  const sockets pair;
  ring loop;
  const auto buffers = make(loop, 2, 64, {.incremental = true});
  if (!buffers) return;
  CHECK_THROWS_AS(selected_buffer(*buffers), std::logic_error);
}

TEST_CASE("a bundle spans several buffers, which return together") {
  const sockets pair;
  ring loop;
  const auto buffers = make(loop, 4, 8);
  if (!buffers) return;
  // Any order of the buffers but that of their ids.
  loop.run([&]() -> task<> {
    std::vector<lease> held;
    for (int i = 0; i < 3; ++i) {
      pair.send("12345678");
      auto one = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
      expect_value(one);
      if (!one) co_return;
      held.push_back(*std::move(one));
    }
    std::swap(held[0], held[2]);
    held.clear();
    pair.send("abcdefghijklmnopqrstu");
    auto received = co_await recv_bundle{pair.near.get(), *buffers};
    if (!received && received.error() == std::errc::invalid_argument) {
      skip("this kernel has no bundles");
      co_return;
    }
    expect_value(received);
    if (!received) co_return;
    // How many buffers one CQE spans is the kernel's choice: one where it does not know how many
    // bytes wait, as in a socket of the unix domain before Linux 6.17.
    constexpr int so_inq = 84;
    const int on = 1;
    const bool knows = ::setsockopt(pair.near.get(), SOL_SOCKET, so_inq, &on, sizeof on) == 0;
    CHECK(received->size() >= (knows ? 9 : 8));
    const auto pieces = std::distance(received->begin(), received->end());
    CHECK(pieces >= (knows ? 2 : 1));
    CHECK(buffers->available() == 4 - pieces);
    std::string came = text_of_all(*received);
    while (came.size() < 21) {
      auto more = co_await recv_bundle{pair.near.get(), *buffers};
      expect_value(more);
      if (!more) co_return;
      came += text_of_all(*more);
    }
    CHECK(came == "abcdefghijklmnopqrstu");
    // Those that have returned are filled again, and in an order that is known.
    *received = bundle();
    CHECK(buffers->available() == 4);
    for (std::size_t length = 9; length < 32; ++length) {
      const std::string text = std::string("0123456789abcdefghijklmnopqrstuv").substr(0, length);
      pair.send(text);
      came.clear();
      while (came.size() < length) {
        auto more = co_await recv_bundle{pair.near.get(), *buffers};
        expect_value(more);
        if (!more) co_return;
        came += text_of_all(*more);
      }
      CHECK(came == text);
    }
    // And the kernel has got every one of them.
    for (int i = 0; i < 4; ++i) {
      pair.send("12345678");
      auto one = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
      expect_value(one);
      if (!one) co_return;
      held.push_back(*std::move(one));
    }
    CHECK(buffers->available() == 0);
  });
  CHECK(buffers->available() == 4);
}

TEST_CASE("the end of a stream of bytes is a lease without bytes") {
  const sockets pair;
  ring loop;
  const auto buffers = make(loop, 2, 64);
  if (!buffers) return;
  ::shutdown(pair.far.get(), SHUT_WR);
  loop.run([&]() -> task<> {
    auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
    expect_value(received);
    if (received) CHECK(received->empty());
  });
  CHECK(buffers->available() == 2);
}

TEST_CASE("a stream that is to receive nothing ends at once and leaves what is there") {
  ring loop;
  const auto buffers = make(loop, 4, 64);
  if (!buffers) return;
  const sockets pair;
  pair.send("hello");
  loop.run([&]() -> task<> {
    stream received(
        op::recv_multishot_bounded{.socket = pair.near.get(), .buffers = {*buffers, 0}});
    auto end = co_await received.next();
    CHECK_FALSE(end);
    CHECK(received.why_ended() == std::error_code());
    CHECK(received.ended());
  });
  std::array<char, 8> room{};
  CHECK(::recv(pair.near.get(), room.data(), room.size(), MSG_DONTWAIT) == 5);
}

TEST_CASE("a datagram that was cut has no more bytes than its buffer") {
  const sockets pair(SOCK_DGRAM);
  ring loop;
  const auto buffers = make(loop, 2, 4);
  if (!buffers) return;
  pair.send("longer than four");
  loop.run([&]() -> task<> {
    auto received = co_await op::recv_select{
        .socket = pair.near, .buffers = *buffers, .flags = msg_flags::trunc};
    expect_value(received);
    if (received) CHECK(text_of(*received) == "long");
  });
  CHECK(buffers->available() == 2);
}

TEST_CASE("several rings of buffers have groups of their own") {
  ring loop;
  const auto first = make(loop, 2, 64);
  if (!first) return;
  const auto gone = make(loop, 2, 64)->group();
  const auto second = make(loop, 2, 64);
  CHECK(first->group() != gone);
  CHECK(second->group() != first->group());
  CHECK(second->group() != gone);
}

TEST_CASE("buffers that cannot be are refused in words") {
  ring loop;
  for (const std::uint32_t count : {0U, 3U, 65536U}) {
    CAPTURE(count);
    CHECK_THROWS_AS(buffer_ring(loop, count, 64), std::system_error);
  }
  CHECK_THROWS_AS(buffer_ring(loop, 4, 0), std::system_error);
  std::array<std::byte, 100> memory{};
  CHECK_THROWS_AS(buffer_ring(loop, std::span(memory), 64), std::system_error);
}
