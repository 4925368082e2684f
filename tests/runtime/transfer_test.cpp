// Whole transfers and buffered readers, over pipes, sockets and files that give less than was asked
// for.
#include "helpers.hpp"

#include <sys/socket.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <ringlet/buffered_reader.hpp>
#include <ringlet/transfer.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using bytes = std::array<char, 64>;

struct connected {
  unique_fd here;
  unique_fd there;

  connected() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    here.reset(ends[0]);
    there.reset(ends[1]);
  }
};

unique_fd file_of(std::string_view text) {
  unique_fd file = open_temporary();
  if (::pwrite(file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    throw std::system_error(errno, std::generic_category(), "pwrite");
  return file;
}

/// Writes one byte after the other, each in a turn of its own, then closes.
task<> trickle(unique_fd& target, std::string text) {
  for (const char byte : text) {
    if (::write(target.get(), &byte, 1) != 1)
      throw std::system_error(errno, std::generic_category(), "write");
    co_await yield();
  }
  target.reset();
}

std::string_view first(const bytes& room, std::size_t count) { return {room.data(), count}; }

std::string long_text(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

void expect_end(const result<std::string_view>& taken) {
  REQUIRE_FALSE(taken);
  CHECK(taken.error() == std::error_code());
}

void expect_end_after(const transferred& got, std::size_t count) {
  CHECK_FALSE(got);
  CHECK(got.bytes() == count);
  CHECK(got.error() == std::error_code());
}

}  // namespace

// ---- whole transfers ---------------------------------------------------------------------------

TEST_CASE("recv_exactly takes what comes byte by byte, in one operation") {
  connected ends;
  bytes room{};
  ring loop;
  loop.spawn(trickle(ends.there, "0123456789"));
  loop.run([&]() -> task<> {
    const unsigned before = sqes_taken(loop);
    const transferred got = co_await recv_exactly(ends.here, std::span(room).first(10));
    CHECK(got);
    CHECK(got.bytes() == 10);
    CHECK_FALSE(got.error());
    CHECK(first(room, 10) == "0123456789");
    CHECK(sqes_taken(loop) - before > 5);
  });
}

TEST_CASE("read_exactly takes what comes byte by byte from a pipe, and no byte too many") {
  pipe_ends pipe;
  bytes room{};
  ring loop;
  loop.spawn(trickle(pipe.writing, "0123456789"));
  loop.run([&]() -> task<> {
    const transferred head = co_await read_exactly(pipe.reading, std::span(room).first(4));
    CHECK(head);
    CHECK(first(room, 4) == "0123");
    const transferred rest = co_await read_exactly(pipe.reading, std::span(room).first(6));
    CHECK(rest);
    CHECK(first(room, 6) == "456789");
  });
}

TEST_CASE("an end in the middle is no error, and what came before it is counted") {
  connected ends;
  pipe_ends pipe;
  const unique_fd file = file_of("abc");
  bytes room{};
  ring loop;
  loop.spawn(trickle(ends.there, "01234"));
  loop.spawn(trickle(pipe.writing, "56"));
  loop.run([&]() -> task<> {
    const transferred from_socket = co_await recv_exactly(ends.here, room);
    expect_end_after(from_socket, 5);
    const transferred from_pipe = co_await read_exactly(pipe.reading, room);
    expect_end_after(from_pipe, 2);
    const transferred from_file = co_await read_exactly(file, room, 0);
    expect_end_after(from_file, 3);
  });
}

TEST_CASE("read_exactly reads at an offset, and at the file's own position without one") {
  const unique_fd file = file_of("0123456789");
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const transferred middle = co_await read_exactly(file, std::span(room).first(3), 4);
    CHECK(middle);
    CHECK(first(room, 3) == "456");
    const transferred start = co_await read_exactly(file, std::span(room).first(2));
    const transferred next = co_await read_exactly(file, std::span(room).first(2));
    CHECK(start);
    CHECK(next);
    CHECK(first(room, 2) == "23");
  });
}

TEST_CASE("an empty buffer is full at once, also where the file has ended") {
  const unique_fd file = file_of("");
  ring loop;
  loop.run([&]() -> task<> {
    const transferred nothing = co_await read_exactly(file, std::span<char>(), 0);
    CHECK(nothing);
    const transferred none = co_await write_all(file, "", 0);
    CHECK(none);
    CHECK(none.bytes() == 0);
  });
}

