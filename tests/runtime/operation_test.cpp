// Operations of a program's own, and the adaptors and chains around any operation.
#include "helpers.hpp"

#include <liburing.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>

#include <ringlet/op/fsync.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/openat.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/write.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

using bytes = std::array<char, 16>;

/// What a program may write itself, in the words of operation.hpp.
struct my_nop {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  int value = 0;
  bool* encoded = nullptr;

  void encode(sqe_slot slot) const noexcept {
    slot.sqe().opcode = IORING_OP_NOP;
    if (encoded != nullptr) *encoded = true;
  }
  result<int> decode(cqe_view cqe) const noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    return value;
  }
};

/// Whether all bytes of an SQE were zero as it was given.
struct looks_at_its_sqe {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 3;
  bool* zero;

  void encode(sqe_slot slot) const noexcept {
    static constexpr io_uring_sqe nothing{};
    for (std::size_t i = 0; i < sqe_count; ++i) {
      if (std::memcmp(&slot[i], &nothing, sizeof nothing) != 0) *zero = false;
      slot[i].opcode = IORING_OP_NOP;
      slot[i].rw_flags = 0;
      slot[i].user_data = ~0ULL;  // the runtime writes its own afterwards
    }
  }
  result<> decode(cqe_view cqe) const noexcept { return decode_nothing(cqe); }
};

/// Writes two texts behind each other, as a chain of its own; its value is the second's.
template <std::size_t Result>
struct write_two {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 2;
  static constexpr std::size_t result_sqe = Result;
  int file;
  std::string_view first;
  std::string_view second;

  void encode(sqe_slot slot) const noexcept {
    io_uring_prep_write(&slot[0], file, first.data(), static_cast<unsigned>(first.size()), 0);
    slot[0].flags |= IOSQE_IO_LINK;
    io_uring_prep_write(&slot[1], file, second.data(), static_cast<unsigned>(second.size()),
                        first.size());
  }
  result<std::size_t> decode(cqe_view cqe) const noexcept { return decode_bytes(cqe); }
};

/// The same without saying whose the value is, and with a decode of all.
struct write_two_default {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 2;
  int file;
  std::string_view first;
  std::string_view second;

  void encode(sqe_slot slot) const noexcept { write_two<1>{file, first, second}.encode(slot); }
  result<std::size_t> decode(cqe_view cqe) const noexcept { return decode_bytes(cqe); }
};

struct write_two_sum {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 2;
  int file;
  std::string_view first;
  std::string_view second;

  void encode(sqe_slot slot) const noexcept { write_two<1>{file, first, second}.encode(slot); }
  result<std::size_t> decode(std::span<const cqe_view> cqes) const noexcept {
    std::size_t sum = 0;
    for (const cqe_view& cqe : cqes) {
      if (cqe.res < 0) return failure(-cqe.res);
      sum += static_cast<std::size_t>(cqe.res);
    }
    return sum;
  }
  static auto refuse(std::error_code error) noexcept {
    return std::unexpected<std::error_code>(error);
  }
};

struct picky {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = "picky";
  int number;
  int* encoded;

  [[nodiscard]] std::error_code check() const noexcept {
    return number < 0 ? std::make_error_code(std::errc::value_too_large) : std::error_code();
  }
  void encode(sqe_slot slot) const noexcept {
    ++*encoded;
    slot.sqe().opcode = IORING_OP_NOP;
  }
  result<int> decode(cqe_view) const noexcept { return number; }
};

/// A fictional opcode: kernels answer EINVAL.
struct from_the_future {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs{static_cast<opcode>(251), static_cast<opcode>(251), 0};

  void encode(sqe_slot slot) const noexcept { slot.sqe().opcode = 251; }
  result<> decode(cqe_view cqe) const noexcept { return decode_nothing(cqe); }
};

/// An opcode that every kernel has, with an argument that none takes.
struct simply_wrong {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs{static_cast<opcode>(IORING_OP_FSYNC),
                                     static_cast<opcode>(IORING_OP_FSYNC), 0};

  void encode(sqe_slot slot) const noexcept {
    slot.sqe().opcode = IORING_OP_FSYNC;
    slot.sqe().fsync_flags = 1U << 30;
  }
  result<> decode(cqe_view cqe) const noexcept { return decode_nothing(cqe); }
};

