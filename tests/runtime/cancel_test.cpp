// Cancelling by a cancel_id: it ends the operation that it names, wherever that is, and no other.
#include "helpers.hpp"

#include <liburing.h>
#include <poll.h>

#include <memory>
#include <optional>
#include <thread>

#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/poll_remove.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/timeout_remove.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using bytes = std::array<char, 16>;

/// Moves bytes from one pipe to another; the kernel always gives it to a worker thread.
struct splice_bytes {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;

  int from;
  int to;

  void encode(sqe_slot slot) const noexcept {
    io_uring_prep_splice(&slot.sqe(), from, -1, to, -1, 16, 0);
  }
  result<std::size_t> decode(cqe_view cqe) const noexcept { return decode_bytes(cqe); }
};

template <class Op>
task<> await_into(std::optional<std::error_code>& error, Op op) {
  const auto got = co_await op;
  error = got ? std::error_code() : got.error();
}

/// Waits until work that was given to a worker thread has begun there.
task<> until_begun() { co_await sleep_for(10ms); }

/// What `op` gives when it is cancelled in full swing.
template <class Op>
std::error_code cancelled(taskrun how, Op op) {
  ring loop(ring_options{.completions = how});
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op)));
  loop.run([&]() -> task<> {
    co_await until_begun();
    CHECK(id.live());
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK_FALSE(id.live());
  return error.value();
}

template <class Op>
std::error_code overdue(taskrun how, Op op) {
  ring loop(ring_options{.completions = how});
  std::optional<std::error_code> error;
  loop.run(await_into(error, within(10ms, op)));
  CHECK_FALSE(loop.next_deadline());
  return error.value();
}

}  // namespace

TEST_CASE("cancel ends a read that waits for data") {
  const pipe_ends pipe;
  bytes room{};
  for (const taskrun how : all_taskruns()) {
    CHECK(cancelled(how, op::read{.file = pipe.reading, .buffer = room}) ==
          std::errc::operation_canceled);
  }
}

TEST_CASE("cancel ends a poll and a timeout of the kernel's") {
  const pipe_ends pipe;
  for (const taskrun how : all_taskruns()) {
    CHECK(cancelled(how, op::poll_add{.file = pipe.reading, .events = poll_events::in}) ==
          std::errc::operation_canceled);
    CHECK(cancelled(how, op::timeout{.after = 1h}) == std::errc::operation_canceled);
  }
}

TEST_CASE("cancel ends work in a worker thread, as operation_canceled") {
  const pipe_ends pipe;
  const pipe_ends other;
  bytes room{};
  for (const taskrun how : all_taskruns()) {
    CHECK(cancelled(how, forced_async(op::read{.file = pipe.reading, .buffer = room})) ==
          std::errc::operation_canceled);
    CHECK(cancelled(how, splice_bytes{pipe.reading.get(), other.writing.get()}) ==
          std::errc::operation_canceled);
  }
}

TEST_CASE(
    "work in a worker thread that is cancelled by its file shows no code of the kernel's own") {
  const pipe_ends pipe;
  const pipe_ends other;
  ring loop;
  if (!loop.supports<op::async_cancel_fd>())
    return skip("no cancelling by a file before Linux 5.19");
  std::optional<std::error_code> ended;
  loop.spawn(await_into(ended, splice_bytes{pipe.reading.get(), other.writing.get()}));
  loop.run([&]() -> task<> {
    while (!ended) {
      co_await until_begun();
      if (!ended) (void)co_await op::async_cancel_fd{.file = other.writing};
    }
  });
  CAPTURE(ended->value());
  CHECK((*ended == std::errc::operation_canceled || *ended == std::errc::interrupted));
}

