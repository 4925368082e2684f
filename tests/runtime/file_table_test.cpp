#include "buffers.hpp"

#include <poll.h>

#include <ringlet/file_table.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/op/close.hpp>
#include <ringlet/op/msg_ring.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/openat.hpp>
#include <ringlet/op/pipe.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/socket.hpp>
#include <ringlet/op/write.hpp>

#include <cstring>
#include <memory>
#include <optional>

using namespace ringlet;
using namespace helpers;

namespace {

bool hung_up_within(const helpers::pipe_ends& pipe, std::chrono::milliseconds patience) {
  ::pollfd entry{.fd = pipe.reading.get(), .events = 0, .revents = 0};
  (void)::poll(&entry, 1, static_cast<int>(patience.count()));
  return (entry.revents & POLLHUP) != 0;
}

/// Whether every writer of a pipe goes: Linux 5.10 lets go of a file some moments later.
bool hung_up(const helpers::pipe_ends& pipe) { return hung_up_within(pipe, 5s); }

bool is_open(const helpers::pipe_ends& pipe) { return !hung_up_within(pipe, 0ms); }

}  // namespace

TEST_CASE("an operation works on the file that was put into a slot") {
  helpers::pipe_ends pipe;
  ring loop;
  file_table files(loop, 4);
  auto slot = files.put(direct_slot(2), pipe.writing);
  REQUIRE(slot);
  pipe.writing.reset();
  loop.run([&]() -> task<> {
    const auto written =
        co_await op::write{.file = *slot, .buffer = "through the slot", .offset = current_position};
    expect_value(written);
  });
  CHECK(pipe.take() == "through the slot");
}

TEST_CASE("an owned slot closes its file when it goes") {
  helpers::pipe_ends pipe;
  ring loop;
  file_table files(loop, 4);
  {
    auto slot = files.put(direct_slot(1), pipe.writing);
    REQUIRE(slot);
    pipe.writing.reset();
    owned_slot moved = std::move(*slot);
    CHECK(moved.get() == direct_slot(1));
    CHECK(is_open(pipe));
  }
  CHECK(hung_up(pipe));
}

TEST_CASE("a slot that is released stays open until the table goes") {
  helpers::pipe_ends pipe;
  ring loop;
  {
    file_table files(loop, 4);
    auto slot = files.put(direct_slot(1), pipe.writing);
    REQUIRE(slot);
    pipe.writing.reset();
    CHECK(slot->release() == direct_slot(1));
    slot = std::unexpected(std::error_code());
    CHECK(is_open(pipe));
  }
  CHECK(hung_up(pipe));
}

TEST_CASE("assigning to an owned slot closes what it had") {
  helpers::pipe_ends first;
  helpers::pipe_ends second;
  ring loop;
  file_table files(loop, 4);
  auto one = files.put(direct_slot(0), first.writing);
  auto two = files.put(direct_slot(1), second.writing);
  REQUIRE(one);
  REQUIRE(two);
  first.writing.reset();
  second.writing.reset();
  *one = std::move(*two);
  CHECK(hung_up(first));
  CHECK(is_open(second));
}

TEST_CASE("what is put into a slot takes the place of what was there") {
  helpers::pipe_ends first;
  const helpers::pipe_ends second;
  ring loop;
  file_table files(loop, 2);
  expect_value(files.update(direct_slot(0), first.writing));
  first.writing.reset();
  expect_value(files.update(direct_slot(0), second.writing));
  CHECK(hung_up(first));
  expect_value(files.clear(direct_slot(0)));
  loop.run([&]() -> task<> {
    const auto written = co_await op::write{.file = direct_slot(0), .buffer = "x"};
    expect_error(written, std::errc::bad_file_descriptor);
  });
}

