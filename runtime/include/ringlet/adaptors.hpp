// Adaptors: they wrap any operation, compose, and are operations themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>
#include <type_traits>

#include <ringlet/cancel_id.hpp>
#include <ringlet/chrono.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

/// An operation that is `op` in everything that a derived adaptor does not say otherwise.
template <class Op>
struct adaptor {
  using inner = Op;

  Op op;

  static constexpr std::size_t sqe_size = Op::sqe_size;
  static constexpr std::size_t sqe_count = Op::sqe_count;

  [[nodiscard]] std::error_code check() const noexcept
    requires checks<Op>
  {
    return op.check();
  }
  void encode(sqe_slot slot) const noexcept { op.encode(slot); }
  void arm(tracked& state) const noexcept
    requires arms<Op>
  {
    op.arm(state);
  }
  [[nodiscard]] bool ready() const noexcept
    requires has_ready<Op>
  {
    return op.ready();
  }
  void disarm() const noexcept
    requires disarms<Op>
  {
    op.disarm();
  }
  template <class Cqes>
    requires requires(Cqes cqes) { Op::decode(cqes); }
  static auto decode(Cqes cqes) noexcept {
    return Op::decode(cqes);
  }
  template <class Cqes>
    requires(!decodes_statically<Op> &&
             requires(const Op& wrapped, Cqes cqes) { wrapped.decode(cqes); })
  auto decode(Cqes cqes) const noexcept {
    return op.decode(cqes);
  }
  static auto refuse(std::error_code error) noexcept
    requires decodes_all<Op>
  {
    return Op::refuse(error);
  }
};

/// A duration in whole nanoseconds, rounded up so that nothing is early; negative ones are zero and
/// what does not fit is as long as can be said (292 years).
template <class Rep, class Period>
[[nodiscard]] constexpr std::int64_t to_nanoseconds(
    std::chrono::duration<Rep, Period> span) noexcept {
  using nanoseconds = std::chrono::nanoseconds;
  constexpr auto longest = std::chrono::duration<long double, std::nano>(nanoseconds::max());
  if (!(span > std::chrono::duration<Rep, Period>::zero())) return 0;  // so said, for a NaN too
  if (std::chrono::duration<long double, std::nano>(span) >= longest) {
    return std::numeric_limits<std::int64_t>::max();
  }
  return std::chrono::ceil<nanoseconds>(span).count();
}

template <class Op>
struct within_op : adaptor<Op> {
  using relocatable = within_op;

  std::int64_t nanoseconds;

  within_op(const Op& wrapped, std::int64_t span) noexcept
      : adaptor<Op>{wrapped}, nanoseconds(span) {}

  void arm(tracked& state) const noexcept {
    if constexpr (arms<Op>) this->op.arm(state);
    if (state.timer_hook::linked()) {
      if (nanoseconds < state.when) state.when = nanoseconds;
    } else {
      state.when = nanoseconds;
      state.loop().add_deadline(state);
    }
  }
};

template <class Op>
consteval bool has_id() {
  if constexpr (requires { Op::names_operation; })
    return true;
  else if constexpr (is_adaptor<Op>)
    return has_id<typename Op::inner>();
  else
    return false;
}

template <class Op>
struct with_id_op : adaptor<Op> {
  using relocatable = with_id_op;
  static constexpr bool names_operation = true;

  cancel_id* id;

  with_id_op(cancel_id& name, const Op& wrapped) noexcept : adaptor<Op>{wrapped}, id(&name) {}

  [[nodiscard]] std::error_code check() const noexcept {
    if constexpr (checks<Op>) {
      if (const std::error_code refused = this->op.check()) return refused;
    }
    return id->live() ? std::make_error_code(std::errc::device_or_resource_busy)
                      : std::error_code();
  }
  void arm(tracked& state) const noexcept {
    if constexpr (arms<Op>) this->op.arm(state);
    id->link(state);
  }
};

template <class Op>
struct checked_op : adaptor<Op> {
  using relocatable = checked_op;
  static constexpr bool throws = true;
};

/// Sets IOSQE_ flags on every SQE (`each`) and on the first one (`first`).
template <class Op>
struct flagged_op : adaptor<Op> {
  using relocatable = flagged_op;

  std::uint8_t each;
  std::uint8_t first;

  flagged_op(const Op& wrapped, unsigned on_each, unsigned on_first) noexcept
      : adaptor<Op>{wrapped},
        each(static_cast<std::uint8_t>(on_each)),
        first(static_cast<std::uint8_t>(on_first)) {}

  void encode(sqe_slot slot) const noexcept {
    this->op.encode(slot);
    for (std::size_t i = 0; i < Op::sqe_count; ++i) slot[i].flags |= each;
    slot[0].flags |= first;
  }
};

/// Whether its row says that it may poll first.
template <class Op>
concept polls_first = requires { requires innermost_of<Op>::polls_first; };

template <class Op>
struct poll_first_op : adaptor<Op> {
  using relocatable = poll_first_op;

  void encode(sqe_slot slot) const noexcept {
    this->op.encode(slot);
    slot.sqe().ioprio |= IORING_RECVSEND_POLL_FIRST;
  }
};

template <class Op>
struct personality_op : adaptor<Op> {
  using relocatable = personality_op;

  std::uint16_t personality;

  personality_op(std::uint16_t number, const Op& wrapped) noexcept
      : adaptor<Op>{wrapped}, personality(number) {}

  void encode(sqe_slot slot) const noexcept {
    this->op.encode(slot);
    for (std::size_t i = 0; i < Op::sqe_count; ++i) slot[i].personality = personality;
  }
};

