// soak [--seconds N]: a server, and in other processes clients that connect, say half of a message
// and vanish: by closing, by resetting the connection, by keeping silent, by being killed. In the
// end nothing of all of them may be left: no memory, no descriptor, no buffer. scripts/soak builds
// and runs it.
#include "overload/figures.hpp"

#include <poll.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/buffer_ring.hpp>
#include <ringlet/op/accept.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/task.hpp>
#include <ringlet/transfer.hpp>

using namespace overload;
using namespace ringlet;

namespace {

// ---- what holds in the end ---------------------------------------------------------------------

/// What the server may grow by after it has warmed up. Seen was no growth at all. A frame of a
/// session is about a kilobyte: one that is lost of each thousand shows in an hour.
constexpr std::size_t growth_allowed = std::size_t{1} << 20;
/// CPU time of the server for one connection, with all that is said on it.
constexpr auto cpu_allowed = scaled<std::chrono::nanoseconds>(1ms, 10ms);
/// Of what a client asked, the server may give up a thousandth: where the machine keeps a client
/// from running between connecting and asking for longer than the server's patience.
constexpr std::uint64_t unanswered_allowed = 1'000;

// ---- clients -----------------------------------------------------------------------------------

/// What the clients tell, in memory that all processes share.
struct tally {
  std::atomic<std::uint64_t> connections = 0;
  std::atomic<std::uint64_t> asked = 0;  // whole messages
  std::atomic<std::uint64_t> answered = 0;
  std::atomic<std::uint64_t> given_up = 0;  // by the server, before it had answered
  std::atomic<std::uint64_t> wrong = 0;     // answers
  std::atomic<std::uint64_t> halves = 0;    // messages
  std::atomic<std::uint64_t> closed = 0;
  std::atomic<std::uint64_t> reset = 0;
  std::atomic<std::uint64_t> silent = 0;
  std::atomic<std::uint64_t> killed = 0;  // processes
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

tally& shared_tally() {
  void* const memory =
      ::mmap(nullptr, sizeof(tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
  return *::new (memory) tally;
}

bool put(const unique_fd& server, std::string_view text) {
  return ::send(server.get(), text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

/// Says a whole message and compares what comes back.
void ask(const unique_fd& server, std::uint64_t number, tally& told) {
  const std::string question = message_of(number) + '\n';
  std::string answer(question.size(), '\0');
  if (!put(server, question)) return;
  for (std::size_t got = 0; got < answer.size();) {
    const ssize_t more = ::recv(server.get(), answer.data() + got, answer.size() - got, 0);
    if (more <= 0) {
      // EAGAIN is the time-out below: the server holds the connection and does not answer.
      (more < 0 && errno == EAGAIN ? told.wrong : told.given_up) += 1;
      told.asked += 1;
      return;
    }
    got += static_cast<std::size_t>(more);
  }
  told.asked += 1;
  (answer == question ? told.answered : told.wrong) += 1;
}

/// One client process, until it is killed.
[[noreturn]] void be_client(const listening& server, std::uint64_t seed, tally& told) {
  std::minstd_rand random(static_cast<std::uint32_t>(seed));
  std::vector<unique_fd> silent;
  for (std::uint64_t number = seed << 32;; ++number) {
    unique_fd connection;
    try {
      connection = server.connect();
    } catch (const std::system_error&) {
      ::usleep(10'000);  // the ports of closed connections are free again after a while
      continue;
    }
    const timeval patience{10, 0};
    (void)::setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    told.connections += 1;
    if (random() % 4 == 0) ask(connection, number, told);
    const std::string message = message_of(number);
    if (put(connection, message.substr(0, message.size() / 2))) told.halves += 1;
    switch (random() % 32) {
      case 0:  // keeps silent, until the server or the end of this process ends that
        silent.push_back(std::move(connection));
        if (silent.size() > 64) silent.erase(silent.begin());
        told.silent += 1;
        break;
      case 1:
      case 2:
      case 3:
      case 4: {  // the peer learns of it by ECONNRESET
        const linger at_once{1, 0};
        (void)::setsockopt(connection.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        told.reset += 1;
        break;
      }
      default:
        told.closed += 1;
        break;
    }
    if (random() % 64 == 0) ::usleep(5'000);
  }
}

/// Has four client processes run, and kills one after the other with SIGKILL.
[[noreturn]] void be_clients(const listening& server, tally& told) {
  std::array<std::uint64_t, 4> seeds{};
  std::vector<child_process> clients;
  std::uint64_t seed = 0;
  for (std::uint64_t& each : seeds) {
    each = ++seed;
    clients.emplace_back([&] { be_client(server, each, told); });
  }
  std::minstd_rand random;
  for (;;) {
    ::usleep(100'000 + static_cast<useconds_t>(random() % 300'000));
    const auto victim = static_cast<std::ptrdiff_t>(random() % clients.size());
    clients.erase(clients.begin() + victim);  // kills it, and waits for its end
    told.killed += 1;
    ++seed;
    clients.emplace_back([&] { be_client(server, seed, told); });
  }
}

// ---- the server --------------------------------------------------------------------------------

struct server {
  ring& loop;
  buffer_ring& buffers;
  std::uint64_t sessions = 0;
  std::uint64_t ended = 0;
  std::uint64_t answers = 0;
  std::uint64_t left = 0;    // sessions whose client has closed,
  std::uint64_t reset = 0;   // has reset,
  std::uint64_t silent = 0;  // or says nothing for too long
  std::uint64_t missed_resets = 0;
  std::uint64_t missed_others = 0;

  [[nodiscard]] std::uint64_t open() const { return sessions - ended; }
};

constexpr auto patience_with_clients = 500ms;

/// What the socket would tell whoever asked it now.
short events_of(const unique_fd& socket) {
  pollfd asked{socket.get(), POLLIN | POLLRDHUP, 0};
  return ::poll(&asked, 1, 0) == 1 ? asked.revents : short{0};
}

/// Sends back each whole line. The deadline is for a piece, as servers have it.
task<> session(unique_fd peer, server& state) {
  std::string line;
  auto received = stream(op::recv_multishot{.socket = peer, .buffers = state.buffers});
  for (;;) {
    auto piece = co_await within(patience_with_clients, received.next());
    const short events =
        !piece && piece.error() == std::errc::timed_out ? events_of(peer) : short{0};
    if (events != 0) piece = co_await within(patience_with_clients, received.next());
    if (!piece) {
      if (piece.error() == std::error_code()) {
        ++state.left;
      } else if (piece.error() != std::errc::timed_out) {
        ++state.reset;
      } else if (events == 0) {
        ++state.silent;
      } else {
        // It was told nothing although there is something, and still is not. Of a reset right
        // behind bytes, that is the kernel's (docs/kernels.md); of anything else it would be ours.
        ++((events & POLLERR) != 0 ? state.missed_resets : state.missed_others);
      }
      break;
    }
    line.append(reinterpret_cast<const char*>(piece->data()), piece->size());
    const std::size_t end = line.find('\n');
    if (end == std::string::npos) continue;
    auto sent = co_await within(patience_with_clients,
                                send_all(peer, std::string_view(line).substr(0, end + 1)));
    if (!sent) {
      ++state.reset;
      break;
    }
    ++state.answers;
    line.erase(0, end + 1);
  }
  ++state.ended;
}

template <class Connections>
task<> serve(Connections& connections, server& state) {
  while (auto peer = co_await connections.next()) {
    ++state.sessions;
    state.loop.spawn(session(*std::move(peer), state));
  }
}

// ---- the soak ----------------------------------------------------------------------------------

int failures = 0;

[[gnu::format(printf, 2, 3)]] void expect(bool holds, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::printf(holds ? "ok      " : "FAILED  ");
  std::vprintf(format, arguments);
  std::printf("\n");
  va_end(arguments);
  if (!holds) ++failures;
}

std::chrono::seconds seconds_of(int count, char** words) {
  if (count == 1) return 3600s;
  char* end = nullptr;
  const long seconds = count == 3 ? std::strtol(words[2], &end, 10) : 0;
  if (count != 3 || std::string_view(words[1]) != "--seconds" || *end != '\0' || seconds <= 0) {
    (void)std::fprintf(stderr, "usage: %s [--seconds N]\n", words[0]);
    std::exit(2);
  }
  return std::chrono::seconds(seconds);
}

double seconds(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>(span).count();
}

double mebibytes(std::size_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

/// What the end is compared with.
struct beginning {
  int descriptors;
  std::size_t resident = 0;
  std::chrono::nanoseconds cpu{0};
};

/// Lets the clients come for so long, and prints how it goes. The server's memory is noted when it
/// has warmed up.
task<> watch(std::chrono::nanoseconds duration, server& state, const tally& told,
             beginning& before) {
  using clock = std::chrono::steady_clock;
  const auto start = clock::now();
  const auto line = std::clamp<std::chrono::nanoseconds>(duration / 12, 500ms, 60s);
  const auto warm = std::min<std::chrono::nanoseconds>(duration / 4, 60s);
  before.cpu = cpu_time();
  auto due = clock::now() + line;
  for (;;) {
    co_await sleep_for(100ms);
    const auto now = clock::now();
    if (before.resident == 0 && now - start >= warm) before.resident = resident_bytes();
    const bool over = now - start >= duration;
    if (now >= due || over) {
      due = now + line;
      std::printf(
          "%6.1f s: %llu connections, %llu open; %llu answers; %llu client processes killed; "
          "%.1f MiB, %d descriptors, %u of %u buffers, %.1f s of CPU time\n",
          seconds(now - start), static_cast<unsigned long long>(state.sessions),
          static_cast<unsigned long long>(state.open()),
          static_cast<unsigned long long>(state.answers),
          static_cast<unsigned long long>(told.killed.load()), mebibytes(resident_bytes()),
          open_descriptors(), state.buffers.available(), state.buffers.count(),
          seconds(cpu_time() - before.cpu));
      (void)std::fflush(stdout);
    }
    if (over || told.wrong != 0) co_return;
  }
}

/// All that must hold when the clients are gone.
task<> compare(server& state, const tally& told, const beginning& before) {
  const auto cpu = cpu_time() - before.cpu;
  // Those that were killed or silent are found out by the deadline.
  for (int i = 0; i < 100 && state.open() != 0; ++i) co_await sleep_for(100ms);
  const auto idle_before = cpu_time();
  co_await sleep_for(1s);
  const auto idle = cpu_time() - idle_before;

  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf(
      "clients: %llu connections: %llu closed, %llu reset, %llu kept silent; %llu halves of "
      "messages; %llu processes killed\n",
      number(told.connections), number(told.closed), number(told.reset), number(told.silent),
      number(told.halves), number(told.killed));
  std::printf(
      "server: %llu sessions: %llu saw the client close, %llu saw a reset, %llu gave up a "
      "silent one\n",
      number(state.sessions), number(state.left), number(state.reset), number(state.silent));
  expect(state.open() == 0, "%llu sessions are left of %llu", number(state.open()),
         number(state.sessions));
  // A few seconds on a busy machine may have too few clients for each of them.
  expect(state.sessions < 10'000 ||
             (told.killed != 0 && told.answered != 0 && state.silent != 0 && state.reset != 0),
         "every way to vanish was taken, if there were ten thousand connections");
  expect(told.wrong == 0, "%llu answers were wrong or missing, %llu right", number(told.wrong),
         number(told.answered));
  expect(state.missed_others == 0, "%llu sessions were not told of bytes or an end",
         number(state.missed_others));
  expect(state.missed_resets * 10 <= told.reset,
         "%llu of %llu resets the kernel did not tell of; the deadline found them out (allowed: a "
         "tenth)",
         number(state.missed_resets), number(told.reset));
  expect(told.given_up * unanswered_allowed <= told.asked + unanswered_allowed,
         "%llu of %llu questions were given up by the server (allowed: one in %llu)",
         number(told.given_up), number(told.asked), number(unanswered_allowed));
  const int descriptors = open_descriptors();
  expect(descriptors == before.descriptors, "%d descriptors are open, %d were before", descriptors,
         before.descriptors);
  expect(state.buffers.available() == state.buffers.count(), "%u of %u buffers are there",
         state.buffers.available(), state.buffers.count());
  const std::size_t resident = resident_bytes();
  if (under_sanitizers) {
    std::printf(
        "        resident: %.1f MiB, %.1f when warm; not compared, because a sanitizer keeps "
        "what was freed and looks for leaks itself\n",
        mebibytes(resident), mebibytes(before.resident));
  } else {
    expect(resident <= before.resident + growth_allowed,
           "resident: %.1f MiB, %.1f when warm (allowed: %.1f more)", mebibytes(resident),
           mebibytes(before.resident), mebibytes(growth_allowed));
  }
  const auto each = cpu / std::max<std::uint64_t>(state.sessions, 1);
  expect(each <= cpu_allowed, "%.1f us of CPU time for a connection (allowed: %.0f)",
         seconds(each) * 1e6, seconds(cpu_allowed) * 1e6);
  expect(idle <= 50ms, "%.2f ms of CPU time in an idle second (allowed: 50)", seconds(idle) * 1e3);
}

int soak(std::chrono::seconds duration) {
  tally& told = shared_tally();
  const listening listener;
  // Before there is a ring, which a process that is forked would have as well.
  auto clients = child_process([&] {
    ::usleep(100'000);
    be_clients(listener, told);
  });
  ring loop(ring_options{.entries = 64});
  if (!loop.supports<op::recv_multishot>() || !loop.supports<op::accept_multishot>()) {
    std::printf("skipped: soak: this kernel has no multishot recv\n");
    return 0;
  }
  buffer_ring buffers(loop, 4, 128);  // so few that it runs out of them all the time
  server state{loop, buffers};
  beginning before{open_descriptors()};
  auto connections = stream(op::accept_multishot{.socket = listener.fd()});
  loop.spawn(serve(connections, state));
  loop.run(watch(duration, state, told, before));
  clients.end();  // and with it, all of its own
  loop.run(compare(state, told, before));
  connections.cancel();
  loop.run();
  if (failures == 0) {
    std::printf("nothing is left of them\n");
  } else {
    std::printf("%d of that must not be\n", failures);
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  const auto duration = seconds_of(count, words);
  (void)std::setvbuf(stdout, nullptr, _IOLBF, 0);
  try {
    return soak(duration);
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
