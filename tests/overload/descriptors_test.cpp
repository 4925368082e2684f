// No descriptor is free: the server goes on with what it has, and with everybody in the end.
#include "overload.hpp"

#include <list>

#include <ringlet/cancel_id.hpp>
#include <ringlet/op/accept.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/transfer.hpp>

#include <poll.h>
#include <sys/eventfd.h>

using namespace overload;

namespace {

constexpr int free_descriptors = 8;
constexpr std::size_t waiting_clients = 100;  // fewer than the shortest queue a listener can have

/// The limit at which so many numbers are left.
rlim_t limit_that_leaves(int free_numbers) {
  rlim_t number = 0;
  for (; free_numbers != 0; ++number) {
    if (::fcntl(static_cast<int>(number), F_GETFD) < 0) --free_numbers;
  }
  return number;
}

/// Clients that are connected, though nobody has accepted them, and have sent their message.
std::vector<unique_fd> clients_waiting_for(const listening& listener) {
  std::vector<unique_fd> clients;
  for (std::size_t number = 0; number < waiting_clients; ++number) {
    clients.push_back(listener.connect());
    const std::string question = message_of(number);
    if (::send(clients.back().get(), question.data(), question.size(), 0) !=
        static_cast<ssize_t>(question.size())) {
      throw std::system_error(errno, std::generic_category(), "send");
    }
  }
  return clients;
}

/// All that has been sent to a client, whose connection must have ended.
std::string answer_to(const unique_fd& client) {
  std::string answer;
  std::array<char, 2048> buffer;
  for (;;) {
    pollfd waiting{client.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 1'000) != 1) return "nothing, and no end";
    const ssize_t got = ::recv(client.get(), buffer.data(), buffer.size(), 0);
    if (got < 0) return "error " + std::to_string(errno);
    if (got == 0) return answer;
    answer.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

/// How many clients were answered rightly, up to the first that was not.
std::size_t answered_rightly(const std::vector<unique_fd>& clients) {
  std::size_t right = 0;
  while (right < clients.size() && answer_to(clients[right]) == message_of(right)) ++right;
  return right;
}

struct server_state {
  std::size_t accepted = 0;
  std::size_t served = 0;
  std::size_t refused = 0;  // accepts that ended with EMFILE
  std::size_t shed = 0;
  std::list<cancel_id*> idle;  // sessions that have answered and wait for more, the longest first

  /// Ends the wait of the session that has been idle for longest.
  task<> shed_one() {
    cancel_id& longest = *idle.front();
    idle.pop_front();
    ++shed;
    (void)co_await cancel(longest);
  }
};

/// Answers one message, but not before `gate` is open.
task<> answer_once(unique_fd peer, const unique_fd& gate, server_state& state) {
  (void)co_await op::poll_add{.file = gate, .events = poll_events::in};
  std::array<char, 2048> buffer;
  auto received = co_await op::recv{.socket = peer, .buffer = buffer};
  if (!received) co_return;
  auto sent = co_await send_all(peer, std::span(buffer).first(*received));
  if (sent) ++state.served;
}

/// The same, but it keeps the connection for further messages, until the server needs its
/// descriptor.
task<> answer_and_stay(unique_fd peer, const unique_fd& gate, server_state& state) {
  (void)co_await op::poll_add{.file = gate, .events = poll_events::in};
  std::array<char, 2048> buffer;
  cancel_id waiting;
  for (bool answered = false;; answered = true) {
    if (answered) state.idle.push_back(&waiting);
    auto received = co_await with_id(waiting, op::recv{.socket = peer, .buffer = buffer});
    state.idle.remove(&waiting);
    if (!received || *received == 0) co_return;
    auto sent = co_await send_all(peer, std::span(buffer).first(*received));
    if (sent) ++state.served;
  }
}

unique_fd closed_gate() {
  unique_fd gate(::eventfd(0, EFD_CLOEXEC));
  if (!gate) throw std::system_error(errno, std::generic_category(), "eventfd");
  return gate;
}

void open_gate(const unique_fd& gate) {
  const std::uint64_t one = 1;
  if (::write(gate.get(), &one, sizeof one) != sizeof one) {
    throw std::system_error(errno, std::generic_category(), "write to an eventfd");
  }
}

}  // namespace

TEST_CASE("a stream of connections waits while no descriptor is free, and loses none") {
  const time_limit limited;
  const balance balanced;
  const listening listener;
  const unique_fd gate = closed_gate();
  ring loop;
  (void)loop.poll();  // which may open a descriptor of the ring's own
  if (!loop.supports<op::accept_multishot>()) return skip("this kernel has no multishot accept");
  const std::vector<unique_fd> clients = clients_waiting_for(listener);
  server_state state;
  {
    const descriptor_limit few(limit_that_leaves(free_descriptors));
    loop.spawn([&]() -> task<> {
      auto accepted = stream(op::accept_multishot{.socket = listener.fd()});
      for (; state.accepted < waiting_clients; ++state.accepted) {
        auto peer = co_await within(20s, accepted.next());
        expect_value(peer);
        if (!peer) break;
        loop.spawn(answer_once(*std::move(peer), gate, state));
      }
    });
    loop.run([&]() -> task<> {
      co_await sleep_for(50ms);
      CHECK(state.accepted == free_descriptors);
      const unsigned before = sqes_taken(loop);
      co_await expect_quiet("the stream waits for a descriptor");
      const unsigned requests = sqes_taken(loop) - before;
      show("%zu clients accepted, the others wait; %u requests meanwhile", state.accepted,
           requests);
      CHECK(state.accepted == free_descriptors);
      CHECK(requests <= 150);  // an accept and a pause of 10 ms by turns
      open_gate(gate);
    });
    loop.run();
  }
  CHECK(state.accepted == waiting_clients);
  CHECK(state.served == waiting_clients);
  const std::size_t right = answered_rightly(clients);
  CHECK(right == waiting_clients);
  show("%zu of %zu clients were answered", right, waiting_clients);
}

TEST_CASE("a server that accepts one by one sheds idle clients while no descriptor is free") {
  const time_limit limited;
  const balance balanced;
  const listening listener;
  const unique_fd gate = closed_gate();
  ring loop;
  (void)loop.poll();
  const std::vector<unique_fd> clients = clients_waiting_for(listener);
  server_state state;
  {
    const descriptor_limit few(limit_that_leaves(free_descriptors));
    loop.spawn([&]() -> task<> {
      while (state.accepted < waiting_clients) {
        auto peer = co_await within(20s, op::accept{.socket = listener.fd()});
        if (peer) {
          ++state.accepted;
          loop.spawn(answer_and_stay(*std::move(peer), gate, state));
          continue;
        }
        expect_error(peer, std::errc::too_many_files_open);
        if (peer.error() != std::errc::too_many_files_open) break;
        ++state.refused;
        // Whoever waits in the queue gets the place of the client that has been idle for longest;
        // and where none is idle, it waits.
        if (!state.idle.empty()) {
          co_await state.shed_one();
        } else {
          co_await sleep_for(50ms);
        }
      }
      // In the end all are shed.
      while (state.shed < state.accepted) {
        if (!state.idle.empty()) {
          co_await state.shed_one();
        } else {
          co_await sleep_for(1ms);
        }
      }
    });
    loop.run([&]() -> task<> {
      co_await sleep_for(50ms);
      CHECK(state.accepted == free_descriptors);
      const std::size_t before = state.refused;
      co_await expect_quiet("no descriptor is free and nobody is idle");
      show("%zu clients accepted, the others wait; %zu accepts refused meanwhile", state.accepted,
           state.refused - before);
      CHECK(state.accepted == free_descriptors);
      open_gate(gate);
    });
    loop.run();
  }
  CHECK(state.accepted == waiting_clients);
  CHECK(state.served == waiting_clients);
  const std::size_t right = answered_rightly(clients);
  CHECK(right == waiting_clients);
  show("%zu of %zu clients were answered, %zu were shed, %zu accepts were refused", right,
       waiting_clients, state.shed, state.refused);
}
