// A storm of signals, each of which interrupts what the thread is waiting in.
#include "overload.hpp"

#include <pthread.h>

#include <atomic>
#include <thread>

#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/transfer.hpp>

using namespace overload;

namespace {

std::atomic<std::size_t> caught = 0;
static_assert(std::atomic<std::size_t>::is_always_lock_free);

/// Sends SIGUSR1 to the thread that makes it, without SA_RESTART, the next one as soon as the last
/// one was caught. Not faster: then the thread would never get out of the handler.
class storm {
 public:
  storm() {
    caught = 0;
    struct sigaction action{};
    action.sa_handler = [](int) { caught.fetch_add(1, std::memory_order_relaxed); };
    (void)::sigaction(SIGUSR1, &action, &before_);
    target_ = ::pthread_self();
    sender_ = std::thread([this] { blow(); });
  }
  storm(const storm&) = delete;
  storm& operator=(const storm&) = delete;
  ~storm() { end(); }

  /// How many signals were caught.
  std::size_t end() {
    if (sender_.joinable()) {
      over_.store(true, std::memory_order_relaxed);
      sender_.join();
      (void)::sigaction(SIGUSR1, &before_, nullptr);
    }
    return caught;
  }

 private:
  void blow() const {
    while (!over_.load(std::memory_order_relaxed)) {
      const std::size_t last = caught.load(std::memory_order_relaxed);
      (void)::pthread_kill(target_, SIGUSR1);
      // A sanitizer may hold a signal back until the thread makes a call that it knows.
      const stopwatch since;
      while (caught.load(std::memory_order_relaxed) == last && since.elapsed() < 100us) {
      }
      burn(5us);
    }
  }

  struct sigaction before_{};
  std::atomic<bool> over_ = false;
  pthread_t target_{};
  std::thread sender_;
};

struct progress {
  std::size_t exchanges = 0;
  std::size_t wrong = 0;
  std::size_t interrupted = 0;  // completions that said EINTR
  std::size_t pauses = 0;
  std::size_t reads_by_workers = 0;
  std::size_t without_worker = 0;  // reads that the kernel gave up
};

constexpr std::size_t pairs = 16;
constexpr std::size_t exchanges = scaled(500, 50);

task<> echo(unique_fd peer) {
  std::array<char, 32> buffer;
  while (co_await recv_exactly(peer, buffer)) {
    auto sent = co_await send_all(peer, buffer);
    if (!sent) co_return;
  }
}

/// Goes on until the storm has blown: where the cores are busy with other things, the one who sends
/// the signals may hardly come to it.
task<> converse(unique_fd server, std::size_t number, progress& seen) {
  for (std::size_t round = 0; round < exchanges || caught <= 100; ++round) {
    std::array<char, 32> question{};
    std::array<char, 32> answer{};
    (void)std::snprintf(question.data(), question.size(), "%zu of %zu", round, number);
    auto sent = co_await send_all(server, question);
    auto received = co_await within(20s, recv_exactly(server, answer));
    if (!sent || !received || answer != question) ++seen.wrong;
    ++seen.exchanges;
  }
}

/// Deadlines of the ring's and of the kernel's, which the signals must not end early.
task<> pause(progress& seen) {
  for (int i = 0; i < 50; ++i) {
    const stopwatch since;
    if (i % 2 == 0) {
      auto slept = co_await sleep_for(2ms);
      if (!slept) ++seen.wrong;
    } else {
      auto slept = co_await op::timeout{.after = 2ms};
      if (!slept && slept.error() == std::errc::interrupted) ++seen.interrupted;
      if (!slept) ++seen.wrong;
    }
    if (since.elapsed() < 2ms) ++seen.wrong;
    ++seen.pauses;
  }
}

/// What is read in worker threads. Until Linux 6.19 the kernel gives up to make a worker when a
/// signal comes at each of its four tries, and then says ECANCELED of what should have run there,
/// of which nothing was done: that is asked again.
task<> read_by_workers(progress& seen) {
  const bool may_give_up = detail::kernel_is_before(6, 19);
  const socket_ends pair;
  for (int i = 0; i < 50; ++i) {
    std::array<char, 1> byte{};
    const char sent = static_cast<char>('a' + i % 26);
    pair.put({&sent, 1});
    auto received = co_await forced_async(op::recv{.socket = pair.reading, .buffer = byte});
    while (may_give_up && !received && received.error() == std::errc::operation_canceled) {
      ++seen.without_worker;
      received = co_await forced_async(op::recv{.socket = pair.reading, .buffer = byte});
    }
    if (!received && received.error() == std::errc::interrupted) ++seen.interrupted;
    if (!received || *received != 1 || byte[0] != sent) ++seen.wrong;
    ++seen.reads_by_workers;
  }
}

task<> wait_for_ever(const unique_fd& silent) {
  std::array<char, 1> byte;
  (void)co_await op::recv{.socket = silent, .buffer = byte};
  FAIL_CHECK("nobody has sent anything");
}

}  // namespace

TEST_CASE("no exchange is lost or wrong in a storm of signals") {
  const time_limit limited;
  const balance balanced;
  ring loop(ring_options{.entries = 8});
  progress seen;
  std::size_t signals = 0;
  {
    storm blowing;
    for (std::size_t number = 0; number < pairs; ++number) {
      socket_ends pair;
      loop.spawn(echo(std::move(pair.writing)));
      loop.spawn(converse(std::move(pair.reading), number, seen));
    }
    for (int i = 0; i < 4; ++i) loop.spawn(pause(seen));
    loop.spawn(read_by_workers(seen));
    loop.run();
    signals = blowing.end();
  }
  CHECK(seen.exchanges >= pairs * exchanges);
  CHECK(seen.pauses == 200);
  CHECK(seen.reads_by_workers == 50);
  CHECK(seen.wrong == 0);
  CHECK(signals > 100);
  show(
      "%zu signals; %zu exchanges, %zu pauses, %zu reads by workers, %zu times without a worker; "
      "%zu completions said EINTR",
      signals, seen.exchanges, seen.pauses, seen.reads_by_workers, seen.without_worker,
      seen.interrupted);
  loop.run([]() -> task<> { co_await expect_quiet("the storm is over"); });
}

TEST_CASE("rings are made, run and destroyed with operations in flight in a storm of signals") {
  const time_limit limited;
  const balance balanced;
  constexpr int rounds = scaled(200, 30);
  int round = 0;
  const socket_ends silent;
  std::size_t signals = 0;
  {
    storm blowing;
    for (; round < rounds || caught < 500; ++round) {
      ring loop(ring_options{.entries = 4});
      for (int i = 0; i < 20; ++i) loop.spawn(wait_for_ever(silent.reading));
      int slept = 0;
      loop.run([&]() -> task<> {
        auto first =
            co_await within(100us, op::poll_add{.file = silent.reading, .events = poll_events::in});
        expect_error(first, std::errc::timed_out);
        ++slept;
      });
      CHECK(slept == 1);
    }
    signals = blowing.end();
  }
  CHECK(signals > 100);
  show("%zu signals; %d rings with 20 operations in flight each came and went", signals, round);
}