TEST_CASE("a slot that an operation opened can be owned") {
  ring loop;
  if (!loop.supports<op::openat_direct>()) {
    return skip("this kernel opens nothing into slots");
  }
  file_table files(loop, 2);
  loop.run([&]() -> task<> {
    std::optional<owned_slot> slot;
    {
      const auto opened = co_await op::openat_direct{
          .path = "/dev/zero", .flags = open_flags::rdonly, .slot = direct_slot(1)};
      expect_value(opened);
      if (!opened) co_return;
      slot.emplace(files.own(*opened));
    }
    std::array<char, 4> room{'x', 'x', 'x', 'x'};
    const auto read = co_await op::read{.file = *slot, .buffer = room};
    expect_value(read);
    CHECK(room == std::array<char, 4>{});
    slot.reset();
    const auto gone = co_await op::read{.file = direct_slot(1), .buffer = room};
    expect_error(gone, std::errc::bad_file_descriptor);
  });
}

namespace {

/// Whether something is open in a slot, which is then closed.
bool was_open(ring& loop, std::uint32_t slot) {
  return loop.run([slot]() -> task<bool> {
    const auto closed = co_await op::close_direct{direct_slot(slot)};
    co_return closed.has_value();
  });
}

template <class Op>
foreign_coroutine opens(ring& loop, Op op) {
  (void)co_await loop.perform(op);
}

}  // namespace

TEST_CASE("what an operation has opened in a slot is closed where nobody waits for it any more") {
  ring loop;
  file_table files(loop, 4);
  if (loop.supports<op::socket_direct>()) {
    // It goes to the kernel, and is done there, as it is given up.
    foreign_coroutine given_up =
        opens(loop, op::socket_direct{.domain = socket_domain::unix_, .slot = direct_slot(1)});
    given_up.destroy();
    CHECK_FALSE(was_open(loop, 1));
    // So it is where a chain ends with it, but not where it is there for the rest of the chain.
    const op::socket_direct last{.domain = socket_domain::unix_, .slot = direct_slot(2)};
    for (const bool hard : {false, true}) {
      given_up =
          hard ? opens(loop, hard_linked(op::nop{}, last)) : opens(loop, linked(op::nop{}, last));
      given_up.destroy();
      CHECK_FALSE(was_open(loop, 2));
    }
    given_up = opens(loop, linked(last, op::nop{}));
    given_up.destroy();
    CHECK(was_open(loop, 2));
  }
  if (loop.supports<op::pipe_direct>()) {
    foreign_coroutine given_up = opens(loop, op::pipe_direct{});
    given_up.destroy();
    for (std::uint32_t slot = 0; slot < 4; ++slot) CHECK_FALSE(was_open(loop, slot));
  }
}

TEST_CASE("a slot of another ring is not closed in this one's table") {
  ring loop;
  if (!loop.supports<op::msg_ring_fd>()) return skip("this kernel sends no descriptors to rings");
  const helpers::pipe_ends pipe;
  file_table files(loop, 4);
  expect_value(files.update(direct_slot(1), pipe.reading));
  expect_value(files.update(direct_slot(3), pipe.writing));
  ring other;
  const file_table others(other, 4);
  const op::msg_ring_fd sent{.receiver = other.ring_fd(),
                             .source = direct_slot(1),
                             .user_data = foreign_user_data(7),
                             .slot = direct_slot(3)};
  for (const bool chained : {false, true}) {
    foreign_coroutine given_up = chained ? opens(loop, linked(op::nop{}, sent)) : opens(loop, sent);
    (void)loop.poll();
    (void)other.poll();
    given_up.destroy();
    CHECK(was_open(other, 3));
  }
  CHECK(was_open(loop, 3));
}

TEST_CASE("what is given up closes nothing in the slots of the next table") {
  ring loop;
  if (!loop.supports<op::socket_direct>()) return skip("this kernel opens no sockets into slots");
  const helpers::pipe_ends pipe;
  std::optional<file_table> files(std::in_place, loop, 4);
  const op::socket_direct opened{.domain = socket_domain::unix_, .slot = direct_slot(2)};
  for (const bool chained : {false, true}) {
    std::optional<foreign_coroutine> given_up;
    loop.spawn([&]() -> task<> {
      expect_value(co_await op::nop{});
      // The socket, which was submitted together with this, is open, and nobody told of it yet.
      files.reset();
      files.emplace(loop, 4);
      expect_value(files->update(direct_slot(2), pipe.reading));
      REQUIRE(given_up);
      CHECK_FALSE(given_up->done());
      given_up->destroy();
    });
    loop.spawn([&]() -> task<> {
      given_up = chained ? opens(loop, linked(op::nop{}, opened)) : opens(loop, opened);
      co_return;
    });
    loop.run();
    CHECK(was_open(loop, 2));
  }
}