TEST_CASE("a deadline ends work in a worker thread, as timed_out") {
  const pipe_ends pipe;
  const pipe_ends other;
  bytes room{};
  for (const taskrun how : all_taskruns()) {
    CHECK(overdue(how, op::read{.file = pipe.reading, .buffer = room}) == std::errc::timed_out);
    CHECK(overdue(how, forced_async(op::read{.file = pipe.reading, .buffer = room})) ==
          std::errc::timed_out);
    CHECK(overdue(how, splice_bytes{pipe.reading.get(), other.writing.get()}) ==
          std::errc::timed_out);
  }
}

TEST_CASE(
    "work in a worker thread that is cancelled again and again never shows the kernel's own "
    "codes") {
  const pipe_ends pipe;
  const pipe_ends other;
  ring loop;
  for (int i = 0; i < 100; ++i) {
    cancel_id id;
    std::optional<std::error_code> error;
    loop.spawn(
        await_into(error, with_id(id, splice_bytes{pipe.reading.get(), other.writing.get()})));
    loop.run(
        [](cancel_id& target, int round) -> task<> {
          // At different moments on the worker's way into its wait.
          co_await sleep_for(std::chrono::microseconds(5 * round));
          (void)co_await cancel(target);
        },
        id, i);
    loop.run();
    REQUIRE(error.value() == std::errc::operation_canceled);
  }
}

TEST_CASE("an id and a deadline go around an operation in either order") {
  const pipe_ends pipe;
  bytes room{};
  const op::read read{.file = pipe.reading, .buffer = room};
  {
    ring loop;
    cancel_id id;
    std::optional<std::error_code> error;
    loop.run(await_into(error, with_id(id, within(5ms, read))));
    CHECK(error == std::make_error_code(std::errc::timed_out));
    loop.run(await_into(error, within(5ms, with_id(id, read))));
    CHECK(error == std::make_error_code(std::errc::timed_out));
    CHECK_FALSE(id.live());
  }
  CHECK(cancelled(taskrun::best, within(1h, read)) == std::errc::operation_canceled);
}

TEST_CASE("cancel ends a sleep, whose result then says so") {
  ring loop;
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, sleep_for(1h))));
  loop.run([&]() -> task<> {
    co_await yield();
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
  CHECK_FALSE(loop.next_deadline());

  loop.run(await_into(error, with_id(id, sleep_for(1ms))));
  CHECK(error == std::error_code());
}

TEST_CASE("an id that names nothing is refused, and no SQE is taken for it") {
  ring loop;
  loop.run([&]() -> task<> {
    cancel_id id;
    const unsigned before = sqes_taken(loop);
    expect_error(co_await cancel(id), std::errc::no_such_file_or_directory);
    CHECK(sqes_taken(loop) == before);

    expect_value(co_await with_id(id, op::nop{}));
    CHECK_FALSE(id.live());
    expect_error(co_await cancel(id), std::errc::no_such_file_or_directory);
    CHECK(sqes_taken(loop) == before + 1);
  });
}

TEST_CASE("an id whose operation was refused before its submission names nothing") {
  ring loop(ring_options{.entries = 2});
  loop.run([&]() -> task<> {
    cancel_id id;
    const auto [a, b, c] = co_await with_id(id, linked(op::nop{}, op::nop{}, op::nop{}));
    CHECK_FALSE(a.has_value());
    CHECK_FALSE(id.live());
    expect_error(co_await cancel(id), std::errc::no_such_file_or_directory);
  });
}

TEST_CASE("a stale id leaves the next operation at the same address alone") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  cancel_id first;
  cancel_id second;
  std::vector<const void*> addresses;
  std::vector<std::error_code> errors;
  loop.spawn([&]() -> task<> {
    for (cancel_id* id : {&first, &second}) {
      const auto got = co_await with_id(*id, op::read{.file = pipe.reading, .buffer = room});
      errors.push_back(got ? std::error_code() : got.error());
    }
  });
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    addresses.push_back(first.target());
    pipe.put("x");
    while (!second.live()) co_await sleep_for(1ms);
    addresses.push_back(second.target());
    CHECK_FALSE(first.live());
    expect_error(co_await cancel(first), std::errc::no_such_file_or_directory);
    co_await sleep_for(5ms);
    CHECK(second.live());
    expect_value(co_await cancel(second));
  });
  loop.run();
  REQUIRE(addresses.size() == 2);
  CHECK(addresses[0] == addresses[1]);  // or this test proves nothing
  REQUIRE(errors.size() == 2);
  CHECK_FALSE(errors[0]);
  CHECK(errors[1] == std::errc::operation_canceled);
}

