// Runs a program on ringlet, and checks what its tasks see against what the model has answered.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/buffer_ring.hpp>
#include <ringlet/cancel.hpp>
#include <ringlet/file_table.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/provided_buffers.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/transfer.hpp>
#include <ringlet/unique_fd.hpp>

#include "kernel.hpp"
#include "places.hpp"
#include "program.hpp"

namespace simulation {

/// What a step's exception is, and nothing else throws.
struct scripted {};

/// Which step of which task is played.
struct where {
  std::uint8_t task;
  std::uint8_t step;
  bool ends_early = false;  // whether something around the task may end it at any time
};

/// What came of an operation: a value, or an errno value.
struct outcome {
  bool ok;
  std::int64_t value;
  int error;
};

/// How a step's operation is wrapped.
struct wrapping {
  bool has_deadline = false;
  bool has_id = false;
  bool by_link_timeout = false;
  bool ends_early = false;
};

/// Whether that is what an operation says in a task that is to end.
inline bool is_end(const where& at, const std::error_code& why) noexcept {
  return at.ends_early && (why == std::errc::operation_canceled || why == std::errc::timed_out);
}

/// What a task's step came to, for comparing runs.
struct played {
  where at;
  outcome came;
};

/// Counts a task as alive while its frame is there, whether it has begun or not.
class alive_guard {
 public:
  explicit alive_guard(unsigned& count) noexcept : count_(&count) { ++*count_; }
  alive_guard(alive_guard&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
  alive_guard& operator=(alive_guard&&) = delete;
  ~alive_guard() {
    if (count_ != nullptr) --*count_;
  }

 private:
  unsigned* count_;
};

class player {
 public:
  /// `model` is null on a real ring.
  player(const program& what, kernel* model);
  player(const player&) = delete;
  player& operator=(const player&) = delete;
  ~player();

  /// Runs all of it, to its end or to where it is torn down.
  void run();

  // ---- for steps -------------------------------------------------------------------------------

  [[nodiscard]] ringlet::ring& loop() noexcept { return *loop_; }
  [[nodiscard]] kernel* model() noexcept { return model_; }
  [[nodiscard]] nanoseconds now() const noexcept { return model_ != nullptr ? model_->now() : 0; }

  [[nodiscard]] places& between() noexcept { return *between_; }

  [[nodiscard]] std::uint64_t open() { return model_ != nullptr ? model_->accounts().open() : 0; }
  [[nodiscard]] account& entry(std::uint64_t tag) { return model_->accounts()[tag]; }

  /// A socket to receive from or to send to.
  [[nodiscard]] int source(std::uint8_t what) const noexcept;
  [[nodiscard]] int sink(std::uint8_t what) const noexcept;
  [[nodiscard]] int listener(std::uint8_t what) const noexcept;
  /// Whether a drained operation starts in the end, and its deadline is kept. Where the kernel
  /// cancels by requests only, they stand behind the drain as well; where a ring reads an eventfd
  /// for other threads, it has a poll in flight that a drain waits for; and where an event loop
  /// waits for the ring's descriptor alone, the timeout that makes it readable is held back.
  [[nodiscard]] bool may_drain() const noexcept {
    return model_ == nullptr || (model_->has().sync_cancel && model_->has().message_by_call &&
                                 (what_.how.loop != 1 || asks_for_deadlines()));
  }
  /// Whether the event loop around the ring asks it for its first deadline.
  [[nodiscard]] bool asks_for_deadlines() const noexcept { return (what_.how.turns & 2) != 0; }
  /// Whether what comes of it is compared with another kernel's.
  [[nodiscard]] bool is_compared() const noexcept {
    return model_ == nullptr || !model_->has().faults;
  }
  [[nodiscard]] bool has_table() const noexcept { return files_.has_value(); }
  [[nodiscard]] ringlet::buffer_ring& shared_buffers() noexcept { return *shared_; }
  [[nodiscard]] ringlet::provided_buffers& classic_buffers() noexcept { return *classic_; }

  static constexpr std::size_t ids = 6;
  [[nodiscard]] ringlet::cancel_id& id(std::uint8_t what) noexcept { return ids_[what % ids]; }
  /// Takes note that the operations `first` to `last` go by this id from now on.
  void name(std::uint8_t what, std::uint64_t first, std::uint64_t last) noexcept {
    if (!ids_[what % ids].live()) named_[what % ids] = {first, last};
  }
  void ask_for_end(std::uint8_t what);

  [[nodiscard]] static std::chrono::nanoseconds span(std::uint8_t time) noexcept;

  /// The task that a step of `at` may start; nothing where there is none, or enough was started.
  [[nodiscard]] std::optional<std::uint8_t> startable(where at, std::uint8_t what) noexcept;
  ringlet::task<> play(std::uint8_t task, bool ends_early);

  void log(where at, outcome came) { log_.push_back({at, came}); }
  [[nodiscard]] const std::vector<played>& log() const noexcept { return log_; }

  void stop_asked() noexcept { stop_asked_ = true; }
  void message_sent() noexcept { ++messages_sent_; }

  // ---- checking --------------------------------------------------------------------------------

  /// An operation that completes once, or a member of a chain: `came` is what its task sees.
  void judge(std::uint64_t tag, outcome came, wrapping how, std::chrono::nanoseconds span);
  /// One without an SQE, of which only the deadline can end the wait.
  void judge_deadline(nanoseconds started, std::chrono::nanoseconds span);
  /// A whole transfer.
  void judge_transfer(std::uint64_t tag, const ringlet::transferred& came, std::size_t size,
                      wrapping how, std::chrono::nanoseconds span);

