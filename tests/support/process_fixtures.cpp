#include "process_fixtures.hpp"

#include "asleep.hpp"
#include "demand.hpp"
#include "live.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

namespace ringlet::live {

namespace {

constexpr std::chrono::seconds long_enough{10};

/// Asks again and again, blocking the thread, until it holds or has been waited for too long.
template <class Condition>
bool becomes_true(Condition holds) {
  const auto end = std::chrono::steady_clock::now() + long_enough;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

}  // namespace

// ---- processes ----------------------------------------------------------------------------------

namespace {

/// What a child does: ends with what it is told, or when nobody is there any more to tell it.
[[noreturn]] void wait_for_orders(int orders) {
  unsigned char code = 0;
  const ssize_t count = ::read(orders, &code, 1);
  ::_exit(count == 1 ? code : 255);
}

/// What has become of a child, which stays as it is: si_pid is 0 while it runs. Nothing where there
/// is no such child.
std::optional<::siginfo_t> state_of(int pid) {
  ::siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0) return info;
  if (errno != ECHILD) give_up("waitid");
  return std::nullopt;
}

task<> exit_later(std::shared_ptr<unique_fd> orders, std::chrono::milliseconds delay,
                  unsigned char code) {
  co_await sleep_for(delay);
  demand(::write(orders->get(), &code, 1) == 1, "telling a child to exit");
}

task<> stop_later(int pid, std::chrono::milliseconds delay) {
  co_await sleep_for(delay);
  demand(::kill(pid, SIGSTOP) == 0, "stopping a child");
}

}  // namespace

child_process::child_process(ring& loop) : loop_(&loop) {
  std::array<int, 2> ends{};
  demand(::pipe2(ends.data(), O_CLOEXEC) == 0, "pipe2");
  const unique_fd reader(ends[0]);
  orders_ = std::make_shared<unique_fd>(ends[1]);
  pid_ = ::fork();
  demand(pid_ >= 0, "fork");
  if (pid_ == 0) {
    ::close(ends[1]);  // or it would never see that its parent has gone
    wait_for_orders(ends[0]);
  }
  demand(::setpgid(pid_, pid_) == 0, "setpgid");
  pidfd_ = own(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), "pidfd_open");
}

child_process::~child_process() {
  if (is_reaped()) return;
  ::kill(pid_, SIGKILL);
  ::siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED) != 0 && errno == EINTR) {
  }
}

void child_process::exit_after(std::chrono::milliseconds delay, unsigned char code) {
  loop_->spawn(exit_later(orders_, delay, code));
}

void child_process::stop_after(std::chrono::milliseconds delay) {
  loop_->spawn(stop_later(pid_, delay));
}

bool child_process::is_running() const {
  const auto info = state_of(pid_);
  return info && info->si_pid == 0;
}

bool child_process::has_ended_with(int code) const {
  const auto info = state_of(pid_);
  return info && info->si_pid == pid_ && info->si_code == CLD_EXITED && info->si_status == code;
}

bool child_process::is_reaped() const { return !state_of(pid_); }

// ---- futexes ------------------------------------------------------------------------------------

namespace {

long call_futex(std::atomic<std::uint32_t>& word, int what, std::uint32_t number,
                std::uint32_t mask) {
  return ::syscall(SYS_futex, &word, what, number, nullptr, nullptr, mask);
}

int wake_at(std::atomic<std::uint32_t>& word, int flags, std::uint32_t count, std::uint32_t mask) {
  const long woken = call_futex(word, FUTEX_WAKE_BITSET | flags, count, mask);
  demand(woken >= 0, "FUTEX_WAKE_BITSET");
  return static_cast<int>(woken);
}

constexpr std::uint32_t any_bit = 0xffff'ffff;

}  // namespace

futex_of_own::futex_of_own(ring& loop) : loop_(&loop), state_(std::make_shared<state>()) {}

void futex_of_own::wake_after(std::chrono::milliseconds delay, int flags, std::uint32_t mask) {
  loop_->spawn(wake(state_, delay, flags, mask));
}

task<> futex_of_own::wake(std::shared_ptr<state> self, std::chrono::milliseconds delay, int flags,
                          std::uint32_t mask) {
  co_await sleep_for(delay);
  self->woken += wake_at(self->word, flags, 1, mask);
}

bool futex_of_own::has_no_waiter() const {
  return wake_at(state_->word, 0, INT_MAX, any_bit) == 0 &&
         wake_at(state_->word, FUTEX_PRIVATE_FLAG, INT_MAX, any_bit) == 0;
}

futex_with_sleepers::futex_with_sleepers(ring&) {
  for (std::size_t i = 0; i < sleepers_.size(); ++i) {
    sleeper& one = sleepers_[i];
    one.thread = std::thread([this, &one, mask = 1U << i] {
      one.id = static_cast<int>(::syscall(SYS_gettid));
      // From here on it sleeps nowhere else.
      (void)call_futex(word_, FUTEX_WAIT_BITSET, 0, mask);
      one.awake = true;
    });
  }
  const bool sleeping = becomes_true([this] {
    return std::ranges::all_of(sleepers_,
                               [](const sleeper& one) { return one.id != 0 && is_asleep(one.id); });
  });
  if (!sleeping) give_up("threads that sleep at a futex", ETIMEDOUT);
}

futex_with_sleepers::~futex_with_sleepers() {
  word_ = 1;
  wake_at(word_, 0, INT_MAX, any_bit);
  for (sleeper& one : sleepers_) one.thread.join();
}

