// Whatever dies with an operation in flight waits until the kernel has let go of its memory.
#include "helpers.hpp"

#include <liburing.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include <ringlet/op/accept.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/readv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

// What the kernel is lent, and what must stay as it was left once it has been given back.
struct lent {
  pipe_ends pipe;
  std::vector<char> memory = std::vector<char>(64, 'a');
  iovec vector{memory.data(), memory.size()};
};

using way_to_wait = std::function<task<>(lent&)>;

std::vector<std::pair<const char*, way_to_wait>> ways_to_wait() {
  return {
      {"read",
       [](lent& from) -> task<> {
         (void)co_await op::read{.file = from.pipe.reading, .buffer = from.memory};
       }},
      {"read with a deadline",
       [](lent& from) -> task<> {
         (void)co_await within(1h, op::read{.file = from.pipe.reading, .buffer = from.memory});
       }},
      {"read with an id",
       [](lent& from) -> task<> {
         cancel_id id;
         (void)co_await with_id(id, op::read{.file = from.pipe.reading, .buffer = from.memory});
       }},
      {"checked read",
       [](lent& from) -> task<> {
         (void)co_await checked(op::read{.file = from.pipe.reading, .buffer = from.memory});
       }},
      {"readv",
       [](lent& from) -> task<> {
         (void)co_await op::readv{.file = from.pipe.reading, .buffers = std::span(&from.vector, 1)};
       }},
      {"read in a worker thread",
       [](lent& from) -> task<> {
         (void)co_await forced_async(op::read{.file = from.pipe.reading, .buffer = from.memory});
       }},
      {"read in a worker thread with a deadline",
       [](lent& from) -> task<> {
         (void)co_await within(
             1h, forced_async(op::read{.file = from.pipe.reading, .buffer = from.memory}));
       }},
      {"read with a linked timeout",
       [](lent& from) -> task<> {
         (void)co_await link_timeout(1h,
                                     op::read{.file = from.pipe.reading, .buffer = from.memory});
       }},
      {"chain, at its first member",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await linked(read, read, read);
       }},
      {"hard chain, at its first member",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await hard_linked(read, read, read);
       }},
      {"hard chain, further on",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await hard_linked(op::nop{}, op::nop{}, read, read);
       }},
      {"chain that skips successes",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await linked(skip_success(op::nop{}), skip_success(op::nop{}), read);
       }},
      {"chain that skips successes, in a worker thread",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await linked(skip_success(forced_async(op::nop{})), forced_async(read));
       }},
      {"chain in a worker thread",
       [](lent& from) -> task<> {
         const op::read read{.file = from.pipe.reading, .buffer = from.memory};
         (void)co_await hard_linked(forced_async(read), forced_async(read));
       }},
      {"poll and timeout before a read",
       [](lent& from) -> task<> {
         (void)co_await op::poll_add{.file = from.pipe.reading, .events = poll_events::in};
         (void)co_await op::read{.file = from.pipe.reading, .buffer = from.memory};
       }},
      {"child of a child",
       [](lent& from) -> task<> {
         const auto child = [](lent& of) -> task<> {
           (void)co_await op::read{.file = of.pipe.reading, .buffer = of.memory};
         };
         const auto parent = [](lent& of, const auto& inner) -> task<> { co_await inner(of); };
         co_await parent(from, child);
       }},
  };
}

// `look` is given what to do, if anything, for the kernel to go on with what it may have put off.
using look_at = std::function<void(const std::function<void()>& go_on)>;
using way_to_die = std::function<void(taskrun, unsigned, const std::function<task<>()>& start,
                                      const look_at& look)>;

void go_on(ring& loop) {
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
}

/// Turns enough for a task to have reached the kernel, and its work a worker thread.
void let_begin(ring& loop) {
  for (int i = 0; i < 3; ++i) (void)loop.poll();
  std::this_thread::sleep_for(2ms);
  (void)loop.poll();
}

