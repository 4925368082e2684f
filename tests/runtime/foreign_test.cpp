// CQEs that ringlet did not ask for: they go to a handler and are never taken for an operation's.
#include "helpers.hpp"

#include <liburing.h>
#include <poll.h>

#include <cstdint>
#include <limits>
#include <set>
#include <stdexcept>
#include <thread>

#include <ringlet/completion.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/read.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

// All that a stranger might choose: nothing, small numbers, all bits, ringlet's own low bits,
// pointers, the neighbourhood of ringlet's mark.
std::vector<std::uint64_t> strange_values() {
  static int something = 0;
  const auto pointer = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&something));
  std::vector<std::uint64_t> values{0,  1,      2,       3,           4,           7,          8,
                                    42, 0xffff, pointer, pointer | 1, pointer | 3, pointer | 7};
  for (int bit = 3; bit < 64; ++bit) values.push_back(std::uint64_t{1} << bit);
  for (int bit = 32; bit < 64; ++bit) values.push_back(~std::uint64_t{0} << bit);
  values.push_back(~std::uint64_t{0});
  values.push_back(detail::user_data_mark - 1);
  values.push_back(detail::user_data_mark - 8);
  values.push_back(detail::user_data_mark + (detail::kinds << detail::address_bits));
  values.push_back(detail::user_data_mark + (detail::kinds << detail::address_bits) + pointer);
  values.push_back(detail::user_data_mark ^ (std::uint64_t{1} << 63));
  values.push_back((detail::user_data_mark ^ (std::uint64_t{1} << 63)) + pointer);
  values.push_back((detail::user_data_mark - (std::uint64_t{1} << 48)) + pointer);
  return values;
}

/// Messages between rings are of Linux 5.18.
bool kernel_has_messages() {
  ring loop;
  constexpr auto number = static_cast<opcode>(IORING_OP_MSG_RING);
  const bool has = loop.has({.code = number, .with = number, .feature = 0});
  if (!has) WARN("this kernel has no MSG_RING");
  return has;
}

class other_ring {
 public:
  explicit other_ring(unsigned entries) {
    if (const int made = io_uring_queue_init(entries, &ring_, 0); made < 0) {
      throw std::system_error(-made, std::generic_category(), "io_uring_queue_init");
    }
  }
  other_ring(const other_ring&) = delete;
  other_ring& operator=(const other_ring&) = delete;
  ~other_ring() { io_uring_queue_exit(&ring_); }

  /// Posts a CQE to another ring; what came of it.
  int post(int to, int res, std::uint64_t user_data) {
    io_uring_sqe* const sqe = io_uring_get_sqe(&ring_);
    io_uring_prep_msg_ring(sqe, to, static_cast<unsigned>(res), user_data, 0);
    io_uring_submit(&ring_);
    io_uring_cqe* cqe = nullptr;
    io_uring_wait_cqe(&ring_, &cqe);
    const int outcome = cqe->res;
    io_uring_cqe_seen(&ring_, cqe);
    return outcome;
  }

 private:
  io_uring ring_{};
};

}  // namespace

TEST_CASE("every user_data that is not ringlet's own is foreign") {
  for (const std::uint64_t value : strange_values()) CHECK(detail::tag(value).is_foreign());
  CHECK(detail::tag(detail::nobodys_user_data).what() == detail::kind::ignored);
}

TEST_CASE("messages from another ring go to the handler, whatever user_data they bear") {
  if (!kernel_has_messages()) return;
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    ring loop(ring_options{.completions = how});
    std::vector<foreign_completion> seen;
    loop.on_foreign([&](const foreign_completion& cqe) { seen.push_back(cqe); });
    other_ring sender(4);
    const std::vector<std::uint64_t> values = strange_values();
    const int to = loop.native()->ring_fd;
    int nops = 0;
    loop.run([&]() -> task<> {
      int number = 0;
      for (const std::uint64_t value : values) {
        const int outcome = sender.post(to, number++, value);
        CHECK(outcome == 0);
        if (co_await op::nop{}) ++nops;  // ringlet's own are among them
      }
      const stopwatch since;
      while (seen.size() < values.size() && since.elapsed() < 5s) co_await sleep_for(1ms);
    });
    CHECK(nops == static_cast<int>(values.size()));
    REQUIRE(seen.size() == values.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      CHECK(seen[i].user_data == values[i]);
      CHECK(seen[i].res == static_cast<int>(i));
    }
  }
}