/// The same of which only a refusal tells: its opcode is there, its argument is of a later kernel.
struct not_yet : simply_wrong {
  static constexpr requirement needs{.code = static_cast<opcode>(IORING_OP_FSYNC),
                                     .with = static_cast<opcode>(IORING_OP_FSYNC),
                                     .feature = 0,
                                     .unknown_says_einval = true};
};

std::string contents(const unique_fd& file) {
  std::array<char, 64> room{};
  const ssize_t got = ::pread(file.get(), room.data(), room.size(), 0);
  return {room.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

template <class Op>
auto await_on(ring& loop, Op op) {
  return loop.run(
      [](Op awaited) -> task<decltype(awaited.decode(std::declval<cqe_view>()))> {
        co_return co_await awaited;
      },
      op);
}

}  // namespace

TEST_CASE("an operation of a program's own is awaited like any other") {
  ring loop;
  bool encoded = false;
  CHECK(await_on(loop, my_nop{.value = 5, .encoded = &encoded}) == 5);
  CHECK(encoded);
}

TEST_CASE("an operation finds its SQEs zeroed, again and again around the queue") {
  ring loop(ring_options{.entries = 8});
  bool zero = true;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 50; ++i) {
      const auto done = co_await looks_at_its_sqe{&zero};
      if (!done) throw std::system_error(done.error());
    }
  });
  CHECK(zero);
}

TEST_CASE("an operation of several SQEs gives the result of the one that it names, or the last") {
  const unique_fd file = open_temporary();
  ring loop;
  CHECK(await_on(loop, write_two<0>{file.get(), "abc", "defgh"}) == 3);
  CHECK(contents(file) == "abcdefgh");
  CHECK(await_on(loop, write_two<1>{file.get(), "ABC", "DEFGH"}) == 5);
  CHECK(contents(file) == "ABCDEFGH");
  CHECK(await_on(loop, write_two_default{file.get(), "x", "yz"}) == 2);
}

TEST_CASE("an operation of several SQEs may decode them all") {
  const unique_fd file = open_temporary();
  ring loop;
  loop.run([&]() -> task<> {
    const auto sum = co_await write_two_sum{file.get(), "abc", "defgh"};
    CHECK(sum == std::size_t{8});
    const auto failed = co_await write_two_sum{-1, "abc", "defgh"};
    expect_error(failed, std::errc::bad_file_descriptor);
  });
}

TEST_CASE("an operation of several SQEs that are more than the queue has is value_too_large") {
  const unique_fd file = open_temporary();
  ring loop(ring_options{.entries = 1});
  loop.run([&]() -> task<> {
    expect_error(co_await write_two<1>{file.get(), "a", "b"}, std::errc::value_too_large);
    expect_error(co_await write_two_sum{file.get(), "a", "b"}, std::errc::value_too_large);
    expect_error(co_await within(1h, write_two<1>{file.get(), "a", "b"}),
                 std::errc::value_too_large);
    expect_error(co_await link_timeout(1h, op::nop{}), std::errc::value_too_large);
  });
  CHECK(contents(file).empty());
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("what check refuses is not submitted, through every adaptor") {
  ring loop;
  int encoded = 0;
  const picky bad{.number = -1, .encoded = &encoded};
  loop.run([&]() -> task<> {
    const unsigned before = sqes_taken(loop);
    cancel_id id;
    expect_error(co_await bad, std::errc::value_too_large);
    expect_error(co_await within(1h, bad), std::errc::value_too_large);
    expect_error(co_await with_id(id, bad), std::errc::value_too_large);
    expect_error(co_await drained(bad), std::errc::value_too_large);
    expect_error(co_await forced_async(bad), std::errc::value_too_large);
    expect_error(co_await with_personality(1, bad), std::errc::value_too_large);
    expect_error(co_await link_timeout(1h, bad), std::errc::value_too_large);
    const auto [a, b, c] = co_await linked(op::nop{}, bad, op::nop{});
    expect_error(a, std::errc::value_too_large);
    expect_error(b, std::errc::value_too_large);
    expect_error(c, std::errc::value_too_large);
    CHECK(sqes_taken(loop) == before);
    CHECK_FALSE(id.live());
    const auto good = co_await picky{.number = 4, .encoded = &encoded};
    CHECK(good == 4);
  });
  CHECK(encoded == 1);
  CHECK_FALSE(loop.next_deadline());
}

TEST_CASE("checked gives the bare value, or throws and names the operation") {
  ring loop;
  int encoded = 0;
  loop.run([&]() -> task<> {
    const int value = co_await checked(my_nop{.value = 6});
    CHECK(value == 6);
    co_await checked(op::nop{});
    const unique_fd root =
        co_await checked(op::openat{.path = "/", .flags = open_flags::directory});
    CHECK(root);
    try {
      (void)co_await checked(op::openat{.path = "/does/not/exist"});
      FAIL_CHECK("there is no such file");
    } catch (const std::system_error& error) {
      CHECK(error.code() == std::errc::no_such_file_or_directory);
      CHECK(std::string(error.what()).find("openat") != std::string::npos);
    }
    try {
      (void)co_await checked(picky{.number = -1, .encoded = &encoded});
      FAIL_CHECK("it is refused");
    } catch (const std::system_error& error) {
      CHECK(error.code() == std::errc::value_too_large);
      CHECK(std::string(error.what()).find("picky") != std::string::npos);
    }
  });
}

TEST_CASE("checked goes with the other adaptors in any order") {
  const pipe_ends pipe;
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const op::read read{.file = pipe.reading, .buffer = room};
    int timed_out = 0;
    try {
      (void)co_await checked(within(2ms, read));
    } catch (const std::system_error& error) {
      if (error.code() == std::errc::timed_out) ++timed_out;
      CHECK(std::string(error.what()).find("read") != std::string::npos);
    }
    try {
      (void)co_await within(2ms, checked(read));
    } catch (const std::system_error& error) {
      if (error.code() == std::errc::timed_out) ++timed_out;
    }
    CHECK(timed_out == 2);
    pipe.put("abc");
    const std::size_t got = co_await within(1h, checked(forced_async(read)));
    CHECK(got == 3);
  });
}

