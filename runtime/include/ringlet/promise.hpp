// What every task's promise has in common, and how control passes from task to task.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <ringlet/completion.hpp>

namespace ringlet::detail {

struct promise_base;

/// The awaiting side of `co_await task`: it lives in the parent's frame and owns the child's.
struct task_link {
  std::coroutine_handle<> child;
  std::coroutine_handle<> parent;
  promise_base* parent_promise;
};

/// The hook by which a spawned task stands in its ring's list of them.
struct root_hook : list_hook {
  root_hook() noexcept : list_hook{nullptr, nullptr} {}
};

/// `waiter` is what to resume when this node comes up: the task itself before it runs, its parent
/// when it is done.
struct promise_base : ready_node, root_hook {
  ring* loop = nullptr;             // the ring that runs this task; handed on from child to parent
  task_link* awaited_by = nullptr;  // null for a task given to run() or spawn()
  promise_base* below = nullptr;    // the child this task waits for
  std::exception_ptr error;

  promise_base() noexcept : ready_node{{nullptr, nullptr}, nullptr} {}
  promise_base(const promise_base&) = delete;
  promise_base& operator=(const promise_base&) = delete;
  ~promise_base() {
    // A task may be destroyed while it is about to be resumed.
    if (ready_node::linked()) ready_node::unlink();
    if (root_hook::linked()) root_hook::unlink();
  }

  void unhandled_exception() noexcept { error = std::current_exception(); }
};

/// Destroys a task and everything it waits for, the innermost first: a child may refer to what its
/// parents' frames hold. Without recursion, because tasks nest deeper than a stack does.
inline void destroy_task(std::coroutine_handle<> task, promise_base& promise) noexcept {
  promise_base* innermost = &promise;
  while (innermost->below != nullptr) innermost = innermost->below;
  while (innermost != &promise) {
    task_link& link = *innermost->awaited_by;
    innermost = link.parent_promise;
    innermost->below = nullptr;
    std::exchange(link.child, nullptr).destroy();
  }
  task.destroy();
}

}  // namespace ringlet::detail