TEST_CASE("messages wake a ring that waits for something else") {
  if (!kernel_has_messages()) return;
  const pipe_ends pipe;
  ring loop;
  bool told = false;
  loop.on_foreign([&](const foreign_completion& cqe) {
    told = cqe.user_data == 5;
    pipe.put("x");
  });
  const int to = loop.native()->ring_fd;
  std::array<char, 4> room{};
  std::thread([&] {
    other_ring sender(1);
    (void)sender.post(to, 1, 5);
  }).join();
  loop.run([&]() -> task<> { (void)co_await op::read{.file = pipe.reading, .buffer = room}; });
  CHECK(told);
}

TEST_CASE("raw requests go to the handler, whatever user_data they bear") {
  for (const taskrun how : all_taskruns()) {
    CAPTURE(static_cast<int>(how));
    ring loop(ring_options{.entries = 8, .completions = how});
    std::multiset<std::uint64_t> seen;
    loop.on_foreign([&](const foreign_completion& cqe) {
      seen.insert(cqe.user_data);
      CHECK(cqe.res == 0);
    });
    const std::vector<std::uint64_t> values = strange_values();
    loop.run([&]() -> task<> {
      for (const std::uint64_t value : values) {
        io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
        if (raw == nullptr) throw std::logic_error("the submission queue is full");
        io_uring_prep_nop(raw);
        raw->user_data = value;
        (void)co_await op::nop{};
      }
    });
    CHECK(seen == std::multiset<std::uint64_t>(values.begin(), values.end()));
  }
}

TEST_CASE("a raw request that was given no user_data has 0, and none that an operation has left") {
  ring loop(ring_options{.entries = 2});
  std::vector<std::uint64_t> seen;
  loop.on_foreign([&](const foreign_completion& cqe) { seen.push_back(cqe.user_data); });
  loop.run([&]() -> task<> {
    for (int i = 0; i < 8; ++i) {
      io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
      if (raw == nullptr) throw std::logic_error("the submission queue is full");
      io_uring_prep_nop(raw);
      // Each entry of the queue has had an operation's by the time it is a raw request's.
      for (int j = 0; j < 2; ++j) (void)co_await op::nop{};
    }
  });
  CHECK(seen == std::vector<std::uint64_t>(8, 0));
}

TEST_CASE("without a handler strangers are dropped") {
  ring loop;
  loop.run([&]() -> task<> {
    for (const std::uint64_t value : strange_values()) {
      io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
      io_uring_prep_nop(raw);
      raw->user_data = value;
      (void)co_await op::nop{};
    }
  });
  SUCCEED("no crash");
}

TEST_CASE("a raw multishot request comes to the handler each time, with its flags") {
  const pipe_ends pipe;
  ring loop;
  int shots = 0;
  int ends = 0;
  loop.on_foreign([&](const foreign_completion& cqe) {
    ++shots;
    if ((cqe.flags & IORING_CQE_F_MORE) == 0) ++ends;
  });
  io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
  io_uring_prep_poll_multishot(raw, pipe.reading.get(), POLLIN);
  raw->user_data = 42;
  loop.run([&]() -> task<> {
    for (int i = 0; i < 3; ++i) {
      pipe.put("x");
      co_await sleep_for(2ms);
      (void)pipe.take();
    }
    io_uring_sqe* const cancel_it = io_uring_get_sqe(loop.native());
    io_uring_prep_poll_remove(cancel_it, 42);
    cancel_it->user_data = 43;
    co_await sleep_for(2ms);
  });
  CHECK(shots == 5);
  CHECK(ends == 2);
}

TEST_CASE("strangers that come while a destructor waits reach the handler too") {
  const pipe_ends pipe;
  std::array<char, 4> room{};
  std::vector<std::uint64_t> seen;
  {
    ring loop;
    loop.on_foreign([&](const foreign_completion& cqe) { seen.push_back(cqe.user_data); });
    loop.spawn([&]() -> task<> { (void)co_await op::read{.file = pipe.reading, .buffer = room}; });
    (void)loop.poll();
    io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
    io_uring_prep_nop(raw);
    raw->user_data = 0;
  }
  CHECK(seen == std::vector<std::uint64_t>{0});
}

TEST_CASE("a handler may be changed while it is not running") {
  ring loop;
  int first = 0;
  int second = 0;
  const auto stranger = [&] {
    io_uring_sqe* const raw = io_uring_get_sqe(loop.native());
    io_uring_prep_nop(raw);
    raw->user_data = 0;
  };
  loop.on_foreign([&](const foreign_completion&) { ++first; });
  stranger();
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  loop.on_foreign([&](const foreign_completion&) { ++second; });
  stranger();
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  CHECK(first == 1);
  CHECK(second == 1);
}
