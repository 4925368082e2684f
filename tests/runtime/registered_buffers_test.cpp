#include "buffers.hpp"

#include <ringlet/op/read_fixed.hpp>
#include <ringlet/op/write_fixed.hpp>
#include <ringlet/registered_buffers.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

using namespace ringlet;
using namespace helpers;

namespace {

void fill(std::span<std::byte> room, std::string_view text) {
  std::memcpy(room.data(), text.data(), text.size());
}

std::string contents(const unique_fd& file) {
  std::string text(64, '\0');
  const ssize_t got = ::pread(file.get(), text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

/// Writes the beginning of a registered buffer to a file.
task<result<std::size_t>> write_from(const unique_fd& file, registered_buffer from) {
  co_return co_await op::write_fixed{
      .file = file, .buffer = from.bytes, .buffer_index = from.index, .offset = 0};
}

/// An empty table, where the kernel can have one.
std::unique_ptr<registered_buffers> sparse(ring& loop, std::uint32_t count) {
  return where_supported(
      [&] {
        return std::unique_ptr<registered_buffers>(
            new registered_buffers(registered_buffers::sparse(loop, count)));
      },
      "5.19");
}

}  // namespace

TEST_CASE("bytes go from a registered buffer to a file and back into another") {
  const unique_fd file = open_temporary();
  ring loop;
  const registered_buffers buffers(loop, 2, 4096);
  REQUIRE(buffers.size() == 2);
  fill(buffers[0].bytes, "registered");
  loop.run([&]() -> task<> {
    const auto written = co_await write_from(file, buffers[0].first(10));
    expect_value(written);
    if (written) CHECK(*written == 10);
    CHECK(contents(file) == "registered");
    const registered_buffer room = buffers[1].part(100, 10);
    const auto read = co_await op::read_fixed{
        .file = file, .buffer = room.bytes, .buffer_index = room.index, .offset = 0};
    expect_value(read);
    CHECK(text_of(buffers[1].bytes.subspan(100, 10)) == "registered");
    CHECK(buffers[1].bytes[99] == std::byte{});
  });
}

TEST_CASE("the caller's memory can be registered") {
  const unique_fd file = open_temporary();
  std::array<std::byte, 64> memory{};
  fill(memory, "mine");
  ring loop;
  const std::array<::iovec, 1> parts{{{memory.data(), memory.size()}}};
  const registered_buffers buffers(loop, parts);
  CHECK(buffers[0].bytes.data() == memory.data());
  loop.run([&]() -> task<> {
    const auto written = co_await write_from(file, buffers[0].first(4));
    expect_value(written);
  });
  CHECK(contents(file) == "mine");
}

TEST_CASE("bytes outside of the registered buffer are refused") {
  const unique_fd file = open_temporary();
  std::array<std::byte, 64> other{};
  ring loop;
  const registered_buffers buffers(loop, 1, 4096);
  loop.run([&]() -> task<> {
    const auto written = co_await write_from(file, {other, 0});
    expect_error(written, std::errc::bad_address);
  });
}

TEST_CASE("an empty table is filled and emptied place by place") {
  const unique_fd file = open_temporary();
  std::array<std::byte, 64> memory{};
  fill(memory, "late");
  ring loop;
  const auto buffers = sparse(loop, 4);
  if (!buffers) return;
  CHECK((*buffers)[2].bytes.empty());
  loop.run([&]() -> task<> {
    const auto before = co_await write_from(file, {memory, 2});
    expect_error(before, std::errc::bad_address);
    const auto updated = buffers->update(2, memory);
    expect_value(updated);
    if (!updated) co_return;
    const auto written = co_await write_from(file, updated->first(4));
    expect_value(written);
    CHECK(contents(file) == "late");
    expect_value(buffers->clear(2));
    const auto after = co_await write_from(file, {memory, 2});
    expect_error(after, std::errc::bad_address);
  });
  expect_error(buffers->update(4, memory), std::errc::invalid_argument);
}

TEST_CASE("an operation under way keeps the buffer that is taken away") {
  const pipe_ends pipe;
  std::array<std::byte, 64> memory{};
  ring loop;
  const auto buffers = sparse(loop, 1);
  if (!buffers) return;
  const auto place = buffers->update(0, memory);
  expect_value(place);
  if (!place) return;
  std::optional<std::size_t> came;
  loop.spawn([&]() -> task<> {
    const auto read = co_await op::read_fixed{
        .file = pipe.reading, .buffer = place->bytes, .buffer_index = place->index};
    expect_value(read);
    if (read) came = *read;
  });
  (void)loop.poll();
  expect_value(buffers->clear(0));
  pipe.put("hello");
  loop.run();
  CHECK(came == 5U);
  CHECK(text_of(std::span(memory).first(5)) == "hello");
}

TEST_CASE("a table that goes while an operation uses it waits for nothing") {
  const pipe_ends pipe;
  ring loop;
  {
    const registered_buffers buffers(loop, 1, 4096);
    loop.spawn([&pipe, room = buffers[0]]() -> task<> {
      (void)co_await op::read_fixed{
          .file = pipe.reading, .buffer = room.bytes, .buffer_index = room.index};
    });
    (void)loop.poll();
  }
  SUCCEED("and the ring ends the operation");
}

TEST_CASE("a ring has one table of buffers at a time") {
  ring loop;
  {
    const registered_buffers first(loop, 1, 4096);
    try {
      const registered_buffers second(loop, 1, 4096);
      FAIL_CHECK("a second one was possible");
    } catch (const std::system_error& error) {
      CHECK(error.code() == std::errc::device_or_resource_busy);
      CHECK(std::string(error.what()).find("already") != std::string::npos);
    }
  }
  const registered_buffers next(loop, 3, 4096);
  CHECK(next.size() == 3);
}

TEST_CASE("a table may be destroyed after its ring") {
  std::optional<ring> loop;
  loop.emplace();
  registered_buffers buffers(*loop, 1, 4096);
  loop.reset();
  expect_error(buffers.clear(0), std::errc::invalid_argument);
}

TEST_CASE("another ring's buffers can be cloned, and outlive the original") {
  const unique_fd file = open_temporary();
  ring first;
  ring second;
  std::array<std::byte, 64> memory{};
  fill(memory, "shared");
  const std::array<::iovec, 1> parts{{{memory.data(), memory.size()}}};
  auto original = std::make_unique<registered_buffers>(first, parts);
  const auto cloned = where_supported(
      [&] {
        return std::unique_ptr<registered_buffers>(
            new registered_buffers(registered_buffers::clone(second, *original)));
      },
      "6.12");
  if (!cloned) return;
  original.reset();
  second.run([&]() -> task<> {
    const auto written = co_await write_from(file, (*cloned)[0].first(6));
    expect_value(written);
  });
  CHECK(contents(file) == "shared");
}

TEST_CASE("cloned buffers keep the memory that the original had of its own") {
  const unique_fd file = open_temporary();
  ring first;
  ring second;
  auto original = std::make_unique<registered_buffers>(first, 2, 4096);
  const auto cloned = where_supported(
      [&] {
        return std::unique_ptr<registered_buffers>(
            new registered_buffers(registered_buffers::clone(second, *original)));
      },
      "6.12");
  if (!cloned) return;
  original.reset();
  const registered_buffer buffer = (*cloned)[1];
  fill(buffer.bytes, "shared");
  second.run([&]() -> task<> {
    const auto written = co_await write_from(file, buffer.first(6));
    expect_value(written);
  });
  CHECK(contents(file) == "shared");
}

TEST_CASE("the refusal of memory that may not be locked says what to raise") {
  const ending child = in_child([] {
    // Root may lock what it likes.
    if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) throw std::runtime_error("uid");
    const rlimit little{65536, 65536};
    (void)::setrlimit(RLIMIT_MEMLOCK, &little);
    ring loop(ring_options{.entries = 1});
    const registered_buffers buffers(loop, 64, 65536);
  });
  CHECK(child.exited(99));
  CAPTURE(child.said);
  CHECK(child.said.find("RLIMIT_MEMLOCK is 65536 bytes") != std::string::npos);
}