// Each starts a task, lets it die, and then looks at what it had lent, while the ring lives on if
// it does: closing a ring would end at some time what had been forgotten.
std::vector<std::pair<const char*, way_to_die>> ways_to_die() {
  return {
      {"with the ring",
       [](taskrun how, unsigned entries, const auto& start, const auto& look) {
         {
           ring loop(ring_options{.entries = entries, .completions = how});
           loop.spawn(start());
           let_begin(loop);
         }
         look([] {});
       }},
      {"with the ring, before anything was submitted",
       [](taskrun how, unsigned entries, const auto& start, const auto& look) {
         {
           ring loop(ring_options{.entries = entries, .completions = how});
           loop.spawn([](const std::function<task<>()>& inner) -> task<> { co_await inner(); },
                      std::cref(start));
           loop.spawn([]() -> task<> {
             throw std::runtime_error("enough");
             co_return;
           });
           CHECK_THROWS(loop.run());
         }
         look([] {});
       }},
      {"as run was stopped",
       [](taskrun how, unsigned entries, const auto& start, const auto& look) {
         ring loop(ring_options{.entries = entries, .completions = how});
         loop.spawn([&]() -> task<> {
           co_await sleep_for(2ms);
           loop.stop();
         });
         CHECK_THROWS_AS(loop.run(start()), std::system_error);
         look([&] { go_on(loop); });
       }},
      {"as an exception left another task",
       [](taskrun how, unsigned entries, const auto& start, const auto& look) {
         ring loop(ring_options{.entries = entries, .completions = how});
         loop.spawn([]() -> task<> {
           co_await sleep_for(2ms);
           throw std::runtime_error("enough");
         });
         CHECK_THROWS_AS(loop.run(start()), std::runtime_error);
         look([&] { go_on(loop); });
       }},
  };
}

}  // namespace

TEST_CASE("the kernel does not write to memory once the task that lent it is dead") {
  for (const taskrun how : all_taskruns()) {
    for (const auto& [death, die] : ways_to_die()) {
      for (const auto& [waiting, wait] : ways_to_wait()) {
        CAPTURE(static_cast<int>(how), death, waiting);
        lent memory;
        const auto start = [&] { return wait(memory); };
        const auto look = [&](const std::function<void()>& kernel_goes_on) {
          std::fill(memory.memory.begin(), memory.memory.end(), 'b');
          memory.pipe.put("written too late");
          std::this_thread::sleep_for(1ms);
          kernel_goes_on();
          CHECK(std::count(memory.memory.begin(), memory.memory.end(), 'b') == 64);
          CHECK(memory.pipe.take() == "written too late");
        };
        die(how, 4, start, look);
      }
    }
  }
}

TEST_CASE("a ring dies with hundreds of operations in flight of every kind") {
  for (const taskrun how : all_taskruns()) {
    for (const unsigned entries : {1U, 2U, 64U}) {
      CAPTURE(static_cast<int>(how), entries);
      lent memory;
      const auto ways = ways_to_wait();
      {
        ring loop(ring_options{.entries = entries, .cq_entries = entries, .completions = how});
        for (int i = 0; i < 20; ++i) {
          for (const auto& [waiting, wait] : ways) loop.spawn(wait(memory));
        }
        for (int i = 0; i < 20; ++i) {
          loop.spawn([]() -> task<> { (void)co_await op::timeout{.after = 1h}; });
          loop.spawn([]() -> task<> { co_await sleep_for(1h); });
          loop.spawn([]() -> task<> {
            for (;;) (void)co_await op::nop{};
          });
        }
        let_begin(loop);
      }
      std::fill(memory.memory.begin(), memory.memory.end(), 'b');
      memory.pipe.put("written too late");
      std::this_thread::sleep_for(2ms);
      CHECK(std::count(memory.memory.begin(), memory.memory.end(), 'b') == 64);
      CHECK(memory.pipe.take() == "written too late");
    }
  }
}