TEST_CASE("write_all and send_all finish what a full pipe or socket takes in parts") {
  const std::string text = long_text(1'000'000);
  for (const bool socket : {false, true}) {
    INFO((socket ? "socket" : "pipe"));
    connected ends;
    pipe_ends pipe;
    std::string arrived;
    ring loop;
    const auto reader = [&](const unique_fd& from) -> task<> {
      arrived.resize(text.size());
      const transferred got = co_await read_exactly(from, arrived);
      CHECK(got);
    };
    loop.spawn(reader, std::cref(socket ? ends.there : pipe.reading));
    loop.run([&]() -> task<> {
      const unsigned before = sqes_taken(loop);
      std::optional<transferred> done;
      if (socket) {
        done = co_await send_all(ends.here, text);
      } else {
        done = co_await write_all(pipe.writing, text);
      }
      CHECK(*done);
      CHECK(done->bytes() == text.size());
      CHECK(sqes_taken(loop) - before > 2);
    });
    loop.run();
    CHECK(arrived == text);
  }
}

TEST_CASE("a failure in the middle says how much was written before") {
  const unique_fd file = open_temporary();
  ring loop;
  // Linux writes up to the limit, which is short, and answers EFBIG to what is left.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit low{.rlim_cur = 10, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &low) == 0);
  std::optional<transferred> done;
  loop.run([&]() -> task<> { done = co_await write_all(file, "0123456789abcdef", 0); });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, old_handler);
  CHECK_FALSE(*done);
  CHECK(done->error() == std::errc::file_too_large);
  CHECK(done->bytes() == 10);
}

TEST_CASE("send_all to a peer that is gone is an error and no signal") {
  connected ends;
  ends.there.reset();
  ring loop;
  loop.run([&]() -> task<> {
    const transferred done = co_await send_all(ends.here, "text");
    CHECK(done.error() == std::errc::broken_pipe);
    CHECK(done.bytes() == 0);
  });
}

TEST_CASE("a deadline is for the whole of a transfer, and what had come is told") {
  connected ends;
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const stopwatch since;
    // A byte each 5 ms would keep a deadline of 20 ms for each read from ever passing.
    const auto feed = [&]() -> task<> {
      for (int i = 0; i < 10; ++i) {
        CHECK(::send(ends.there.get(), "x", 1, 0) == 1);
        co_await sleep_for(5ms);
      }
    };
    loop.spawn(feed);
    const transferred got = co_await within(20ms, recv_exactly(ends.here, room));
    CHECK(got.error() == std::errc::timed_out);
    CHECK(got.bytes() > 0);
    CHECK(got.bytes() < 10);
    CHECK(since.elapsed() >= 20ms);
    // The others are still there.
    const transferred rest =
        co_await recv_exactly(ends.here, std::span(room).first(10 - got.bytes()));
    CHECK(rest);
  });
}

TEST_CASE("a transfer can be cancelled in the middle, and tells what had come") {
  connected ends;
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    cancel_id id;
    const auto meddle = [&]() -> task<> {
      for (const char* const part : {"ab", "c"}) {
        CHECK(::send(ends.there.get(), part, std::string_view(part).size(), 0) > 0);
        co_await sleep_for(1ms);
      }
      CHECK(id.live());
      const auto cancelled = co_await cancel(id);
      expect_value(cancelled);
    };
    loop.spawn(meddle);
    const transferred got = co_await with_id(id, recv_exactly(ends.here, room));
    CHECK(got.error() == std::errc::operation_canceled);
    CHECK(got.bytes() == 3);
    CHECK(first(room, 3) == "abc");
    CHECK_FALSE(id.live());
  });
}

TEST_CASE("a cancel that meets a part of the transfer ends it, between two submissions too") {
  // The part comes and the cancel goes to the kernel in the same entry, in both orders.
  for (const bool part_first : {true, false}) {
    INFO(part_first);
    connected ends;
    bytes room{};
    ring loop;
    loop.run([&]() -> task<> {
      cancel_id id;
      const auto meddle = [&]() -> task<> {
        co_await yield();
        if (part_first) CHECK(::send(ends.there.get(), "abc", 3, 0) == 3);
        const auto cancelled = co_await cancel(id);
        expect_value(cancelled);
        if (!part_first) CHECK(::send(ends.there.get(), "abc", 3, 0) == 3);
      };
      loop.spawn(meddle);
      const transferred got = co_await with_id(id, recv_exactly(ends.here, room));
      CHECK(got.error() == std::errc::operation_canceled);
      // Told, or still in the socket: never lost.
      std::size_t in_socket = 0;
      while (in_socket + got.bytes() < 3) {
        const ssize_t more = ::recv(ends.here.get(), room.data(), room.size(), 0);
        REQUIRE(more > 0);
        in_socket += static_cast<std::size_t>(more);
      }
      CHECK(in_socket + got.bytes() == 3);
    });
  }
}