TEST_CASE(
    "a cancel that comes too late in the same batch leaves the next operation at that address "
    "alone") {
  const socket_ends peers;
  ring loop;
  bytes room{};
  cancel_id id;
  std::vector<std::error_code> errors;
  std::vector<const void*> addresses;
  peers.put("x");  // so that the first recv completes as it is submitted
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 2; ++i) {
      const auto got = co_await with_id(id, op::recv{.socket = peers.reading, .buffer = room});
      errors.push_back(got ? std::error_code() : got.error());
    }
  });
  loop.run([&]() -> task<> {
    // The recv stands in the submission queue, and the cancel comes behind it.
    CHECK(id.live());
    addresses.push_back(id.target());
    expect_value(co_await cancel(id));
    co_await sleep_for(5ms);
    REQUIRE(errors.size() == 1);
    CHECK_FALSE(errors[0]);
    CHECK(id.live());
    addresses.push_back(id.target());
    expect_value(co_await cancel(id));
  });
  loop.run();
  REQUIRE(addresses.size() == 2);
  CHECK(addresses[0] == addresses[1]);  // or this test proves nothing
  REQUIRE(errors.size() == 2);
  CHECK(errors[1] == std::errc::operation_canceled);
}

TEST_CASE("an id that is used again and again cancels only what it names at the time") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  cancel_id id;
  int cancelled_reads = 0;
  int read = 0;
  bool over = false;
  loop.spawn([&]() -> task<> {
    for (int i = 0; i < 400; ++i) {
      const auto got = co_await with_id(id, op::read{.file = pipe.reading, .buffer = room});
      if (got) {
        ++read;
      } else if (got.error() == std::errc::operation_canceled) {
        ++cancelled_reads;
      }
    }
    over = true;
  });
  int cancels = 0;
  loop.run([&]() -> task<> {
    int i = 0;
    while (!over) {
      ++i;
      if (i % 2 == 0) pipe.put("x");
      if (i % 3 != 0) {
        if (co_await cancel(id)) ++cancels;
      }
      co_await yield();
    }
  });
  CHECK(read + cancelled_reads == 400);
  CHECK(read > 0);
  CHECK(cancelled_reads > 0);
  CHECK(cancelled_reads <= cancels);
}

TEST_CASE("an id may die while its operation is in flight, which goes on") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  std::optional<std::error_code> error;
  auto id = std::make_unique<cancel_id>();
  loop.spawn(await_into(error, with_id(*id, op::read{.file = pipe.reading, .buffer = room})));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    CHECK(id->live());
    id.reset();
    pipe.put("x");
  });
  loop.run();
  CHECK(error == std::error_code());
}

TEST_CASE("an operation that dies unlinks its id") {
  const pipe_ends pipe;
  bytes room{};
  cancel_id id;
  {
    ring loop;
    std::optional<std::error_code> error;
    loop.spawn(await_into(error, with_id(id, op::read{.file = pipe.reading, .buffer = room})));
    (void)loop.poll();
    CHECK(id.live());
  }
  CHECK_FALSE(id.live());
}

TEST_CASE("a second operation on one id is refused as device_or_resource_busy") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, op::read{.file = pipe.reading, .buffer = room})));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    const unsigned before = sqes_taken(loop);
    expect_error(co_await with_id(id, op::nop{}), std::errc::device_or_resource_busy);
    CHECK(sqes_taken(loop) == before);
    pipe.put("x");
  });
  loop.run();
  CHECK(error == std::error_code());
}