TEST_CASE(
    "on EINVAL an operation that the kernel lacks is operation_not_supported, another's EINVAL "
    "stays") {
  ring loop;
  loop.run([]() -> task<> {
    expect_error(co_await from_the_future{}, std::errc::operation_not_supported);
    expect_error(co_await within(1h, from_the_future{}), std::errc::operation_not_supported);
    // What the kernel refuses while it takes a chain, it refuses with all of the chain.
    const auto [a, b] = co_await linked(op::nop{}, from_the_future{});
    expect_error(a, std::errc::operation_canceled);
    expect_error(b, std::errc::operation_not_supported);
    expect_error(co_await simply_wrong{}, std::errc::invalid_argument);
    expect_error(co_await not_yet{}, std::errc::operation_not_supported);
  });
  CHECK(loop.supports<not_yet>());
}

TEST_CASE("a chain gives each member's own result") {
  const unique_fd file = open_temporary();
  ring loop;
  bytes room{};
  loop.run([&]() -> task<> {
    const auto [wrote, synced, read] = co_await linked(
        op::write{.file = file, .buffer = "hello", .offset = 0}, op::fsync{.file = file},
        op::read{.file = file, .buffer = std::span(room).first(5), .offset = 0});
    CHECK(wrote == std::size_t{5});
    expect_value(synced);
    CHECK(read == std::size_t{5});
    CHECK(std::string_view(room.data(), 5) == "hello");
    static_assert(std::is_same_v<decltype(synced), const result<>>);
  });
}

TEST_CASE("a chain ends at the member that breaks it, a hard one goes on") {
  const unique_fd file = open_temporary();
  const pipe_ends no_socket;
  bytes room{};
  ring loop;
  loop.run([&]() -> task<> {
    const op::write good{.file = file, .buffer = "x", .offset = 0};
    const op::recv bad{.socket = no_socket.reading, .buffer = room};
    {
      const auto [a, b, c, d] = co_await linked(good, bad, good, op::nop{});
      expect_value(a);
      expect_error(b, std::errc::not_a_socket);
      expect_error(c, std::errc::operation_canceled);
      expect_error(d, std::errc::operation_canceled);
    }
    {
      const auto [a, b, c, d] = co_await hard_linked(good, bad, good, op::nop{});
      expect_value(a);
      expect_error(b, std::errc::not_a_socket);
      expect_value(c);
      expect_value(d);
    }
  });
}

