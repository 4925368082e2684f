// What every task's promise has in common, and how control passes from task to task.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>

namespace ringlet::detail {

struct RINGLET_INSPECTED promise_base;

/// The awaiting side of `co_await task`: it lives in the parent's frame and owns the child's.
struct task_link {
  std::coroutine_handle<> child;
  promise_base* parent;
  context* resumed;  // when the child is done: the parent, or what counts it in between
};

/// Whoever wants to know when a task that nothing awaits is done: a run(), or a scope.
struct keeper {
  ring* home;
  void (*finished)(keeper&, promise_base&) noexcept;  // null for a run(), which looks for itself
  bool away = false;  // the task is on another ring, and not to be looked at here
};

/// Nobody may leave a run() while the task that it waits for is elsewhere.
class at_home {
 public:
  explicit at_home(const keeper& frame) noexcept : frame_(frame) {}
  at_home(const at_home&) = delete;
  at_home& operator=(const at_home&) = delete;
  ~at_home() {
    if (frame_.away) die("a run() was left while its task was on another ring");
  }

 private:
  const keeper& frame_;
};

/// The hook by which a spawned task stands in its ring's list of them.
struct root_hook : list_hook {
  root_hook() noexcept : list_hook{nullptr, nullptr} {}
};

/// `at` is what to resume when this node comes up: the task itself before it runs, its parent when
/// it is done.
struct RINGLET_INSPECTED promise_base : ready_node, root_hook, context {
  task_link* awaited_by = nullptr;  // null for a task given to run() or spawn()
  promise_base* below = nullptr;    // the child this task waits for
  keeper* kept_by = nullptr;        // who else is told that this task is done
  std::exception_ptr error;

  promise_base() noexcept : ready_node{{nullptr, nullptr}, this} {}
  promise_base(const promise_base&) = delete;
  promise_base& operator=(const promise_base&) = delete;
  ~promise_base() {
    // A task may be destroyed while it is about to be resumed.
    if (ready_node::linked()) ready_node::unlink();
    if (root_hook::linked()) root_hook::unlink();
  }

  void unhandled_exception() noexcept { error = std::current_exception(); }
};

/// What only a task can await, because the awaiter has to know it: operations and tasks together.
template <class Waited>
concept makes_awaiter = requires(Waited&& waited, promise_base& parent) {
  std::forward<Waited>(waited).awaited_by(parent);
};

/// The task that `task` waits for in the end; itself, where it waits for none.
[[nodiscard]] inline promise_base& innermost(promise_base& task) noexcept {
  promise_base* found = &task;
  while (found->below != nullptr) found = found->below;
  return *found;
}

/// Destroys a task and everything it waits for, the innermost first: a child may refer to what its
/// parents' frames hold. Without recursion, because tasks nest deeper than a stack does.
inline void destroy_task(std::coroutine_handle<> task, promise_base& promise) noexcept {
  promise_base* last = &innermost(promise);
  while (last != &promise) {
    task_link& link = *last->awaited_by;
    last = link.parent;
    last->below = nullptr;
    std::exchange(link.child, nullptr).destroy();
  }
  task.destroy();
}

}  // namespace ringlet::detail
