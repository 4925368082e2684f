// What operations lend the kernel, as the table says it, and what the sanitizers make of that: who
// touches lent memory too early is reported, at the line that does it.
#include "helpers.hpp"

#include <netinet/in.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <ringlet/ringlet.hpp>

#include "buffers.hpp"

using namespace ringlet;
using namespace helpers;

namespace {

// ---- what the table says -----------------------------------------------------------------------

struct piece {
  const void* data;
  std::size_t size;
  lent_for use;
  lent_until end;

  friend bool operator==(const piece&, const piece&) = default;
};

template <class Op>
std::vector<piece> lent_by(const Op& op) {
  std::vector<piece> found;
  op.for_each_lent([&found](const void* data, std::size_t size, lent_for use, lent_until end) {
    found.push_back({data, size, use, end});
  });
  return found;
}

}  // namespace

TEST_CASE("a buffer that is filled is lent for writing until the operation completes") {
  std::array<std::byte, 24> room{};
  CHECK(lent_by(op::read{.file = 0, .buffer = room}) ==
        std::vector<piece>{{room.data(), 24, lent_for::writing, lent_until::complete}});
}

TEST_CASE("what send_zc sends is lent until its notification") {
  const std::string text = "hello";
  CHECK(lent_by(op::send_zc{.socket = 0, .buffer = text}) ==
        std::vector<piece>{{text.data(), 5, lent_for::reading, lent_until::notif}});
}

TEST_CASE("iovecs are lent until the submission, and what they lead to for longer") {
  std::array<char, 8> one{};
  std::array<char, 16> other{};
  const std::array<::iovec, 2> both{{{one.data(), 8}, {other.data(), 16}}};
  CHECK(lent_by(op::readv{.file = 0, .buffers = both}) ==
        std::vector<piece>{{both.data(), sizeof both, lent_for::reading, lent_until::submit},
                           {one.data(), 8, lent_for::writing, lent_until::complete},
                           {other.data(), 16, lent_for::writing, lent_until::complete}});
}

TEST_CASE("a message that is received lends its name, its bytes, its control data and itself") {
  ::sockaddr_in6 from{};
  std::array<char, 8> bytes{};
  std::array<char, 32> control{};
  ::iovec vector{bytes.data(), bytes.size()};
  ::msghdr message{};
  message.msg_name = &from;
  message.msg_namelen = sizeof from;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  CHECK(lent_by(op::recvmsg{.socket = 0, .message = message}) ==
        std::vector<piece>{{&vector, sizeof vector, lent_for::reading, lent_until::submit},
                           {bytes.data(), 8, lent_for::writing, lent_until::complete},
                           {&from, sizeof from, lent_for::writing, lent_until::complete},
                           {control.data(), 32, lent_for::writing, lent_until::complete},
                           {&message, sizeof message, lent_for::writing, lent_until::complete}});
  CHECK(lent_by(op::sendmsg_zc{.socket = 0, .message = message}) ==
        std::vector<piece>{{&message, sizeof message, lent_for::reading, lent_until::submit},
                           {&from, sizeof from, lent_for::reading, lent_until::submit},
                           {&vector, sizeof vector, lent_for::reading, lent_until::submit},
                           {bytes.data(), 8, lent_for::reading, lent_until::notif},
                           {control.data(), 32, lent_for::reading, lent_until::complete}});
}

TEST_CASE(
    "where a message's bytes go into a buffer that the kernel selects, its iovec lends none") {
  static_assert(std::derived_from<decltype(op::recvmsg_select::message), message_head_out>);
  std::array<char, 8> bytes{};
  ::iovec vector{bytes.data(), bytes.size()};
  ::msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  const message_head_out head(message);
  std::vector<piece> found;
  auto visit = [&](const void* data, std::size_t size, lent_for use, lent_until end) {
    if (size != 0) found.push_back({data, size, use, end});
  };
  head.lend(visit, lent_until::complete);
  CHECK(found ==
        std::vector<piece>{{&message, sizeof message, lent_for::writing, lent_until::complete}});
}

