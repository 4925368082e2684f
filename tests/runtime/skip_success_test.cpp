// Chains that complete once: skip_success() around all members of linked() but the last.
#include "helpers.hpp"

#include <liburing.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <csignal>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ringlet/linked.hpp>
#include <ringlet/when.hpp>
#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/send.hpp>
#include <ringlet/op/sendmsg.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using place = std::optional<std::size_t>;
using bytes = std::array<char, 64>;

/// What fails as it runs, and not as it is submitted, on every kernel.
const unique_fd no_socket = open_temporary();
const op::send bad{.socket = no_socket, .buffer = "abc"};
const std::error_code refused = std::make_error_code(std::errc::not_a_socket);

/// An operation that no kernel knows, which is refused as it is submitted and not as it runs.
struct from_the_future {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static void encode(sqe_slot slot) noexcept { slot.sqe().opcode = 250; }
  static constexpr bool may_skip_success = true;
  static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

/// The same with a row that says so.
struct from_a_later_row : from_the_future {
  static constexpr requirement needs{static_cast<opcode>(250), static_cast<opcode>(250), 0};
};

bool has_skips(const ring& loop) { return (loop.features() & IORING_FEAT_CQE_SKIP) != 0; }

constexpr std::string_view why_not = "this kernel has no IORING_FEAT_CQE_SKIP (Linux 5.17)";

/// Nothing more goes into it until its peer takes something out.
void stuff(const socket_ends& ends) {
  const std::string much(std::size_t{1} << 16, 'x');
  while (::send(ends.reading.get(), much.data(), much.size(), MSG_DONTWAIT) > 0) {
  }
}

/// Two results and which member broke the chain, to be compared at once.
struct told {
  std::error_code first;
  std::error_code last;
  place broken;

  bool operator==(const told&) const = default;
};

template <class Results>
told told_by(const Results& results) {
  const auto error_of = [](const auto& result) {
    return result ? std::error_code() : result.error();
  };
  constexpr std::size_t last = std::tuple_size_v<Results> - 1;
  return {error_of(std::get<0>(results)), error_of(std::get<last>(results)), broken_by(results)};
}

std::error_code error(std::errc what) { return std::make_error_code(what); }

const std::error_code cancelled = error(std::errc::operation_canceled);

/// So many SQEs are kept from the kernel, if it is given more: as if it had no memory for them.
unsigned withheld = 0;

}  // namespace

// The linker has ringlet's calls lead here (see CMakeLists.txt).
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): so the linker names them
int __real_io_uring_enter2(unsigned, unsigned, unsigned, unsigned, sigset_t*, std::size_t);
int __wrap_io_uring_enter2(unsigned fd, unsigned to_submit, unsigned min_complete, unsigned flags,
                           sigset_t* argument, std::size_t size) {
  if (withheld != 0 && to_submit > withheld) {
    to_submit -= withheld;
    withheld = 0;
    min_complete = 0;  // as where the kernel breaks off
  }
  return __real_io_uring_enter2(fd, to_submit, min_complete, flags, argument, size);
}
// NOLINTEND(bugprone-reserved-identifier)
}

