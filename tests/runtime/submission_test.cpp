// Submitting and reaping under pressure: small queues, overflow, signals. Everything here is run in
// each way of running completions that the kernel has.
#include "helpers.hpp"

#include <liburing.h>
#include <poll.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using bytes = std::array<char, 16>;

template <class Test>
void for_each_taskrun(Test test) {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    test(how);
  }
}

task<> several_nops(int rounds, int& completed) {
  for (int i = 0; i < rounds; ++i) {
    if (co_await op::nop{}) ++completed;
  }
}

task<> ping_pong(int rounds, int in, int out, int& completed) {
  // No more than one message at a time: whoever is a round behind its writer finds two, and one
  // read that took both would leave a later one without any.
  std::array<char, 4> room{};
  for (int i = 0; i < rounds; ++i) {
    const auto wrote = co_await op::write{.file = out, .buffer = "ping"};
    const auto read = co_await op::read{.file = in, .buffer = room};
    if (wrote == room.size() && read == room.size()) ++completed;
  }
}

// A signal handler that does nothing but interrupt system calls, for as long as this lives.
class interruptions {
 public:
  interruptions() {
    struct sigaction action{};
    action.sa_handler = [](int) { count_.fetch_add(1); };
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGUSR1, &action, &before_);
    count_ = 0;
    const pthread_t target = ::pthread_self();
    sender_ = std::thread([this, target] {
      while (!over_) {
        ::pthread_kill(target, SIGUSR1);
        std::this_thread::sleep_for(200us);
      }
    });
  }
  interruptions(const interruptions&) = delete;
  interruptions& operator=(const interruptions&) = delete;
  ~interruptions() {
    over_ = true;
    sender_.join();
    ::sigaction(SIGUSR1, &before_, nullptr);
  }
  [[nodiscard]] static int count() { return count_.load(); }

 private:
  static inline std::atomic<int> count_{0};
  std::atomic<bool> over_{false};
  struct sigaction before_{};
  std::thread sender_;
};

}  // namespace

TEST_CASE("hundreds of tasks share a submission queue of one entry, and of two") {
  for_each_taskrun([](taskrun how) {
    for (const unsigned entries : {1U, 2U}) {
      ring loop(ring_options{.entries = entries, .completions = how});
      CHECK(loop.sq_entries() == entries);
      int completed = 0;
      for (int i = 0; i < 300; ++i) loop.spawn(several_nops(5, completed));
      loop.run();
      CHECK(completed == 1500);
    }
  });
}

TEST_CASE("tasks that depend on each other's data share a submission queue of one entry") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 1, .completions = how});
    std::vector<pipe_ends> pipes(40);
    int completed = 0;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
      const pipe_ends& next = pipes[(i + 1) % pipes.size()];
      loop.spawn(ping_pong(20, pipes[i].reading.get(), next.writing.get(), completed));
    }
    loop.run();
    CHECK(completed == 800);
  });
}

TEST_CASE("deadlines and cancels find their way through a submission queue of one entry") {
  for_each_taskrun([](taskrun how) {
    const pipe_ends pipe;
    ring loop(ring_options{.entries = 1, .completions = how});
    bytes room{};
    int timed_out = 0;
    for (int i = 0; i < 100; ++i) {
      loop.spawn([&]() -> task<> {
        const auto got = co_await within(3ms, op::read{.file = pipe.reading, .buffer = room});
        if (!got && got.error() == std::errc::timed_out) ++timed_out;
      });
    }
    loop.run();
    CHECK(timed_out == 100);
  });
}

