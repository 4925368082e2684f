// What a ring notes of itself where a program looks into it; nothing otherwise.
#pragma once

#include <ringlet/completion.hpp>
#include <ringlet/inspect.hpp>

#if RINGLET_INSPECT
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <ringlet/argument_text.hpp>
#include <ringlet/deadlines.hpp>
#include <ringlet/frame_pool.hpp>
#include <ringlet/list.hpp>
#include <ringlet/uapi.hpp>
#endif

namespace ringlet {

#if RINGLET_INSPECT

/// What a ring has done since it was made, and what is there now.
struct ring_counters {
  std::uint64_t submitted;  ///< SQEs that the kernel has taken
  std::uint64_t completed;  ///< CQEs that were reaped, those of the runtime's own SQEs too
  std::uint64_t enters;     ///< calls of io_uring_enter(2)
  std::uint64_t overflows;  ///< of these, while completions waited for room in the queue
  std::uint64_t rearms;     ///< how often streams have asked again
  std::uint64_t cancels;    ///< how often the runtime has asked the kernel to end something
  std::size_t in_flight;    ///< operations that are under way, those of streams too
  std::size_t frames_kept;  ///< frame_pool::kept() of this thread
};

#endif

namespace detail {

#if RINGLET_INSPECT

/// Somebody who is told of each SQE that a ring gives to the kernel and of each CQE that it takes.
class tracer {
 public:
  /// An operation has been encoded, into an SQE with this user_data.
  virtual void began(std::uint64_t user_data, std::string_view name, std::string text) = 0;
  /// The kernel is about to get this.
  virtual void submitting(const io_uring_sqe& sqe) = 0;
  /// Whether an SQE has 128 bytes, where some have.
  [[nodiscard]] virtual bool is_big(const io_uring_sqe& sqe) const = 0;
  virtual void reaped(std::uint64_t user_data, outcome result) = 0;

 protected:
  tracer() = default;
  ~tracer() = default;
};

/// An operation that a ring can tell of. It stands in the ring's list from its submission until its
/// result is taken.
class inspected : list_hook {
 public:
  inspected() noexcept : list_hook{nullptr, nullptr} {}
  inspected(const inspected&) = delete;
  inspected& operator=(const inspected&) = delete;
  ~inspected() { end(); }

  void end() noexcept {
    if (linked()) unlink();
  }

  /// Notes where it is awaited.
  void note(const context& at) noexcept { where_ = at.where; }
  [[nodiscard]] const call_site& where() const noexcept { return where_; }

 private:
  friend class inspection;

  const void* op_ = nullptr;  // null where it has never begun
  void (*describe_)(const void*, std::string&) = nullptr;
  const context* at_ = nullptr;       // null for what a stream has in flight
  const tracked* limited_ = nullptr;  // where it may have a deadline
  call_site where_;
  std::int64_t since_ = 0;
};

class inspection {
 public:
  /// `op`, inside of all adaptors, must stay where it is until `noted` ends.
  template <class Op, class State>
  void begin(inspected& noted, const Op& op, const State& state) noexcept {
    noted.at_ = state.at;
    noted.where_ = state.at->where;
    if constexpr (std::derived_from<State, tracked>) noted.limited_ = &state;
    add(noted, op);
    if (tracer_ != nullptr) tell(op, state);
  }
  template <class Op>
  void begin(inspected& noted, const Op& op, const source& state) noexcept {
    if (noted.op_ != nullptr) ++rearms_;
    add(noted, op);
    if (tracer_ != nullptr) tell_of(user_data_of(state, kind::source), op);
  }

  /// Before each entry: shows what has come into the queue since the last one.
  template <class Queues>
  void entering(const Queues& queues) {
    if (tracer_ == nullptr) return;
    queues.each_unsubmitted(
        shown_, [this](const io_uring_sqe& sqe) { return tracer_->is_big(sqe); },
        [this](const io_uring_sqe& sqe) { tracer_->submitting(sqe); });
  }
  template <class Queues>
  void entered(int outcome, bool overflown, const Queues& queues) noexcept {
    ++enters_;
    if (overflown) ++overflows_;
    if (outcome > 0) submitted_ += static_cast<unsigned>(outcome);
    if (tracer_ != nullptr) shown_ = queues.unsubmitted();
  }
  void reaped(std::uint64_t user_data, outcome result) {
    ++completed_;
    if (tracer_ != nullptr) tracer_->reaped(user_data, result);
  }
  void cancelling() noexcept { ++cancels_; }