// What all of this stands on, asked of the kernel itself: if one more CQE came, it would find a
// frame that is gone.
TEST_CASE("the kernel posts one CQE for a chain that skips successes, whatever becomes of it") {
  if (!has_skips(ring())) return skip(why_not);
  const unique_fd file = open_temporary();
  REQUIRE(::pwrite(file.get(), "abc", 3, 0) == 3);
  bytes room{};
  constexpr int members = 4;
  using spoil = std::function<void(io_uring_sqe*)>;
  struct kind_of_failure {
    const char* name;
    spoil make;
    int res;
    bool is_refused;  // as it is submitted
  };
  const std::vector<kind_of_failure> failures{
      {"fails as it runs", [&](auto* sqe) { io_uring_prep_read(sqe, -1, room.data(), 8, 0); },
       -EBADF, false},
      {"cannot be sent", [](auto* sqe) { io_uring_prep_send(sqe, 0, "abc", 3, MSG_WAITALL); },
       -ENOTSOCK, false},
      {"falls short",
       [&](auto* sqe) { io_uring_prep_read(sqe, file.get(), room.data(), room.size(), 0); }, 3,
       false},
      {"unknown opcode", [](auto* sqe) { sqe->opcode = 250; }, -EINVAL, true},
      {"unfit flag", [](auto* sqe) { sqe->flags |= IOSQE_BUFFER_SELECT; }, -EOPNOTSUPP, true},
      {"unknown personality", [](auto* sqe) { sqe->personality = 77; }, -EINVAL, true},
      {"drained", [](auto* sqe) { sqe->flags |= IOSQE_IO_DRAIN; }, -EOPNOTSUPP, true},
  };
  constexpr unsigned deferred =
      IORING_SETUP_SUBMIT_ALL | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
  for (const unsigned setup : {0U, unsigned{IORING_SETUP_SUBMIT_ALL}, deferred}) {
    io_uring own{};
    // What this kernel has no flags for is asked once more without.
    if (io_uring_queue_init(64, &own, setup) != 0) REQUIRE(io_uring_queue_init(64, &own, 0) == 0);
    for (const kind_of_failure& failure : failures) {
      for (int broken = 0; broken < members; ++broken) {
        INFO(failure.name << ", member " << broken << ", setup flags " << setup);
        for (int i = 0; i < members; ++i) {
          io_uring_sqe* const sqe = io_uring_get_sqe(&own);
          io_uring_prep_nop(sqe);
          if (i == broken) failure.make(sqe);
          if (i + 1 < members) sqe->flags |= IOSQE_IO_LINK | IOSQE_CQE_SKIP_SUCCESS;
          sqe->user_data = static_cast<unsigned>(i);
        }
        io_uring_submit(&own);
        io_uring_cqe* cqe = nullptr;
        REQUIRE(io_uring_wait_cqe(&own, &cqe) == 0);
        // What is refused as it is submitted, the first one tells.
        const bool by_first = failure.is_refused && broken != 0;
        CHECK(cqe->user_data == (by_first ? 0U : static_cast<unsigned>(broken)));
        CHECK(cqe->res == (by_first ? -ECANCELED : failure.res));
        io_uring_cqe_seen(&own, cqe);
        // Another operation comes to its end, and nothing else has come before it.
        io_uring_sqe* const after = io_uring_get_sqe(&own);
        io_uring_prep_nop(after);
        after->user_data = 99;
        io_uring_submit(&own);
        REQUIRE(io_uring_wait_cqe(&own, &cqe) == 0);
        CHECK(cqe->user_data == 99);
        io_uring_cqe_seen(&own, cqe);
      }
    }
    io_uring_queue_exit(&own);
  }
}

TEST_CASE("what is sent with skip_success is sent in full, and else as without it") {
  const auto encoded = [](const auto& op) {
    std::array<io_uring_sqe, 3> sqes{};
    op.encode(sqe_slot(sqes.data(), sqes.size()));
    return sqes;
  };
  bytes room{};
  ::msghdr parts{};
  const op::send sends{.socket = 3, .buffer = "abc", .flags = msg_flags::nosignal};
  const op::sendmsg sends_parts{.socket = 3, .message = parts};
  const op::recv receives{.socket = 3, .buffer = room};
  const auto plain = encoded(linked(sends, sends_parts, receives));
  const auto sqes = encoded(linked(skip_success(sends), skip_success(sends_parts), receives));
  for (std::size_t i = 0; i < sqes.size(); ++i) {
    io_uring_sqe expected = plain[i];
    if (i < 2) expected.msg_flags |= MSG_WAITALL;
    INFO("member " << i);
    CHECK(std::memcmp(&sqes[i], &expected, sizeof expected) == 0);
  }
  CHECK(sqes[0].msg_flags == (MSG_NOSIGNAL | MSG_WAITALL));
}

TEST_CASE("an answer is sent and the next message received by one chain, by whoever submits it") {
  bytes room{};
  const auto play = [&](bool by_thread) -> task<> {
    INFO("by a thread: " << by_thread);
    const socket_ends ends;
    ends.put("question");
    const op::send answer{.socket = ends.reading, .buffer = "answer"};
    const op::recv next{.socket = ends.reading, .buffer = room};
    const auto results = co_await linked(skip_success(answer), next);
    CHECK(told_by(results) == told{{}, {}, std::nullopt});
    const auto& [sent, received] = results;
    static_assert(std::same_as<std::remove_cvref_t<decltype(sent)>, result<>>);
    REQUIRE(received.has_value());
    CHECK(std::string_view(room.data(), *received) == "question");
    bytes seen{};
    const ssize_t came = ::recv(ends.writing.get(), seen.data(), seen.size(), MSG_DONTWAIT);
    CHECK(std::string_view(seen.data(), came > 0 ? static_cast<std::size_t>(came) : 0) == "answer");
    const auto broken = co_await linked(skip_success(op::nop{}), skip_success(bad), op::nop{});
    CHECK(told_by(broken) == told{{}, cancelled, 1});
  };
  ring loop;
  loop.run(play(false));
  ring with_thread(ring_options{.sqpoll = sqpoll_thread{}});
  with_thread.run(play(true));
}