TEST_CASE("a bad descriptor breaks a chain where it stands, or on older kernels all of it") {
  const unique_fd file = open_temporary();
  ring loop;
  // A kernel without this looks descriptors up as it takes the chain, and what it refuses there it
  // refuses with all of the chain, a hard one too.
  const bool looked_up_late = (loop.features() & IORING_FEAT_LINKED_FILE) != 0;
  const auto expect_run = [&](const auto& result) {
    if (looked_up_late) {
      expect_value(result);
    } else {
      expect_error(result, std::errc::operation_canceled);
    }
  };
  loop.run([&]() -> task<> {
    const op::write good{.file = file, .buffer = "x", .offset = 0};
    const op::write bad{.file = -1, .buffer = "x", .offset = 0};
    {
      const auto [a, b, c, d] = co_await linked(good, bad, good, op::nop{});
      expect_run(a);
      expect_error(b, std::errc::bad_file_descriptor);
      expect_error(c, std::errc::operation_canceled);
      expect_error(d, std::errc::operation_canceled);
    }
    {
      const auto [a, b, c, d] = co_await hard_linked(good, bad, good, op::nop{});
      expect_run(a);
      expect_error(b, std::errc::bad_file_descriptor);
      expect_run(c);
      expect_run(d);
    }
    // Either way, what stands behind the chain is not part of it.
    expect_value(co_await good);
  });
}

TEST_CASE("a short transfer breaks a chain") {
  const unique_fd file = open_temporary();
  REQUIRE(::pwrite(file.get(), "abc", 3, 0) == 3);
  ring loop;
  bytes room{};
  loop.run([&]() -> task<> {
    const op::read short_read{.file = file, .buffer = room, .offset = 0};
    const auto [a, b] = co_await linked(short_read, op::nop{});
    CHECK(a == std::size_t{3});
    expect_error(b, std::errc::operation_canceled);
    const auto [c, d] = co_await hard_linked(short_read, op::nop{});
    CHECK(c == std::size_t{3});
    expect_value(d);
  });
}

TEST_CASE("a chain's members run in order") {
  const unique_fd file = open_temporary();
  ring loop;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 50; ++i) {
      // Each in a worker thread, where nothing but the chain keeps them in order.
      const op::write first{.file = file, .buffer = "first ", .offset = 0};
      const op::write second{.file = file, .buffer = "second", .offset = 0};
      const auto [a, b] = co_await linked(forced_async(first), forced_async(second));
      CHECK(a == std::size_t{6});
      CHECK(b == std::size_t{6});
      CHECK(contents(file) == "second");
    }
  });
}

TEST_CASE("link_timeout lets the kernel end an operation, as timed_out") {
  const pipe_ends pipe;
  bytes room{};
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    ring loop(ring_options{.completions = how});
    loop.run([&]() -> task<> {
      const op::read read{.file = pipe.reading, .buffer = room};
      const stopwatch since;
      expect_error(co_await link_timeout(10ms, read), std::errc::timed_out);
      CHECK(since.elapsed() >= 10ms);
      pipe.put("abc");
      const auto got = co_await link_timeout(1h, read);
      CHECK(got == std::size_t{3});
      expect_value(co_await link_timeout(1h, op::nop{}));
      // The shorter one of the two counts, and names itself the same.
      expect_error(co_await within(1h, link_timeout(5ms, read)), std::errc::timed_out);
      expect_error(co_await within(5ms, link_timeout(1h, read)), std::errc::timed_out);
    });
    CHECK_FALSE(loop.next_deadline());
  }
}

TEST_CASE("an operation under link_timeout that somebody cancels is operation_canceled") {
  const pipe_ends pipe;
  bytes room{};
  ring loop;
  cancel_id id;
  std::error_code error;
  loop.spawn([&]() -> task<> {
    const auto got =
        co_await with_id(id, link_timeout(1h, op::read{.file = pipe.reading, .buffer = room}));
    if (!got) error = got.error();
  });
  loop.run([&]() -> task<> {
    co_await sleep_for(2ms);
    expect_value(co_await cancel(id));
  });
  loop.run();
  CHECK(error == std::errc::operation_canceled);
}

TEST_CASE("drained waits for what was submitted before") {
  ring loop;
  std::string order;
  loop.spawn([&]() -> task<> {
    (void)co_await op::timeout{.after = 10ms};
    order += 'a';
  });
  loop.spawn([&]() -> task<> {
    (void)co_await drained(op::nop{});
    order += 'b';
  });
  loop.spawn([&]() -> task<> {
    (void)co_await op::nop{};
    order += 'c';
  });
  loop.run();
  // Linux 6.1 starts what waits behind the drained one together with it, in the reverse order.
  CHECK((order == "abc" || order == "acb"));
}

