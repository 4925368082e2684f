// What the tests of AsyncIOUring say, the Zig library that ringlet carries on from. Each test case
// here is one of its own, under its name and in its meaning.
#include "helpers.hpp"

#include <liburing.h>

#include <optional>
#include <string_view>

#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/timeout_remove.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

constexpr std::string_view twenty = "99999999999999999999";

task<> write_test(int file) {
  const auto written = co_await op::write{.file = file, .buffer = twenty, .offset = 0};
  CHECK(written == twenty.size());
  std::array<char, 32> seen{};
  const ssize_t got = ::pread(file, seen.data(), seen.size(), 0);
  CHECK(std::string_view(seen.data(), static_cast<std::size_t>(got)) == twenty);
}

task<> read_test(int file) {
  const auto written = co_await op::write{.file = file, .buffer = twenty, .offset = 0};
  CHECK(written == twenty.size());
  std::array<char, 20> seen{};
  const auto read = co_await op::read{.file = file, .buffer = seen, .offset = 0};
  CHECK(read == seen.size());
  CHECK(std::string_view(seen.data(), seen.size()) == twenty);
}

/// The Zig library says Cancelled here; ringlet says that it was the deadline.
template <class Op>
task<> times_out(Op op) {
  expect_error(co_await within(10us, op), std::errc::timed_out);
  expect_error(co_await link_timeout(10us, op), std::errc::timed_out);
}

void take_nops(ring& loop, int count) {
  for (int i = 0; i < count; ++i) {
    io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
    REQUIRE(raw != nullptr);
    io_uring_prep_nop(raw);
    raw->user_data = 9;
  }
}

template <class Op>
task<> await_into(std::optional<std::error_code>& error, Op op) {
  const auto got = co_await op;
  error = got ? std::error_code() : got.error();
}

/// A read that notes that it was encoded.
struct noted_read {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  op::read read;
  bool* encoded;

  void encode(sqe_slot slot) const noexcept {
    *encoded = true;
    read.encode(slot);
  }
  result<std::size_t> decode(cqe_view cqe) const noexcept { return read.decode(cqe); }
};

struct double_nop {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 2;
  bool* encoded;

  void encode(sqe_slot slot) const noexcept {
    *encoded = true;
    io_uring_prep_nop(&slot[0]);
    io_uring_prep_nop(&slot[1]);
  }
  result<> decode(cqe_view cqe) const noexcept { return decode_nothing(cqe); }
};

}  // namespace

TEST_CASE("write") {
  const unique_fd file = open_temporary();
  ring loop(ring_options{.entries = 1});
  loop.run(write_test(file.get()));
}

TEST_CASE("write handles full submission queue") {
  const unique_fd file = open_temporary();
  ring loop(ring_options{.entries = 4});
  int nops = 0;
  loop.on_foreign([&](const foreign_completion& cqe) {
    CHECK(cqe.user_data == 9);
    ++nops;
  });
  take_nops(loop, 4);
  REQUIRE(io_uring_get_sqe(loop.native()) == nullptr);

  foreign_coroutine write = [](ring& on, int to) -> foreign_coroutine {
    const auto written = co_await on.perform(op::write{.file = to, .buffer = twenty, .offset = 0});
    CHECK(written == twenty.size());
  }(loop, file.get());

  // The NOPs have been submitted, and the write itself has not.
  CHECK(io_uring_sq_ready(loop.native()) == 1);
  io_uring* const native = loop.native();
  CHECK(native->sq.sqes[(native->sq.sqe_tail - 1) & native->sq.ring_mask].opcode ==
        IORING_OP_WRITE);

  while (!write.done()) (void)loop.run_once();
  CHECK(nops == 4);
  std::array<char, 32> seen{};
  CHECK(::pread(file.get(), seen.data(), seen.size(), 0) == 20);
}

TEST_CASE("read") {
  const unique_fd file = open_temporary();
  ring loop(ring_options{.entries = 2});
  loop.run(read_test(file.get()));
}

TEST_CASE(
    "overriding number of sqes in custom op submits pending entries when queue would be full") {
  ring loop(ring_options{.entries = 2});
  int nops = 0;
  loop.on_foreign([&](const foreign_completion&) { ++nops; });
  take_nops(loop, 1);
  bool encoded = false;
  loop.run([&]() -> task<> { expect_value(co_await double_nop{&encoded}); });
  CHECK(encoded);
  CHECK(nops == 1);
}