template <class Op>
struct shielded_op : adaptor<Op> {
  using relocatable = shielded_op;
  static constexpr bool shielded = true;
};

template <class Op>
consteval void must_not_wait() {
  static_assert(!is_immediate<Op>,
                "a cancel or an update must not be held back: what it names may be over by then");
}

/// Nothing but a deadline: no SQE. `when` is a duration, or a point of time if `absolute`.
struct pause {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 0;
  static constexpr std::string_view name = "sleep";
  static constexpr bool ignorable = true;

  std::int64_t when;
  bool absolute;

  void encode(sqe_slot) const noexcept {}
  void arm(tracked& state) const noexcept {
    state.when = when;
    if (absolute) {
      state.loop().add_deadline_at(state);
    } else {
      state.loop().add_deadline(state);
    }
  }
  /// Its own end is what it was asked for; that of the task, which it has not slept through, is
  /// not.
  static void give_up(tracked& state, cancel_reason reason) noexcept {
    const bool is_own =
        reason == cancel_reason::timed_out &&
        (state.at->ending == cancel_reason::none || (state.at->waits_in & shield_bit) != 0);
    if (is_own) {
      state.loop().wake(state);
    } else {
      ring::give_up(state, reason);
    }
  }
  static result<void> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

template <class Op>
concept is_pause = std::same_as<innermost_of<Op>, pause>;

}  // namespace detail

/// Cancels `op` if it has not completed `span` after its submission; its result is then
/// errc::timed_out. If it completed all the same, its result stands: nothing that was received is
/// lost. The deadline is kept in user space and costs no SQE.
///
/// `span` is any std::chrono::duration; it is rounded up to nanoseconds, never fires early, and a
/// negative one is zero.
template <class Rep, class Period, operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto within(
    std::chrono::duration<Rep, Period> span, const Op& op) noexcept {
  static_assert(!detail::is_pause<Op>, "a pause has its own deadline");
  return detail::within_op<Op>(op, detail::to_nanoseconds(span));
}

/// Makes `op` cancellable by `id` from its submission until it has completed. `id` must outlive
/// that or be destroyed before, either is safe. An id that names another operation already makes
/// this one fail with errc::device_or_resource_busy.
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto with_id(cancel_id& id,
                                                                  const Op& op) noexcept {
  static_assert(!detail::has_id<Op>(), "an operation has one cancel_id");
  return detail::with_id_op<Op>(id, op);
}

/// Throws std::system_error naming the operation instead of giving an error; the value comes bare:
/// `unique_fd file = co_await checked(op::openat{.path = "notes"});`
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto checked(const Op& op) noexcept {
  return detail::checked_op<Op>{{op}};
}

/// Starts `op` when everything submitted before it has completed, and holds back what comes after
/// until it has (IOSQE_IO_DRAIN, Linux 5.2). What is held back, the kernel cannot cancel: a
/// deadline on it takes effect only when it starts, and destroying it waits for everything before
/// it. Before Linux 6.0 that goes for cancels themselves: while a drain waits, nothing on the ring
/// is cancelled, by its deadline or otherwise, and a ring that dies waits for the drain to end. On
/// a ring that has had skip_success(), the kernel refuses it: errc::operation_not_supported.
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto drained(const Op& op) noexcept {
  detail::must_not_wait<Op>();
  static_assert(!detail::tells_once<Op> && !detail::skips_success<Op>(),
                "where skip_success() is used, the kernel refuses to drain");
  return detail::flagged_op<Op>(op, 0, IOSQE_IO_DRAIN);
}

/// Gives `op` to a worker thread at once instead of trying it without blocking (IOSQE_ASYNC,
/// Linux 5.6).
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto forced_async(const Op& op) noexcept {
  detail::must_not_wait<Op>();
  return detail::flagged_op<Op>(op, IOSQE_ASYNC, 0);
}

/// Waits until the socket is ready before it is tried for the first time: where nothing is expected
/// to be there yet, that saves the vain attempt. For op::recv, op::send, op::recvmsg, op::sendmsg
/// and their forms (IORING_RECVSEND_POLL_FIRST, Linux 5.19).
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto poll_first(const Op& op) noexcept {
  static_assert(detail::polls_first<Op>, "only receiving and sending can poll first");
  return detail::poll_first_op<Op>{{op}};
}

/// Runs `op` with registered credentials: `personality` is what io_uring_register_personality(3)
/// gave (Linux 5.6).
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto with_personality(
    std::uint16_t personality, const Op& op) noexcept {
  return detail::personality_op<Op>(personality, op);
}

/// Runs `op` also where its task is to end, by a cancel or a deadline of the task's: for what has
/// to be done all the same. A deadline or a cancel_id of its own still ends it.
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto shielded(const Op& op) noexcept {
  return detail::shielded_op<Op>{{op}};
}

/// Suspends the task for `span`, kept in user space. Awaited through with_id, its result says
/// whether it was cancelled.
template <class Rep, class Period>
[[nodiscard("it does nothing until it is awaited")]] auto sleep_for(
    std::chrono::duration<Rep, Period> span) noexcept {
  return detail::pause{detail::to_nanoseconds(span), false};
}

/// Suspends the task until `when`, at once if that is past. (For the wall clock, which may be set:
/// op::timeout with timeout_flags::realtime.)
template <class Duration>
[[nodiscard("it does nothing until it is awaited")]] auto sleep_until(
    std::chrono::time_point<std::chrono::steady_clock, Duration> when) noexcept {
  return detail::pause{detail::to_nanoseconds(when.time_since_epoch()), true};
}

}  // namespace ringlet
