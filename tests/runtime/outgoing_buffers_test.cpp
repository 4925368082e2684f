#include "buffers.hpp"

#include <ringlet/op/send.hpp>
#include <ringlet/outgoing_buffers.hpp>
#include <ringlet/stream.hpp>

#include <memory>
#include <thread>
#include <vector>

using namespace ringlet;
using namespace helpers;

namespace {

/// A queue, and none where this kernel cannot send from one.
std::unique_ptr<outgoing_buffers> make(ring& loop, std::uint32_t count) {
  auto made =
      where_supported([&] { return std::make_unique<outgoing_buffers>(loop, count); }, "6.10");
  if (made && !loop.supports<op::send_bundle>()) {
    skip("this kernel is older than bundles (Linux 6.10)");
    return nullptr;
  }
  return made;
}

/// Texts of several lengths, each of which is another.
std::vector<std::string> texts(std::size_t count, std::size_t size) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(size + i % 7, '\0');
    for (std::size_t j = 0; j < text.size(); ++j) text[j] = static_cast<char>(i * 37 + j / 16);
    made.push_back(std::move(text));
  }
  return made;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

/// What has come to a socket and was not taken.
std::string drained(int socket) {
  std::string all;
  std::array<char, 4096> room{};
  for (;;) {
    const ssize_t got = ::recv(socket, room.data(), room.size(), MSG_DONTWAIT);
    if (got <= 0) return all;
    all.append(room.data(), static_cast<std::size_t>(got));
  }
}

/// Sends what is in the queue, and gives up when nothing has gone out for a while.
task<std::error_code> send_some(int socket, outgoing_buffers& queue) {
  stream sending(op::send_bundle{.socket = socket, .buffers = queue});
  for (;;) {
    auto bytes = co_await within(30ms, sending.next());
    if (!bytes) co_return bytes.error();
  }
}

}  // namespace

TEST_CASE("what a peer that does not read has not let through is sent later, in order") {
  ring loop;
  for (const std::size_t size : {300U, 5000U, 100000U}) {
    CAPTURE(size);
    const auto queue = make(loop, 64);
    if (!queue) return;
    const sockets pair;
    const std::vector<std::string> pieces = texts(60, size);
    for (const std::string& piece : pieces) REQUIRE(queue->push(piece));
    const std::string sent = joined(pieces);
    CHECK(queue->unsent() == sent.size());
    std::string came;
    int rounds = 0;
    std::error_code why = std::make_error_code(std::errc::timed_out);
    while (why == std::errc::timed_out && rounds < 1000) {
      why = loop.run(send_some(pair.near.get(), *queue));
      came += drained(pair.far.get());
      REQUIRE(came.size() + queue->unsent() == sent.size());
      ++rounds;
    }
    CHECK(why == std::error_code());
    CHECK((came == sent));
    CHECK(queue->empty());
    if (size == 100000) CHECK(rounds > 2);
  }
}

TEST_CASE("more pieces than one bundle has come whole to a peer that reads slowly, twice") {
  ring loop;
  const auto queue = make(loop, 512);
  if (!queue) return;
  const sockets pair;
  const std::vector<std::string> pieces = texts(400, 9000);
  for (int time = 0; time < 2; ++time) {
    CAPTURE(time);
    for (const std::string& piece : pieces) REQUIRE(queue->push(piece));
    const std::string sent = joined(pieces);
    std::string came;
    std::thread peer([&] {
      std::array<char, 3000> room{};
      while (came.size() < sent.size()) {
        const ssize_t got = ::recv(pair.far.get(), room.data(), room.size(), 0);
        if (got <= 0) break;
        came.append(room.data(), static_cast<std::size_t>(got));
      }
    });
    std::error_code why;
    std::size_t told = 0;
    loop.run([&]() -> task<> {
      stream sending(op::send_bundle{.socket = pair.near.get(), .buffers = *queue});
      while (auto bytes = co_await sending.next()) told += *bytes;
      why = sending.why_ended();
    });
    peer.join();
    CHECK(why == std::error_code());
    CHECK(told == sent.size());
    CHECK((came == sent));
    CHECK(drained(pair.far.get()).empty());
  }
}