TEST_CASE("an operation that finds the queue full submits what is there, and goes next") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 4, .completions = how});
    const pipe_ends pipe;
    int foreign = 0;
    loop.on_foreign([&](const foreign_completion&) { ++foreign; });
    for (int i = 0; i < 4; ++i) {
      io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
      REQUIRE(raw != nullptr);
      io_uring_prep_nop(raw);
      raw->user_data = 9;
    }
    REQUIRE(io_uring_get_sqe(loop.native()) == nullptr);
    foreign_coroutine writer = [](ring& on, int file) -> foreign_coroutine {
      (void)co_await on.perform(op::write{.file = file, .buffer = "text"});
    }(loop, pipe.writing.get());
    // The four are with the kernel and the write is not: nobody has entered for it yet.
    CHECK(io_uring_sq_ready(loop.native()) == 1);
    CHECK(pipe.take().empty());
    while (!writer.done()) (void)loop.run_once();
    CHECK(pipe.take() == "text");
    CHECK(foreign == 4);
  });
}

TEST_CASE("a chain is reserved whole where the queue has room for a part of it") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 4, .completions = how});
    for (unsigned taken = 0; taken <= 4; ++taken) {
      CAPTURE(taken);
      const int bad = -1;
      std::vector<std::error_code> errors;
      foreign_coroutine chain = [](ring& on, unsigned before, int file,
                                   std::vector<std::error_code>& out) -> foreign_coroutine {
        for (unsigned i = 0; i < before; ++i) {
          io_uring_sqe* const raw = io_uring_get_sqe(on.native());
          io_uring_prep_nop(raw);
          raw->user_data = 1;
        }
        // Were it cut in two by a submission, what follows the member that fails would run.
        const op::write fails{.file = file, .buffer = "x"};
        const auto [a, b, c] = co_await on.perform(linked(fails, op::nop{}, op::nop{}));
        out = {a ? std::error_code() : a.error(), b ? std::error_code() : b.error(),
               c ? std::error_code() : c.error()};
      }(loop, taken, bad, errors);
      while (!chain.done()) (void)loop.run_once();
      REQUIRE(errors.size() == 3);
      CHECK(errors[0] == std::errc::bad_file_descriptor);
      CHECK(errors[1] == std::errc::operation_canceled);
      CHECK(errors[2] == std::errc::operation_canceled);
    }
  });
}

TEST_CASE("chains of many tasks in a small queue never break into each other") {
  for_each_taskrun([](taskrun how) {
    const pipe_ends no_socket;
    const socket_ends ready;
    ready.put(std::string(1000, 'x'));
    ring loop(ring_options{.entries = 4, .completions = how});
    int right = 0;
    for (int i = 0; i < 200; ++i) {
      loop.spawn(
          [&](bool fails) -> task<> {
            for (int round = 0; round < 5; ++round) {
              // The member in the middle says whether the one behind it may run. It fails as it
              // runs: kernels differ about what is refused as it is submitted.
              bytes room{};
              const op::recv middle{.socket = fails ? no_socket.reading : ready.reading,
                                    .buffer = std::span(room).first(1)};
              const auto [a, b, c] = co_await linked(op::nop{}, middle, op::nop{});
              if (a && !fails && b && c) ++right;
              if (a && fails && !b && !c && c.error() == std::errc::operation_canceled) ++right;
            }
          },
          i % 3 == 0);
    }
    loop.run();
    CHECK(right == 1000);
  });
}

TEST_CASE(
    "a chain as long as the queue runs, and a longer one is value_too_large and takes no SQE") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 2, .completions = how});
    loop.run([&]() -> task<> {
      const auto [a, b] = co_await linked(op::nop{}, op::nop{});
      CHECK(a.has_value());
      CHECK(b.has_value());
      const pipe_ends pipe;
      const op::write write{.file = pipe.writing, .buffer = "x"};
      const unsigned before = sqes_taken(loop);
      const auto [c, d, e] = co_await hard_linked(write, write, write);
      CHECK(c.error() == std::errc::value_too_large);
      CHECK(d.error() == std::errc::value_too_large);
      CHECK(e.error() == std::errc::value_too_large);
      CHECK(sqes_taken(loop) == before);
      (void)co_await op::nop{};
      CHECK(pipe.take().empty());
    });
  });
}