TEST_CASE("a buffer may stand where a pointer would not be aligned") {
  struct command {
    std::uint32_t before;
    bytes_in sent;
    bytes_out received;
  };
  static_assert(alignof(command) == alignof(std::uint32_t));
  std::array<char, 8> room{};
  std::array<command, 2> both{command{1, "four", room}, command{2, "fourteen", room}};
  for (const command& each : both) {
    std::vector<std::pair<const void*, std::size_t>> found;
    // By reference, which what is packed could not be bound to.
    auto visit = [&](const auto& data, const auto& size, auto...) {
      found.emplace_back(data, size);
    };
    each.sent.lend(visit, lent_until::complete);
    each.received.lend(visit, lent_until::complete);
    CHECK(found == std::vector<std::pair<const void*, std::size_t>>{
                       {each.sent.data(), each.sent.length()}, {room.data(), room.size()}});
  }
}

TEST_CASE("a path is lent with the zero byte that ends it, until the submission") {
  CHECK(lent_by(op::openat{.path = "notes", .flags = {}})[0].size == 6);
  CHECK(lent_by(op::openat{.path = "notes", .flags = {}})[0].end == lent_until::submit);
}

TEST_CASE("a futex word is shared") {
  std::atomic<std::uint32_t> word{0};
  CHECK(lent_by(op::futex_wait{.word = word, .expected = 0}) ==
        std::vector<piece>{{&word, 4, lent_for::sharing, lent_until::complete}});
}

TEST_CASE("what is not wanted is not lent") {
  CHECK(lent_by(op::accept{.socket = 0}).empty());
  CHECK(lent_by(op::waitid{.idtype = id_type::pid, .id = 1}).empty());
}

TEST_CASE("a chain lends what its members lend") {
  std::array<std::byte, 24> room{};
  CHECK(lent_by(linked(op::nop{}, op::read{.file = 0, .buffer = room})) ==
        std::vector<piece>{{room.data(), 24, lent_for::writing, lent_until::complete}});
}

#ifdef RINGLET_LENDS

namespace {

void is_clean(const ending& child) {
  CAPTURE(child.status, child.said);
  CHECK(child.exited());
  CHECK(child.said.empty());
}

}  // namespace

#endif

#ifdef RINGLET_ADDRESS_SANITIZER

namespace {

volatile char seen;

constexpr int line_of_touch = __LINE__ + 1;
[[gnu::noinline]] void touch(const void* at) { seen = *static_cast<const volatile char*>(at); }

void is_reported_there(const ending& child) {
  CAPTURE(child.status, child.said);
  CHECK(child.exited(1));
  CHECK(child.said.find("ERROR: AddressSanitizer: use-after-poison") != std::string::npos);
  if (child.said.find(".cpp:") == std::string::npos) {
    WARN("the sanitizer has found no program that tells lines");
    return;
  }
  // The first frame is whoever did it.
  const std::string first = child.said.substr(child.said.find("#0 "));
  const std::string where = "lending_test.cpp:" + std::to_string(line_of_touch);
  CHECK(first.substr(0, first.find('\n')).find(where) != std::string::npos);
}

/// Awaits `op` in one task, while another touches `early` and then does `rest`, which is to let
/// `op` complete. Touching `early` afterwards must be right.
template <class Op>
void awaited(const Op& op, const void* early, std::function<void(ring&)> rest, bool mistake) {
  ring loop;
  loop.spawn([&]() -> task<> {
    (void)co_await op;
    touch(early);
  });
  loop.spawn([&]() -> task<> {
    co_await sleep_for(1ms);  // so that it is in flight
    if (mistake) touch(early);
    rest(loop);
  });
  loop.run();
  touch(early);
}

/// The same program with the mistake and without.
template <class Program>
void reports_only_the_mistake(Program program) {
  is_reported_there(in_child([&] { program(true); }));
  is_clean(in_child([&] { program(false); }));
}

}  // namespace

TEST_CASE("reading a buffer that the kernel is to fill is reported") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    std::array<std::byte, 64> room{};
    awaited(
        op::read{.file = pipe.reading, .buffer = room}, &room[17], [&](ring&) { pipe.put("x"); },
        mistake);
  });
}

