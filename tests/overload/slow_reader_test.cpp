// Clients that never read what they have asked for.
#include "overload.hpp"

#include <ringlet/buffers.hpp>
#include <ringlet/op/send.hpp>
#include <ringlet/transfer.hpp>

using namespace overload;

namespace {

constexpr int never_reading = 8;
constexpr int reading = 32;

struct progress {
  int blocked = never_reading;  // sessions whose client does not read
  int timed_out = 0;
  std::size_t swallowed = 0;  // bytes that the kernel took for clients that do not read
  std::vector<int> exchanges = std::vector<int>(reading);
};

/// Sends without an end. The deadline is one for each send, as a server has it.
task<> flood(unique_fd peer, progress& seen) {
  const std::string chunk(16 * 1024, 'f');
  for (;;) {
    auto sent = co_await within(1500ms, op::send{.socket = peer, .buffer = chunk});
    if (!sent) {
      if (sent.error() == std::errc::timed_out) ++seen.timed_out;
      break;
    }
    seen.swallowed += *sent;
  }
  --seen.blocked;
}

task<> echo(unique_fd peer) {
  std::array<char, 64> buffer;
  while (co_await recv_exactly(peer, buffer)) {
    auto sent = co_await send_all(peer, buffer);
    if (!sent) co_return;
  }
}

/// Asks as long as there is a session that is blocked.
task<> converse(unique_fd server, std::size_t number, progress& seen) {
  std::array<char, 64> question;
  std::array<char, 64> answer;
  do {
    question.fill(
        static_cast<char>('a' + (number + static_cast<std::size_t>(seen.exchanges[number])) % 26));
    auto sent = co_await send_all(server, question);
    auto received = co_await recv_exactly(server, answer);
    if (!sent || !received || answer != question) {
      FAIL_CHECK("a client that reads was answered wrongly");
      co_return;
    }
    if (seen.blocked == never_reading) ++seen.exchanges[number];
  } while (seen.blocked != 0);
}

}  // namespace

TEST_CASE("clients that never read block their own sessions only, until the deadline of a send") {
  const time_limit limited;
  const balance balanced;
  ring loop(ring_options{.entries = 16});
  std::vector<unique_fd> silent;
  progress seen;
  loop.run([&]() -> task<> {
    for (int i = 0; i < never_reading; ++i) {
      socket_ends pair;
      silent.push_back(std::move(pair.reading));
      loop.spawn(flood(std::move(pair.writing), seen));
    }
    co_await sleep_for(100ms);  // until what the kernel holds for them is full
    const std::size_t swallowed = seen.swallowed;
    const std::size_t heap = heap_bytes();
    const std::size_t resident = resident_bytes();
    co_await expect_quiet("all sends wait for clients that do not read");
    CHECK(seen.swallowed == swallowed);
    CHECK(heap_bytes() <= heap + 4096);
    CHECK(resident_bytes() <= resident + (std::size_t{1} << 20));
    CHECK(seen.blocked == never_reading);

    for (std::size_t number = 0; number < reading; ++number) {
      socket_ends pair;
      loop.spawn(echo(std::move(pair.writing)));
      loop.spawn(converse(std::move(pair.reading), number, seen));
    }
  });
  loop.run();
  CHECK(seen.blocked == 0);
  CHECK(seen.timed_out == never_reading);
  const auto [fewest, most] = std::minmax_element(seen.exchanges.begin(), seen.exchanges.end());
  CHECK(*fewest > 0);
  show(
      "%d sessions blocked after %zu bytes, ended by %d deadlines; meanwhile %d to %d exchanges of "
      "each other client",
      never_reading, seen.swallowed, seen.timed_out, *fewest, *most);
}