TEST_CASE("more completions at once than the completion queue holds: of polls") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 4, .cq_entries = 4, .completions = how});
    CHECK(loop.cq_entries() == 4);
    const pipe_ends pipe;
    int completed = 0;
    for (int i = 0; i < 500; ++i) {
      loop.spawn([&]() -> task<> {
        const auto ready = co_await op::poll_add{.file = pipe.reading, .events = poll_events::in};
        if (ready) ++completed;
      });
    }
    loop.spawn([&]() -> task<> {
      co_await sleep_for(5ms);
      pipe.put("x");
    });
    loop.run();
    CHECK(completed == 500);
  });
}

TEST_CASE("more completions at once than the completion queue holds: of timeouts") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 8, .cq_entries = 8, .completions = how});
    int completed = 0;
    for (int i = 0; i < 500; ++i) {
      loop.spawn([&]() -> task<> {
        if (co_await op::timeout{.after = 10ms}) ++completed;
      });
    }
    loop.spawn([]() -> task<> {
      co_await yield();
      burn(20ms);
    });
    loop.run();
    CHECK(completed == 500);
  });
}

TEST_CASE("more completions at once than the completion queue holds: of work in worker threads") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 2, .cq_entries = 2, .completions = how});
    int completed = 0;
    for (int i = 0; i < 200; ++i) {
      loop.spawn([&]() -> task<> {
        if (co_await forced_async(op::nop{})) ++completed;
      });
    }
    loop.run();
    CHECK(completed == 200);
  });
}

TEST_CASE("more completions at once than the completion queue holds: of strangers") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 16, .cq_entries = 16, .completions = how});
    int foreign = 0;
    loop.on_foreign([&](const foreign_completion& cqe) {
      if (cqe.user_data == 77) ++foreign;
    });
    for (int batch = 0; batch < 30; ++batch) {
      for (int i = 0; i < 16; ++i) {
        io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
        REQUIRE(raw != nullptr);
        io_uring_prep_nop(raw);
        raw->user_data = 77;
      }
      io_uring_submit(loop.native());
    }
    loop.run([&]() -> task<> {
      const stopwatch since;
      while (foreign < 480 && since.elapsed() < 10s) (void)co_await op::nop{};
    });
    CHECK(foreign == 480);
  });
}

TEST_CASE("poll goes on saying so until completions that overflowed the queue have been reaped") {
  for_each_taskrun([](taskrun how) {
    ring loop(ring_options{.entries = 4, .cq_entries = 4, .completions = how});
    const pipe_ends pipe;
    int completed = 0;
    for (int i = 0; i < 100; ++i) {
      loop.spawn([&]() -> task<> {
        if (co_await op::poll_add{.file = pipe.reading, .events = poll_events::in}) ++completed;
      });
    }
    while (loop.poll()) {
    }
    CHECK(completed == 0);
    pipe.put("x");
    while (loop.poll()) {
    }
    CHECK(completed == 100);
  });
}

TEST_CASE("signals interrupt waiting and change nothing") {
  for_each_taskrun([](taskrun how) {
    const pipe_ends pipe;
    const pipe_ends empty;
    ring loop(ring_options{.completions = how});
    const interruptions signals;
    std::optional<std::error_code> slow_read;
    std::optional<std::error_code> worker_read;
    std::optional<std::error_code> timed_out;
    bool early = false;
    loop.spawn([&]() -> task<> {
      bytes room{};
      const auto got = co_await op::read{.file = pipe.reading, .buffer = std::span(room).first(1)};
      slow_read = got ? std::error_code() : got.error();
    });
    loop.spawn([&]() -> task<> {
      bytes room{};
      const auto got =
          co_await forced_async(op::read{.file = pipe.reading, .buffer = std::span(room).first(1)});
      worker_read = got ? std::error_code() : got.error();
    });
    loop.spawn([&]() -> task<> {
      bytes room{};
      const stopwatch since;
      const auto got = co_await within(40ms, op::read{.file = empty.reading, .buffer = room});
      early = early || since.elapsed() < 40ms;
      timed_out = got ? std::error_code() : got.error();
    });
    loop.spawn([&]() -> task<> {
      const stopwatch since;
      co_await sleep_for(30ms);
      early = early || since.elapsed() < 30ms;
      (void)co_await op::timeout{.after = 30ms};
      early = early || since.elapsed() < 60ms;
      // However few signals a slow machine has sent by now: both reads have met enough of them.
      while (interruptions::count() <= 20) co_await sleep_for(1ms);
      pipe.put("xy");
    });
    loop.run();
    CHECK(slow_read == std::error_code());
    CHECK(worker_read == std::error_code());
    CHECK(timed_out == std::make_error_code(std::errc::timed_out));
    CHECK_FALSE(early);
  });
}