TEST_CASE("so it is before the ring has entered the kernel") {
  reports_only_the_mistake([](bool mistake) {
    struct ::statx facts{};
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await op::statx{.directory = current_directory, .path = "/", .buffer = facts};
      touch(&facts.stx_mode);
    });
    loop.spawn([&]() -> task<> {
      if (mistake) touch(&facts.stx_mode);
      co_return;
    });
    loop.run();
  });
}

TEST_CASE("what comes before the buffer and what comes behind it is not lent") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    alignas(8) std::array<std::byte, 64> memory{};
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await op::read{.file = pipe.reading, .buffer = std::span(memory).subspan(13, 38)};
    });
    loop.spawn([&]() -> task<> {
      touch(&memory[12]);
      touch(&memory[51]);
      pipe.put("x");
      co_return;
    });
    loop.run();
  }));
}

TEST_CASE("the first byte of a buffer is lent wherever it begins") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    alignas(8) std::array<std::byte, 64> memory{};
    awaited(
        op::read{.file = pipe.reading, .buffer = std::span(memory).subspan(13, 38)}, &memory[13],
        [&](ring&) { pipe.put("x"); }, mistake);
  });
}

TEST_CASE("every buffer of a vectored read is lent, and the iovecs may go") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    std::array<std::array<char, 16>, 10> rooms{};
    ring loop;
    loop.spawn([&]() -> task<> {
      std::vector<::iovec> vectors;
      for (auto& room : rooms) vectors.push_back({room.data(), room.size()});
      (void)co_await op::readv{.file = pipe.reading, .buffers = vectors};
      for (auto& room : rooms) touch(&room[8]);
    });
    loop.spawn([&]() -> task<> {
      co_await sleep_for(1ms);
      if (mistake) touch(&rooms[9][8]);
      pipe.put("x");
    });
    loop.run();
  });
}

TEST_CASE("the header of a message that is received is lent") {
  reports_only_the_mistake([](bool mistake) {
    const sockets pair(SOCK_DGRAM);
    std::array<char, 32> bytes{};
    ::iovec vector{bytes.data(), bytes.size()};
    ::msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    awaited(
        op::recvmsg{.socket = pair.near, .message = message}, &message.msg_flags,
        [&](ring&) { pair.send("x"); }, mistake);
  });
}

TEST_CASE("an address that accept fills is lent") {
  reports_only_the_mistake([](bool mistake) {
    const unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const unique_fd peer(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ::sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::socklen_t size = sizeof name;
    auto* const as_any = reinterpret_cast<::sockaddr*>(&name);
    (void)::bind(listener.get(), as_any, size);
    (void)::listen(listener.get(), 1);
    (void)::getsockname(listener.get(), as_any, &size);
    address from;
    awaited(
        op::accept{.socket = listener, .peer = from}, &from,
        [&](ring&) { (void)::connect(peer.get(), as_any, size); }, mistake);
  });
}

TEST_CASE("what a child's end is told in is lent") {
  ring probe;
  if (!probe.supports<op::waitid>()) return skip("waitid needs Linux 6.7");
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends hold;
    const ::pid_t child = ::fork();
    if (child == 0) {
      ::close(hold.writing.get());  // so that it ends with its parent, too
      char byte = 0;
      (void)!::read(hold.reading.get(), &byte, 1);
      ::_exit(0);
    }
    ::siginfo_t told{};
    awaited(
        op::waitid{.idtype = id_type::pid, .id = child, .infop = told}, &told.si_status,
        [&](ring&) { hold.put("x"); }, mistake);
  });
}

TEST_CASE("a whole transfer lends its buffer from its first part to its last") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    std::array<char, 16> room{};
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await read_exactly(pipe.reading, room);
      touch(&room[0]);
    });
    loop.spawn([&]() -> task<> {
      for (int part = 0; part < 4; ++part) {
        co_await sleep_for(1ms);
        if (mistake && part == 2) touch(&room[0]);  // which is there, but not the caller's yet
        pipe.put("1234");
      }
    });
    loop.run();
  });
}