TEST_CASE("the kernel chooses slots in the range that it was given, and no others") {
  ring loop;
  file_table files(loop, 8);
  const auto limited = files.allocate_from(direct_slot(5), 2);
  if (!limited && limited.error() == std::errc::invalid_argument) {
    return skip("this kernel limits no allocation of slots, which Linux 6.0 does");
  }
  expect_value(limited);
  loop.run([&]() -> task<> {
    for (const std::uint32_t expected : {5U, 6U}) {
      const auto opened =
          co_await op::openat_direct{.path = "/dev/zero", .flags = open_flags::rdonly};
      expect_value(opened);
      if (opened) CHECK(opened->index() == expected);
    }
    const auto none = co_await op::openat_direct{.path = "/dev/zero", .flags = open_flags::rdonly};
    expect_error(none, std::errc::too_many_files_open_in_system);
  });
  expect_error(files.allocate_from(direct_slot(7), 2), std::errc::value_too_large);
}

TEST_CASE("what is no slot or no descriptor is refused") {
  const helpers::pipe_ends pipe;
  ring loop;
  file_table files(loop, 2);
  expect_error(files.put(direct_slot(2), pipe.writing), std::errc::invalid_argument);
  expect_error(files.put(direct_slot(0), 1'000'000), std::errc::bad_file_descriptor);
}

TEST_CASE("slots may outlive their table, and both the ring") {
  helpers::pipe_ends pipe;
  std::optional<ring> loop;
  loop.emplace();
  std::optional<file_table> files;
  files.emplace(*loop, 2);
  auto slot = files->put(direct_slot(0), pipe.writing);
  REQUIRE(slot);
  pipe.writing.reset();
  files.reset();
  CHECK(hung_up(pipe));
  files.emplace(*loop, 4);  // in the place of the one that is gone
  CHECK(files->size() == 4);
  loop.reset();
  expect_error(files->clear(direct_slot(0)), std::errc::invalid_argument);
}

TEST_CASE("a slot of a table that is gone closes nothing in the next one") {
  helpers::pipe_ends pipe;
  ring loop;
  std::optional<file_table> files;
  files.emplace(loop, 2);
  auto stale = files->put(direct_slot(0), pipe.writing);
  REQUIRE(stale);
  files.reset();
  files.emplace(loop, 2);
  const auto fresh = files->put(direct_slot(0), pipe.writing);
  REQUIRE(fresh);
  pipe.writing.reset();
  stale = std::unexpected(std::error_code());
  CHECK(is_open(pipe));
}

TEST_CASE("a table that goes while an operation uses a slot waits for nothing") {
  const helpers::pipe_ends pipe;
  std::array<char, 4> room{};
  ring loop;
  {
    file_table files(loop, 1);
    expect_value(files.update(direct_slot(0), pipe.reading));
    loop.spawn(
        [&]() -> task<> { (void)co_await op::read{.file = direct_slot(0), .buffer = room}; });
    (void)loop.poll();
  }
  SUCCEED("and the ring ends the operation");
}

TEST_CASE("a ring has one table of files at a time") {
  ring loop;
  const file_table first(loop, 2);
  try {
    const file_table second(loop, 2);
    FAIL_CHECK("a second one was possible");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::device_or_resource_busy);
    CHECK(std::string(error.what()).find("already") != std::string::npos);
  }
}

TEST_CASE("a table that cannot be is refused in words") {
  ring loop;
  CHECK_THROWS_AS(file_table(loop, 0), std::system_error);
  try {
    const file_table huge(loop, 1U << 30);
    FAIL_CHECK("it was possible");
  } catch (const std::system_error& error) {
    CHECK(std::string(error.what()).find("RLIMIT_NOFILE") != std::string::npos);
  }
}
