// Fewer buffers than messages under way.
#include "overload.hpp"

#include <ringlet/buffer_ring.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/transfer.hpp>

using namespace overload;

namespace {

constexpr std::uint32_t buffer_count = 4;
constexpr std::uint32_t buffer_size = 64;
constexpr std::size_t connections = 64;
constexpr std::size_t messages = scaled(40, 10);  // of each connection, half a kilobyte on average

struct progress {
  std::size_t bytes = 0;
  std::size_t ended_well = 0;
  std::size_t right = 0;
  std::size_t without_buffers = 0;  // how often a session saw that none was left
};

/// Sends back each piece while it holds its buffer, so that a slow peer keeps a buffer from all.
task<> session(unique_fd peer, buffer_ring& buffers, progress& seen) {
  auto received = stream(op::recv_multishot{.socket = peer, .buffers = buffers});
  while (auto piece = co_await received.next()) {
    if (buffers.available() == 0) ++seen.without_buffers;
    auto sent = co_await send_all(peer, piece->bytes());
    if (!sent) co_return;
    seen.bytes += sent.bytes();
  }
  if (received.why_ended() == std::error_code()) ++seen.ended_well;
}

std::string speech_of(std::size_t speaker) {
  std::string speech;
  for (std::size_t number = 0; number < messages; ++number) {
    speech += message_of(speaker * messages + number);
  }
  return speech;
}

task<> speak(const unique_fd& server, const std::string& speech) {
  auto sent = co_await send_all(server, speech);
  CHECK(sent);
  CHECK(::shutdown(server.get(), SHUT_WR) == 0);
}

task<> hear(const unique_fd& server, const std::string& speech, progress& seen) {
  std::string echo(speech.size(), '\0');
  auto received = co_await recv_exactly(server, echo);
  if (received && echo == speech) ++seen.right;
}

/// Everything, on a ring of these sizes.
void run_out_of_buffers(const ring_options& options) {
  ring loop(options);
  std::vector<unique_fd> clients;
  std::vector<std::string> speeches;
  buffer_ring buffers(loop, buffer_count, buffer_size);
  progress seen;
  const unsigned before = sqes_taken(loop);
  loop.run([&]() -> task<> {
    // Somebody has all buffers.
    const socket_ends hoard;
    auto hoarded = stream(op::recv_multishot{.socket = hoard.reading, .buffers = buffers});
    hoard.put(std::string(std::size_t{buffer_count} * buffer_size, 'h'));
    std::vector<lease> held;
    while (held.size() < buffer_count) {
      auto piece = co_await hoarded.next();
      expect_value(piece);
      if (!piece) co_return;
      held.push_back(*std::move(piece));
    }
    CHECK(buffers.available() == 0);

    for (std::size_t number = 0; number < connections; ++number) {
      socket_ends pair;
      clients.push_back(std::move(pair.reading));
      speeches.push_back(speech_of(number));
      loop.spawn(session(std::move(pair.writing), buffers, seen));
    }
    for (std::size_t number = 0; number < connections; ++number) {
      loop.spawn(speak(clients[number], speeches[number]));
      loop.spawn(hear(clients[number], speeches[number], seen));
    }
    co_await sleep_for(20ms);
    const unsigned requests = sqes_taken(loop);
    co_await expect_quiet("no buffer is left for 64 connections");
    CHECK(sqes_taken(loop) == requests);  // they wait for a buffer, and ask for none by a timer
    CHECK(seen.bytes == 0);
    while (!held.empty()) {
      held.pop_back();
      co_await sleep_for(5ms);
    }
  });
  loop.run();
  std::size_t bytes = 0;
  for (const std::string& speech : speeches) bytes += speech.size();
  CHECK(seen.bytes == bytes);
  CHECK(seen.right == connections);
  CHECK(seen.ended_well == connections);
  CHECK(seen.without_buffers > 0);
  CHECK(buffers.available() == buffer_count);
  show(
      "%u buffers, %u completions at a time: %zu bytes of %zu connections came and went; none was "
      "left %zu times; %u requests; %u buffers in the end",
      buffer_count, loop.cq_entries(), seen.bytes, connections, seen.without_buffers,
      sqes_taken(loop) - before, buffers.available());
}

bool has_multishot_receive() {
  ring loop;
  return loop.supports<op::recv_multishot>();
}

}  // namespace

TEST_CASE("sixty-four connections share four buffers, and each gets back what it has sent") {
  if (!has_multishot_receive()) return skip("this kernel has no multishot recv");
  const time_limit limited;
  const balance balanced;
  run_out_of_buffers({});
}

TEST_CASE("no byte is lost where the completion queue has as little room as the buffers") {
  if (!has_multishot_receive()) return skip("this kernel has no multishot recv");
  const time_limit limited;
  const balance balanced;
  run_out_of_buffers({.entries = 4, .cq_entries = 4});
}