bool futex_with_sleepers::number_awake(unsigned count) const {
  return becomes_true([this, count] {
    unsigned awake = 0;
    for (const sleeper& one : sleepers_) {
      // One that has been woken and has not run yet is neither.
      if (one.awake)
        ++awake;
      else if (!is_asleep(one.id))
        return false;
    }
    return awake == count;
  });
}

unmapped_futex::unmapped_futex(ring&)
    : page_(::mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
  demand(page_ != MAP_FAILED, "mmap");
}

unmapped_futex::~unmapped_futex() { ::munmap(page_, 4096); }

// ---- other rings --------------------------------------------------------------------------------

namespace {

task<> wait_for(const std::vector<foreign_completion>& received) {
  for (int i = 0; i < 10000 && received.empty(); ++i) co_await sleep_for(1ms);
}

bool is_only(const std::vector<foreign_completion>& received, std::uint64_t user_data,
             std::int32_t res, std::uint32_t flags) {
  return received.size() == 1 && received[0].user_data == user_data && received[0].res == res &&
         received[0].flags == flags;
}

/// Comes back when everything that was posted before has been reaped.
task<> reap() {
  const op::nop operation{};
  const auto done = co_await operation;
  if (!done) throw std::system_error(done.error(), "a nop on another ring");
}

}  // namespace

other_ring::other_ring(ring&) {
  ring_->on_foreign([this](const foreign_completion& one) { received_.push_back(one); });
  (void)ring_->native();  // before it has an owner it takes no messages
}

bool other_ring::got(std::uint64_t user_data, std::int32_t res, std::uint32_t flags) {
  ring_->run(wait_for(received_));
  ring_->run(reap());
  return is_only(received_, user_data, res, flags);
}

bool other_ring::got_nothing() {
  ring_->run(reap());
  return received_.empty();
}

other_ring_with_table::other_ring_with_table(ring& loop) : other_ring(loop), table_(*ring_) {}

foreign_listener::foreign_listener(ring& loop) : loop_(&loop) {
  loop.on_foreign([this](const foreign_completion& one) { received_.push_back(one); });
}

foreign_listener::~foreign_listener() { loop_->on_foreign({}); }

task<bool> foreign_listener::got(std::uint64_t user_data, std::int32_t res) {
  co_await wait_for(received_);
  co_return is_only(received_, user_data, res, 0);
}

// ---- groups of buffers --------------------------------------------------------------------------

namespace {

/// Reads from a pipe into a buffer that the kernel selects, and gives its id.
struct selecting_read {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;

  int pipe;

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = IORING_OP_READ;
    sqe.fd = pipe;
    sqe.flags = IOSQE_BUFFER_SELECT;
    sqe.buf_group = group_by_hand::number;
    sqe.len = group_by_hand::size;
    sqe.off = current_position;
  }

  static result<std::uint16_t> decode(cqe_view cqe) noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    return static_cast<std::uint16_t>(cqe.flags >> IORING_CQE_BUFFER_SHIFT);
  }
};

/// All buffers, by a request that is made by hand as well.
struct providing {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;

  std::byte* memory;

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    sqe.opcode = IORING_OP_PROVIDE_BUFFERS;
    sqe.fd = group_by_hand::count;
    sqe.addr = reinterpret_cast<std::uintptr_t>(memory);
    sqe.len = group_by_hand::size;
    sqe.buf_group = group_by_hand::number;
  }

  static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

}  // namespace

group_by_hand::group_by_hand(ring& loop) : pipe_(loop), memory_(count * size) {}

task<> group_by_hand::provide() {
  const providing operation{memory_.data()};
  const auto done = co_await operation;
  if (!done) throw std::system_error(done.error(), "setting up a live test: providing buffers");
}

task<std::optional<std::uint16_t>> group_by_hand::select(std::string text) {
  pipe_.feed(text);
  const selecting_read operation{pipe_.reader()};
  const auto id = co_await operation;
  if (id) co_return *id;
  if (id.error() != std::errc::no_buffer_space) {
    throw std::system_error(id.error(), "reading into a selected buffer");
  }
  co_return std::nullopt;
}

task<bool> group_by_hand::has(unsigned buffers) {
  for (unsigned i = 0; i < buffers; ++i) {
    const auto id = co_await select("full");
    if (!id) co_return false;
  }
  const auto one_more = co_await select("full");
  co_return !one_more;
}

task<bool> group_by_hand::selects_all_from(std::uint16_t first) {
  std::array<bool, count> seen{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = "number " + std::to_string(i);
    const auto id = co_await select(text);
    if (!id || *id < first || *id - first >= count || seen[*id - first]) co_return false;
    const std::size_t which = *id - first;
    seen[which] = true;
    if (std::memcmp(memory_.data() + which * size, text.data(), text.size()) != 0) co_return false;
  }
  const auto one_more = co_await select("full");
  co_return !one_more;
}

task<> largest_group::provide() {
  const op::provide_buffers all{.buffers = {memory_, 1}, .group = number};
  const auto done = co_await all;
  if (done) co_return;
  if (done.error() == std::errc::argument_list_too_long)
    throw unavailable(
        "this kernel takes 65535 buffers at once and not one more (before Linux 6.7)");
  throw std::system_error(done.error(), "setting up a live test: providing buffers");
}

}  // namespace ringlet::live