TEST_CASE("an accept that completes while its task dies leaves no descriptor open") {
  const auto open_descriptors = [] {
    const auto entries = std::filesystem::directory_iterator("/proc/self/fd");
    return std::distance(begin(entries), end(entries));
  };
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  const unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
  REQUIRE(::listen(listener.get(), 4) == 0);
  REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
  const auto before = open_descriptors();
  for (const taskrun how : all_taskruns()) {
    for (const bool with_deadline : {false, true}) {
      const unique_fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
      ring loop(ring_options{.completions = how});
      loop.spawn([&]() -> task<> {
        if (with_deadline) {
          (void)co_await within(1h, op::accept{.socket = listener});
        } else {
          (void)co_await op::accept{.socket = listener};
        }
      });
      (void)loop.poll();
      REQUIRE(::connect(client.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
      std::this_thread::sleep_for(2ms);
    }
  }
  CHECK(open_descriptors() == before);
}

TEST_CASE("a frame whose completion is in the queue but not reaped may be destroyed by a task") {
  ring loop;
  int others = 0;
  bool reached = false;
  std::optional<foreign_coroutine> victim;
  loop.spawn([&]() -> task<> {
    const auto done = co_await op::nop{};
    // The victim's CQE stands right behind this task's own.
    victim->destroy();
    if (done) ++others;
  });
  loop.spawn([&]() -> task<> {
    (void)co_await yield();
    if (co_await op::nop{}) ++others;
  });
  loop.spawn([&]() -> task<> {
    victim = [](ring& on, bool& flag) -> foreign_coroutine {
      (void)co_await on.perform(op::nop{});
      flag = true;
    }(loop, reached);
    if (co_await op::nop{}) ++others;
  });
  loop.run();
  CHECK_FALSE(reached);
  CHECK(others == 3);
}

TEST_CASE("a frame whose completion was reaped and queued may be destroyed by a task") {
  ring loop;
  int reached = 0;
  int others = 0;
  std::vector<foreign_coroutine> victims;
  loop.spawn([&]() -> task<> {
    (void)co_await op::nop{};
    // The first destruction waits, and queues the completions of all the others.
    while (!victims.empty()) victims.erase(victims.begin());
    ++others;
  });
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 10; ++i) {
      victims.push_back([](ring& on, int& count) -> foreign_coroutine {
        (void)co_await on.perform(op::nop{});
        (void)co_await on.perform(within(1h, op::nop{}));
        ++count;
      }(loop, reached));
    }
    if (co_await op::nop{}) ++others;
  });
  loop.run();
  CHECK(reached == 0);
  CHECK(others == 2);
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
}

TEST_CASE(
    "completions of others that a dying operation reaps are resumed later, with their results") {
  const pipe_ends pipe;
  const pipe_ends data;
  data.put("0123456789");
  std::array<char, 16> room{};
  ring loop;
  std::size_t sum = 0;
  std::optional<foreign_coroutine> victim;
  for (int i = 0; i < 10; ++i) {
    loop.spawn([&]() -> task<> {
      std::array<char, 1> own{};
      const auto got = co_await op::read{.file = data.reading, .buffer = own};
      if (got) sum += *got;
      const auto again = co_await within(1h, op::nop{});
      if (again) sum += 100;
    });
  }
  loop.run([&]() -> task<> {
    victim = [](ring& on, int file, std::array<char, 16>& into) -> foreign_coroutine {
      (void)co_await on.perform(op::read{.file = file, .buffer = into});
    }(loop, pipe.reading.get(), room);
    co_await yield();
    const std::size_t before = sum;
    victim->destroy();
    CHECK(sum == before);  // a destructor resumes nobody
    (void)co_await op::nop{};
  });
  loop.run();
  CHECK(sum == 1010);
}

TEST_CASE("run_once does not wait once the last coroutine has ended that a destructor made ready") {
  for (const taskrun how : all_taskruns()) {
    for (const bool another_waits : {false, true}) {
      CAPTURE(static_cast<int>(how), another_waits);
      const pipe_ends pipe;
      const ending child = in_child([&] {
        (void)::alarm(10);
        ring loop(ring_options{.completions = how});
        std::array<char, 4> room{};
        const auto reads = [](ring& on, int file, std::array<char, 4>& into) -> foreign_coroutine {
          (void)co_await on.perform(op::read{.file = file, .buffer = into});
        };
        std::optional<foreign_coroutine> forever;
        if (another_waits) forever = reads(loop, pipe.reading.get(), room);
        const foreign_coroutine quick = [](ring& on) -> foreign_coroutine {
          (void)co_await on.perform(op::nop{});
        }(loop);
        // Its destructor waits, and meanwhile reaps what the quick one has asked for.
        reads(loop, pipe.reading.get(), room).destroy();
        if (quick.done()) ::_exit(3);
        while (!quick.done()) (void)loop.run_once();
      });
      INFO(child.said);
      CHECK(child.exited());
    }
  }
}