TEST_CASE("a buffered reader lends the free part of its buffer and looks at the rest") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    alignas(8) std::array<char, 64> room{};
    buffered_reader input(pipe.reading, room);
    ring loop;
    loop.spawn([&]() -> task<> {
      while (auto line = co_await input.read_until("\n")) touch(line->data());
    });
    loop.spawn([&]() -> task<> {
      pipe.put("one\ntw");
      co_await sleep_for(1ms);
      if (mistake) touch(&room[40]);
      pipe.put("o\nthree\n");
      co_await sleep_for(1ms);
      pipe.put("four");
      ::shutdown(pipe.writing.get(), SHUT_WR);
      loop.stop();
    });
    loop.run();
  });
}

TEST_CASE("a chain lends what its members are to fill") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    std::array<char, 16> first{};
    std::array<char, 16> second{};
    awaited(
        linked(op::read{.file = pipe.reading, .buffer = std::span(first).first(1)},
               op::read{.file = pipe.reading, .buffer = second}),
        &second[3], [&](ring&) { pipe.put("xy"); }, mistake);
  });
}

TEST_CASE("a chain may write what it has read") {
  is_clean(in_child([] {
    const helpers::pipe_ends from;
    const helpers::pipe_ends to;
    std::array<char, 8> room{};
    from.put("12345678");
    ring loop;
    loop.run([&]() -> task<> {
      (void)co_await linked(op::read{.file = from.reading, .buffer = room},
                            op::write{.file = to.writing, .buffer = room});
      touch(room.data());
    });
  }));
}

TEST_CASE("each operation of a group lends its own") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends one;
    const helpers::pipe_ends other;
    std::array<std::array<char, 16>, 2> rooms{};
    ring loop;
    loop.spawn([&]() -> task<> {
      (void)co_await when_all(op::read{.file = one.reading, .buffer = rooms[0]},
                              op::read{.file = other.reading, .buffer = rooms[1]});
      for (auto& room : rooms) touch(room.data());
    });
    loop.spawn([&]() -> task<> {
      co_await sleep_for(1ms);
      one.put("x");
      co_await sleep_for(1ms);
      touch(rooms[0].data());  // this one is done
      if (mistake) touch(rooms[1].data());
      other.put("x");
    });
    loop.run();
  });
}

TEST_CASE("a buffer is the caller's again after a deadline, a cancel, a refusal and an error") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    std::array<char, 16> room{};
    ring loop;
    loop.run([&]() -> task<> {
      (void)co_await within(1ms, op::read{.file = pipe.reading, .buffer = room});
      touch(room.data());
      (void)co_await op::read{.file = -1, .buffer = room};
      touch(room.data());
      (void)co_await when_any(op::read{.file = pipe.reading, .buffer = room}, sleep_for(1ms));
      touch(room.data());
      (void)co_await op::read_fixed{.file = pipe.reading, .buffer = room, .buffer_index = 1 << 20};
      touch(room.data());
      cancel_id id;
      co_await in_scope([&](scope& both) -> task<> {
        both.spawn([&]() -> task<> {
          (void)co_await with_id(id, op::read{.file = pipe.reading, .buffer = room});
          touch(room.data());
        });
        co_await yield();
        (void)co_await cancel(id);
      });
      touch(room.data());
      co_await in_scope([&](scope& ended) -> task<> {
        ended.cancel();
        (void)co_await op::read{.file = pipe.reading, .buffer = room};  // which never begins
        touch(room.data());
      });
    });
  }));
}

TEST_CASE("a buffer is the caller's again after its task was destroyed, with its ring") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    std::array<char, 16> room{};
    {
      ring loop;
      loop.spawn(
          [&]() -> task<> { (void)co_await op::read{.file = pipe.reading, .buffer = room}; });
      (void)loop.poll();
    }
    touch(room.data());
  }));
}

