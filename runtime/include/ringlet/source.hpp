// What the operations that complete more than once have in common.
#pragma once

#include <cerrno>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/inspection.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::detail {

[[noreturn, gnu::noinline, gnu::cold]] inline void die_of(const char* what,
                                                          const std::string_view& name) noexcept {
  die(sentence(what).add(name).c_str());
}

/// What waits for a source: at most one operation without an SQE.
class waiting_place {
 public:
  void enter(tracked& state, const std::string_view& name) noexcept {
    if (waiting_ != nullptr) [[unlikely]]
      die_of("two tasks wait for the same stream or notified operation: ", name);
    waiting_ = &state;
  }
  void leave() noexcept { waiting_ = nullptr; }

  /// Who is to be resumed, once, with `result`. One that was called, or cancelled, or was too late
  /// is on its way already.
  [[nodiscard]] tracked* call(outcome result) const noexcept {
    if (!somebody_waits()) return nullptr;
    waiting_->result = result;
    return waiting_;
  }
  /// Whether somebody waits who takes his result as soon as he is resumed.
  [[nodiscard]] bool takes_at_once() const noexcept {
    return somebody_waits() && !waiting_->at->foreign;
  }

  /// Who still waits, or has not gone on yet, ends with operation_canceled and looks here no more.
  void end_wait() noexcept {
    if (waiting_ == nullptr) return;
    tracked& left = *std::exchange(waiting_, nullptr);
    if (left.remaining != 0) left.loop().wake(left);
    left.result = {-ECANCELED, never_begun};
  }

 private:
  [[nodiscard]] bool somebody_waits() const noexcept {
    return waiting_ != nullptr && waiting_->remaining != 0;
  }

  tracked* waiting_ = nullptr;  // until it has taken its answer
};

/// A source that is `Derived`, which has members `arrive`, `tend_now` and `orphan`.
///
/// It belongs to no ring until somebody waits for it, and then to that one's. Its destructor blocks
/// until the kernel has let go.
template <class Derived, class Op>
class RINGLET_INSPECTED source_of : protected source {
  static_assert(Op::sqe_count == 1);
  static_assert(std::is_trivially_copyable_v<Op>);

  friend Derived;
  explicit source_of(const Op& op) noexcept
      : source(&on_arrival, &on_tending, &on_orphaning), op_(op) {}
  ~source_of() = default;

 protected:
  /// To be called first by the destructor of whoever derives, while `arrive` can still be called.
  void let_go() noexcept {
    if (loop == nullptr) return;
    loop->wait_out(*this, operation_name<Op>, inspected_.where());
    place_.end_wait();
    inspected_.end();
    ring::forget(*this);
  }

  [[nodiscard]] const Op& op() const noexcept { return op_; }

  /// Why the operation cannot be submitted: an unfit argument, or an old kernel.
  [[nodiscard]] std::error_code unfit() const noexcept {
    if constexpr (checks<Op>)
      return op_.check();
    else
      return {};
  }

  /// Hangs `state` in, on its ring. Nobody may wake it before it is suspended: what can be answered
  /// already is answered by tend_now().
  void await(tracked& state) noexcept {
    if (loop != &state.loop()) [[unlikely]]
      begin_on(state.loop());
    inspected_.note(*state.at);
    place_.enter(state, operation_name<Op>);
  }
  void leave() noexcept { place_.leave(); }
  [[nodiscard]] tracked* call(outcome result = {0, 0}) noexcept { return place_.call(result); }
  [[nodiscard]] bool takes_at_once() const noexcept { return place_.takes_at_once(); }

  [[nodiscard]] bool is_supported() const noexcept {
    if constexpr (wants_entries<Op>()) {
      if (lacking_entries<Op>(*loop)) return false;
    }
    if constexpr (asks_first<Op>()) {
      const requirement* const needed = needs_of<Op>(0);
      return needed == nullptr || !needed->ignored_without || loop->has(*needed);
    } else {
      return true;
    }
  }

  /// The errno value that a user should see for `res`, a negative result.
  [[nodiscard]] std::int32_t explained(std::int32_t res) const noexcept {
    return loop->explain(res, cancel_reason::cancelled, needs_of<Op>(0));
  }

  template <class What>
  void submit(const What& what) {
    const sqe_slot slot = What::sqe_size == 64 && loop->has_room(1)
                              ? loop->take(1)
                              : loop->make_room_and_take(1, What::sqe_size);
    what.encode(slot);
    slot.sqe().user_data = user_data_of(static_cast<source&>(*this), kind::source);
    in_flight = true;
    lent.lend(innermost(what), slot.sqe());
    if constexpr (std::is_same_v<What, Op>) {
      loop->inspection().begin(inspected_, innermost(op_), static_cast<source&>(*this));
    }
  }

 private:
  void begin_on(ring& here) noexcept {
    if (loop != nullptr)
      die_of("a stream is awaited on another ring than it began on: ", operation_name<Op>);
    here.bind(*this);
  }

  static tracked* on_arrival(source& self, outcome result, const std::uint64_t* extra,
                             bool at_once) noexcept {
    if ((result.flags() & IORING_CQE_F_MORE) != 0) {
      self.lent.heard();
    } else {
      self.lent.give_back();
      static_cast<source_of&>(self).inspected_.end();
    }
    return static_cast<Derived&>(static_cast<source_of&>(self)).arrive(result, extra, at_once);
  }
  static void on_tending(tend_hook& self) {
    static_cast<Derived&>(static_cast<source_of&>(self)).tend_now();
  }
  static void on_orphaning(source& self) noexcept {
    static_cast<Derived&>(static_cast<source_of&>(self)).orphan();
    self.loop = nullptr;
  }

  Op op_;
  waiting_place place_;
  [[no_unique_address]] inspected inspected_;
};

}  // namespace ringlet::detail