TEST_CASE("a chain that skips successes is broken by the member that fails") {
  ring loop;
  loop.run([&]() -> task<> {
    const auto quiet = skip_success(op::nop{});
    const auto first = co_await linked(skip_success(bad), quiet, op::nop{});
    CHECK(told_by(first) == told{refused, cancelled, 0});
    expect_error(std::get<1>(first), std::errc::operation_canceled);
    const auto middle = co_await linked(quiet, skip_success(bad), op::nop{});
    CHECK(told_by(middle) == told{{}, cancelled, 1});
    expect_error(std::get<1>(middle), std::errc::not_a_socket);
    const auto last = co_await linked(quiet, quiet, bad);
    CHECK(told_by(last) == told{{}, refused, 2});
    expect_value(std::get<1>(last));
  });
}

TEST_CASE("a member that is refused as a chain is taken is named where its row tells") {
  ring loop;
  if (!has_skips(loop)) return skip(why_not);
  loop.run([]() -> task<> {
    const auto quiet = skip_success(op::nop{});
    const std::error_code unknown = error(std::errc::operation_not_supported);
    const auto nameless = co_await linked(quiet, skip_success(from_the_future{}), op::nop{});
    CHECK(told_by(nameless) == told{cancelled, cancelled, 0});
    const auto middle = co_await linked(quiet, skip_success(from_a_later_row{}), op::nop{});
    CHECK(told_by(middle) == told{cancelled, cancelled, 1});
    CHECK(std::get<1>(middle).error() == unknown);
    const auto last = co_await linked(quiet, quiet, from_a_later_row{});
    CHECK(told_by(last) == told{cancelled, unknown, 2});
    const auto first = co_await linked(skip_success(from_a_later_row{}), op::nop{});
    CHECK(told_by(first) == told{unknown, cancelled, 0});
  });
}

TEST_CASE(
    "what cannot be sent in full breaks a chain that skips its success, with a deadline too") {
  const std::string much(std::size_t{4} << 20, 'x');
  bytes room{};
  ring loop;
  const auto play = [&](bool has_deadline) -> task<> {
    INFO("deadline: " << has_deadline);
    socket_ends ends;
    // More than the socket holds; its peer takes a little of it and goes.
    const auto peer = [&]() -> task<> {
      co_await sleep_for(2ms);
      bytes taken{};  // `room` is the other operation's
      (void)::recv(ends.writing.get(), taken.data(), taken.size(), MSG_DONTWAIT);
      ends.writing.reset();
    };
    if (!has_deadline) loop.spawn(peer);
    const op::send sends{.socket = ends.reading, .buffer = much, .flags = msg_flags::nosignal};
    const op::recv next{.socket = ends.reading, .buffer = room};
    const auto chain = linked(skip_success(sends), next);
    const auto results = co_await within(has_deadline ? 3ms : 1h, chain);
    CHECK(broken_by(results) == place(0));
    expect_error(std::get<1>(results),
                 has_deadline ? std::errc::timed_out : std::errc::operation_canceled);
  };
  loop.run([&]() -> task<> {
    co_await play(false);
    if (has_skips(loop)) co_await play(true);
  });
}

TEST_CASE("a chain that skips successes is cancelled, or too late, at whichever member it is") {
  const socket_ends ends;
  bytes room{};
  ring loop;
  stuff(ends);
  const op::send blocked{.socket = ends.reading, .buffer = "abc"};
  const op::recv silence{.socket = ends.reading, .buffer = room};
  const auto quiet = skip_success(op::nop{});
  const auto first = linked(skip_success(blocked), quiet, op::nop{});
  const auto middle = linked(quiet, skip_success(blocked), op::nop{});
  const auto last = linked(quiet, quiet, silence);
  const auto play = [&](const auto& chain, std::size_t at) -> task<> {
    INFO("at member " << at);
    const std::error_code late = error(std::errc::timed_out);
    const auto timed_out = co_await within(5ms, chain);
    CHECK(told_by(timed_out) == told{at == 0 ? late : std::error_code(), late, at});
    cancel_id id;
    const auto cancels = [&]() -> task<> {
      co_await sleep_for(1ms);
      const auto asked = co_await cancel(id);
      expect_value(asked);
    };
    loop.spawn(cancels);
    const auto given_up = co_await with_id(id, chain);
    CHECK(told_by(given_up) == told{at == 0 ? cancelled : std::error_code(), cancelled, at});
    CHECK_FALSE(id.live());
  };
  loop.run([&]() -> task<> {
    co_await play(first, 0);
    co_await play(middle, 1);
    co_await play(last, 2);
  });
}

