// What it takes to be an operation, and the awaitable that every operation becomes.
#pragma once

#include <array>
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet {

/// An operation is a trivially copyable struct that writes its request into SQEs and reads its
/// result from a CQE. The generated ones, the adaptors and a program's own are all just that:
///
///     struct my_nop {
///       static constexpr std::size_t sqe_size = 64;   // or 128
///       static constexpr std::size_t sqe_count = 1;   // more for a chain of its own
///       void encode(ringlet::sqe_slot slot) const noexcept { slot.sqe().opcode = IORING_OP_NOP; }
///       ringlet::result<int> decode(ringlet::cqe_view cqe) const noexcept;
///     };
///
/// `encode` finds its SQEs zeroed; pointers that it writes may point into the operation itself,
/// which stays where it is until the result is taken. The runtime writes user_data.
///
/// An operation is awaited once, and its value is that of its last CQE, the one without
/// IORING_CQE_F_MORE. Neither `encode` nor `decode` throws.
///
/// With several SQEs the operation completes when all their CQEs have come, and its value is that
/// of SQE number `result_sqe`, the last one unless the struct has a static member of that name. It
/// may instead take all: `decode(std::span<const cqe_view>)`.
///
/// Further members that it may have: `check() const noexcept` gives a std::error_code, and what it
/// refuses is not submitted; `static constexpr std::string_view name` and `requirement needs`.
template <class Op>
concept operation_like =
    requires(const Op& op, sqe_slot slot) {
      { Op::sqe_size } -> std::convertible_to<std::size_t>;
      { Op::sqe_count } -> std::convertible_to<std::size_t>;
      { op.encode(slot) } noexcept;
    } && (requires(Op& op, cqe_view cqe) {
      { op.decode(cqe) } noexcept;
    } || requires(Op& op, std::span<const cqe_view> cqes) {
      { op.decode(cqes) } noexcept;
    });

namespace detail {

// An adaptor says by `inner` what it wraps, and what it does not say itself is as there.
template <class Op>
concept is_adaptor = requires { typename Op::inner; };

template <class Op>
concept checks = requires(const Op& op) {
  { op.check() } noexcept -> std::same_as<std::error_code>;
};

template <class Op>
concept has_check = requires(const Op& op) { op.check(); };

template <class Op>
concept arms = requires(const Op& op, tracked& state) { op.arm(state); };

template <class Op>
concept decodes_all = requires(Op& op, std::span<const cqe_view> all) { op.decode(all); };

template <class Op>
consteval bool is_multishot() {
  if constexpr (requires { Op::multishot; })
    return Op::multishot;
  else if constexpr (is_adaptor<Op>)
    return is_multishot<typename Op::inner>();
  else
    return false;
}

template <class Op>
consteval bool throws() {
  if constexpr (requires { Op::throws; })
    return Op::throws;
  else if constexpr (is_adaptor<Op>)
    return throws<typename Op::inner>();
  else
    return false;
}

/// Whether it names another operation in flight, and so must go to the kernel when it is encoded:
/// later, the name may be a stranger's.
template <class Op>
consteval bool is_immediate() {
  if constexpr (requires { Op::immediate; })
    return Op::immediate;
  else if constexpr (is_adaptor<Op>)
    return is_immediate<typename Op::inner>();
  else
    return false;
}

/// Whether a result may be dropped without a word, as that of a pause may.
template <class Op>
consteval bool is_ignorable() {
  if constexpr (requires { Op::ignorable; })
    return Op::ignorable;
  else
    return false;
}

template <class Op>
consteval std::size_t result_sqe() {
  if constexpr (requires { Op::result_sqe; })
    return Op::result_sqe;
  else if constexpr (is_adaptor<Op>)
    return result_sqe<typename Op::inner>();
  else
    return Op::sqe_count - 1;
}

template <class Op>
consteval std::string_view name_of() {
  if constexpr (requires { Op::name; })
    return Op::name;
  else if constexpr (is_adaptor<Op>)
    return name_of<typename Op::inner>();
  else
    return "operation";
}

/// What SQE number `sqe` needs of the kernel, as far as the operation says.
template <class Op>
constexpr const requirement* needs_of(std::size_t sqe) {
  if constexpr (requires { Op::needs_of(sqe); })
    return Op::needs_of(sqe);
  else if constexpr (requires { Op::needs; })
    return &Op::needs;
  else if constexpr (is_adaptor<Op>)
    return needs_of<typename Op::inner>(sqe);
  else
    return nullptr;
}

/// The state of an operation with `Count` SQEs.
template <std::size_t Count>
struct grouped : tracked {
  std::array<group_member, Count> entries;
};

template <class Op>
using state_of = std::conditional_t<(Op::sqe_count > 1), grouped<Op::sqe_count>,
                                    std::conditional_t<arms<Op>, tracked, completion>>;

struct nothing_refused {};

}  // namespace detail

/// The awaitable that an operation becomes: it lives in the frame of the coroutine that awaits it
/// and holds the operation, its completion and nothing else. If the frame dies first, its
/// destructor blocks until the kernel has let go.
template <class Op>
class [[nodiscard("an operation does nothing until it is awaited")]] operation {
  static_assert(std::is_trivially_copyable_v<Op> && std::is_trivially_destructible_v<Op>,
                "a ringlet operation must be trivially copyable: it borrows what owns something "
                "(by a reference, a span, a file_ref) instead of holding it");
  static_assert(detail::checks<Op> || !detail::has_check<Op>,
                "an operation's check() is const and noexcept and gives a std::error_code");
  static_assert(!detail::is_multishot<Op>(),
                "a multishot operation completes many times and cannot be awaited once: it needs a "
                "stream");
  static_assert(Op::sqe_size == 64,
                "an operation with SQEs of 128 bytes needs a ring of such, which there is not yet");

  static constexpr std::size_t count = Op::sqe_count;
  static constexpr bool is_tracked = std::derived_from<detail::state_of<Op>, detail::tracked>;
  static constexpr bool can_refuse = detail::checks<Op> || count > 1;

 public:
  operation(ring& loop, const Op& op) noexcept : op_(op) {
    state_.loop = &loop;
    state_.waiter = nullptr;
  }
  operation(const operation&) = delete;
  operation& operator=(const operation&) = delete;
  ~operation() {
    if (state_.waiter) [[unlikely]]
      abandon();
  }

  [[nodiscard]] bool await_ready() noexcept {
    if constexpr (detail::checks<Op>) refused_ = op_.check();
    if constexpr (count > 1) {
      if (!refused_ && count > state_.loop->sq_entries()) {
        refused_ = std::make_error_code(std::errc::value_too_large);
      }
    }
    if constexpr (can_refuse) return static_cast<bool>(refused_);
    return false;
  }

  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<> waiter) {
    ring& loop = *state_.loop;
    state_.waiter = waiter;
    state_.result = detail::outcome::pending();
    if constexpr (is_tracked) {
      state_.remaining = 1;
      state_.reason = detail::cancel_reason::none;
    }
    if constexpr (count != 0) {
      const sqe_slot slot = take(loop);
      op_.encode(slot);
      if constexpr (count == 1) {
        slot.sqe().user_data =
            user_data_of(state_, is_tracked ? detail::kind::tracked : detail::kind::once);
      } else {
        for (std::size_t i = 0; i < count; ++i) {
          state_.entries[i] = {&state_, detail::outcome::pending()};
          slot[i].user_data = user_data_of(state_.entries[i], detail::kind::member);
        }
        state_.members = state_.entries.data();
        state_.remaining = count;
      }
    } else {
      state_.submits = false;
    }
    if constexpr (detail::arms<Op>) op_.arm(state_);
  }

  [[nodiscard]] auto await_resume() noexcept(!detail::throws<Op>())
    requires(!detail::is_ignorable<Op>())
  {
    return outcome();
  }
  auto await_resume() noexcept
    requires(detail::is_ignorable<Op>())
  {
    return outcome();
  }

 private:
  template <class Completed>
  cqe_view view(const Completed& completed, std::size_t sqe) noexcept {
    std::int32_t res = completed.result.res();
    if (res < 0) [[unlikely]] {
      detail::cancel_reason reason = detail::cancel_reason::none;
      if constexpr (is_tracked) reason = state_.reason;
      res = state_.loop->explain(res, reason, detail::needs_of<Op>(sqe));
    }
    return {.res = res, .flags = completed.result.flags(), .extra = nullptr};
  }

  auto decode() noexcept {
    if constexpr (detail::decodes_all<Op>) {
      std::array<cqe_view, count> all;
      using decoded = decltype(op_.decode(std::span<const cqe_view>(all)));
      if (refused_) return decoded(Op::refuse(refused_));
      for (std::size_t i = 0; i < count; ++i) all[i] = view(state_.entries[i], i);
      return decoded(op_.decode(std::span<const cqe_view>(all)));
    } else {
      using decoded = decltype(op_.decode(std::declval<cqe_view>()));
      if constexpr (can_refuse) {
        if (refused_) return decoded(std::unexpected<std::error_code>(refused_));
      }
      if constexpr (count > 1) {
        constexpr std::size_t chosen = detail::result_sqe<Op>();
        return decoded(op_.decode(view(state_.entries[chosen], chosen)));
      } else {
        return decoded(op_.decode(view(state_, 0)));
      }
    }
  }

 protected:
  [[nodiscard]] auto& state() noexcept { return state_; }

  /// Waits until the kernel has let go, and gives back what it had given: a descriptor that was
  /// accepted although nobody wants it any more is closed.
  void abandon() noexcept {
    state_.loop->wait_out(state_);
    if constexpr (!std::is_trivially_destructible_v<decltype(decode())>) (void)decode();
    state_.waiter = nullptr;
  }

 private:
  // If the ring cannot make room, the coroutine goes on with the exception, and nothing is pending.
  [[gnu::always_inline]] sqe_slot take(ring& loop) {
    try {
      return loop.take(count);
    } catch (...) {
      state_.waiter = nullptr;
      throw;
    }
  }

  auto outcome() noexcept(!detail::throws<Op>()) {
    auto decoded = decode();
    // Last, so that the compiler sees that the destructor has nothing to do.
    state_.waiter = nullptr;
    if constexpr (detail::throws<Op>()) {
      static_assert(
          requires { decoded.error(); },
          "checked() wants an operation with one result; a chain has one a member");
      if (!decoded) {
        throw std::system_error(decoded.error(), std::string(detail::name_of<Op>()));
      }
      return *std::move(decoded);
    } else {
      return decoded;
    }
  }

  Op op_;
  detail::state_of<Op> state_;
  [[no_unique_address]] std::conditional_t<can_refuse, std::error_code, detail::nothing_refused>
      refused_;
};

/// What ring::perform() gives: an operation that any coroutine may await. It tells the ring of
/// itself, because its frame may outlive the ring.
template <class Op>
class [[nodiscard("an operation does nothing until it is awaited")]] performed
    : operation<Op>,
      detail::performed_hook {
 public:
  performed(ring& loop, const Op& op) noexcept
      : operation<Op>(loop, op), detail::performed_hook{{nullptr, nullptr}, &settle_this} {
    // A foreign coroutine may drop it after its completion without having taken the result.
    static_cast<detail::ready_node&>(this->state()).next = nullptr;
  }
  ~performed() {
    if (performed_hook::linked()) performed_hook::unlink();
  }

  using operation<Op>::await_ready;
  void await_suspend(std::coroutine_handle<> waiter) {
    operation<Op>::await_suspend(waiter);
    this->state().loop->add_performed(*this);
  }
  [[nodiscard]] auto await_resume() noexcept(!detail::throws<Op>()) {
    if (performed_hook::linked()) performed_hook::unlink();
    return operation<Op>::await_resume();
  }

 private:
  static void settle_this(performed_hook& hook) noexcept {
    static_cast<performed&>(hook).abandon();
  }
};

}  // namespace ringlet
