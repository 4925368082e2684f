// What a ring can be asked for: each option on a kernel that has it, and the refusal on one that
// has it not.
#include "filter.hpp"
#include "helpers.hpp"

#include <dirent.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <ringlet/address.hpp>
#include <ringlet/command_payload.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/uring_cmd.hpp>
#include <ringlet/op/write.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/ring_options.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

// What does not go together is known at compile time.
static_assert(why_unfit({}).empty());
static_assert(why_unfit({.sqpoll = sqpoll_thread{}}).empty());
static_assert(!why_unfit({.completions = taskrun::deferred, .sqpoll = sqpoll_thread{}}).empty());
static_assert(!why_unfit({.completions = taskrun::cooperative, .sqpoll = sqpoll_thread{}}).empty());
static_assert(!why_unfit({.sqpoll = sqpoll_thread{}, .sq = sq_layout::sq_rewind}).empty());
static_assert(!why_unfit({.sqpoll = sqpoll_thread{.idle = -1ms}}).empty());
static_assert(!why_unfit({.entries = 1, .big_sqes = sqe_entries::mixed}).empty());
static_assert(!why_unfit({.iopoll = iopoll_mode::on, .registered_waits = true}).empty());
static_assert(!why_unfit({.iopoll = iopoll_mode::on, .napi = napi_polling{}}).empty());
static_assert(!why_unfit({.iopoll = iopoll_mode::on, .wait_for = batch_wait{}}).empty());
static_assert(!why_unfit({.wait_for = batch_wait{.completions = 0}}).empty());
static_assert(!why_unfit({.allowed_registrations = registrations<0>}).empty());

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

/// A ring with these options, or none where this kernel has them not. Then the refusal must name
/// the option, say `since` and be of the right kind.
std::unique_ptr<ring> ring_with(const ring_options& options, std::string_view option,
                                std::string_view since) {
  try {
    return std::make_unique<ring>(options);
  } catch (const std::system_error& error) {
    INFO(error.what());
    CHECK(says(error.what(), option));
    CHECK(says(error.what(), since));
    CHECK(says(error.what(), "leave it out"));
    CHECK(error.code() == std::errc::operation_not_supported);
    skip(error.what());
  }
  return nullptr;
}

/// What the constructor says against these options.
template <class Error>
std::string refused(const ring_options& options) {
  try {
    const ring loop(options);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

/// So many operations, a few at a time, whose results are looked at; more than any queue has room.
task<> work(int count) {
  for (int i = 0; i < count; ++i) {
    const auto done = co_await op::nop{};
    expect_value(done);
  }
}

/// Reads and writes through a pipe: bytes that come out as they went in.
task<> echo(int rounds) {
  const pipe_ends pipe;
  for (int i = 0; i < rounds; ++i) {
    const std::array<char, 3> sent{'a', static_cast<char>('0' + i % 10), 'z'};
    std::array<char, 8> got{};
    const auto written = co_await op::write{pipe.writing, sent};
    const auto read = co_await op::read{pipe.reading, got};
    expect_value(written);
    expect_value(read);
    if (read) {
      CHECK(*read == 3);
      CHECK(got[1] == sent[1]);
    }
  }
}

/// What every ring must do, however its queues are made.
void use(ring& loop) {
  for (int i = 0; i < 40; ++i) loop.spawn(work, 20);
  loop.spawn(echo, 50);
  loop.run();
  // A deadline, a cancel, a chain.
  loop.run([]() -> task<> {
    const pipe_ends pipe;
    std::array<char, 8> room{};
    const auto late = co_await within(5ms, op::read{pipe.reading, room});
    expect_error(late, std::errc::timed_out);
    const auto both = co_await linked(op::nop{}, op::nop{});
    expect_value(std::get<0>(both));
    expect_value(std::get<1>(both));
  });
  // An operation that nobody awaits any more.
  const pipe_ends pipe;
  std::array<char, 8> room{};
  loop.spawn([&]() -> task<> { (void)co_await op::read{pipe.reading, room}; });
  (void)loop.run([]() -> task<> { (void)co_await op::nop{}; });
}

/// Threads of this process whose name begins so.
std::vector<std::string> threads_named(std::string_view begin) {
  std::vector<std::string> found;
  DIR* const tasks = ::opendir("/proc/self/task");
  while (const dirent* entry = ::readdir(tasks)) {
    const std::string folder = std::string("/proc/self/task/") + entry->d_name;
    std::ifstream file(folder + "/comm");
    std::string name;
    if (std::getline(file, name) && name.starts_with(begin)) found.push_back(folder);
  }
  ::closedir(tasks);
  return found;
}

/// Whether this process comes to have so many submitting threads: one ends some time after its last
/// ring.
bool comes_to(std::size_t count) {
  const stopwatch since;
  while (threads_named("iou-sqp").size() != count) {
    if (since.elapsed() > 10s) return false;
    ::usleep(1000);
  }
  return true;
}

/// A line of a thread's status, behind its name.
std::string status_of(const std::string& folder, std::string_view line) {
  std::ifstream file(folder + "/status");
  for (std::string text; std::getline(file, text);) {
    if (text.starts_with(line)) return text.substr(text.find_first_not_of(" \t", line.size() + 1));
  }
  return "no such line";
}

/// The last of the CPUs that this thread may use.
unsigned some_cpu() {
  cpu_set_t set;
  CPU_ZERO(&set);
  (void)::sched_getaffinity(0, sizeof set, &set);
  unsigned cpu = 0;
  for (unsigned i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &set)) cpu = i;
  }
  return cpu;
}

