// Which member has broken a chain.
#include "helpers.hpp"

#include <liburing.h>

#include <optional>

#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using place = std::optional<std::size_t>;
using bytes = std::array<char, 64>;

const op::read bad{.file = -1, .buffer = std::span<char>(), .offset = 0};

/// An operation that no kernel knows, which is refused as it is submitted and not as it runs.
struct from_the_future {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static void encode(sqe_slot slot) noexcept { slot.sqe().opcode = 250; }
  static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

/// What derives from an operation may lead the kernel to something of its own.
struct derived : op::nop {
  std::array<char, 8> text{};
};

struct unfit : op::nop {
  static std::error_code check() noexcept {
    return std::make_error_code(std::errc::value_too_large);
  }
};

}  // namespace

TEST_CASE("a chain that went well is broken by nobody") {
  ring loop;
  loop.run([&]() -> task<> {
    const auto soft = co_await linked(op::nop{}, op::nop{}, op::nop{});
    CHECK(broken_by(soft) == std::nullopt);
    const auto hard = co_await hard_linked(op::nop{}, op::nop{});
    CHECK(broken_by(hard) == std::nullopt);
    const auto& [first, second] = hard;
    expect_value(first);
    expect_value(std::get<1>(hard));
    CHECK(&second == &std::get<1>(hard));
  });
}

TEST_CASE("a chain is broken by the member that fails: the first, one in the middle, the last") {
  ring loop;
  loop.run([&]() -> task<> {
    const auto first = co_await linked(bad, op::nop{}, op::nop{});
    CHECK(broken_by(first) == place(0));
    const auto middle = co_await linked(op::nop{}, bad, op::nop{});
    CHECK(broken_by(middle) == place(1));
    const auto last = co_await linked(op::nop{}, op::nop{}, bad);
    CHECK(broken_by(last) == place(2));
    const auto hard = co_await hard_linked(op::nop{}, bad, op::nop{}, bad);
    CHECK(broken_by(hard) == place(1));
  });
}

TEST_CASE("a member that the kernel refuses as it is submitted has broken the chain") {
  // Those before it have not run, and are cancelled for it.
  ring loop;
  loop.run([&]() -> task<> {
    const auto middle = co_await linked(op::nop{}, op::nop{}, from_the_future{}, op::nop{});
    CHECK(broken_by(middle) == place(2));
    expect_error(std::get<0>(middle), std::errc::operation_canceled);
  });
}

TEST_CASE("a member that falls short breaks a chain, and a hard one not") {
  const unique_fd file = open_temporary();
  REQUIRE(::pwrite(file.get(), "abc", 3, 0) == 3);
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const op::read short_read{.file = file, .buffer = room, .offset = 0};
    const auto first = co_await linked(short_read, op::nop{}, op::nop{});
    CHECK(broken_by(first) == place(0));
    const auto middle = co_await linked(op::nop{}, short_read, op::nop{});
    CHECK(broken_by(middle) == place(1));
    const auto hard = co_await hard_linked(op::nop{}, short_read, op::nop{});
    CHECK(broken_by(hard) == std::nullopt);
  });
}

TEST_CASE("a hard chain that goes on behind a failure is broken by it all the same") {
  ring loop;
  loop.run([&]() -> task<> {
    const pipe_ends pipe;
    bytes room{};
    const op::recv fails{.socket = pipe.reading, .buffer = std::span<char>(room)};
    const auto chain = co_await hard_linked(op::nop{}, fails, op::nop{});
    CHECK(broken_by(chain) == place(1));
    const auto& [before, failed, behind] = chain;
    expect_value(before);
    CHECK(failed.error() == std::errc::not_a_socket);
    expect_value(behind);
  });
}

TEST_CASE("what the kernel is led to inside of a chain or a deadline's is encoded where it stays") {
  const op::nop plain;
  STATIC_REQUIRE(ringlet::detail::relocates<decltype(linked(plain, plain))>());
  STATIC_REQUIRE(ringlet::detail::relocates<decltype(within(1s, shielded(plain)))>());
  STATIC_REQUIRE_FALSE(ringlet::detail::relocates<derived>());
  STATIC_REQUIRE_FALSE(ringlet::detail::relocates<decltype(within(1s, derived()))>());
  STATIC_REQUIRE_FALSE(ringlet::detail::relocates<decltype(linked(derived(), plain))>());
  STATIC_REQUIRE_FALSE(ringlet::detail::relocates<decltype(linked(plain, op::timeout{1s}))>());
  STATIC_REQUIRE_FALSE(ringlet::detail::relocates<decltype(link_timeout(1s, plain))>());
}

TEST_CASE("a chain that was refused as a whole is broken by its first member") {
  ring loop(ring_options{.entries = 2});
  loop.run([&]() -> task<> {
    const auto too_long = co_await linked(op::nop{}, op::nop{}, op::nop{});
    CHECK(broken_by(too_long) == place(0));
    expect_error(std::get<2>(too_long), std::errc::value_too_large);
    const auto refused = co_await linked(op::nop{}, unfit{});
    CHECK(broken_by(refused) == place(0));
  });
}

TEST_CASE("a chain that is cancelled or too late is broken by the member that was running") {
  const socket_ends ends;
  const unique_fd file = open_temporary();
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const op::nop begins;  // which completes as it is submitted, however busy the machine
    const op::write writes{.file = file, .buffer = "abc", .offset = 0};
    const op::read blocked{.file = ends.reading, .buffer = room};
    const auto late = co_await within(5ms, linked(begins, blocked, op::nop{}));
    CHECK(broken_by(late) == place(1));
    expect_value(std::get<0>(late));
    for (const bool hard : {false, true}) {
      INFO(hard);
      cancel_id id;
      const auto cancels = [&]() -> task<> {
        co_await sleep_for(1ms);
        const auto cancelled = co_await cancel(id);
        expect_value(cancelled);
      };
      loop.spawn(cancels);
      place broken;
      if (hard) {
        const auto results = co_await with_id(id, hard_linked(begins, blocked, op::nop{}));
        broken = broken_by(results);
      } else {
        const auto results = co_await with_id(id, linked(begins, blocked, op::nop{}));
        broken = broken_by(results);
      }
      CHECK(broken == place(1));
      const auto first = co_await within(5ms, linked(blocked, writes));
      CHECK(broken_by(first) == place(0));
    }
  });
}