TEST_CASE("two cancels of one operation both succeed and it is cancelled once") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  cancel_id id;
  std::optional<std::error_code> error;
  int succeeded = 0;
  const auto canceller = [&]() -> task<> {
    co_await sleep_for(2ms);
    if (co_await cancel(id)) ++succeeded;
  };
  loop.spawn(await_into(error, with_id(id, op::read{.file = pipe.reading, .buffer = room})));
  loop.spawn(canceller);
  loop.spawn(canceller);
  loop.run();
  CHECK(succeeded >= 1);
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
}

TEST_CASE("an operation that was faster than its cancel keeps its value") {
  const socket_ends peers;
  ring loop;
  bytes room{};
  cancel_id id;
  peers.put("abc");
  std::size_t got = 0;
  loop.spawn([&]() -> task<> {
    const auto received = co_await with_id(id, op::recv{.socket = peers.reading, .buffer = room});
    if (received) got = *received;
  });
  loop.run([&]() -> task<> { expect_value(co_await cancel(id)); });
  loop.run();
  CHECK(got == 3);
}

TEST_CASE("cancel ends a chain, wherever it has got to") {
  const pipe_ends pipe;
  const pipe_ends second;
  bytes room{};
  bytes other{};
  for (const bool hard : {false, true}) {
    CAPTURE(hard);
    ring loop;
    cancel_id id;
    std::vector<std::error_code> errors;
    const auto note = [&](const auto&... results) {
      (errors.push_back(results ? std::error_code() : results.error()), ...);
    };
    pipe.put("x");  // the first member completes, the second waits
    const op::read first{.file = pipe.reading, .buffer = std::span(room).first(1)};
    const op::read blocked{.file = second.reading, .buffer = other};
    const op::read last{.file = pipe.reading, .buffer = room};
    loop.spawn([&]() -> task<> {
      if (hard) {
        const auto [a, b, c] = co_await with_id(id, hard_linked(first, blocked, last));
        note(a, b, c);
      } else {
        const auto [a, b, c] = co_await with_id(id, linked(first, blocked, last));
        note(a, b, c);
      }
    });
    loop.run([&]() -> task<> {
      // On some kernels a worker does the first, and it may take its time on a busy machine.
      pollfd byte{.fd = pipe.reading.get(), .events = POLLIN, .revents = 0};
      while (::poll(&byte, 1, 0) == 1) co_await sleep_for(1ms);
      co_await sleep_for(5ms);
      expect_value(co_await cancel(id));
    });
    loop.run();
    REQUIRE(errors.size() == 3);
    CHECK_FALSE(errors[0]);
    CHECK(errors[1] == std::errc::operation_canceled);
    CHECK(errors[2] == std::errc::operation_canceled);
    CHECK_FALSE(id.live());
  }
}

TEST_CASE("cancel ends a chain whose next member the kernel has yet to start") {
  for (const taskrun how : all_taskruns()) {
    for (const bool chain_first : {true, false}) {
      for (const bool by_deadline : {false, true}) {
        CAPTURE(static_cast<int>(how), chain_first, by_deadline);
        const pipe_ends first;
        const pipe_ends second;
        bytes room{};
        ring loop(ring_options{.completions = how});
        cancel_id id;
        std::optional<std::error_code> error;
        const op::read starts{.file = first.reading, .buffer = std::span(room).first(1)};
        const op::read blocked{.file = second.reading, .buffer = room};
        const auto chain = [&]() -> task<> {
          const auto span = by_deadline ? std::chrono::milliseconds(10) : std::chrono::hours(1);
          const auto [a, b] = co_await with_id(id, within(span, hard_linked(starts, blocked)));
          error = b ? std::error_code() : b.error();
        };
        // Resumed with the CQE of the chain's first member, before the kernel is entered again.
        const auto canceller = [&]() -> task<> {
          (void)co_await op::poll_add{.file = first.reading, .events = poll_events::in};
          if (by_deadline) {
            burn(15ms);
          } else {
            (void)co_await cancel(id);
          }
        };
        if (chain_first) loop.spawn(chain);
        loop.spawn(canceller);
        if (!chain_first) loop.spawn(chain);
        loop.spawn([&]() -> task<> {
          co_await sleep_for(2ms);
          first.put("xx");
        });
        loop.run();
        CHECK(error == std::make_error_code(by_deadline ? std::errc::timed_out
                                                        : std::errc::operation_canceled));
      }
    }
  }
}

