// What a ring tells of itself where RINGLET_INSPECT is on, as it is for this program.
#include "helpers.hpp"

#include <netinet/in.h>
#include <sys/eventfd.h>

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <ringlet/ringlet.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

std::vector<std::string> lines_of(const ring& loop) {
  std::vector<std::string> found;
  loop.dump([&](std::string_view line) { found.emplace_back(line); });
  return found;
}

template <class Op>
std::string text_of(const Op& op) {
  std::string text;
  detail::append_operation(text, op);
  return text;
}

bool begins(const std::string& line, const std::string& with) { return line.starts_with(with); }

/// Whether a line says where it was awaited.
bool says(const std::string& line, int number) {
  return line.ends_with("inspect_test.cpp:" + std::to_string(number));
}

}  // namespace

TEST_CASE("an operation is told with its arguments") {
  std::array<std::byte, 4096> room{};
  CHECK(text_of(op::recv{.socket = 5, .buffer = room}) == "recv(socket=5, buffer=4096 B, flags=0)");
  CHECK(
      text_of(op::read{.file = direct_slot(3), .buffer = std::span(room).first(64), .offset = 7}) ==
      "read(file=slot 3, buffer=64 B, offset=7, flags=0, priority=0)");
  CHECK(text_of(op::read{.file = 1, .buffer = room}) ==
        "read(file=1, buffer=4096 B, offset=-1, flags=0, priority=0)");
  CHECK(text_of(op::nop{}) == "nop");
  CHECK(text_of(op::connect{.socket = 4, .peer = address::loopback(80)}) ==
        "connect(socket=4, peer=127.0.0.1:80)");
  CHECK(text_of(op::accept{.socket = 4}).starts_with("accept(socket=4, peer=none, flags=0x"));
  CHECK(text_of(op::timeout{.after = 1500ms}).starts_with("timeout(after=1.5 s"));
  CHECK(text_of(read_exactly(3, room)) == "read_exactly(file=3, buffer=4096 B)");
}

TEST_CASE("a path is told by its text, and one that is gone by a question mark") {
  CHECK(text_of(op::unlinkat{.path = "notes.txt"}).find("path=\"notes.txt\"") != std::string::npos);
  void* const page = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const op::unlinkat gone{.path = static_cast<const char*>(page)};
  ::munmap(page, 4096);
  CHECK(text_of(gone).find("path=?") != std::string::npos);
  const std::string longer(500, 'x');
  CHECK(text_of(op::unlinkat{.path = longer}).find("x...\"") != std::string::npos);
}

TEST_CASE("a chain is told with its members") {
  CHECK(text_of(linked(op::nop{}, op::connect{.socket = 4, .peer = address::loopback(80)})) ==
        "linked(nop, connect(socket=4, peer=127.0.0.1:80))");
}

TEST_CASE("what is in flight is told, for how long, until when, and where it is awaited") {
  const helpers::pipe_ends pipe;
  // Appended: GCC 12 warns of the library's own operator+.
  const auto with_file = [&](std::string text, std::string_view rest) {
    text += std::to_string(pipe.reading.get());
    text += rest;
    return text;
  };
  std::array<char, 64> room{};
  ring loop;
  constexpr int line_of_read = __LINE__ + 2;
  loop.spawn([&]() -> task<> {
    (void)co_await within(10s, op::read{.file = pipe.reading, .buffer = room});
    co_await yield();
  });
  constexpr int line_of_group = __LINE__ + 2;
  loop.spawn([&]() -> task<> {
    (void)co_await when_any(sleep_for(1h),
                            op::poll_add{.file = pipe.reading, .events = poll_events::in});
  });
  std::vector<std::string> lines;
  loop.run([&]() -> task<> {
    (void)co_await shielded(sleep_for(30ms));
    lines = lines_of(loop);
  });
  REQUIRE(lines.size() == 3);
  CAPTURE(lines);
  CHECK(begins(lines[0],
               with_file("read(file=", ", buffer=64 B, offset=-1, flags=0, priority=0) for ")));
  CHECK(lines[0].find(" ms, 99") != std::string::npos);  // of 10,000 ms
  CHECK(lines[0].find(" ms left, ") != std::string::npos);
  CHECK(says(lines[0], line_of_read));
  const auto since = std::stoi(lines[0].substr(lines[0].find(" for ") + 5));
  CHECK(since >= 29);
  CHECK(since < 5000);
  CHECK(begins(lines[1], "sleep for "));
  CHECK(begins(lines[2], with_file("poll_add(file=", ", events=0x1, flags=0) for ")));
  // GCC says where the expression ends, Clang where it begins.
  CHECK((says(lines[2], line_of_group) || says(lines[2], line_of_group + 1)));
}

TEST_CASE("what has completed is in flight no more, nor what was refused or destroyed") {
  ring loop;
  loop.run([&]() -> task<> {
    (void)co_await op::nop{};
    (void)co_await op::read_fixed{
        .file = 0, .buffer = std::span<std::byte>(), .buffer_index = 1 << 20};
    CHECK(lines_of(loop).empty());
    CHECK(loop.counters().in_flight == 0);
    (void)co_await within(1ms, []() -> task<> { co_await sleep_for(1h); }());
    CHECK(lines_of(loop).empty());
  });
}

