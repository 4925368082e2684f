// Something that tasks wait for, and another one says when it is there.
#pragma once

#include <cstdint>
#include <string_view>

#include <ringlet/completion.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/waiting.hpp>

namespace ringlet {

/// Who resets an event: `manual`, reset(); `automatic`, the one task that it has let go on.
enum class event_reset : std::uint8_t { manual, automatic };

class event;

namespace detail {

class event_wait : public waits<waiter<event>> {
 public:
  static constexpr std::string_view name = "event::wait";

  explicit event_wait(event& awaited) noexcept : awaited_(&awaited) {}

  [[nodiscard]] bool ready() const noexcept;
  void arm(tracked& state) const noexcept;
  [[nodiscard]] result<> decode(cqe_view cqe) const noexcept;

 private:
  event* awaited_;
};

}  // namespace detail

/// Something that is or is not yet: tasks wait until it is set.
///
///     event ready;
///     loop.spawn([&]() -> task<> { co_await warm_up(); ready.set(); });
///     auto is_ready = co_await within(5s, ready.wait());
///
/// It is for the tasks of one ring, or of several of one thread: used on another thread than that
/// on which it was first awaited, it ends the program with a message. Nothing is allocated.
///
/// Who still waits when it is destroyed ends with operation_canceled.
class event {
 public:
  /// Not set. An `automatic` one lets one wait() go on for each set(), and is then reset.
  explicit event(event_reset reset = event_reset::manual) noexcept
      : is_automatic_(reset == event_reset::automatic) {}
  event(const event&) = delete;
  event& operator=(const event&) = delete;
  ~event() = default;

  /// Sets it, and resumes all who wait, or the first one if it is automatic, at the ring's next
  /// turn. Setting what is set does nothing.
  void set() noexcept {
    thread_.must_be_here(elsewhere);
    if (is_automatic_) {
      if (waiting_.empty()) {
        is_set_ = true;
      } else {
        waiting_.grant_first();
      }
      return;
    }
    is_set_ = true;
    while (!waiting_.empty()) waiting_.end_first(detail::granted);
  }

  /// From now on wait() waits again. Who was resumed by set() goes on all the same.
  void reset() noexcept {
    thread_.must_be_here(elsewhere);
    is_set_ = false;
  }

  [[nodiscard]] bool is_set() const noexcept { return is_set_; }

  /// Waits until it is set; not at all if it is. An operation as any other: within(1s, e.wait()),
  /// with_id, when_any. Gives result<>, whose error is operation_canceled or timed_out.
  [[nodiscard("it does nothing until it is awaited")]] detail::event_wait wait() noexcept {
    return detail::event_wait(*this);
  }

 private:
  friend class detail::event_wait;
  template <class>
  friend struct detail::waits;
  using waiter = detail::waiter<event>;

  static constexpr const char* elsewhere =
      "an event was used on another thread than the tasks that wait for it";

  static void left(waiter& leaving) noexcept { detail::waiting_list<waiter>::leave(leaving); }
  void give_back(waiter&) noexcept { set(); }

  bool is_set_ = false;
  bool is_automatic_;
  detail::one_thread thread_;
  detail::waiting_list<waiter> waiting_;
};

inline bool detail::event_wait::ready() const noexcept {
  awaited_->thread_.enter(event::elsewhere);
  return awaited_->is_set_;
}

inline void detail::event_wait::arm(tracked& state) const noexcept {
  awaited_->waiting_.enter(static_cast<state_type&>(state), *awaited_);
}

inline result<> detail::event_wait::decode(cqe_view cqe) const noexcept {
  // Nobody was waiting when it was set, and this is who it was for.
  if (cqe.res == 0 && awaited_->is_automatic_) awaited_->is_set_ = false;
  return decode_nothing(cqe);
}

}  // namespace ringlet