TEST_CASE("signals interrupt a destructor that waits, and it waits on") {
  for_each_taskrun([](taskrun how) {
    const pipe_ends pipe;
    std::vector<char> room(64, 'a');
    const interruptions signals;
    for (int i = 0; i < 50 || interruptions::count() < 20; ++i) {
      ring loop(ring_options{.completions = how});
      for (int tasks = 0; tasks < 4; ++tasks) {
        loop.spawn([&]() -> task<> {
          (void)co_await forced_async(op::read{.file = pipe.reading, .buffer = room});
        });
      }
      (void)loop.poll();
    }
    std::fill(room.begin(), room.end(), 'b');
    pipe.put("xxxxxxxx");
    std::this_thread::sleep_for(5ms);
    CHECK(std::count(room.begin(), room.end(), 'b') == 64);
    CHECK(pipe.take() == "xxxxxxxx");
  });
}

TEST_CASE("a ring that has nothing to do uses no CPU time") {
  for_each_taskrun([](taskrun how) {
    const pipe_ends pipe;
    const pipe_ends second;
    bytes room{};
    // Small queues, so that the kernel may well refuse something before the quiet begins.
    ring loop(ring_options{.entries = 2, .cq_entries = 2, .completions = how});
    for (int i = 0; i < 100; ++i) {
      loop.spawn([&]() -> task<> {
        (void)co_await op::poll_add{.file = second.reading, .events = poll_events::in};
        (void)co_await within(1h,
                              op::read{.file = pipe.reading, .buffer = std::span(room).first(1)});
      });
    }
    loop.spawn([]() -> task<> { co_await sleep_for(1h); });
    loop.spawn([&]() -> task<> {
      co_await sleep_for(1ms);
      second.put("x");
    });
    std::thread later([&] {
      std::this_thread::sleep_for(250ms);
      pipe.put("x");
    });
    std::chrono::nanoseconds cpu{};
    loop.run([&]() -> task<> {
      co_await sleep_for(30ms);
      const auto before = thread_cpu_time();
      (void)co_await op::poll_add{.file = pipe.reading, .events = poll_events::in};
      cpu = thread_cpu_time() - before;
    });
    later.join();
    CHECK(cpu < (emulated() ? 200ms : 40ms));  // of the 220 that pass
  });
}

TEST_CASE("a deadline that was taken away wakes the ring at most once more") {
  const pipe_ends pipe;
  bytes room{};
  ring loop;
  // Removed deadlines of every magnitude leave their buckets' bounds behind.
  loop.run([&]() -> task<> {
    for (int shift = 0; shift < 28; ++shift) {
      (void)co_await within(50ms + std::chrono::nanoseconds(1LL << shift), op::nop{});
    }
    cancel_id id;
    loop.spawn([](cancel_id& name) -> task<> { (void)co_await with_id(name, sleep_for(20ms)); },
               std::ref(id));
    co_await sleep_for(1ms);
    (void)co_await cancel(id);
  });
  loop.run();
  loop.spawn([&]() -> task<> {
    (void)co_await within(150ms, op::read{.file = pipe.reading, .buffer = room});
  });
  // One that goes to sleep, one that wakes for what was taken away, the deadline's, and the one of
  // the cancel; and a kernel may end a wait a little before its time. A ring that spins has
  // thousands.
  int turns = 1;
  while (loop.run_once()) ++turns;
  INFO("turns: " << turns);
  CHECK(turns < 20);
}
