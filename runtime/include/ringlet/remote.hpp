// Rings together: a ring as other threads may use it.
#pragma once

#include <utility>

#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

/// A ring, for threads that do not own it. Any of them may call any of these, at the same time too.
/// It is a mere reference: the ring must outlive it.
class remote {
 public:
  /// Starts a task there, as ring::spawn does there. The task's frame is allocated here.
  template <class T>
  void spawn(task<T> started) const {
    if constexpr (std::is_void_v<T>) {
      loop_->send(started.release().promise());
    } else {
      spawn(detail::drop_value(std::move(started)));
    }
  }

  /// Calls `function(args…)` here and now, and starts the task it returns there. The callable and
  /// the arguments are copied or moved in and live as long as the task.
  template <class F, class... Args>
    requires(std::invocable<F&, Args&...> || std::invocable<F&, Args...>)
  void spawn(F function, Args... args) const {
    spawn(detail::keep_alive(std::move(function), std::move(args)...));
  }

  /// Makes the run() that is under way there return at the end of its turn; where none is, the next
  /// one.
  void stop() const noexcept { loop_->send_stop(); }

  /// The ring's descriptor, which op::msg_ring and its forms take.
  [[nodiscard]] int ring_fd() const noexcept { return loop_->ring_fd(); }

  /// Whether both are the same ring.
  friend bool operator==(const remote&, const remote&) noexcept = default;

 private:
  friend class ring;
  friend resume_request resume_on(const remote&) noexcept;

  explicit remote(ring& loop) noexcept : loop_(&loop) {}

  ring* loop_;
};

inline remote ring::as_remote() {
  open_inbox();
  return remote(*this);
}

/// The awaiting task goes on on that ring, and what awaits it as well when it is done: a task that
/// was spawned here is that ring's from then on. Operations and streams stay where they began, so
/// that none may be under way. `co_await resume_on(loop_of_the_workers);`
[[nodiscard("it does nothing until it is awaited")]] inline resume_request resume_on(
    const remote& there) noexcept {
  return {there.loop_};
}

}  // namespace ringlet