TEST_CASE("a part that came before the cancel was sent is the last: no more is asked for") {
  // Both come in one entry. It is about the one that cancels being reaped first, which is the first
  // that came, or the last: Linux 6.1 goes through what came in the reverse order.
  unsigned reaped_first = 0;
  for (const bool other_way_round : {false, true}) {
    connected ends;
    connected other;
    bytes room{};
    ring loop;
    loop.run([&]() -> task<> {
      cancel_id id;
      bool meddled = false;
      const auto meddle = [&]() -> task<> {
        bytes byte{};
        const transferred woken = co_await recv_exactly(other.here, std::span(byte).first(1));
        CHECK(woken);
        CHECK(id.live());
        meddled = true;
        const auto cancelled = co_await cancel(id);
        expect_value(cancelled);
      };
      const auto feed = [&]() -> task<> {
        co_await yield();
        if (!other_way_round) CHECK(::send(other.there.get(), "x", 1, 0) == 1);
        CHECK(::send(ends.there.get(), "abc", 3, 0) == 3);
        if (other_way_round) CHECK(::send(other.there.get(), "x", 1, 0) == 1);
      };
      loop.spawn(meddle);
      loop.spawn(feed);
      const unsigned before = sqes_taken(loop);
      const transferred got = co_await with_id(id, recv_exactly(ends.here, room));
      CHECK(meddled);
      CHECK(got.error() == std::errc::operation_canceled);
      CHECK(got.bytes() == 3);
      const unsigned taken = sqes_taken(loop) - before;
      // Two transfers and a cancel; and one more that was asked for before.
      CHECK((taken == 3 || taken == 4));
      if (taken == 3) ++reaped_first;
    });
  }
  CHECK(reaped_first != 0);
}

TEST_CASE("destroying a task ends its transfer, and no part of it is submitted again") {
  connected ends;
  bytes room{};
  {
    ring loop;
    {
      auto transfer = [&]() -> task<> {
        (void)co_await recv_exactly(ends.here, room);
        FAIL_CHECK("it was destroyed");
      };
      loop.spawn(transfer);
      (void)loop.poll();
      CHECK(::send(ends.there.get(), "abc", 3, 0) == 3);
    }
  }
  room.fill(0);
  CHECK(::send(ends.there.get(), "def", 3, 0) == 3);
  CHECK(room == bytes{});
}

TEST_CASE("EINTR is not the end of a transfer, and other errors are") {
  bytes room{};
  const auto whole = recv_exactly(0, room);
  std::uint64_t so_far = 5;
  std::int32_t res = -EINTR;
  CHECK(whole.wants_more(res, so_far));
  CHECK(so_far == 5);
  res = -ECONNRESET;
  CHECK_FALSE(whole.wants_more(res, so_far));
  CHECK(res == -ECONNRESET);
}

TEST_CASE("what is left of a transfer is asked for at its place") {
  bytes room{};
  io_uring_sqe sqe{};
  const auto at = read_exactly(3, room, 100);
  at.encode(sqe_slot(sqe));
  at.advance(sqe, 10);
  CHECK(sqe.off == 110);
  CHECK(sqe.len == 54);
  CHECK(sqe.addr == reinterpret_cast<std::uintptr_t>(&room[10]));
  sqe = {};
  const auto anywhere = write_all(3, room);
  anywhere.encode(sqe_slot(sqe));
  anywhere.advance(sqe, 10);
  CHECK(sqe.off == current_position);
  // No operation moves more than 2 GiB, and no byte of a longer buffer is forgotten for that.
  sqe = {};
  const auto huge = write_all(3, std::span(room.data(), std::size_t{5} << 30), 0);
  huge.encode(sqe_slot(sqe));
  CHECK(sqe.len == longest_transfer);
  huge.advance(sqe, (std::uint64_t{5} << 30) - 7);
  CHECK(sqe.len == 7);
}

TEST_CASE("a file that takes nothing and gives no error ends a write with EIO") {
  const auto writing = write_all(3, "text");
  std::uint64_t so_far = 0;
  std::int32_t res = 0;
  CHECK_FALSE(writing.wants_more(res, so_far));
  CHECK(res == -EIO);
}