TEST_CASE("an operation is cancelled in a submission queue of one entry") {
  const pipe_ends pipe;
  bytes room{};
  ring loop(ring_options{.entries = 1});
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

TEST_CASE("cancelling a sleep leaves raw requests alone, whatever their user_data") {
  const pipe_ends pipe;
  ring loop;
  int foreign = 0;
  loop.on_foreign([&](const foreign_completion&) { ++foreign; });
  io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
  io_uring_prep_poll_add(raw, pipe.reading.get(), POLLIN);
  raw->user_data = 0;

  cancel_id id;
  std::optional<std::error_code> error;
  loop.spawn(await_into(error, with_id(id, sleep_for(1h))));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    expect_value(co_await cancel(id));
    co_await sleep_for(5ms);
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
  CHECK(foreign == 0);
  pipe.put("x");
  loop.run([]() -> task<> { co_await sleep_for(1ms); });
  CHECK(foreign == 1);
}

TEST_CASE("the generated cancelling operations refuse a stale id and leave raw requests alone") {
  const pipe_ends pipe;
  ring loop;
  int foreign = 0;
  loop.on_foreign([&](const foreign_completion&) { ++foreign; });
  io_uring_sqe* const poll = io_uring_get_sqe(loop.native());
  io_uring_prep_poll_add(poll, pipe.reading.get(), POLLIN);
  poll->user_data = 0;
  io_uring_sqe* const timeout = io_uring_get_sqe(loop.native());
  __kernel_timespec hour{3600, 0};
  io_uring_prep_timeout(timeout, &hour, 0, 0);
  timeout->user_data = 0;

  loop.run([&]() -> task<> {
    cancel_id stale;
    expect_value(co_await with_id(stale, op::nop{}));
    expect_error(co_await op::async_cancel{.target = stale}, std::errc::no_such_file_or_directory);
    expect_error(co_await op::poll_remove{.target = stale}, std::errc::no_such_file_or_directory);
    expect_error(co_await op::timeout_remove{.target = stale},
                 std::errc::no_such_file_or_directory);
    co_await sleep_for(2ms);
    CHECK(foreign == 0);
    // By their user_data they are reached.
    expect_value(co_await op::poll_remove{.target = target::user_data(0)});
    expect_value(co_await op::timeout_remove{.target = target::user_data(0)});
    co_await sleep_for(2ms);
    CHECK(foreign == 2);
  });
}

TEST_CASE("the generated cancelling operations reach what an id names") {
  const pipe_ends pipe;
  ring loop;
  bytes room{};
  cancel_id id;
  std::optional<std::error_code> error;

  loop.spawn(await_into(error, with_id(id, op::read{.file = pipe.reading, .buffer = room})));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    expect_value(co_await op::async_cancel{.target = id});
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));

  loop.spawn(await_into(
      error, with_id(id, op::poll_add{.file = pipe.reading, .events = poll_events::in})));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    expect_value(co_await op::poll_remove{.target = id});
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));

  loop.spawn(await_into(error, with_id(id, op::timeout{.after = 1h})));
  loop.run([&]() -> task<> {
    co_await sleep_for(1ms);
    expect_value(co_await op::timeout_remove{.target = id});
  });
  loop.run();
  CHECK(error == std::make_error_code(std::errc::operation_canceled));
}
