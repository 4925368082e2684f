// Ten thousand connections on a ring of 256 entries.
#include "overload.hpp"

#include <ringlet/op/accept.hpp>
#include <ringlet/op/connect.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/transfer.hpp>

using namespace overload;

namespace {

constexpr std::size_t connections = scaled(10'000, 1'000);
constexpr unsigned entries = 256;

struct served {
  std::size_t bytes = 0;
  std::size_t ended = 0;
};

/// Sends back what comes, through a buffer that most messages do not fit into.
task<> session(unique_fd peer, served& count) {
  std::array<char, 128> buffer;
  for (;;) {
    auto received = co_await op::recv{.socket = peer, .buffer = buffer};
    if (!received || *received == 0) break;
    auto sent = co_await send_all(peer, std::span(buffer).first(*received));
    if (!sent) break;
    count.bytes += sent.bytes();
  }
  ++count.ended;
}

task<> connect_some(address server, std::vector<unique_fd>& sockets, std::size_t& next) {
  while (next < sockets.size()) {
    unique_fd& socket = sockets[next++];
    socket.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    co_await checked(op::connect{.socket = socket, .peer = server});
  }
}

task<> converse(const unique_fd& server, std::size_t number, std::size_t& right) {
  const std::string question = message_of(number);
  std::string answer(question.size(), '\0');
  auto sent = co_await send_all(server, question);
  auto received = co_await recv_exactly(server, answer);
  if (sent && received && answer == question) ++right;
}

/// All clients, in a process that has as many descriptors as the server has: they connect, a few
/// at a time so that the listener's queue does not overflow, wait for a byte from `go`, and then
/// all talk at once.
void be_clients(const address& server, const unique_fd& go) {
  ring loop(ring_options{.entries = entries});
  std::vector<unique_fd> sockets(connections);
  std::size_t next = 0;
  for (int connector = 0; connector < 128; ++connector) {
    loop.spawn(connect_some(server, sockets, next));
  }
  loop.run();
  loop.run([&]() -> task<> {
    std::array<char, 1> byte;
    (void)co_await checked(op::read{.file = go, .buffer = byte});
  });
  std::size_t right = 0;
  for (std::size_t number = 0; number < connections; ++number) {
    loop.spawn(converse(sockets[number], number, right));
  }
  loop.run();
  if (right != connections) {
    throw std::runtime_error(std::to_string(right) + " of " + std::to_string(connections) +
                             " clients got their own message back");
  }
}

}  // namespace

TEST_CASE("ten thousand connections on a ring of 256 entries each get their own message back") {
  // Both processes need one for each connection, and a few more.
  std::optional<descriptor_limit> limit;
  try {
    limit.emplace(std::max<rlim_t>(soft_descriptor_limit(), connections + 100));
  } catch (const std::system_error& error) {
    return skip("no " + std::to_string(connections + 100) +
                " descriptors are allowed: " + error.what());
  }
  const time_limit limited;
  const balance balanced;
  const listening listener;
  const pipe_ends go;
  child_process clients([&] { be_clients(listener.where(), go.reading); });

  ring loop(ring_options{.entries = entries});
  if (!loop.supports<op::accept_multishot>()) return skip("this kernel has no multishot accept");
  REQUIRE(loop.sq_entries() == entries);
  served count;
  loop.run([&]() -> task<> {
    auto accepted = stream(op::accept_multishot{.socket = listener.fd()});
    for (std::size_t number = 0; number < connections; ++number) {
      auto peer = co_await within(20s, accepted.next());
      expect_value(peer);
      if (!peer) co_return;
      loop.spawn(session(*std::move(peer), count));
    }
    co_await sleep_for(100ms);  // until the last session has begun to wait
    show("%zu connections: %d descriptors, %zu MiB resident", connections, open_descriptors(),
         resident_bytes() >> 20);
    co_await expect_quiet("all of them are silent");
  });
  REQUIRE(count.ended == 0);
  const std::chrono::nanoseconds before = cpu_time();
  go.put("!");
  loop.run();  // until every session has seen its client leave
  CHECK(clients.join() == 0);

  std::size_t bytes = 0;
  for (std::size_t number = 0; number < connections; ++number) bytes += message_of(number).size();
  CHECK(count.bytes == bytes);
  CHECK(count.ended == connections);
  show("%zu messages, %zu bytes sent back, %.0f ms of CPU time", connections, count.bytes,
       milliseconds(cpu_time() - before));
}