TEST_CASE("a transfer works through perform, forced_async and from a full queue") {
  ring loop(ring_options{.entries = 2});
  std::vector<std::unique_ptr<connected>> pairs;
  std::size_t done = 0;
  pairs.reserve(20);
  for (int i = 0; i < 20; ++i) pairs.push_back(std::make_unique<connected>());
  const auto receive = [&](const connected& ends) -> task<> {
    bytes room{};
    const transferred got =
        co_await loop.perform(forced_async(recv_exactly(ends.here, std::span(room).first(6))));
    if (got && first(room, 6) == "abcdef") ++done;
  };
  for (const auto& ends : pairs) {
    loop.spawn(receive, std::cref(*ends));
    loop.spawn(trickle(ends->there, "abcdef"));
  }
  loop.run();
  CHECK(done == pairs.size());
}

// ---- buffered readers --------------------------------------------------------------------------

TEST_CASE("a buffered reader gives lines, however they come") {
  const std::string text = "one\ntwo\n\nfour\nrest";
  const unique_fd file = file_of(text);
  connected ends;
  ring loop;
  loop.spawn(trickle(ends.there, text));
  const auto check = [](auto& input) -> task<> {
    for (const std::string_view expected : {"one", "two", "", "four"}) {
      const auto line = co_await input.read_until("\n");
      REQUIRE(line);
      CHECK(*line == expected);
    }
    const auto ended = co_await input.read_until("\n");
    expect_end(ended);
    CHECK(input.buffered() == "rest");
    const auto rest = co_await input.read_some();
    CHECK(rest == std::string_view("rest"));
    const auto nothing = co_await input.read_some();
    expect_end(nothing);
  };
  std::array<char, 8> room{};
  buffered_reader from_file(file, room);
  loop.run(check(from_file));
  std::array<char, 8> other_room{};
  buffered_receiver from_socket(ends.here, other_room);
  loop.run(check(from_socket));
}

TEST_CASE("a delimiter may have several bytes and come in parts") {
  connected ends;
  std::array<std::byte, 16> room{};
  ring loop;
  loop.spawn(trickle(ends.there, "a\rb\r\nc\r\n\r\n"));
  loop.run([&]() -> task<> {
    buffered_receiver input(ends.here, room);
    for (const std::string_view expected : {"a\rb", "c", ""}) {
      const auto line = co_await input.read_until("\r\n");
      CHECK(line == expected);
    }
  });
}

TEST_CASE("a delimiter that does not come within the buffer is too large, and nothing is lost") {
  const unique_fd file = file_of("0123456789\nnext\n");
  std::array<char, 8> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(file, room);
    for (int i = 0; i < 2; ++i) {
      const auto line = co_await input.read_until("\n");
      expect_error(line, std::errc::value_too_large);
    }
    const auto head = co_await input.read_some();
    CHECK(head == std::string_view("01234567"));
    const auto tail = co_await input.read_until("\n");
    CHECK(tail == std::string_view("89"));
    const auto next = co_await input.read_until("\n");
    CHECK(next == std::string_view("next"));
  });
}

TEST_CASE("a line that fills the buffer with its delimiter is given") {
  const unique_fd file = file_of("1234567\n1234567\n");
  std::array<char, 8> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(file, room);
    for (int i = 0; i < 2; ++i) {
      const auto line = co_await input.read_until("\n");
      CHECK(line == std::string_view("1234567"));
    }
  });
}

TEST_CASE("a view stays as it is until the next call") {
  const unique_fd file = file_of("one\ntwo\n");
  std::array<char, 6> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(file, room);
    const auto one = co_await input.read_until("\n");
    co_await yield();
    CHECK(one == std::string_view("one"));
    CHECK(one->data() == room.data());
  });
}

TEST_CASE("read_exactly takes from the buffer and then past it, in order") {
  const std::string text = "head\n" + long_text(50) + "tail\n";
  connected ends;
  std::array<char, 16> room{};
  bytes target{};
  ring loop;
  loop.spawn(trickle(ends.there, text));
  loop.run([&]() -> task<> {
    buffered_receiver input(ends.here, room);
    const auto head = co_await input.read_until("\n");
    CHECK(head == std::string_view("head"));
    while (input.buffered().empty()) {
      // What read_some leaves is nothing, so that something has to be left by read_until.
      const auto none = co_await within(0ms, input.read_until("\n"));
      CHECK_FALSE(none);
    }
    const transferred body = co_await input.read_exactly(std::span(target).first(50));
    CHECK(body);
    CHECK(body.bytes() == 50);
    CHECK(first(target, 50) == long_text(50));
    const transferred end = co_await input.read_exactly(target);
    CHECK_FALSE(end);
    CHECK(end.bytes() == 5);
    CHECK_FALSE(end.error());
    CHECK(first(target, 5) == "tail\n");
    const transferred empty = co_await input.read_exactly(std::span<char>());
    CHECK(empty);
  });
}