TEST_CASE("a frame dies before its operation was submitted") {
  lent memory;
  memory.pipe.put("here already");
  ring loop;
  {
    const foreign_coroutine frame = [](ring& on, lent& of) -> foreign_coroutine {
      (void)co_await on.perform(op::read{.file = of.pipe.reading, .buffer = of.memory});
    }(loop, memory);
  }
  std::fill(memory.memory.begin(), memory.memory.end(), 'b');
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  CHECK(std::count(memory.memory.begin(), memory.memory.end(), 'b') == 64);
}

TEST_CASE("frames of a foreign coroutine type may die after their ring") {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    lent memory;
    std::vector<foreign_coroutine> frames;
    {
      ring loop(ring_options{.entries = 4, .completions = how});
      for (int i = 0; i < 8; ++i) {
        frames.push_back([](ring& on, lent& of) -> foreign_coroutine {
          (void)co_await on.perform(op::read{.file = of.pipe.reading, .buffer = of.memory});
        }(loop, memory));
        frames.push_back([](ring& on, lent& of) -> foreign_coroutine {
          (void)co_await on.perform(
              forced_async(op::read{.file = of.pipe.reading, .buffer = of.memory}));
        }(loop, memory));
        frames.push_back([](ring& on, lent& of) -> foreign_coroutine {
          const op::read read{.file = of.pipe.reading, .buffer = of.memory};
          (void)co_await on.perform(within(1h, hard_linked(read, read)));
        }(loop, memory));
        frames.push_back([](ring& on) -> foreign_coroutine {
          (void)co_await on.perform(op::nop{});
          (void)co_await on.perform(sleep_for(1h));
        }(loop));
      }
      let_begin(loop);
    }
    std::fill(memory.memory.begin(), memory.memory.end(), 'b');
    memory.pipe.put("written too late");
    std::this_thread::sleep_for(2ms);
    CHECK(std::count(memory.memory.begin(), memory.memory.end(), 'b') == 64);
    for (const foreign_coroutine& frame : frames) CHECK_FALSE(frame.done());
    frames.clear();
  }
}

TEST_CASE("tasks and their locals die from the innermost outwards") {
  const pipe_ends pipe;
  std::string order;
  struct note {
    std::string& to;
    char letter;
    ~note() { to += letter; }
  };
  std::array<char, 4> room{};
  {
    ring loop;
    loop.spawn([&]() -> task<> {
      const note outer{order, 'c'};
      const auto middle = [&]() -> task<> {
        const note own{order, 'b'};
        const auto inner = [&]() -> task<> {
          const note deepest{order, 'a'};
          (void)co_await op::read{.file = pipe.reading, .buffer = room};
        };
        co_await inner();
      };
      co_await middle();
    });
    (void)loop.poll();
  }
  CHECK(order == "abc");
}

TEST_CASE("what dies may still use the ring: a destructor that spawns") {
  bool ran = false;
  struct spawns {
    ring& on;
    bool& flag;
    ~spawns() {
      on.spawn(
          [](bool& inner) -> task<> {
            inner = true;
            co_return;
          },
          std::ref(flag));
    }
  };
  {
    ring loop;
    loop.spawn([&]() -> task<> {
      const spawns at_end{loop, ran};
      co_await sleep_for(1h);
    });
    (void)loop.poll();
  }
  CHECK_FALSE(ran);
}