TEST_CASE("pieces that come while others wait follow these") {
  ring loop;
  const auto queue = make(loop, 4);
  if (!queue) return;
  const sockets pair;
  const std::vector<std::string> pieces = texts(12, 90000);
  std::size_t next = 0;
  const auto fill = [&] {
    while (next < pieces.size() && queue->push(pieces[next])) ++next;
  };
  fill();
  CHECK(next == 4);
  CHECK(queue->size() == queue->capacity());
  std::string came;
  for (int rounds = 0; rounds < 1000 && !queue->empty(); ++rounds) {
    (void)loop.run(send_some(pair.near.get(), *queue));
    came += drained(pair.far.get());
    fill();
  }
  CHECK(next == pieces.size());
  CHECK((came == joined(pieces)));
}

TEST_CASE("a queue goes on to another connection with what the first has not taken") {
  ring loop;
  const auto queue = make(loop, 8);
  if (!queue) return;
  const sockets broken;
  const sockets other;
  for (const std::string_view piece : {"one ", "two ", "three"}) REQUIRE(queue->push(piece));
  ::shutdown(broken.near.get(), SHUT_WR);
  const std::error_code why = loop.run([&]() -> task<std::error_code> {
    stream sending(op::send_bundle{
        .socket = broken.near.get(), .buffers = *queue, .flags = msg_flags::nosignal});
    auto bytes = co_await sending.next();
    co_return bytes ? std::error_code() : bytes.error();
  });
  CHECK(why == std::errc::broken_pipe);
  CHECK(queue->size() == 3);
  CHECK(loop.run(send_some(other.near.get(), *queue)) == std::error_code());
  CHECK(drained(other.far.get()) == "one two three");
}

TEST_CASE("a queue that is gone sends nothing more, and its stream says so") {
  ring loop;
  auto queue = make(loop, 8);
  if (!queue) return;
  const sockets pair;
  const std::string text = texts(1, 3'000'000).front();
  REQUIRE(queue->push(text));
  loop.run([&]() -> task<> {
    stream sending(op::send_bundle{.socket = pair.near.get(), .buffers = *queue});
    auto stuck = co_await within(20ms, sending.next());
    CHECK_FALSE(stuck);
    queue.reset();
    sending.cancel();
    auto end = co_await sending.next();
    while (end) end = co_await sending.next();
    CHECK(end.error() == std::errc::operation_canceled);
  });
  const std::string came = drained(pair.far.get());
  CHECK(came == text.substr(0, came.size()));
}

TEST_CASE("a stream ends at once where there is nothing to send") {
  ring loop;
  const auto queue = make(loop, 2);
  if (!queue) return;
  const sockets pair;
  CHECK(loop.run(send_some(pair.near.get(), *queue)) == std::error_code());
}

TEST_CASE("a queue without room says so, and takes nothing of what it refuses") {
  ring loop;
  const auto queue = make(loop, 2);
  if (!queue) return;
  CHECK(queue->push(std::string_view("")));
  CHECK(queue->empty());
  CHECK(queue->push("a"));
  CHECK(queue->push("b"));
  CHECK_FALSE(queue->push("c"));
  CHECK(queue->unsent() == 2);
}

TEST_CASE("pieces that are more than the kernel sends at once are refused") {
  ring loop;
  const auto queue = make(loop, 4);
  if (!queue) return;
  // Never read: none of it is sent.
  const std::span whole(reinterpret_cast<const std::byte*>(&loop), std::size_t{1} << 31);
  CHECK_FALSE(queue->push(whole));
  CHECK(queue->push(whole.first(longest_transfer - 1)));
  CHECK_FALSE(queue->push(whole.first(1)));
}

TEST_CASE("a number of pieces that is no power of two is refused") {
  ring loop;
  for (const std::uint32_t count : {0U, 3U, 65536U}) {
    CHECK_THROWS_AS(outgoing_buffers(loop, count), std::system_error);
  }
}