/// Lets io_uring_enter fail with EPERM in this process from here on, unless its flags have all of
/// `wanted`; of these only where they have `among`.
void demand_enter_flags(unsigned among, unsigned wanted) {
  install_filter(std::array<sock_filter, 9>{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_io_uring_enter, 0, 6),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args) + 3 * sizeof(__u64)),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, among, 0, 4),
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, wanted),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, wanted, 2, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }});
}

/// A NOP, as its row does not have it: with further numbers, which come back in a big CQE.
struct wide_nop {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;

  std::uint64_t first;
  std::uint64_t second;

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = IORING_OP_NOP;
    sqe.fd = -1;
    sqe.rw_flags = 1 << 5;  // IORING_NOP_CQE32
    sqe.off = first;
    sqe.addr = second;
  }
  static result<std::array<std::uint64_t, 2>> decode(cqe_view cqe) noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    if (cqe.extra == nullptr) return failure(ENODATA);
    return std::array<std::uint64_t, 2>{cqe.extra[0], cqe.extra[1]};
  }
};

/// A NOP of 128 bytes. On a ring of nothing but big ones, the plain opcode takes so many as well.
template <std::uint8_t Opcode>
struct big_nop {
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    // The second half is the operation's as well, and empty: else no kernel takes this opcode.
    bool is_clean = true;
    for (std::size_t i = 64; i < 128; ++i) {
      if (reinterpret_cast<const unsigned char*>(&sqe)[i] != 0) is_clean = false;
    }
    std::fill_n(reinterpret_cast<unsigned char*>(&sqe) + sizeof sqe, sizeof sqe,
                std::uint8_t{0x3f});
    sqe.opcode = is_clean ? Opcode : 255;
    sqe.fd = -1;
  }
  static ringlet::result<int> decode(cqe_view cqe) noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    return cqe.res;
  }
};
constexpr std::uint8_t nop128 = 63;

/// A command whose payload could have 80 bytes, for a ring of nothing but big entries, before Linux
/// 6.19 too: docs/decisions/0018-big-commands.md.
struct big_command {
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;

  int file;
  std::uint32_t number;
  command_payload<80> payload{};

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = IORING_OP_URING_CMD;
    sqe.fd = file;
    sqe.cmd_op = number;
    payload.copy_to(sqe);
  }
  static ringlet::result<int> decode(cqe_view cqe) noexcept { return decode_value(cqe); }
};

struct unknown {
  static constexpr requirement needs{static_cast<opcode>(250), static_cast<opcode>(250), 0};
};

template <std::uint8_t Opcode>
task<> big_work(int count) {
  for (int i = 0; i < count; ++i) {
    const auto done = co_await big_nop<Opcode>{};
    expect_value(done);
    if (i % 3 == 0) expect_value(co_await op::nop{});
  }
}

task<> wide_work(std::uint64_t seed, int count) {
  for (int i = 0; i < count; ++i) {
    const auto number = seed * 1000 + static_cast<std::uint64_t>(i);
    const auto done = co_await wide_nop{number, number + 1};
    expect_value(done);
    if (done) CHECK(*done == std::array{number, number + 1});
    // So that big ones begin at odd places of a mixed queue too.
    for (int small = 0; small < i % 4; ++small) expect_value(co_await op::nop{});
  }
}

}  // namespace

// ---- SQPOLL ------------------------------------------------------------------------------------