TEST_CASE("an operation that is performed lends as well") {
  reports_only_the_mistake([](bool mistake) {
    const helpers::pipe_ends pipe;
    std::array<char, 16> room{};
    ring loop;
    const foreign_coroutine frame = [](ring& on, const helpers::pipe_ends& from,
                                       std::array<char, 16>& into) -> foreign_coroutine {
      (void)co_await on.perform(op::read{.file = from.reading, .buffer = into});
      touch(into.data());
    }(loop, pipe, room);
    if (mistake) touch(room.data());
    pipe.put("x");
    while (!frame.done()) (void)loop.run_once();
  });
}

TEST_CASE("two operations may fill memory that nobody looks at") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    std::array<char, 16> sink{};
    ring loop;
    for (int i = 0; i < 2; ++i) {
      loop.spawn([&]() -> task<> {
        (void)co_await op::read{.file = pipe.reading, .buffer = std::span(sink).first(1)};
      });
    }
    loop.spawn([&]() -> task<> {
      co_await sleep_for(1ms);
      pipe.put("xy");
    });
    loop.run();
    touch(sink.data());
  }));
}

TEST_CASE("what lies behind an object stays out of bounds after it was lent too much") {
  const ending child = in_child([] {
    const helpers::pipe_ends pipe;
    const auto small = std::make_unique<std::array<char, 16>>();
    ring loop;
    loop.spawn([&]() -> task<> {
      pipe.put("x");
      (void)co_await op::read{.file = pipe.reading, .buffer = std::span(small->data(), 24)};
      touch(small->data() + 20);
    });
    loop.run();
  });
  CAPTURE(child.said);
  CHECK(child.said.find("heap-buffer-overflow") != std::string::npos);
}

TEST_CASE("a buffer that the kernel may select is lent until it has come, and again afterwards") {
  for (const bool in_memory : {true, false}) {
    CAPTURE(in_memory);
    for (const int mistake : {0, 1, 2}) {
      CAPTURE(mistake);
      const ending child = in_child([&] {
        const sockets pair;
        std::vector<std::byte> memory(std::size_t{4} * 64);
        ring loop;
        const auto with = [&](auto& buffers) {
          loop.run([&]() -> task<> {
            if (mistake == 1) touch(&memory[70]);
            const std::byte* was = nullptr;
            for (int i = 0; i < 10; ++i) {
              pair.send("hello");
              auto bytes = co_await op::recv_select{.socket = pair.near, .buffers = buffers};
              touch(bytes->data() + 4);
              was = bytes->data();
            }
            if (mistake == 2) touch(was);
          });
        };
        if (in_memory) {
          buffer_ring buffers(loop, memory, 64);
          with(buffers);
        } else {
          provided_buffers buffers(loop, memory, 64);
          with(buffers);
        }
      });
      if (mistake == 0) {
        is_clean(child);
      } else {
        is_reported_there(child);
      }
    }
  }
}

TEST_CASE("the memory of selected buffers is the caller's again when the ring has ended") {
  is_clean(in_child([] {
    std::vector<std::byte> memory(std::size_t{4} * 64);
    {
      ring loop;
      const buffer_ring buffers(loop, memory, 64);
    }
    for (const std::byte& byte : memory) touch(&byte);
  }));
}

TEST_CASE("of buffers that are used piece by piece, what has come is the holder's") {
  ring probe;
  if (!where_supported(
          [&] {
            return std::make_unique<buffer_ring>(probe, 1, 64,
                                                 buffer_ring_options{.incremental = true});
          },
          "6.12")) {
    return skip("incremental buffers");
  }
  reports_only_the_mistake([](bool mistake) {
    const sockets pair;
    std::vector<std::byte> memory(std::size_t{2} * 256);
    ring loop;
    buffer_ring buffers(loop, memory, 256, {.incremental = true});
    loop.run([&]() -> task<> {
      auto received = stream(op::recv_multishot{.socket = pair.near, .buffers = buffers});
      for (int i = 0; i < 40; ++i) {
        pair.send("12345678");
        auto bytes = co_await received.next();
        for (const std::byte& byte : bytes->bytes()) touch(&byte);
        if (mistake && i == 5) touch(bytes->data() + 16);
      }
    });
  });
}