  /// Whether `by` is the one that is told from here on: there is no other.
  [[nodiscard]] bool watch(tracer& by) noexcept {
    if (tracer_ != nullptr) return false;
    tracer_ = &by;
    shown_ = 0;
    return true;
  }
  void unwatch() noexcept { tracer_ = nullptr; }

  [[nodiscard]] ring_counters counters() const noexcept {
    std::size_t in_flight = 0;
    noted_.each([&](const list_hook& hook) { in_flight += is_in_flight(of(hook)) ? 1 : 0; });
    return {submitted_, completed_, enters_,   overflows_,
            rearms_,    cancels_,   in_flight, frame_pool::kept()};
  }

  /// `now` is the time of the deadlines' clock.
  template <class EachLine>
  void dump(const deadlines& due, std::int64_t now, EachLine each_line) const {
    noted_.each([&](const list_hook& hook) {
      if (!is_in_flight(of(hook))) return;
      std::string line;
      append(line, of(hook), due, now);
      each_line(std::string_view(line));
    });
  }

 private:
  static const inspected& of(const list_hook& hook) noexcept {
    return static_cast<const inspected&>(hook);
  }

  /// Whether it is: its task may not have gone on yet.
  static bool is_in_flight(const inspected& noted) noexcept {
    return noted.at_ == nullptr || noted.at_->waits_in != 0;
  }

  /// Tells of an operation by the user_data of its SQE, or of each of its SQEs.
  template <class Op, class State>
  void tell(const Op& op, const State& state) {
    if constexpr (!requires { state.entries; }) {
      if constexpr (Op::sqe_count != 0) tell_of(state.at->waits_in & ~shield_bit, op);
    } else if constexpr (requires { op.for_each_member([](const auto&) {}); }) {
      const auto* entry = state.entries.data();
      op.for_each_member(
          [&](const auto& member) { tell_of(user_data_of(*entry++, kind::member), member); });
    } else {
      for (const auto& entry : state.entries) tell_of(user_data_of(entry, kind::member), op);
    }
  }
  template <class Op>
  void tell_of(std::uint64_t user_data, const Op& op) {
    std::string text;
    append_operation(text, op);
    std::string_view name = "operation";
    if constexpr (requires { std::string_view(Op::name); }) name = Op::name;
    tracer_->began(user_data, name, std::move(text));
  }

  template <class Op>
  void add(inspected& noted, const Op& op) noexcept {
    noted.end();
    noted.op_ = &op;
    noted.describe_ = [](const void* what, std::string& to) {
      append_operation(to, *static_cast<const Op*>(what));
    };
    noted.since_ = monotonic_now();
    noted_.push_back(noted);
  }

  static void append_milliseconds(std::string& to, std::int64_t nanoseconds) {
    append_number(to, nanoseconds / 1'000'000);
    append_text(to, " ms");
  }

  static void append(std::string& to, const inspected& noted, const deadlines& due,
                     std::int64_t now) {
    noted.describe_(noted.op_, to);
    append_text(to, " for ");
    append_milliseconds(to, monotonic_now() - noted.since_);
    if (const tracked* const limited = noted.limited_) {
      if (limited->reason != cancel_reason::none) {
        append_text(
            to, limited->reason == cancel_reason::timed_out ? ", too late" : ", being cancelled");
      } else if (limited->timer_hook::linked()) {
        append_text(to, ", ");
        append_milliseconds(to, due.left(*limited, now));
        append_text(to, " left");
      }
    }
    append_text(to, ", awaited at ");
    append_text(to, noted.where_.file_name());
    append_text(to, ":");
    append_number(to, noted.where_.line());
  }

  list noted_;  // of inspected
  std::uint64_t submitted_ = 0;
  std::uint64_t completed_ = 0;
  std::uint64_t enters_ = 0;
  std::uint64_t overflows_ = 0;
  std::uint64_t rearms_ = 0;
  std::uint64_t cancels_ = 0;
  tracer* tracer_ = nullptr;
  unsigned shown_ = 0;  // SQEs at the head of the queue that it has been told of
};

#else

class inspected {
 public:
  static void end() noexcept {}
  static void note(const context&) noexcept {}
  static call_site where() noexcept { return {}; }
};

class inspection {
 public:
  template <class Op, class State>
  static void begin(inspected&, const Op&, const State&) noexcept {}
  template <class Queues>
  static void entering(const Queues&) noexcept {}
  template <class Queues>
  static void entered(int, bool, const Queues&) noexcept {}
  static void reaped(std::uint64_t, outcome) noexcept {}
  static void cancelling() noexcept {}
};

#endif

}  // namespace detail
}  // namespace ringlet
