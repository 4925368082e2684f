// A scope: tasks whose number changes, none of which outlives it.
#pragma once

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ringlet/callable.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/gather.hpp>
#include <ringlet/list.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

namespace detail {

template <class F, class... Args>
class scope_awaiter;

/// Whoever is told that a scope is to end, at once and once.
struct ending_listener : list_hook {
  void (*told)(ending_listener&) noexcept;
};

}  // namespace detail

/// The tasks that in_scope() waits for. The function that is given one, and whoever it tells of it,
/// may spawn tasks there until the scope has ended. They run on the ring that the scope began on.
class RINGLET_INSPECTED scope : detail::keeper, detail::gathering {
 public:
  scope(const scope&) = delete;
  scope& operator=(const scope&) = delete;

  /// Starts a task that the scope waits for. An exception that leaves it cancels all others, and
  /// comes out of in_scope() when they have ended.
  template <class T>
  void spawn(task<T> started) {
    if constexpr (std::is_void_v<T>) {
      begin(started.release().promise());
    } else {
      spawn(detail::drop_value(std::move(started)));
    }
  }

  /// The same for tasks with a deadline or a name, and for groups: `spawn(within(1min,
  /// session()))`.
  template <detail::makes_awaiter Waited>
  void spawn(Waited&& waited) {
    spawn(detail::await_it(std::forward<Waited>(waited)));
  }

  /// Calls `function(args…)` and starts the task it returns. The callable and the arguments are
  /// copied or moved in and live as long as the task, so that a capturing lambda is safe here.
  template <class F, class... Args>
    requires(std::invocable<F&, Args&...> || std::invocable<F&, Args...>)
  void spawn(F function, Args... args) {
    spawn(detail::keep_alive(std::move(function), std::move(args)...));
  }

  /// Ends all its tasks, and the function that was given the scope: the operations in which they
  /// wait are cancelled (errc::operation_canceled) and later ones refused, until they leave. What
  /// is spawned after that begins so.
  void cancel() noexcept { end_all(detail::cancel_reason::cancelled); }

  /// Whether all is to end: by cancel(), a deadline around the scope, an exception.
  [[nodiscard]] bool is_ending() const noexcept {
    return gathering::ending != detail::cancel_reason::none;
  }

  /// Tells `listener` as soon as all is to end; now, if it is already. It must leave before the
  /// scope does, by unlink().
  void tell(detail::ending_listener& listener) noexcept {
    if (is_ending()) {
      listener.told(listener);
    } else {
      listeners_.push_back(listener);
    }
  }

  /// How many tasks that were spawned here are not done yet.
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

 private:
  template <class, class...>
  friend class detail::scope_awaiter;

  explicit scope(void (*end_body)(scope&, bool again) noexcept) noexcept
      : keeper{nullptr, &on_finished}, end_body_(end_body) {}

  ~scope() = default;

  void begin(detail::promise_base& root) noexcept {
    home->must_be_owner("a task was spawned in the scope of another thread's ring");
    if (left == 0) detail::die("a task was spawned in a scope that has ended");
    root.kept_by = this;
    root.stays = true;
    root.ending = gathering::ending;
    root.loop = home;
    tasks_.push_back(static_cast<detail::root_hook&>(root));
    ++count_;
    ++left;
    home->make_ready(root);
  }

  static void on_finished(detail::keeper& kept_by, detail::promise_base& root) noexcept {
    auto& self = static_cast<scope&>(kept_by);
    self.note(root.error);
    root.error = nullptr;
    --self.count_;
    self.home->bury(root);
    self.leave_one();
  }

  /// The first exception ends the rest.
  void note(const std::exception_ptr& error) noexcept {
    if (!error || error_) return;
    error_ = error;
    end_all(detail::cancel_reason::cancelled);
  }

  static void on_giving_up(detail::tracked& state, detail::cancel_reason why) noexcept {
    static_cast<scope&>(static_cast<detail::gathering&>(state)).end_all(why);
  }

  void end_all(detail::cancel_reason why) noexcept {
    if (at == nullptr || left == 0) return;
    const bool again = begin_ending(why);
    while (!listeners_.empty()) {
      auto& listener = static_cast<detail::ending_listener&>(listeners_.pop_front());
      listener.told(listener);
    }
    end_body_(*this, again);
    tasks_.each(
        [&](detail::list_hook& hook) { home->end(root_of(hook), gathering::ending, again); });
  }

  /// The last one first: it may read what a task that spawned it has, and all may read what the
  /// body has.
  void destroy_tasks() noexcept {
    while (!tasks_.empty()) {
      detail::promise_base& root = root_of(tasks_.back());
      root.root_hook::unlink();
      destroy_task(root.self, root);
    }
    home->bury_all();
  }