#endif

#ifdef RINGLET_THREAD_SANITIZER

namespace {

constexpr int line_of_change = __LINE__ + 1;
[[gnu::noinline]] void change(char& what) { ++what; }

void is_a_race(const ending& child) {
  CAPTURE(child.status, child.said);
  CHECK(child.said.find("WARNING: ThreadSanitizer: data race") != std::string::npos);
  if (child.said.find(".cpp:") == std::string::npos) {
    WARN("the sanitizer has found no program that tells lines");
    return;
  }
  CHECK(child.said.find("lending_test.cpp:" + std::to_string(line_of_change)) != std::string::npos);
}

/// Waits, and gives nothing that orders what two threads do.
void wait_for(const std::atomic<int>& step, int which) {
  while (step.load(std::memory_order_relaxed) < which) std::this_thread::yield();
}

/// Says so once what was spawned before it is with the kernel. The sanitizer may miss a race whose
/// two accesses come at the very same moment, so that a mistake has to wait for this.
task<> once_lent(std::atomic<int>& step) {
  (void)co_await op::nop{};
  step.store(1, std::memory_order_relaxed);
}

/// Two rings on two threads: `data` is written on one before it awaits `gives`, and read on the
/// other after it has awaited `takes`.
template <class Gives, class Takes>
void handed_over(const Gives& gives, const Takes& takes, int& data) {
  std::atomic<int> step{0};
  std::thread other([&] {
    ring loop;
    wait_for(step, 1);
    loop.run([&]() -> task<> {
      data = 5;
      (void)co_await gives();
    });
  });
  ring loop;
  loop.run([&]() -> task<> {
    step.store(1, std::memory_order_relaxed);
    (void)co_await takes();
    data += 1;
  });
  other.join();
}

}  // namespace

TEST_CASE("another thread that writes to a buffer which the kernel is to fill is a race") {
  const auto program = [](bool mistake) {
    const helpers::pipe_ends pipe;
    alignas(8) std::array<char, 64> room{};
    std::atomic<int> step{0};
    std::thread other([&] {
      wait_for(step, 1);
      if (mistake) {
        change(room[3]);
      }
      pipe.put("hello");
    });
    ring loop;
    loop.spawn([&]() -> task<> { (void)co_await op::read{.file = pipe.reading, .buffer = room}; });
    loop.spawn(once_lent(step));
    loop.run();
    other.join();
    room[3] = 'y';
  };
  is_a_race(in_child([&] { program(true); }));
  is_clean(in_child([&] { program(false); }));
}

TEST_CASE("another thread that writes to what the kernel is to send is a race") {
  const auto program = [](bool mistake) {
    const helpers::pipe_ends pipe;
    // Whole words: of accesses to single bytes, the sanitizer remembers four in a word.
    alignas(8) std::array<char, 64> text{};
    std::atomic<int> step{0};
    std::thread other([&] {
      wait_for(step, 1);
      if (mistake) {
        change(text[3]);
      }
    });
    ring loop;
    loop.spawn([&]() -> task<> { (void)co_await op::write{.file = pipe.writing, .buffer = text}; });
    loop.spawn(once_lent(step));
    loop.run();
    other.join();
    text[3] = 'y';
  };
  is_a_race(in_child([&] { program(true); }));
  is_clean(in_child([&] { program(false); }));
}

TEST_CASE("what goes through a pipe between two rings is handed over") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    int data = 0;
    std::array<char, 1> room{};
    handed_over([&] { return op::write{.file = pipe.writing, .buffer = "x"}; },
                [&] { return op::read{.file = pipe.reading, .buffer = room}; }, data);
  }));
}

TEST_CASE("what goes through a socket between two rings is handed over") {
  is_clean(in_child([] {
    const sockets pair;
    int data = 0;
    std::array<char, 1> room{};
    handed_over([&] { return op::send{.socket = pair.far, .buffer = "x"}; },
                [&] { return op::recv{.socket = pair.near, .buffer = room}; }, data);
  }));
}