 private:
  ringlet::task<> play_steps(std::uint8_t task, bool ends_early, alive_guard);
  void run_main();
  void run_rest();
  void run_outside();
  void run_turns();
  template <class Function>
  void allow_exceptions(Function function);
  void check_buffers();
  void check_early(const account& of, std::chrono::nanoseconds span) const;

  const program& what_;
  kernel* model_;
  std::vector<ringlet::unique_fd> descriptors_;
  std::array<int, 3> external_{};
  std::array<int, 2> silent_{};
  std::array<int, 4> pairs_{};
  std::array<int, 2> listeners_{};
  std::array<ringlet::cancel_id, ids> ids_;
  std::array<std::pair<std::uint64_t, std::uint64_t>, ids> named_{};
  std::vector<played> log_;
  unsigned alive_ = 0;    // tasks that are played
  unsigned started_ = 0;  // that ever were
  unsigned messages_sent_ = 0;
  unsigned messages_came_ = 0;
  bool stop_asked_ = false;
  std::optional<places> between_;
  std::optional<ringlet::ring> loop_;
  std::optional<ringlet::file_table> files_;
  std::optional<ringlet::buffer_ring> shared_;
  std::optional<ringlet::provided_buffers> classic_;
};

/// Plays a program on a model with these choices; what it gives is the hash of the trace.
struct run_result {
  std::uint64_t hash;
  std::uint64_t operations;
  std::size_t choices_used;
  std::vector<played> log;
};
run_result play_on_model(const program& what, choices& from, bool faults);
std::vector<played> play_on_real_ring(const program& what);

/// An operation that bears a number, by which the model and the ledger know it.
template <class Op>
struct observed : ringlet::detail::adaptor<Op> {
  player* by;
  std::uint64_t tag;

  observed(const Op& wrapped, player& p, std::uint64_t number) noexcept
      : ringlet::detail::adaptor<Op>{wrapped}, by(&p), tag(number) {}

  void encode(ringlet::sqe_slot slot) const noexcept {
    this->op.encode(slot);
    if (tag == 0) return;
    // Where no opcode that is used here has anything.
    std::memcpy(reinterpret_cast<char*>(&slot.sqe()) + 56, &tag, sizeof tag);
    account& entry = by->entry(tag);
    if (!entry.encoded) entry.encoded_at = by->model()->enters();
    entry.encoded = true;
  }
};

// ---- what a result comes to
// ----------------------------------------------------------------------

inline outcome outcome_of(const std::error_code& error) { return {false, 0, error.value()}; }

template <class T>
outcome outcome_of(const ringlet::result<T>& came) {
  if (!came) return outcome_of(came.error());
  if constexpr (std::is_void_v<T>) {
    return {true, 0, 0};
  } else if constexpr (std::is_same_v<T, ringlet::unique_fd>) {
    return {true, came->get(), 0};
  } else if constexpr (std::is_same_v<T, ringlet::direct_slot>) {
    return {true, static_cast<std::int64_t>(came->index()), 0};
  } else if constexpr (std::is_same_v<T, ringlet::lease>) {
    return {true, static_cast<std::int64_t>(came->size()), 0};
  } else {
    return {true, static_cast<std::int64_t>(*came), 0};
  }
}

/// Awaits an operation in the way that the step says, and has its result judged. `look(came)` is
/// called with the result itself, while the step's own locals are there.
template <class Op, class Look>
ringlet::task<> play_once(player& p, where at, step s, Op plain, Look look) {
  const std::uint64_t tag = p.open();
  const observed<Op> op(plain, p, tag);
  const std::chrono::nanoseconds span = player::span(s.time);
  outcome came{};
  wrapping how;
  how.ends_early = at.ends_early;
  const auto take = [&](const auto& result) {
    came = outcome_of(result);
    look(result, tag);
  };
  constexpr bool may_link = !ringlet::detail::is_notified<Op>;
  switch (s.wrap % 9) {
    case 0:
      how.has_deadline = true;
      take(co_await ringlet::within(span, op));
      break;
    case 1:
      how.has_id = true;
      p.name(s.wrap / 9, tag, tag);
      take(co_await ringlet::with_id(p.id(s.wrap / 9), op));
      break;
    case 2:
      how.has_deadline = how.has_id = true;
      p.name(s.wrap / 9, tag, tag);
      take(co_await ringlet::within(span, ringlet::with_id(p.id(s.wrap / 9), op)));
      break;
    case 3:
      how.has_deadline = how.has_id = true;
      p.name(s.wrap / 9, tag, tag);
      take(co_await ringlet::within(span,
                                    ringlet::with_id(p.id(s.wrap / 9), ringlet::forced_async(op))));
      break;
    case 4:
      take(co_await ringlet::forced_async(op));
      break;
    case 5:
      if (p.may_drain()) {
        how.has_deadline = true;
        take(co_await ringlet::within(span, ringlet::drained(op)));
        break;
      }
      take(co_await op);
      break;
    case 6:
      if constexpr (may_link) {
        how.by_link_timeout = true;
        take(co_await ringlet::link_timeout(span, op));
        break;
      }
      [[fallthrough]];
    default:
      take(co_await op);
  }
  p.judge(tag, came, how, span);
  p.log(at, came);
}

struct look_at_nothing {
  template <class Result>
  void operator()(const Result&, std::uint64_t) const noexcept {}
};

}  // namespace simulation