TEST_CASE(
    "forced_async and with_personality set what they say on every SQE, drained on the first") {
  const auto encoded = [](const auto& op) {
    std::array<io_uring_sqe, 2> sqes{};
    op.encode(sqe_slot(sqes.data(), sqes.size()));
    return sqes;
  };
  const write_two<1> two{1, "a", "b"};
  auto sqes = encoded(forced_async(two));
  CHECK(sqes[0].flags == (IOSQE_IO_LINK | IOSQE_ASYNC));
  CHECK(sqes[1].flags == IOSQE_ASYNC);
  sqes = encoded(drained(two));
  CHECK(sqes[0].flags == (IOSQE_IO_LINK | IOSQE_IO_DRAIN));
  CHECK(sqes[1].flags == 0);
  sqes = encoded(with_personality(0xabcd, two));
  CHECK(sqes[0].personality == 0xabcd);
  CHECK(sqes[1].personality == 0xabcd);
  sqes = encoded(drained(forced_async(with_personality(7, within(1h, two)))));
  CHECK(sqes[0].flags == (IOSQE_IO_LINK | IOSQE_ASYNC | IOSQE_IO_DRAIN));
  CHECK(sqes[0].personality == 7);
  sqes = encoded(hard_linked(op::nop{}, op::nop{}));
  CHECK(sqes[0].flags == IOSQE_IO_HARDLINK);
  CHECK(sqes[1].flags == 0);
}

TEST_CASE(
    "an operation runs with a registered personality, and one that nobody registered is refused") {
  ring loop;
  const int personality = io_uring_register_personality(loop.native());
  REQUIRE(personality > 0);
  loop.run([&]() -> task<> {
    expect_value(co_await with_personality(static_cast<std::uint16_t>(personality), op::nop{}));
    expect_error(co_await with_personality(static_cast<std::uint16_t>(personality + 1), op::nop{}),
                 std::errc::invalid_argument);
  });
}

TEST_CASE("an operation is a plain value: copied, kept and awaited more than once") {
  ring loop;
  const pipe_ends pipe;
  bytes room{};
  loop.run([&]() -> task<> {
    const op::read read{.file = pipe.reading, .buffer = std::span(room).first(1)};
    const auto bounded = within(1h, read);
    pipe.put("abc");
    const auto first = co_await bounded;
    const auto second = co_await bounded;
    const op::read copy = read;
    const auto third = co_await copy;
    CHECK(first == std::size_t{1});
    CHECK(second == std::size_t{1});
    CHECK(third == std::size_t{1});
    CHECK(room[0] == 'c');
  });
}

TEST_CASE("a result that owns a descriptor closes it if nobody takes it") {
  ring loop;
  const int before = ::dup(0);
  ::close(before);
  loop.run([]() -> task<> {
    for (int i = 0; i < 5; ++i)
      (void)co_await op::openat{.path = "/", .flags = open_flags::directory};
  });
  const int after = ::dup(0);
  ::close(after);
  CHECK(after <= before + 1);  // the ring's own eventfd or the like
}

TEST_CASE("a foreign coroutine type awaits operations by perform, adaptors and chains included") {
  ring loop;
  const pipe_ends pipe;
  std::string log;
  const foreign_coroutine frame = [](ring& on, const pipe_ends& ends,
                                     std::string& out) -> foreign_coroutine {
    bytes room{};
    const auto nop = co_await on.perform(op::nop{});
    if (nop) out += 'n';
    const auto late =
        co_await on.perform(within(2ms, op::read{.file = ends.reading, .buffer = room}));
    if (!late && late.error() == std::errc::timed_out) out += 't';
    const auto [a, b] = co_await on.perform(linked(op::nop{}, op::nop{}));
    if (a && b) out += 'l';
    const auto slept = co_await on.perform(sleep_for(1ms));
    if (slept) out += 's';
    cancel_id stale;
    const auto refused = co_await on.perform(cancel(stale));
    if (!refused) out += 'c';
    const int bare = co_await on.perform(checked(my_nop{.value = 8}));
    if (bare == 8) out += 'b';
  }(loop, pipe, log);
  while (!frame.done()) (void)loop.run_once();
  CHECK(log == "ntlscb");
}
