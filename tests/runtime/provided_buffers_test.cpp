#include "buffers.hpp"

#include <ringlet/op/recv.hpp>
#include <ringlet/provided_buffers.hpp>
#include <ringlet/stream.hpp>

#include <list>
#include <optional>

using namespace ringlet;
using namespace helpers;

TEST_CASE("a lease holds what the peer sent, in a provided buffer") {
  const sockets pair;
  std::array<std::byte, 256> memory{};
  ring loop;
  provided_buffers buffers(loop, memory, 64);
  pair.send("hello");
  loop.run([&]() -> task<> {
    auto received = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
    expect_value(received);
    if (!received) co_return;
    CHECK(text_of(*received) == "hello");
    CHECK(received->data() == memory.data() + 64U * received->buffer_id());
    CHECK(buffers.available() == 3);
  });
  CHECK(buffers.available() == 4);
}

TEST_CASE("provided buffers are used again, in whatever order their leases end") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  provided_buffers buffers(loop, 3, 64);
  loop.run([&]() -> task<> {
    std::list<lease> held;
    for (int i = 0; i < 100; ++i) {
      const std::string sent = "message " + std::to_string(i);
      pair.send(sent);
      auto received = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
      expect_value(received);
      if (!received) co_return;
      CHECK(text_of(*received) == sent);
      held.push_back(*std::move(received));
      if (held.size() == 3) held.erase(std::next(held.begin(), i % 3));
    }
  });
  CHECK(buffers.available() == 3);
}

TEST_CASE("an operation that finds no provided buffer says no_buffer_space") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop;
  provided_buffers buffers(loop, 1, 64);
  pair.send("one");
  pair.send("two");
  loop.run([&]() -> task<> {
    auto first = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
    expect_value(first);
    auto none = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
    expect_error(none, std::errc::no_buffer_space);
    first = lease();
    auto second = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
    expect_value(second);
    if (second) CHECK(text_of(*second) == "two");
  });
}

TEST_CASE("a stream over provided buffers goes on when a lease ends") {
  const sockets pair;
  ring loop;
  if (!loop.supports<op::recv_multishot>()) {
    return skip("this kernel has no multishot recv");
  }
  provided_buffers buffers(loop, 2, 4);
  std::string sent;
  for (int i = 0; i < 200; ++i) sent += static_cast<char>('a' + i % 26);
  pair.send(sent);
  ::shutdown(pair.far.get(), SHUT_WR);
  std::string came;
  loop.run([&]() -> task<> {
    stream received(op::recv_multishot{.socket = pair.near, .buffers = buffers});
    std::optional<lease> kept;
    while (auto bytes = co_await received.next()) {
      came += text_of(*bytes);
      kept = *std::move(bytes);
    }
    CHECK(received.why_ended() == std::error_code());
  });
  CHECK(came == sent);
  CHECK(buffers.available() == 2);
}

TEST_CASE("a lease of a provided buffer stays good when its buffers and its ring are gone") {
  const sockets pair;
  std::optional<lease> kept;
  {
    ring loop;
    std::optional<provided_buffers> buffers;
    buffers.emplace(loop, 2, 64);
    pair.send("for ever");
    loop.run([&]() -> task<> {
      auto received = co_await op::recv_select{.socket = pair.near, .buffers = *buffers};
      expect_value(received);
      if (received) kept = *std::move(received);
    });
    buffers.reset();
  }
  REQUIRE(kept);
  CHECK(text_of(*kept) == "for ever");
}

TEST_CASE("buffers that are gone are not provided any more") {
  const sockets pair;
  ring loop;
  std::uint16_t group = 0;
  {
    provided_buffers buffers(loop, 4, 64);
    group = buffers.group();
    loop.run([]() -> task<> { co_await sleep_for(0ms); });
  }
  loop.run([]() -> task<> { co_await sleep_for(0ms); });
  pair.send("hello");
  std::optional<int> answer;
  loop.on_foreign([&](const foreign_completion& cqe) { answer = cqe.res; });
  io_uring_sqe* const sqe = io_uring_get_sqe(loop.native());
  io_uring_prep_recv(sqe, pair.near.get(), nullptr, 64, 0);
  sqe->flags |= IOSQE_BUFFER_SELECT;
  sqe->buf_group = group;
  sqe->user_data = 1;
  loop.run([&]() -> task<> {
    const stopwatch since;
    while (!answer && since.elapsed() < 5s) co_await sleep_for(1ms);
  });
  CHECK(answer == -ENOBUFS);
}

TEST_CASE("more buffers come back at once than the submission queue has room for") {
  const sockets pair(SOCK_SEQPACKET);
  ring loop(ring_options{.entries = 2});
  provided_buffers buffers(loop, 16, 16);
  for (int round = 0; round < 3; ++round) {
    loop.run([&]() -> task<> {
      std::list<lease> held;
      for (int i = 0; i < 16; ++i) {
        pair.send("message");
        auto received = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
        expect_value(received);
        if (!received) co_return;
        held.push_back(*std::move(received));
      }
      CHECK(buffers.available() == 0);
    });
    CHECK(buffers.available() == 16);
  }
}

TEST_CASE("provided buffers that cannot be are refused in words") {
  ring loop;
  CHECK_THROWS_AS(provided_buffers(loop, 0, 64), std::system_error);
  CHECK_THROWS_AS(provided_buffers(loop, 65536, 64), std::system_error);
  CHECK_THROWS_AS(provided_buffers(loop, 4, 0), std::system_error);
  CHECK_THROWS_AS(provided_buffers(loop, 65535, 1 << 20), std::system_error);
}