  static detail::promise_base& root_of(detail::list_hook& hook) noexcept {
    return static_cast<detail::promise_base&>(static_cast<detail::root_hook&>(hook));
  }

  detail::list tasks_;      // of root_hook
  detail::list listeners_;  // of ending_listener
  std::size_t count_ = 0;
  std::exception_ptr error_;  // the first
  void (*end_body_)(scope&, bool again) noexcept;
};

namespace detail {

/// The scope, and the task that was given it.
template <class F, class... Args>
class scope_awaiter : scope {
  using body_task =
      decltype(std::apply(std::declval<F&>(), std::declval<std::tuple<scope&, Args&...>>()));
  using body_value = typename body_task::value_type;

 public:
  scope_awaiter(promise_base& parent, const limits& within, F&& function,
                std::tuple<Args...>&& args)
      : scope(&end_body),
        parent_(parent),
        limits_(within),
        function_(std::move(function)),
        args_(std::move(args)) {}
  scope_awaiter(const scope_awaiter&) = delete;
  scope_awaiter& operator=(const scope_awaiter&) = delete;
  ~scope_awaiter() {
    if (this->at == nullptr) [[likely]]
      return;
    this->loop().must_be_owner("a scope was destroyed on another thread than its ring's");
    // All of them now, or each would be waited for in its turn.
    end_all(cancel_reason::cancelled);
    this->loop().wait_out(static_cast<tracked&>(*this), "a scope");
    destroy_tasks();
    body_.reset();
    destroy_tasks();  // what the body's locals have spawned as they went
  }

  [[nodiscard]] gathering& wait() noexcept { return *this; }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {
    this->home = parent_.loop;
    // Before the function is called: one that is no coroutine spawns at once.
    hang_in(parent_, limits_, &scope::on_giving_up);
    this->done = &on_body_done;
    body_.emplace(std::apply(
        [this](Args&... args) {
          return detail::invoke(function_, static_cast<scope&>(*this), args...);
        },
        args_));
    ++this->left;
    body_->begin(*this, 0, parent_);
    leave_one();
  }
  decltype(auto) await_resume() {
    this->at = nullptr;
    if (this->error_) std::rethrow_exception(std::move(this->error_));
    return one::result(*body_);
  }

 private:
  static void end_body(scope& self, bool again) noexcept {
    auto& body = static_cast<scope_awaiter&>(self).body_;
    if (body) body->end(self.gathering::ending, again);
  }
  static void on_body_done(gathering& all, std::size_t) noexcept {
    auto& self = static_cast<scope_awaiter&>(static_cast<scope&>(all));
    self.note(self.body_->error());
    self.leave_one();
  }

  promise_base& parent_;
  limits limits_;
  F function_;
  std::tuple<Args...> args_;
  std::optional<task_member<body_value>> body_;
};

/// What in_scope() gives, until it is awaited.
template <class F, class... Args>
class [[nodiscard("it does nothing until it is awaited")]] scoped : public limited {
 public:
  explicit scoped(F&& function, Args&&... args)
      : function_(std::move(function)), args_(std::move(args)...) {}
  scoped(scoped&&) noexcept = default;
  scoped& operator=(scoped&&) noexcept = default;
  scoped(const scoped&) = delete;
  scoped& operator=(const scoped&) = delete;
  ~scoped() = default;

  using awaiter = scope_awaiter<F, Args...>;

  [[nodiscard]] awaiter awaited_by(promise_base& parent) && {
    return awaiter(parent, given_limits(), std::move(function_), std::move(args_));
  }

 private:
  F function_;
  std::tuple<Args...> args_;
};

}  // namespace detail

/// Calls `function(scope, args…)`, which gives a task, and waits for that and for all tasks that
/// were spawned in the scope. Gives what the function's task gives.
///
///     co_await in_scope([&](scope& sessions) -> task<> {
///       auto connections = stream(op::accept_multishot{listener});
///       while (auto connection = co_await connections.next()) {
///         sessions.spawn(serve, *std::move(connection));
///       }
///     });
///
/// What the tasks refer to must outlive the co_await, or be their own: the function's locals are
/// gone when it has returned. An exception that leaves any of them, or cancelling the awaiting
/// task, ends all of them; the first exception is thrown when all have ended.
template <class F, class... Args>
auto in_scope(F function, Args... args) {
  static_assert(
      std::is_trivially_destructible_v<F>,
      "a lambda that owns what it captures is destroyed twice by GCC 12 where it stands in "
      "a co_await: capture by reference, or give what it owns as an argument");
  return detail::scoped<F, Args...>(std::move(function), std::move(args)...);
}

}  // namespace ringlet