TEST_CASE("read with manual API") {
  const pipe_ends pipe;
  std::array<char, 20> room{};
  ring loop(ring_options{.entries = 2});
  foreign_coroutine read = [](ring& on, int from, std::array<char, 20>& into) -> foreign_coroutine {
    const auto got = co_await on.perform(within(10us, op::read{.file = from, .buffer = into}));
    expect_error(got, std::errc::timed_out);
  }(loop, pipe.reading.get(), room);
  while (!read.done()) (void)loop.run_once();
}

TEST_CASE("read with manual API and overriden submit") {
  const pipe_ends pipe;
  std::array<char, 20> room{};
  ring loop(ring_options{.entries = 2});
  bool encoded = false;
  loop.run(times_out(noted_read{{.file = pipe.reading, .buffer = room}, &encoded}));
  CHECK(encoded);
}

TEST_CASE("read with timeout returns cancelled") {
  const pipe_ends pipe;
  std::array<char, 20> room{};
  ring loop(ring_options{.entries = 2});
  loop.run(times_out(op::read{.file = pipe.reading, .buffer = room}));
}

TEST_CASE("read with timeout returns cancelled with only 1 submission queue entry free") {
  const pipe_ends pipe;
  std::array<char, 20> room{};
  ring loop(ring_options{.entries = 4});
  int nops = 0;
  loop.on_foreign([&](const foreign_completion&) { ++nops; });
  take_nops(loop, 3);
  loop.run([&]() -> task<> {
    // Two entries are needed: the NOPs go first, and the read and its timeout stay together.
    expect_error(co_await link_timeout(10us, op::read{.file = pipe.reading, .buffer = room}),
                 std::errc::timed_out);
  });
  CHECK(nops == 3);
  take_nops(loop, 3);
  loop.run([&]() -> task<> {
    expect_error(co_await within(10us, op::read{.file = pipe.reading, .buffer = room}),
                 std::errc::timed_out);
  });
  CHECK(nops == 6);
}

TEST_CASE("read that is cancelled returns cancelled") {
  const pipe_ends pipe;
  std::array<char, 20> room{};
  ring loop(ring_options{.entries = 2});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::read{.file = pipe.reading, .buffer = room})));
  loop.run([&]() -> task<> {
    co_await yield();
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
}

TEST_CASE("cancelling an operation that doesn't exist returns no_such_file_or_directory") {
  ring loop(ring_options{.entries = 2});
  loop.run([]() -> task<> {
    expect_error(co_await op::async_cancel{.target = target::user_data(32)},
                 std::errc::no_such_file_or_directory);
    cancel_id never;
    expect_error(co_await cancel(never), std::errc::no_such_file_or_directory);
  });
}

TEST_CASE("timeout for short timeout returns success") {
  ring loop(ring_options{.entries = 2});
  loop.run([]() -> task<> { expect_value(co_await op::timeout{.after = 10us}); });
}

TEST_CASE("timeout with long timeout returns operation_canceled when cancelled") {
  ring loop(ring_options{.entries = 2});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::timeout{.after = 100'000s})));
  loop.run([&]() -> task<> {
    co_await yield();
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
}

TEST_CASE("timeout with long timeout returns operation_canceled when removed with timeout_remove") {
  ring loop(ring_options{.entries = 2});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::timeout{.after = 100'000s})));
  loop.run([&]() -> task<> {
    co_await yield();
    expect_value(co_await op::timeout_remove{.target = id});
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
}

TEST_CASE("timeout_remove can update timeout") {
  ring loop(ring_options{.entries = 2});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::timeout{.after = 100'000s})));
  const stopwatch since;
  loop.run([&]() -> task<> {
    co_await yield();
    expect_value(co_await op::timeout_remove_update{.target = id, .after = 10us});
  });
  loop.run();
  CHECK(error == std::error_code());
  CHECK(since.elapsed() < 100s);
}

TEST_CASE("timeout_remove returns no_such_file_or_directory if timeout has already expired") {
  ring loop(ring_options{.entries = 2});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::timeout{.after = 1ns})));
  loop.run([&]() -> task<> {
    while (!error) co_await sleep_for(1ms);
    expect_error(co_await op::timeout_remove{.target = id}, std::errc::no_such_file_or_directory);
  });
  CHECK(error == std::error_code());
}