TEST_CASE("a kernel thread submits, and everything goes on as without") {
  for (const unsigned entries : {2U, 4U, 256U}) {
    CAPTURE(entries);
    const auto loop =
        ring_with({.entries = entries, .sqpoll = sqpoll_thread{.idle = 20ms}}, "sqpoll", "");
    if (!loop) return;
    CHECK((loop->setup_flags() & IORING_SETUP_SQPOLL) != 0);
    CHECK(comes_to(1));
    use(*loop);
  }
  CHECK(comes_to(0));
}

TEST_CASE("a submitting thread that sleeps is woken") {
  const auto loop = ring_with({.sqpoll = sqpoll_thread{.idle = 1ms}}, "sqpoll", "");
  if (!loop) return;
  loop->run(work(1));
  const unsigned* const flags = loop->native()->sq.kflags;
  for (int round = 0; round < 5; ++round) {
    const stopwatch since;
    while ((__atomic_load_n(flags, __ATOMIC_ACQUIRE) & IORING_SQ_NEED_WAKEUP) == 0) {
      REQUIRE(since.elapsed() < 10s);
      ::usleep(100);
    }
    loop->run(work(1));
  }
}

TEST_CASE("a submitting thread that is awake needs no system call") {
  const ending child = in_child([] {
    // It stays awake for a minute, so that waking it would have no reason.
    ring loop(ring_options{.sqpoll = sqpoll_thread{.idle = 60s}});
    loop.run(work(1));
    demand_enter_flags(~0U, ~0U);  // no entry at all
    const stopwatch since;
    int done = 0;
    loop.spawn([&done]() -> task<> {
      (void)co_await op::nop{};
      ++done;
    });
    while (done == 0 && since.elapsed() < 10s) (void)loop.poll();
    // Its destructor has nothing to wait for.
    if (done != 1) ::_exit(3);
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

TEST_CASE("a submitting thread can be bound to a CPU") {
  const unsigned cpu = some_cpu();
  const auto loop = ring_with({.sqpoll = sqpoll_thread{.idle = 20ms, .cpu = cpu}}, "sqpoll", "");
  if (!loop) return;
  loop->run(work(10));
  REQUIRE(comes_to(1));
  const auto threads = threads_named("iou-sqp");
  CHECK(status_of(threads[0], "Cpus_allowed_list:") == std::to_string(cpu));
}

TEST_CASE("a CPU that there is not is refused by name") {
  const std::string said = refused<std::system_error>({.sqpoll = sqpoll_thread{.cpu = 4096}});
  INFO(said);
  CHECK(says(said, "sqpoll.cpu = 4096"));
}

TEST_CASE("two rings can share a submitting thread, whichever goes first") {
  auto first = ring_with({.sqpoll = sqpoll_thread{.idle = 20ms}}, "sqpoll", "");
  if (!first) return;
  auto second = std::make_unique<ring>(
      ring_options{.sqpoll = sqpoll_thread{.idle = 20ms, .attach = first.get()}});
  CHECK(comes_to(1));
  use(*first);
  use(*second);
  first.reset();
  use(*second);
  CHECK(comes_to(1));
  second.reset();
  CHECK(comes_to(0));
}

TEST_CASE("a ring without a thread has none to share") {
  const ring plain;
  const std::string said = refused<std::system_error>({.sqpoll = sqpoll_thread{.attach = &plain}});
  INFO(said);
  CHECK(says(said, "sqpoll.attach"));
}

TEST_CASE("what does not go together is refused by name") {
  CHECK(says(
      refused<std::invalid_argument>({.completions = taskrun::deferred, .sqpoll = sqpoll_thread{}}),
      "sqpoll does not go with completions = deferred"));
  CHECK(
      says(refused<std::invalid_argument>({.sqpoll = sqpoll_thread{}, .sq = sq_layout::sq_rewind}),
           "sqpoll does not go with sq = sq_rewind"));
  CHECK(says(refused<std::invalid_argument>({.entries = 1, .big_sqes = sqe_entries::mixed}),
             "big_sqes = mixed"));
  CHECK(says(refused<std::invalid_argument>({.iopoll = iopoll_mode::on, .registered_waits = true}),
             "registered_waits do not go with iopoll"));
}

// ---- IOPOLL ------------------------------------------------------------------------------------

TEST_CASE("a polled ring completes what can be polled, and refuses the rest") {
  for (const iopoll_mode mode : {iopoll_mode::on, iopoll_mode::hybrid}) {
    const auto loop = ring_with({.iopoll = mode}, "iopoll", "");
    if (!loop) continue;
    CHECK((loop->setup_flags() & IORING_SETUP_IOPOLL) != 0);
    const bool polls_nop = loop->run([]() -> task<bool> {
      const auto done = co_await op::nop{};
      co_return done.has_value();
    });
    if (!polls_nop) {
      skip("this kernel has not even a NOP on a polled ring");
      continue;
    }
    loop->run(work(1000));
    loop->run([]() -> task<> {
      const pipe_ends pipe;
      std::array<char, 8> room{};
      const auto done = co_await op::read{pipe.reading, room};
      CHECK_FALSE(done.has_value());
    });
    CHECK(loop->poll());  // there is always something to look for
  }
  skip("polled reads, which need a device with polling queues");
}

// ---- entries of other sizes --------------------------------------------------------------------

TEST_CASE("a ring of big submission entries runs small and big operations") {
  for (const unsigned entries : {1U, 4U, 64U}) {
    CAPTURE(entries);
    const auto loop =
        ring_with({.entries = entries, .big_sqes = sqe_entries::big}, "big_sqes", "5.19");
    if (!loop) return;
    if (entries > 1) use(*loop);
    for (int i = 0; i < 20; ++i) loop->spawn(big_work<IORING_OP_NOP>, 30);
    loop->run();
  }
}

TEST_CASE("a chain of big entries is reserved as a whole") {
  const auto loop = ring_with({.entries = 4, .big_sqes = sqe_entries::big}, "big_sqes", "5.19");
  if (!loop) return;
  loop->run([]() -> task<> {
    for (int i = 0; i < 20; ++i) {
      const auto all = co_await linked(big_nop<IORING_OP_NOP>{}, big_nop<IORING_OP_NOP>{},
                                       big_nop<IORING_OP_NOP>{});
      expect_value(std::get<2>(all));
      expect_value(co_await op::nop{});
    }
    const auto none = co_await linked(op::nop{}, op::nop{}, op::nop{}, op::nop{}, op::nop{});
    expect_error(std::get<0>(none), std::errc::value_too_large);
  });
}

TEST_CASE("a ring of mixed submission entries runs small and big operations") {
  for (const unsigned entries : {2U, 8U, 64U}) {
    CAPTURE(entries);
    const auto loop =
        ring_with({.entries = entries, .big_sqes = sqe_entries::mixed}, "big_sqes", "6.19");
    if (!loop) return;
    use(*loop);
    for (int i = 0; i < 20; ++i) loop->spawn(big_work<nop128>, 30);
    loop->run();
    if (entries < 8) continue;
    loop->run([]() -> task<> {
      for (int i = 0; i < 20; ++i) {
        const auto all = co_await linked(big_nop<nop128>{}, big_nop<nop128>{}, big_nop<nop128>{});
        expect_value(std::get<2>(all));
        expect_value(co_await op::nop{});
      }
      // A drain is no worse for the padding.
      expect_value(co_await drained(op::nop{}));
    });
  }
}

TEST_CASE("a command can be sent in a big entry by an operation of the program's own") {
  const auto loop = ring_with({.big_sqes = sqe_entries::big}, "big_sqes", "5.19");
  if (!loop) return;
  if (!loop->supports<op::uring_cmd_siocinq>()) return skip("sockets take no commands (Linux 6.6)");
  const unique_fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const address own = address::loopback(0);
  REQUIRE(::bind(socket.get(), own.data(), own.size()) == 0);
  ::socklen_t size = sizeof(::sockaddr_in);
  ::sockaddr_in bound{};
  REQUIRE(::getsockname(socket.get(), reinterpret_cast<::sockaddr*>(&bound), &size) == 0);
  REQUIRE(::sendto(socket.get(), "hello", 5, 0, reinterpret_cast<::sockaddr*>(&bound), size) == 5);
  loop->run([&]() -> task<> {
    const big_command how_many_bytes_wait{socket.get(), 0};  // SOCKET_URING_OP_SIOCINQ
    const auto waiting = co_await how_many_bytes_wait;
    expect_value(waiting);
    if (waiting) CHECK(*waiting == 5);
  });
}

TEST_CASE("a big operation on a ring without big entries is refused without an SQE") {
  ring loop;
  const unsigned before = sqes_taken(loop);
  loop.run([]() -> task<> {
    expect_error(co_await big_nop<nop128>{}, std::errc::operation_not_supported);
    expect_error(co_await wide_nop{1, 2}, std::errc::operation_not_supported);
  });
  CHECK(sqes_taken(loop) == before);
}

TEST_CASE("the further bytes of a big completion arrive") {
  for (const cqe_entries kind : {cqe_entries::big, cqe_entries::mixed}) {
    CAPTURE(kind == cqe_entries::mixed);
    // A mixed queue must not overflow on Linux before 7.3.
    const unsigned room = kind == cqe_entries::big ? 8 : 64;
    const auto loop = ring_with({.entries = 8, .cq_entries = room, .big_cqes = kind}, "big_cqes",
                                kind == cqe_entries::big ? "5.19" : "6.18");
    if (!loop) continue;
    use(*loop);
    bool has_wide_nop = false;
    loop->run([&]() -> task<> {
      const auto asked = co_await wide_nop{1, 2};
      has_wide_nop = asked.has_value();
    });
    if (!has_wide_nop) {
      skip("this kernel's NOP has no big completions");
      continue;
    }
    // No half of one may be taken for another.
    int strangers = 0;
    loop->on_foreign([&strangers](const foreign_completion&) { ++strangers; });
    for (std::uint64_t seed = 1; seed <= 10; ++seed) loop->spawn(wide_work, seed, 100);
    loop->run();
    // Where only one small one has room before the end of a mixed queue.
    const io_uring* const native = loop->native();
    loop->run([native]() -> task<> {
      for (std::uint64_t round = 0; round < 10; ++round) {
        const auto at = [native] { return *native->cq.ktail & native->cq.ring_mask; };
        while (at() != native->cq.ring_mask) expect_value(co_await op::nop{});
        const auto done = co_await wide_nop{round, round + 1};
        expect_value(done);
        if (done) CHECK(*done == std::array{round, round + 1});
      }
    });
    CHECK(strangers == 0);
    // And on the way through the adaptors.
    loop->run([]() -> task<> {
      const auto done = co_await within(10s, wide_nop{3, 4});
      expect_value(done);
      if (done) CHECK(*done == std::array<std::uint64_t, 2>{3, 4});
    });
  }
}

TEST_CASE("a mixed completion queue that overflows ends the program where that is not safe") {
  const ring_options options{.entries = 8, .cq_entries = 8, .big_cqes = cqe_entries::mixed};
  if (!ring_with(options, "big_cqes", "6.18")) return;
  const auto overflows = [](const ring_options& wanted) {
    ring loop(wanted);
    for (int i = 0; i < 32; ++i) {
      loop.spawn([]() -> task<> { (void)co_await op::nop{}; });
    }
    loop.run();
  };
  const ending mixed = in_child([&] { overflows(options); });
  CAPTURE(mixed.status, mixed.said);
  if (detail::kernel_is_before(7, 3)) {
    CHECK(mixed.aborted());
    CHECK(says(mixed.said, "cq_entries"));
  } else {
    CHECK(mixed.exited());
  }
  CHECK(in_child([&] {
          overflows({.entries = 8, .cq_entries = 64, .big_cqes = cqe_entries::mixed});
        }).exited());
  CHECK(in_child([&] {
          overflows({.entries = 8, .cq_entries = 8, .big_cqes = cqe_entries::big});
        }).exited());
}

// ---- the layout of the queues ------------------------------------------------------------------

TEST_CASE("queues without the array, and rewound ones, run everything") {
  for (const unsigned entries : {2U, 8U, 256U}) {
    CAPTURE(entries);
    if (const auto loop =
            ring_with({.entries = entries, .sq = sq_layout::no_sqarray}, "no_sqarray", "6.6")) {
      CHECK(loop->native()->sq.array == nullptr);
      use(*loop);
    }
    if (const auto loop =
            ring_with({.entries = entries, .sq = sq_layout::sq_rewind}, "sq_rewind", "7.0")) {
      use(*loop);
      // Such a kernel has all the others as well.
      ring big(ring_options{
          .entries = entries, .big_sqes = sqe_entries::big, .sq = sq_layout::sq_rewind});
      big.spawn(big_work<IORING_OP_NOP>, 100);
      use(big);
      // A mixed queue that overflows may give a completion twice before Linux 7.3.
      ring mixed(ring_options{.entries = entries,
                              .cq_entries = 1024,
                              .big_sqes = sqe_entries::mixed,
                              .big_cqes = cqe_entries::mixed,
                              .sq = sq_layout::sq_rewind});
      for (int i = 0; i < 10; ++i) mixed.spawn(big_work<nop128>, 30);
      mixed.spawn(wide_work, 1, 100);
      use(mixed);
    }
  }
}

TEST_CASE("the queues can lie in the caller's memory") {
  for (const cqe_entries cqes : {cqe_entries::plain, cqe_entries::big}) {
    const ring_options options{.entries = 64, .big_cqes = cqes};
    const std::size_t size = queue_bytes(options);
    auto* const memory = static_cast<std::byte*>(
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(memory != MAP_FAILED);
    ring_options there = options;
    there.memory = std::span(memory, size);
    auto loop = ring_with(there, "memory", "6.5");
    if (loop) {
      // What is submitted stands in it: here the descriptor of the first one, which is -1.
      loop->run(work(1));
      CHECK(reinterpret_cast<const io_uring_sqe*>(memory)->fd == -1);
      use(*loop);
    }
    const bool is_new_enough = loop != nullptr;
    loop.reset();
    ::munmap(memory, size);
    if (!is_new_enough) return;
  }
}

TEST_CASE("memory that is too little or stands amiss is refused by name") {
  const ring_options options{.entries = 64};
  const std::size_t size = queue_bytes(options);
  auto* const memory = static_cast<std::byte*>(
      ::mmap(nullptr, size + 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  REQUIRE(memory != MAP_FAILED);
  ring_options less = options;
  less.memory = std::span(memory, size - 1);
  const std::string said = refused<std::invalid_argument>(less);
  CHECK(says(said, "memory has " + std::to_string(size - 1)));
  CHECK(says(said, std::to_string(size)));
  ring_options amiss = options;
  amiss.memory = std::span(memory + 8, size);
  const std::string where = refused<std::system_error>(amiss);
  INFO(where);
  CHECK((says(where, "memory must start on a page boundary") || says(where, "6.5")));
  ::munmap(memory, size + 4096);
}

TEST_CASE("the queues can lie in huge pages") {
  try {
    ring loop(ring_options{.memory = queue_memory::huge_pages()});
    use(loop);
  } catch (const std::system_error& error) {
    CHECK(says(error.what(), "memory"));
    CHECK((says(error.what(), "vm.nr_hugepages") || says(error.what(), "6.5")));
    skip(error.what());
  }
}

TEST_CASE("queues are resized with operations in flight, from inside of a task and from outside") {
  const pipe_ends pipe;
  ring loop(ring_options{.entries = 4, .cq_entries = 8});
  std::array<char, 8> room{};
  std::size_t got = 0;
  loop.spawn([&]() -> task<> {
    const auto read = co_await op::read{pipe.reading, room};
    if (read) got = *read;
  });
  (void)loop.poll();
  const auto outside = loop.resize(64);
  if (!outside) {
    expect_error(outside, std::errc::operation_not_supported);
    skip("this kernel does not resize rings (Linux 6.13)");
    pipe.put("x");
    loop.run();
    return;
  }
  CHECK(loop.sq_entries() == 64);
  CHECK(loop.cq_entries() == 256);
  loop.run(work(1000));
  loop.run([&]() -> task<> {
    for (const unsigned entries : {8U, 128U, 2U, 32U}) {
      expect_value(co_await op::nop{});  // resumed by a reap() that is under way
      expect_value(loop.resize(entries));
      CHECK(loop.sq_entries() == entries);
      for (int i = 0; i < 20; ++i) loop.spawn(work, 10);
      expect_value(co_await op::nop{});
    }
  });
  pipe.put("text");
  loop.run();
  CHECK(got == 4);
  use(loop);
}

TEST_CASE("sizes that no queue can have are refused, and the ring goes on") {
  ring loop;
  if ((loop.setup_flags() & IORING_SETUP_DEFER_TASKRUN) == 0) {
    return skip("this kernel does not defer completion work (Linux 6.1)");
  }
  expect_error(loop.resize(0), std::errc::invalid_argument);
  expect_error(loop.resize(40000), std::errc::invalid_argument);
  expect_error(loop.resize(16, 8), std::errc::invalid_argument);
  use(loop);
  ring plain(ring_options{.completions = taskrun::plain});
  expect_error(plain.resize(16), std::errc::operation_not_supported);
  use(plain);
}

// ---- waits -------------------------------------------------------------------------------------

TEST_CASE("registered waits wait as others do") {
  const auto loop = ring_with({.registered_waits = true}, "registered_waits", "6.13");
  if (!loop) return;
  use(*loop);
  const stopwatch since;
  loop->run([]() -> task<> { co_await sleep_for(30ms); });
  CHECK(since.elapsed() >= 30ms);
  CHECK(since.elapsed() < 5s);
}

TEST_CASE("registered waits give the kernel no argument to copy") {
  if (!ring_with({.registered_waits = true}, "registered_waits", "6.13")) return;
  const ending child = in_child([] {
    ring loop(ring_options{.registered_waits = true});
    demand_enter_flags(IORING_ENTER_GETEVENTS, 1U << 6);  // IORING_ENTER_EXT_ARG_REG
    use(loop);
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

TEST_CASE("where no deadline runs, an ordinary wait gives the kernel no argument to copy either") {
  const auto in_turns = [](auto run) {
    return in_child([run] {
      ring loop;
      demand_enter_flags(IORING_ENTER_EXT_ARG, ~0U);  // no entry with an argument
      run(loop);
    });
  };
  const ending without = in_turns([](ring& loop) { loop.run(echo(50)); });
  INFO(without.said);
  CHECK(without.exited(0));
  const ending with =
      in_turns([](ring& loop) { loop.run([]() -> task<> { co_await sleep_for(1ms); }); });
  CHECK_FALSE(with.exited(0));
}

TEST_CASE("a wait for a batch ends with the batch, or with what there is after the minimum") {
  const auto hurried =
      ring_with({.wait_for = batch_wait{.completions = 2, .min_wait = 20s}}, "wait_for", "6.12");
  if (!hurried) return;
  const stopwatch first;
  hurried->spawn(work, 1);
  hurried->spawn(work, 1);
  hurried->run();
  CHECK(first.elapsed() < 10s);

  ring patient(ring_options{.wait_for = batch_wait{.completions = 2, .min_wait = 100ms}});
  const stopwatch second;
  patient.run(work(1));
  CHECK(second.elapsed() >= 100ms);
  CHECK(second.elapsed() < 10s);
  // Its own deadlines it keeps.
  const stopwatch third;
  hurried->run([]() -> task<> { co_await sleep_for(5ms); });
  CHECK(third.elapsed() >= 5ms);
  CHECK(third.elapsed() < 10s);

  const auto both = ring_with(
      {.wait_for = batch_wait{.completions = 2, .min_wait = 100ms}, .registered_waits = true},
      "registered_waits", "6.13");
  if (!both) return;
  const stopwatch fourth;
  both->run(work(1));
  CHECK(fourth.elapsed() >= 100ms);
}

TEST_CASE("deadlines run by the clock that is asked for") {
  const auto loop = ring_with({.clock = ring_clock::boottime}, "clock", "6.12");
  if (!loop) return;
  use(*loop);
  const stopwatch since;
  loop->run([]() -> task<> { co_await sleep_for(20ms); });
  CHECK(since.elapsed() >= 20ms);
  const auto point = std::chrono::steady_clock::now() + 30ms;
  loop->run([point]() -> task<> { co_await sleep_until(point); });
  CHECK(std::chrono::steady_clock::now() >= point);
  CHECK(std::chrono::steady_clock::now() < point + 5s);
  // For a ring in somebody else's loop, it is steady_clock's all the same.
  loop->spawn([]() -> task<> { co_await sleep_for(1h); });
  (void)loop->poll();
  const auto next = loop->next_deadline();
  REQUIRE(next.has_value());
  const auto expected = (std::chrono::steady_clock::now() + 1h).time_since_epoch();
  CHECK(std::chrono::nanoseconds(*next) <= expected);
  CHECK(std::chrono::nanoseconds(*next) > expected - 10s);
}

TEST_CASE("a wait does not count as one for a disk") {
  if (!ring_with({.no_iowait = true}, "no_iowait", "6.15")) return;
  const ending child = in_child([] {
    ring loop(ring_options{.no_iowait = true});
    demand_enter_flags(~0U, 1U << 7);  // IORING_ENTER_NO_IOWAIT
    use(loop);
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

// ---- registrations -----------------------------------------------------------------------------

TEST_CASE("busy polling is registered with what it was asked for") {
  const auto loop =
      ring_with({.napi = napi_polling{.busy_poll = 70us, .prefer_busy_poll = true}}, "napi", "6.9");
  if (!loop) return;
  use(*loop);
  struct {
    std::uint32_t busy_poll_to;
    std::uint8_t prefer;
    std::array<std::uint8_t, 11> rest;
  } was{};
  const auto fd = static_cast<unsigned>(loop->native()->ring_fd);
  CHECK(::io_uring_register(fd, 28, &was, 1) == 0);  // IORING_UNREGISTER_NAPI
  CHECK(was.busy_poll_to == 70);
  CHECK(was.prefer == 1);
}

TEST_CASE("the worker threads have the limits that they were given") {
  const auto loop = ring_with({.iowq = {.bound = 3, .unbound = 5}}, "iowq", "5.15");
  if (!loop) return;
  use(*loop);
  std::array<unsigned, 2> limits{0, 0};
  const auto fd = static_cast<unsigned>(loop->native()->ring_fd);
  CHECK(::io_uring_register(fd, IORING_REGISTER_IOWQ_MAX_WORKERS, limits.data(), 2) == 0);
  CHECK(limits == std::array{3U, 5U});
  const std::string said = refused<std::system_error>({.iowq = {.bound = ~0U}});
  CHECK(says(said, "iowq"));
}

TEST_CASE("the worker threads keep to the CPUs that they were given") {
  const unsigned cpu = some_cpu();
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  for (const bool restricted : {false, true}) {
    CAPTURE(restricted);
    // In a process that has no workers yet.
    const ending child = in_child([&] {
      ring_options options{.iowq_cpus = set};
      if (restricted) options.allowed = operations<op::read>;
      ring loop(options);
      const pipe_ends pipe;
      std::array<char, 8> room{};
      loop.spawn([&]() -> task<> {
        // In a worker from the beginning, where it blocks.
        (void)co_await forced_async(op::read{pipe.reading, room});
      });
      (void)loop.poll();
      std::vector<std::string> workers;
      while (workers.empty()) workers = threads_named("iou-wrk");
      for (const std::string& worker : workers) {
        if (status_of(worker, "Cpus_allowed_list:") != std::to_string(cpu)) ::_exit(3);
      }
      pipe.put("x");
      loop.run();
    });
    INFO(child.said);
    CHECK(child.exited(0));
  }
}

// ---- restrictions ------------------------------------------------------------------------------

TEST_CASE("a restricted ring runs what it was allowed, and nothing else") {
  ring loop(ring_options{.allowed = operations<op::nop, op::read>});
  const pipe_ends pipe;
  pipe.put("text");
  loop.run([&]() -> task<> {
    std::array<char, 8> room{};
    expect_value(co_await op::nop{});
    expect_value(co_await op::read{pipe.reading, room});
    const std::array<char, 3> text{'b', 'a', 'd'};
    expect_error(co_await op::write{pipe.writing, text}, std::errc::permission_denied);
    // The runtime's own cancels go through.
    expect_error(co_await within(5ms, op::read{pipe.reading, room}), std::errc::timed_out);
  });
  CHECK(pipe.take().empty());
  CHECK(loop.supports<op::nop>());
  // Nor do its wake-ups by other threads need more.
  loop.spawn([&]() -> task<> {
    std::array<char, 8> room{};
    (void)co_await op::read{pipe.reading, room};
  });
  std::thread stopping([there = loop.as_remote()]() mutable { there.stop(); });
  loop.run();
  stopping.join();

  // Whatever gets hold of it: by a raw SQE, and by the descriptor.
  std::int32_t res = 0;
  loop.on_foreign([&res](const foreign_completion& done) { res = done.res; });
  io_uring_sqe* const sqe = ::io_uring_get_sqe(loop.native());
  ::io_uring_prep_write(sqe, pipe.writing.get(), "bad", 3, 0);
  sqe->user_data = 7;
  while (res == 0) (void)loop.poll();
  CHECK(res == -EACCES);
  const int fd = loop.native()->ring_fd;
  const int files = -1;
  CHECK(::io_uring_register(static_cast<unsigned>(fd), IORING_REGISTER_FILES, &files, 1) ==
        -EACCES);
  CHECK(pipe.take().empty());

  // Destroyed with an operation in flight, which takes a cancel.
  std::array<char, 8> room{};
  loop.spawn([&]() -> task<> { (void)co_await op::read{pipe.reading, room}; });
  (void)loop.poll();
  (void)loop.descriptor();
}

TEST_CASE("a restricted ring registers what it was allowed to") {
  ring loop(ring_options{.allowed = operations<>,
                         .allowed_registrations = registrations<IORING_REGISTER_FILES>});
  loop.run([]() -> task<> { expect_error(co_await op::nop{}, std::errc::permission_denied); });
  const auto fd = static_cast<unsigned>(loop.native()->ring_fd);
  const int files = -1;
  CHECK(::io_uring_register(fd, IORING_REGISTER_FILES, &files, 1) == 0);
  CHECK(::io_uring_register(fd, IORING_UNREGISTER_FILES, nullptr, 0) == -EACCES);
}

TEST_CASE("an operation that the kernel does not know yet may stand in an allow-list") {
  ring loop(ring_options{.allowed = operations<unknown, op::nop>});
  loop.run(work(10));
}