TEST_CASE("a stream's operation is told as well as who waits for its next item") {
  ring loop;
  std::vector<std::string> lines;
  int line = 0;
  loop.spawn([&]() -> task<> {
    auto ticks = stream(op::timeout_multishot{.after = 1h, .flags = {}});
    line = __LINE__ + 1;
    (void)co_await ticks.next();
  });
  loop.run([&]() -> task<> {
    if (!loop.supports<op::timeout_multishot>()) co_return;
    co_await sleep_for(5ms);
    lines = lines_of(loop);
    CHECK(loop.counters().in_flight == 2);
  });
  if (!loop.supports<op::timeout_multishot>()) return skip("timeout_multishot needs Linux 6.4");
  REQUIRE(lines.size() == 2);
  CAPTURE(lines);
  CHECK(begins(lines[0], "stream::next for "));
  CHECK(says(lines[0], line));
  CHECK(begins(lines[1], "timeout_multishot(after=3600 s, "));
  CHECK(says(lines[1], line));
}

TEST_CASE("an operation that is performed is told with the place of perform") {
  const helpers::pipe_ends pipe;
  std::array<char, 16> room{};
  ring loop;
  static constexpr int line = __LINE__ + 3;
  foreign_coroutine frame = [](ring& on, const helpers::pipe_ends& from,
                               std::array<char, 16>& into) -> foreign_coroutine {
    (void)co_await on.perform(op::read{.file = from.reading, .buffer = into});
  }(loop, pipe, room);
  const auto lines = lines_of(loop);
  REQUIRE(lines.size() == 1);
  CHECK(says(lines[0], line));
  frame.destroy();
  CHECK(lines_of(loop).empty());
}

TEST_CASE("a dump goes to a file") {
  ring loop;
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const file = ::open_memstream(&text, &size);
  loop.spawn([&]() -> task<> { co_await sleep_for(1h); });
  (void)loop.poll();
  loop.dump(file);
  (void)std::fclose(file);
  CHECK(std::string_view(text, size).starts_with("sleep for "));
  CHECK(std::string_view(text, size).ends_with("\n"));
  std::free(text);
}

TEST_CASE("the counters count what was done") {
  const helpers::pipe_ends pipe;
  std::array<char, 16> room{};
  ring loop;
  const auto before = loop.counters();
  CHECK(before.submitted + before.completed + before.enters + before.cancels == 0);
  loop.run([&]() -> task<> {
    for (int i = 0; i < 10; ++i) (void)co_await op::nop{};
  });
  auto after = loop.counters();
  CHECK(after.submitted == 10);
  CHECK(after.completed == 10);
  CHECK(after.enters >= 10);
  CHECK(after.overflows == 0);
  CHECK(after.cancels == 0);
  CHECK(after.frames_kept == frame_pool::kept());
  loop.run([&]() -> task<> {
    (void)co_await within(1ms, op::read{.file = pipe.reading, .buffer = room});
  });
  after = loop.counters();
  CHECK(after.cancels >= 1);
  CHECK(after.submitted == 12);
  CHECK(after.completed == 12);
}

TEST_CASE("a stream that asks again is counted") {
  ring loop;
  const sockaddr_in anywhere{AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {}};
  unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  (void)::bind(listener.get(), reinterpret_cast<const sockaddr*>(&anywhere), sizeof anywhere);
  (void)::listen(listener.get(), 8);
  if (!loop.supports<op::accept_multishot>()) return skip("accept_multishot needs Linux 5.19");
  loop.run([&]() -> task<> {
    stream<op::accept_multishot, 1> connections(op::accept_multishot{.socket = listener});
    sockaddr_in name{};
    socklen_t size = sizeof name;
    (void)::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&name), &size);
    std::vector<unique_fd> peers;
    for (const int more : {1, 4, 1}) {
      for (int i = 0; i < more; ++i) {
        peers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        (void)::connect(peers.back().get(), reinterpret_cast<sockaddr*>(&name), size);
      }
      // Where several come while nobody waits, the stream has no room, and pauses.
      co_await sleep_for(5ms);
      for (int i = 0; i < more; ++i) (void)co_await connections.next();
      if (peers.size() == 1) CHECK(loop.counters().rearms == 0);  // the first time is no other one
    }
  });
  CHECK(loop.counters().rearms >= 1);
}

TEST_CASE("a completion queue that is too small is seen") {
  static constexpr int many = 64;
  const unique_fd gate(::eventfd(0, EFD_CLOEXEC));
  ring loop(ring_options{.entries = 4, .cq_entries = 4});
  int done = 0;
  for (int i = 0; i < many; ++i) {
    loop.spawn([&]() -> task<> {
      (void)co_await op::poll_add{.file = gate, .events = poll_events::in};
      ++done;
    });
  }
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    CHECK(loop.counters().overflows == 0);
    (void)::eventfd_write(gate.get(), 1);  // all of them complete at once
  });
  loop.run();
  CHECK(done == many);
  CHECK(loop.counters().overflows != 0);
  CHECK(loop.counters().completed == many);
}

TEST_CASE("who destroys a task on another thread is told what it waits for, and where") {
  static int line = 0;
  line = __LINE__ + 7;
  const ending child = in_child([] {
    const helpers::pipe_ends pipe;
    std::array<char, 4> room{};
    ring loop;
    foreign_coroutine frame = [](ring& on, int file,
                                 std::array<char, 4>& into) -> foreign_coroutine {
      (void)co_await on.perform(op::read{.file = file, .buffer = into});
    }(loop, pipe.reading.get(), room);
    (void)loop.poll();
    std::thread([&] { frame.destroy(); }).join();
  });
  CAPTURE(child.said);
  CHECK(child.aborted());
  CHECK(child.said.find("while read was in flight, awaited at ") != std::string::npos);
  CHECK(child.said.find("inspect_test.cpp:" + std::to_string(line)) != std::string::npos);
}