TEST_CASE("a chain dies between two members") {
  for (const taskrun how : all_taskruns()) {
    for (const bool chain_first : {true, false}) {
      CAPTURE(static_cast<int>(how), chain_first);
      lent memory;
      const pipe_ends first;
      const ending child = in_child([&] {
        (void)::alarm(10);
        ring loop(ring_options{.completions = how});
        std::array<char, 1> one{};
        const auto chain = [&]() -> task<> {
          const op::read starts{.file = first.reading, .buffer = one};
          const op::read blocked{.file = memory.pipe.reading, .buffer = memory.memory};
          (void)co_await hard_linked(starts, blocked);
        };
        const auto thrower = [&]() -> task<> {
          (void)co_await op::poll_add{.file = first.reading, .events = poll_events::in};
          throw std::runtime_error("enough");
        };
        if (chain_first) loop.spawn(chain);
        loop.spawn(thrower);
        if (!chain_first) loop.spawn(chain);
        loop.spawn([&]() -> task<> {
          co_await sleep_for(2ms);
          first.put("xx");
        });
        try {
          loop.run();
        } catch (const std::runtime_error&) {
          return;  // and the ring goes, with the chain
        }
        ::_exit(3);
      });
      INFO(child.said);
      CHECK(child.exited());
    }
  }
}

TEST_CASE("an operation that a drain holds back dies when what it waits for has ended") {
  const pipe_ends pipe;
  std::array<char, 4> room{};
  ring loop;
  const foreign_coroutine blocked = [](ring& on, int file,
                                       std::array<char, 4>& into) -> foreign_coroutine {
    (void)co_await on.perform(op::read{.file = file, .buffer = into});
  }(loop, pipe.reading.get(), room);
  std::thread later([&] {
    std::this_thread::sleep_for(20ms);
    pipe.put("x");
  });
  {
    const foreign_coroutine behind = [](ring& on) -> foreign_coroutine {
      (void)co_await on.perform(drained(op::nop{}));
    }(loop);
    for (int i = 0; i < 3; ++i) (void)loop.poll();
  }
  later.join();
  while (!blocked.done()) (void)loop.run_once();
}

constexpr const char* no_sync_cancel =
    "without IORING_REGISTER_SYNC_CANCEL (Linux 6.0) a drain holds back cancels as well";

TEST_CASE("a ring with an operation behind a drain waits at most until the drain is over") {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    lent memory;
    const ending child = in_child([&] {
      (void)::alarm(10);
      std::thread later;
      {
        ring loop(ring_options{.completions = how});
        loop.spawn([&]() -> task<> {
          (void)co_await op::read{.file = memory.pipe.reading, .buffer = memory.memory};
        });
        loop.spawn([]() -> task<> {
          co_await yield();
          (void)co_await drained(op::nop{});
        });
        for (int i = 0; i < 5; ++i) (void)loop.poll();
        later = std::thread([&] {
          std::this_thread::sleep_for(20ms);
          memory.pipe.put("x");
        });
      }
      later.join();
    });
    INFO(child.said);
    CHECK(child.exited());
  }
}

TEST_CASE("a ring dies with an operation behind a drain") {
  if (!has_sync_cancel()) return skip(no_sync_cancel);
  const pipe_ends pipe;
  std::array<char, 4> room{};
  for (const bool drained_first : {false, true}) {
    CAPTURE(drained_first);
    const ending child = in_child([&] {
      (void)::alarm(5);
      ring loop;
      const auto reads = [&]() -> task<> {
        (void)co_await op::read{.file = pipe.reading, .buffer = room};
      };
      const auto drains = [&]() -> task<> {
        co_await yield();
        (void)co_await drained(op::nop{});
      };
      if (drained_first) {
        loop.spawn(drains);
        loop.spawn(reads);
      } else {
        loop.spawn(reads);
        loop.spawn(drains);
      }
      for (int i = 0; i < 5; ++i) (void)loop.poll();
    });
    CHECK(child.exited());
  }
}

TEST_CASE("a deadline ends an operation although another waits behind a drain") {
  if (!has_sync_cancel()) return skip(no_sync_cancel);
  const pipe_ends pipe;
  std::array<char, 4> room{};
  const ending child = in_child([&] {
    (void)::alarm(5);
    ring loop;
    loop.spawn([]() -> task<> {
      co_await yield();
      (void)co_await drained(op::nop{});
    });
    loop.run([&]() -> task<> {
      const auto got = co_await within(20ms, op::read{.file = pipe.reading, .buffer = room});
      if (got || got.error() != std::errc::timed_out) ::_exit(3);
    });
    loop.run();
  });
  CHECK(child.exited());
}