TEST_CASE("an operation by name finds the last member of a chain that skips successes") {
  const socket_ends ends;
  bytes room{};
  ring loop;
  if (!has_skips(loop)) return skip(why_not);
  loop.run([&]() -> task<> {
    cancel_id id;
    const auto cancels = [&]() -> task<> {
      co_await sleep_for(1ms);
      const auto asked = co_await op::async_cancel{.target = id};
      expect_value(asked);
    };
    loop.spawn(cancels);
    const op::recv blocked{.socket = ends.reading, .buffer = room};
    const auto results = co_await with_id(id, linked(skip_success(op::nop{}), blocked));
    CHECK(told_by(results) == told{{}, cancelled, 1});
  });
}

TEST_CASE("a ring refuses to drain, and says so, where the kernel was told to skip a success") {
  if (!has_skips(ring())) return skip(why_not);
  const auto drain_after_a_chain = [](const ring_options& how) {
    ring loop(how);
    return loop.run([]() -> task<result<>> {
      const auto before = co_await drained(op::nop{});
      expect_value(before);
      (void)co_await linked(skip_success(op::nop{}), op::nop{});
      co_return co_await drained(op::nop{});
    });
  };
  expect_error(drain_after_a_chain({}), std::errc::operation_not_supported);
  // There it never is: a thread may take a chain in two parts, and elsewhere nobody would see it.
  expect_value(drain_after_a_chain({.sqpoll = sqpoll_thread{}}));
  expect_value(drain_after_a_chain({.big_sqes = sqe_entries::big}));
}

TEST_CASE("a foreign coroutine awaits a chain that skips successes") {
  ring loop;
  std::optional<told> came;
  const auto stranger = [&](ring& on) -> foreign_coroutine {
    came = told_by(co_await on.perform(linked(skip_success(op::nop{}), bad)));
  };
  const foreign_coroutine running = stranger(loop);
  while (!running.done()) (void)loop.run_once();
  CHECK(came == told{{}, refused, 1});
}

TEST_CASE("a frame dies with a chain that skips successes at its first member") {
  const socket_ends ends;
  stuff(ends);
  const op::send blocked{.socket = ends.reading, .buffer = "abc"};
  ring loop;
  const auto stranger = [&](ring& on) -> foreign_coroutine {
    (void)co_await on.perform(linked(skip_success(blocked), op::nop{}));
  };
  foreign_coroutine running = stranger(loop);
  (void)loop.poll();
  CHECK_FALSE(running.done());
  running.destroy();  // which waits until the kernel has let go
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
}

// The kernel runs what it has taken of a chain by itself, and the rest at the next entry: each part
// tells of its failure, and what was lent would be the kernel's when nobody knows of it.
TEST_CASE("a program ends if the kernel takes half of a chain that skips successes, and no other") {
  if (!has_skips(ring())) return skip(why_not);
  const auto play = [](const auto& chain, bool has_skipped) {
    return in_child([&] {
      ring loop;
      loop.run([&]() -> task<> {
        if (has_skipped) (void)co_await linked(skip_success(op::nop{}), op::nop{});
        withheld = 1;
        const auto results = co_await chain;
        if (!std::get<1>(results) || withheld != 0) ::_exit(1);
      });
    });
  };
  const auto cut = play(linked(skip_success(op::nop{}), op::nop{}), false);
  CHECK(cut.aborted());
  CHECK(cut.said.find("no memory in the middle of a chain") != std::string::npos);
  CHECK(play(linked(op::nop{}, op::nop{}), false).exited());
  CHECK(play(linked(op::nop{}, op::nop{}), true).exited());
  const auto together = in_child([] {
    ring loop;
    loop.run([]() -> task<> {
      (void)co_await linked(skip_success(op::nop{}), op::nop{});
      withheld = 1;
      const auto [chain, single] =
          co_await when_all(linked(skip_success(op::nop{}), op::nop{}), op::nop{});
      if (!std::get<1>(chain) || !single || withheld != 0) ::_exit(1);
    });
  });
  CHECK(together.exited());
}
