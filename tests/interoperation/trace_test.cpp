// The lines of a trace, which must be exactly these, but for times and addresses.
#include "runtime/helpers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <ringlet/ringlet.hpp>
#include <ringlet/trace.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

/// The text with `mark` for each run of `digits` behind `before`.
void mask(std::string& line, std::string_view before, std::string_view digits, char mark) {
  for (auto at = line.find(before); at != std::string::npos; at = line.find(before, at)) {
    at += before.size();
    const auto end = std::min(line.find_first_not_of(digits, at), line.size());
    line.replace(at, end - at, 1, mark);
  }
}

class recorded {
 public:
  explicit recorded(ring& loop)
      : lines_(loop, [this](std::string_view line) { all_.emplace_back(line); }) {}

  [[nodiscard]] const std::vector<std::string>& raw() const { return all_; }

  /// The lines, with T for times, A for addresses and U for what the ring knows an operation by.
  [[nodiscard]] std::vector<std::string> masked() const {
    constexpr std::string_view hex = "0123456789abcdef";
    std::vector<std::string> lines = all_;
    for (std::string& line : lines) {
      const auto time = line.find(' ') + 1;
      const auto end = line.find(' ', time);
      // Seconds, with six places.
      CHECK(line[end - 7] == '.');
      line.replace(time, end - time, "T");
      mask(line, " addr=0x", hex, 'A');
      mask(line, "user_data=0x", hex, 'U');
    }
    return lines;
  }

 private:
  std::vector<std::string> all_;
  trace lines_;
};

std::string with_number(std::string text, std::string_view mark, int number) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
    text.replace(at, mark.size(), std::to_string(number));
  }
  return text;
}

}  // namespace

TEST_CASE("what a program submits and what completes are told line by line") {
  const socket_ends ends;
  ends.put("hello");
  std::array<char, 64> room{};
  ring loop;
  const recorded lines(loop);
  loop.run([&]() -> task<> {
    (void)co_await op::nop{};
    (void)co_await op::recv{.socket = ends.reading, .buffer = room};
    (void)co_await op::close{12345678};
  });
  const int socket = ends.reading.get();
  const std::vector<std::string> expected{
      "#1 T submit nop [opcode=IORING_OP_NOP fd=-1 user_data=0xU]",
      "#1 T complete nop: 0",
      with_number("#2 T submit recv(socket=$, buffer=64 B, flags=0) "
                  "[opcode=IORING_OP_RECV fd=$ addr=0xA len=64 user_data=0xU]",
                  "$", socket),
      "#2 T complete recv: 5",
      "#3 T submit close(file=12345678) [opcode=IORING_OP_CLOSE fd=12345678 user_data=0xU]",
      "#3 T complete close: Bad file descriptor (EBADF)",
  };
  CHECK(lines.masked() == expected);
}

TEST_CASE("a chain is told member by member, with the flag that links them") {
  ring loop;
  const recorded lines(loop);
  loop.run([&]() -> task<> { (void)co_await linked(op::close{12345678}, op::nop{}); });
  const std::vector<std::string> expected{
      "#1 T submit close(file=12345678) "
      "[opcode=IORING_OP_CLOSE fd=12345678 flags=IOSQE_IO_LINK user_data=0xU]",
      "#2 T submit nop [opcode=IORING_OP_NOP fd=-1 user_data=0xU]",
      "#1 T complete close: Bad file descriptor (EBADF)",
      "#2 T complete nop: Operation canceled (ECANCELED)",
  };
  CHECK(lines.masked() == expected);
}

TEST_CASE("what the ring asks for by itself is told as well") {
  const socket_ends ends;
  std::array<char, 64> room{};
  ring loop;
  const recorded lines(loop);
  loop.run([&]() -> task<> {
    (void)co_await within(1ms, op::recv{.socket = ends.reading, .buffer = room});
    (void)co_await op::nop{};  // by then both have completed
  });
  auto found = lines.masked();
  REQUIRE(found.size() == 6);
  CHECK(found[1].starts_with("#2 T submit [opcode=IORING_OP_ASYNC_CANCEL fd=-1 addr=0xA"));
  // Which of the two completes first is the kernel's affair.
  std::sort(found.begin() + 2, found.end());
  CHECK(std::count(found.begin(), found.end(),
                   "#1 T complete recv: Operation canceled (ECANCELED)") == 1);
  CHECK(std::count(found.begin(), found.end(), "#- T complete a request of the ring's own: 0") ==
        1);
  // The cancel names the operation by what the kernel knows it by.
  const std::string& recv = lines.raw()[0];
  const std::string known_by = recv.substr(recv.find("user_data=") + 10);
  const std::string& cancel = lines.raw()[1];
  CHECK(cancel.find(" addr=" + known_by.substr(0, known_by.size() - 1) + " ") != std::string::npos);
}