TEST_CASE("who polls a pipe is told by it") {
  is_clean(in_child([] {
    const helpers::pipe_ends pipe;
    int data = 0;
    handed_over([&] { return op::write{.file = pipe.writing, .buffer = "x"}; },
                [&] { return op::poll_add{.file = pipe.reading, .events = poll_events::in}; },
                data);
  }));
}

TEST_CASE("who waits at a futex is told by it") {
  ring probe;
  if (!probe.supports<op::futex_wait>()) return skip("futex_wait needs Linux 6.7");
  is_clean(in_child([] {
    std::uint32_t word = 0;
    std::atomic<int> step{0};
    int data = 0;
    std::thread other([&] {
      ring loop;
      wait_for(step, 1);
      loop.run([&]() -> task<> {
        data = 5;
        for (;;) {
          auto woken = co_await op::futex_wake{.word = word, .count = 1};
          if (woken && *woken == 1) break;
        }
      });
    });
    ring loop;
    loop.run([&]() -> task<> {
      step.store(1, std::memory_order_relaxed);
      (void)co_await op::futex_wait{.word = word, .expected = 0};
      data += 1;
    });
    other.join();
  }));
}

TEST_CASE("a message to another ring hands over") {
  is_clean(in_child([] {
    int data = 0;
    std::atomic<int> target{-1};
    std::thread other([&] {
      while (target.load(std::memory_order_relaxed) < 0) std::this_thread::yield();
      ring loop;
      loop.run([&]() -> task<> {
        data = 5;
        (void)co_await op::msg_ring{
            .receiver = target.load(std::memory_order_relaxed), .res = 1, .user_data = 42};
      });
    });
    ring loop;
    bool came = false;
    loop.on_foreign([&](const foreign_completion&) {
      data += 1;
      came = true;
    });
    loop.run([&]() -> task<> {
      target.store(loop.ring_fd(), std::memory_order_relaxed);
      while (!came) co_await sleep_for(1ms);
    });
    other.join();
  }));
}

TEST_CASE(
    "a descriptor that one ring has closed may be the next one of another, which is no race") {
  is_clean(in_child([] {
    std::atomic<int> closed{0};
    std::atomic<int> step{0};
    ring loop;
    std::thread other([&] {
      ring own;
      own.run([&]() -> task<> {
        std::array<char, 1> room{};
        auto file = co_await op::openat{.path = "/dev/zero"};
        (void)co_await op::read{.file = *file, .buffer = room};
        const int number = file->get();
        (void)co_await op::close{*std::move(file)};
        closed.store(number, std::memory_order_relaxed);
      });
      wait_for(step, 1);  // nor does the end of the other ring come before this one
    });
    wait_for(closed, 1);
    loop.run([&]() -> task<> {
      const auto file = co_await op::openat{.path = "/dev/zero"};
      REQUIRE(file->get() == closed.load(std::memory_order_relaxed));
    });
    step.store(1, std::memory_order_relaxed);
    other.join();
  }));
}

TEST_CASE("two rings that have nothing to do with each other still race") {
  is_a_race(in_child([] {
    char data = 0;
    std::atomic<int> ready{0};
    std::atomic<int> changed{0};
    std::atomic<int> done{0};
    const auto use = [&](int turn) {
      const helpers::pipe_ends pipe;
      ring loop;
      ready.fetch_add(1, std::memory_order_relaxed);
      wait_for(ready, 2);  // nor does the end of one ring come before the other
      loop.run([&]() -> task<> {
        std::array<char, 1> room{};
        (void)co_await op::write{.file = pipe.writing, .buffer = "x"};
        (void)co_await op::read{.file = pipe.reading, .buffer = room};
        wait_for(changed, turn);  // at the very same moment they might be missed
        change(data);
        changed.fetch_add(1, std::memory_order_relaxed);
        (void)co_await op::write{.file = pipe.writing, .buffer = "x"};
      });
      done.fetch_add(1, std::memory_order_relaxed);
      wait_for(done, 2);
    };
    std::thread other(use, 0);
    use(1);
    other.join();
  }));
}

#endif