TEST_CASE("read_exactly from what is buffered asks the kernel for nothing") {
  const unique_fd file = file_of("a\nbcdef");
  std::array<char, 16> room{};
  bytes target{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(file, room);
    const auto line = co_await input.read_until("\n");
    CHECK(line == std::string_view("a"));
    const unsigned before = sqes_taken(loop);
    const transferred got = co_await input.read_exactly(std::span(target).first(3));
    CHECK(got);
    CHECK(first(target, 3) == "bcd");
    const auto rest = co_await input.read_some();
    CHECK(rest == std::string_view("ef"));
    CHECK(sqes_taken(loop) == before);
  });
}

TEST_CASE("a buffered reader reads on from an offset and leaves the file's position alone") {
  const unique_fd file = file_of("..one\ntwo\n0123456789");
  std::array<char, 4> room{};
  bytes target{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(file, room, 2);
    for (const std::string_view expected : {"one", "two"}) {
      const auto line = co_await input.read_until("\n");
      CHECK(line == expected);
    }
    const transferred rest = co_await input.read_exactly(std::span(target).first(10));
    CHECK(rest);
    CHECK(first(target, 10) == "0123456789");
    CHECK(::lseek(file.get(), 0, SEEK_CUR) == 0);
  });
}

TEST_CASE("what came before a deadline or a cancel is in the buffer for the next call") {
  connected ends;
  std::array<char, 32> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_receiver input(ends.here, room);
    CHECK(::send(ends.there.get(), "begun", 5, 0) == 5);
    const auto late = co_await within(5ms, input.read_until("\n"));
    expect_error(late, std::errc::timed_out);
    CHECK(input.buffered() == "begun");
    CHECK(::send(ends.there.get(), " and done\n", 10, 0) == 10);
    const auto line = co_await within(1h, input.read_until("\n"));
    CHECK(line == std::string_view("begun and done"));
    // read_exactly counts what it had taken, from the buffer and past it.
    CHECK(::send(ends.there.get(), "x\nabc", 5, 0) == 5);
    const auto x = co_await input.read_until("\n");
    CHECK(x == std::string_view("x"));
    bytes target{};
    CHECK(::send(ends.there.get(), "def", 3, 0) == 3);
    const transferred part = co_await within(5ms, input.read_exactly(target));
    CHECK(part.error() == std::errc::timed_out);
    CHECK(part.bytes() == 6);
    CHECK(first(target, 6) == "abcdef");
    CHECK(input.buffered().empty());
  });
}

TEST_CASE("a second call while one is under way is refused, and harms nothing") {
  connected ends;
  std::array<char, 32> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_receiver input(ends.here, room);
    const auto second = [&]() -> task<> {
      co_await yield();
      const auto refused = co_await input.read_some();
      expect_error(refused, std::errc::device_or_resource_busy);
      CHECK(::send(ends.there.get(), "line\n", 5, 0) == 5);
    };
    loop.spawn(second);
    const auto line = co_await input.read_until("\n");
    CHECK(line == std::string_view("line"));
  });
}

TEST_CASE("a reader can be used again after a task that waited on it was destroyed") {
  connected ends;
  std::array<char, 32> room{};
  buffered_receiver input(ends.here, room);
  {
    ring loop;
    loop.spawn([&]() -> task<> { (void)co_await input.read_until("\n"); });
    (void)loop.poll();
  }
  ring loop;
  CHECK(::send(ends.there.get(), "line\n", 5, 0) == 5);
  loop.run([&]() -> task<> {
    const auto line = co_await input.read_until("\n");
    CHECK(line == std::string_view("line"));
  });
}

TEST_CASE("what recv answers comes out of a buffered reader") {
  std::array<char, 8> room{};
  ring loop;
  loop.run([&]() -> task<> {
    buffered_reader input(-1, room);
    const auto line = co_await input.read_until("\n");
    expect_error(line, std::errc::bad_file_descriptor);
    const auto some = co_await input.read_some();
    expect_error(some, std::errc::bad_file_descriptor);
    bytes target{};
    const transferred got = co_await input.read_exactly(target);
    CHECK(got.error() == std::errc::bad_file_descriptor);
  });
}