TEST_CASE("what completes many times has one number") {
  ring loop;
  if (!loop.supports<op::timeout_multishot>()) return skip("timeout_multishot needs Linux 6.4");
  const recorded lines(loop);
  loop.run([&]() -> task<> {
    auto ticks = stream(op::timeout_multishot{.after = 1ms, .repeats = 2, .flags = {}});
    (void)co_await ticks.next();
    (void)co_await ticks.next();
  });
  const auto found = lines.masked();
  REQUIRE(found.size() == 3);
  CHECK(found[0].starts_with("#1 T submit timeout_multishot(after=0.001 s, repeats=2"));
  CHECK(found[1] ==
        "#1 T complete timeout_multishot: Timer expired (ETIME) flags=IORING_CQE_F_MORE");
  CHECK(found[2] == "#1 T complete timeout_multishot: Timer expired (ETIME)");
}

TEST_CASE("each go of a whole transfer is told") {
  const socket_ends ends;
  ends.put("he");
  std::array<char, 5> room{};
  ring loop;
  const recorded lines(loop);
  loop.spawn([&]() -> task<> { (void)co_await recv_exactly(ends.reading, room); });
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    ends.put("llo");
  });
  loop.run();
  const auto found = lines.masked();
  REQUIRE(found.size() == 4);
  CHECK(found[0].find(" len=5 ") != std::string::npos);
  CHECK(found[1] == "#1 T complete recv_exactly: 2");
  CHECK(found[2].starts_with("#2 T submit recv_exactly("));
  CHECK(found[2].find(" len=3 ") != std::string::npos);
  CHECK(found[3] == "#2 T complete recv_exactly: 3");
}

TEST_CASE("a raw SQE is told by its opcode, and a CQE of nobody's by its user_data") {
  ring loop;
  io_uring_sqe* const sqe = ::io_uring_get_sqe(loop.native());
  ::io_uring_prep_nop(sqe);
  sqe->user_data = 7;
  const recorded lines(loop);
  int came = 0;
  loop.on_foreign([&](const foreign_completion&) { ++came; });
  while (came == 0) (void)loop.poll();
  REQUIRE(lines.raw().size() == 2);
  CHECK(lines.raw()[0].ends_with("submit [opcode=IORING_OP_NOP fd=-1 user_data=0x7]"));
  CHECK(lines.raw()[1].ends_with("complete IORING_OP_NOP: 0"));
}

TEST_CASE("of what was submitted before the trace began only the completion is told") {
  const socket_ends ends;
  std::array<char, 8> room{};
  ring loop;
  loop.spawn([&]() -> task<> { (void)co_await op::recv{.socket = ends.reading, .buffer = room}; });
  (void)loop.poll();
  const recorded lines(loop);
  ends.put("x");
  loop.run();
  REQUIRE(lines.masked().size() == 1);
  CHECK(lines.masked()[0] == "#- T complete user_data=0xU: 1");
}

TEST_CASE("SQEs that go through a full queue are each told once, in order") {
  constexpr int many = 50;
  ring loop(ring_options{.entries = 4});
  const recorded lines(loop);
  for (int i = 0; i < many; ++i) {
    loop.spawn([]() -> task<> { (void)co_await op::nop{}; });
  }
  loop.run();
  int submitted = 0;
  int completed = 0;
  for (const std::string& line : lines.masked()) {
    if (line.find(" submit ") != std::string::npos) {
      ++submitted;
      CHECK(line.starts_with("#" + std::to_string(submitted) + " "));
    } else {
      ++completed;
    }
  }
  CHECK(submitted == many);
  CHECK(completed == many);
}

TEST_CASE("small SQEs behind big ones are each told once") {
  std::optional<ring> loop;
  try {
    loop.emplace(ring_options{.big_sqes = sqe_entries::mixed});
  } catch (const std::system_error&) {
    return skip("there are no SQEs of both sizes in one ring (Linux 6.19)");
  }
  const recorded lines(*loop);
  for (int i = 0; i < 2; ++i) {
    loop->spawn([]() -> task<> { (void)co_await op::nop128{}; });
    loop->spawn([]() -> task<> { (void)co_await op::nop{}; });
  }
  loop->run();
  std::vector<std::string> submitted = lines.masked();
  std::erase_if(submitted, [](const std::string& line) { return !line.contains(" submit "); });
  const std::vector<std::string> expected{
      "#1 T submit nop128 [opcode=IORING_OP_NOP128 fd=-1 user_data=0xU]",
      "#2 T submit nop [opcode=IORING_OP_NOP fd=-1 user_data=0xU]",
      "#3 T submit nop128 [opcode=IORING_OP_NOP128 fd=-1 user_data=0xU]",
      "#4 T submit nop [opcode=IORING_OP_NOP fd=-1 user_data=0xU]",
  };
  CHECK(submitted == expected);
}

TEST_CASE("a trace goes to a file, and ends with its object") {
  ring loop;
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const file = ::open_memstream(&text, &size);
  {
    const trace lines(loop, file);
    loop.run([]() -> task<> { (void)co_await op::nop{}; });
  }
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  (void)std::fclose(file);
  CHECK(std::count(text, text + size, '\n') == 2);
  CHECK(std::string_view(text, size).ends_with("complete nop: 0\n"));
  std::free(text);
}

TEST_CASE("a ring has one trace at a time") {
  ring loop;
  {
    const recorded lines(loop);
    CHECK_THROWS_AS(trace(loop), std::logic_error);
  }
  const recorded lines(loop);
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  CHECK(lines.raw().size() == 2);
}
