// task<T>: a coroutine that reads like blocking code.
#pragma once

#include <cerrno>
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ringlet/callable.hpp>
#include <ringlet/frame_pool.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet {

template <class T = void>
class RINGLET_INSPECTED task;

/// What yield() gives: awaited, it lets everything else that is ready run first.
struct yield_request {};

/// Lets the other tasks that are ready run before going on, and has the kernel entered in the turn
/// under way or in the next one.
[[nodiscard]] inline yield_request yield() noexcept { return {}; }

/// What resume_on() gives.
struct resume_request {
  ring* there;
};

namespace detail {

/// Where coroutine frames live: the thread's frame pool, or any allocator that a task's function
/// takes after std::allocator_arg. Behind each frame stands the function that gives it back.
class frame_memory {
 public:
  static void* operator new(std::size_t size) {
    std::byte* frame =
        static_cast<std::byte*>(frame_pool::allocate(footer_at(size) + sizeof(give_back)));
    store(frame, size, [](void* block, std::size_t frame_size) noexcept {
      frame_pool::deallocate(block, footer_at(frame_size) + sizeof(give_back));
    });
    return frame;
  }

  template <class Allocator, class... Args>
  static void* operator new(std::size_t size, std::allocator_arg_t, const Allocator& allocator,
                            const Args&...) {
    return allocate_with(size, allocator);
  }

  template <class This, class Allocator, class... Args>
  static void* operator new(std::size_t size, const This&, std::allocator_arg_t,
                            const Allocator& allocator, const Args&...) {
    return allocate_with(size, allocator);
  }

  static void operator delete(void* frame, std::size_t size) noexcept {
    give_back function = nullptr;
    std::memcpy(&function, static_cast<std::byte*>(frame) + footer_at(size), sizeof function);
    function(frame, size);
  }

 private:
  using give_back = void (*)(void*, std::size_t) noexcept;

  static constexpr std::size_t footer_at(std::size_t size) noexcept {
    return (size + alignof(give_back) - 1) & ~(alignof(give_back) - 1);
  }
  static void store(std::byte* frame, std::size_t size, give_back function) noexcept {
    std::memcpy(frame + footer_at(size), &function, sizeof function);
  }

  struct alignas(__STDCPP_DEFAULT_NEW_ALIGNMENT__) block {
    std::byte bytes[__STDCPP_DEFAULT_NEW_ALIGNMENT__];
  };

  template <class Allocator>
  static void* allocate_with(std::size_t size, const Allocator& allocator) {
    using rebound = typename std::allocator_traits<Allocator>::template rebind_alloc<block>;
    using traits = std::allocator_traits<rebound>;
    static_assert(std::is_same_v<typename traits::pointer, block*>,
                  "a task's allocator must give plain pointers");
    static constexpr auto allocator_at = [](std::size_t frame_size) {
      const std::size_t end = footer_at(frame_size) + sizeof(give_back);
      return (end + alignof(rebound) - 1) / alignof(rebound) * alignof(rebound);
    };
    static constexpr auto blocks = [](std::size_t frame_size) {
      return (allocator_at(frame_size) + sizeof(rebound) + sizeof(block) - 1) / sizeof(block);
    };
    rebound own(allocator);
    auto* frame = reinterpret_cast<std::byte*>(traits::allocate(own, blocks(size)));
    store(frame, size, [](void* memory, std::size_t frame_size) noexcept {
      auto* kept = std::launder(
          reinterpret_cast<rebound*>(static_cast<std::byte*>(memory) + allocator_at(frame_size)));
      rebound last(std::move(*kept));
      kept->~rebound();
      traits::deallocate(last, static_cast<block*>(memory), blocks(frame_size));
    });
    ::new (static_cast<void*>(frame + allocator_at(size))) rebound(std::move(own));
    return frame;
  }
};

template <class T>
class task_awaiter;

class yield_awaiter {
 public:
  explicit yield_awaiter(context& at) noexcept {
    node_.next = nullptr;
    node_.at = &at;
  }
  yield_awaiter(const yield_awaiter&) = delete;
  yield_awaiter& operator=(const yield_awaiter&) = delete;
  ~yield_awaiter() {
    if (node_.linked()) node_.unlink();
  }
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {
    node_.at->loop->look_for_completions();
    node_.at->loop->make_ready(node_);
  }
  void await_resume() const noexcept {}

 private:
  ready_node node_;
};

/// Suspends the task here and resumes it on another ring.
class resume_awaiter {
 public:
  resume_awaiter(promise_base& promise, ring& there) noexcept : promise_(promise), there_(there) {}
  resume_awaiter(const resume_awaiter&) = delete;
  resume_awaiter& operator=(const resume_awaiter&) = delete;

  [[nodiscard]] bool await_ready() const noexcept { return promise_.loop == &there_; }
  // Not inline: the coroutine may be running on the other thread before this has returned.
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<>) {
    promise_.loop->leave(promise_, there_);
  }
  void await_resume() const noexcept {}

 private:
  promise_base& promise_;
  ring& there_;
};

template <class Awaitable>
decltype(auto) awaiter_of(Awaitable&& awaitable) {
  if constexpr (requires { std::forward<Awaitable>(awaitable).operator co_await(); }) {
    return std::forward<Awaitable>(awaitable).operator co_await();
  } else if constexpr (requires { operator co_await(std::forward<Awaitable>(awaitable)); }) {
    return operator co_await(std::forward<Awaitable>(awaitable));
  } else {
    return static_cast<Awaitable&&>(awaitable);
  }
}

/// Somebody else's awaitable, awaited where it is: GCC 12 copies what await_transform returns by
/// reference.
template <class Awaitable>
class borrowed_awaiter {
 public:
  explicit borrowed_awaiter(Awaitable&& awaitable)
      : awaiter_(awaiter_of(std::forward<Awaitable>(awaitable))) {}
  borrowed_awaiter(const borrowed_awaiter&) = delete;
  borrowed_awaiter& operator=(const borrowed_awaiter&) = delete;

  [[nodiscard]] bool await_ready() { return awaiter_.await_ready(); }
  template <class Promise>
  auto await_suspend(std::coroutine_handle<Promise> waiter) {
    return awaiter_.await_suspend(waiter);
  }
  decltype(auto) await_resume() { return awaiter_.await_resume(); }

 private:
  decltype(awaiter_of(std::declval<Awaitable>())) awaiter_;
};

struct final_awaiter {
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> done) const noexcept {
    promise_base& promise = done.promise();
    if (promise.awaited_by == nullptr) {
      promise.loop->retire(promise);
      return;
    }
    const task_link& link = *promise.awaited_by;
    link.parent->below = nullptr;
    link.parent->loop = promise.loop;  // the child may have gone to another ring
    promise.at = link.resumed;
    promise.loop->transfer(promise);
  }
  void await_resume() const noexcept {}
};

/// The promise, as far as it does not depend on the task's value.
struct task_promise : promise_base, frame_memory {
  static std::suspend_always initial_suspend() noexcept { return {}; }
  static final_awaiter final_suspend() noexcept { return {}; }

#if RINGLET_INSPECT
  template <class Op>
    requires operation_like<Op>
  operation<Op> await_transform(const Op& op,
                                const call_site& here = call_site::current()) noexcept {
    where = here;
    return operation<Op>(*this, op);
  }
#else
  template <class Op>
    requires operation_like<Op>
  [[gnu::always_inline]] operation<Op> await_transform(const Op& op) noexcept {
    return operation<Op>(*this, op);
  }
#endif

  template <class T>
  task_awaiter<T> await_transform(task<T>&& child) noexcept {
    return task_awaiter<T>(std::move(child), *this);
  }

  yield_awaiter await_transform(yield_request) noexcept { return yield_awaiter(*this); }

  resume_awaiter await_transform(resume_request to) noexcept {
    return resume_awaiter(*this, *to.there);
  }

  /// What makes its awaiter itself, because that has to know the task.
#if RINGLET_INSPECT
  template <class Waited>
    requires makes_awaiter<Waited>
  auto await_transform(Waited&& waited, const call_site& here = call_site::current()) {
    where = here;
    return std::forward<Waited>(waited).awaited_by(*this);
  }
#else
  template <class Waited>
    requires makes_awaiter<Waited>
  auto await_transform(Waited&& waited) {
    return std::forward<Waited>(waited).awaited_by(*this);
  }
#endif

  /// Anything else must be awaitable by itself.
  template <class Awaitable>
    requires(!operation_like<std::remove_cvref_t<Awaitable>> && !makes_awaiter<Awaitable>)
  borrowed_awaiter<Awaitable> await_transform(Awaitable&& awaitable) {
    using plain = std::remove_cvref_t<Awaitable>;
    static_assert(
        !requires { typename plain::promise_type; },
        "a task is awaited once, as an rvalue: co_await std::move(child)");
    static_assert(!makes_awaiter<plain>,
                  "a group of operations or tasks is awaited once, as an rvalue: co_await "
                  "std::move(all)");
    static_assert(
        !requires(const plain& op, sqe_slot slot) { op.encode(slot); },
        "this is nearly an operation: it needs static members sqe_size and sqe_count, and "
        "encode and decode must be noexcept");
    return borrowed_awaiter<Awaitable>(std::forward<Awaitable>(awaitable));
  }
};

template <class T>
struct promise final : task_promise {
  using stored = std::conditional_t<std::is_reference_v<T>, std::remove_reference_t<T>*, T>;
  std::optional<stored> value;

  task<T> get_return_object() noexcept;

  template <class U = T>
    requires std::convertible_to<U&&, T>
  void return_value(U&& given) {
    if constexpr (std::is_reference_v<T>) {
      value = std::addressof(given);
    } else {
      value.emplace(std::forward<U>(given));
    }
  }

  T take() {
    if (error) std::rethrow_exception(std::move(error));
    if constexpr (std::is_reference_v<T>) {
      return static_cast<T>(**value);
    } else {
      return *std::move(value);
    }
  }
};

template <>
struct promise<void> final : task_promise {
  task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() {
    if (error) std::rethrow_exception(std::move(error));
  }
};

}  // namespace detail

/// A coroutine that starts when it is awaited (or given to a ring) and gives its value, or throws
/// what left it, to whoever awaits it. It moves but does not copy, and is awaited once, as an
/// rvalue.
///
/// Destroying a task that is under way destroys everything it waits for, and blocks until the
/// kernel has let go of the operation in flight.
template <class T>
class [[nodiscard("a task does nothing until it is awaited, run or spawned")]] task {
 public:
  using promise_type = detail::promise<T>;
  using value_type = T;
  using handle = std::coroutine_handle<promise_type>;

  explicit task(handle coroutine) noexcept : coroutine_(coroutine) {}
  task(task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, {})) {}
  task& operator=(task&& other) noexcept {
    task(std::move(other)).swap(*this);
    return *this;
  }
  ~task() {
    if (coroutine_) destroy_task(coroutine_, coroutine_.promise());
  }

  void swap(task& other) noexcept { std::swap(coroutine_, other.coroutine_); }

  /// Gives up the coroutine; the caller now owns it.
  [[nodiscard]] handle release() noexcept {
    must_have_one();
    return std::exchange(coroutine_, {});
  }

 private:
  friend class ring;

  void must_have_one() const noexcept {
    if (!coroutine_) detail::die("a task was used that had been moved from");
  }

  handle coroutine_;
};

namespace detail {

/// GCC 12 lays out the frame of a coroutine without any local variable wrongly where a condition
/// holds a co_await with a temporary: `if (!co_await op::nop{})`. The handle then leads beside the
/// frame, which shows in its alignment. Nothing can be done for such a task but to say so.
template <class Promise>
std::coroutine_handle<Promise> handle_of(Promise& promise) noexcept {
  const auto handle = std::coroutine_handle<Promise>::from_promise(promise);
#if defined(__GNUC__) && !defined(__clang__)
  constexpr std::uintptr_t alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  if (reinterpret_cast<std::uintptr_t>(handle.address()) % alignment != 0) [[unlikely]] {
    die("GCC 12 has mislaid the frame of a task that awaits inside a condition and has no local "
        "variable: name the result first, auto sent = co_await ...; if (!sent) ...");
  }
#endif
  return handle;
}

template <class T>
task<T> promise<T>::get_return_object() noexcept {
  const auto handle = handle_of(*this);
  self = handle;
  return task<T>(handle);
}

inline task<void> promise<void>::get_return_object() noexcept {
  const auto handle = handle_of(*this);
  self = handle;
  return task<void>(handle);
}

template <class T>
class task_awaiter {
 public:
  task_awaiter(task<T>&& child, promise_base& parent) noexcept
      : child_(child.release()), link_{child_, &parent, &parent} {}
  task_awaiter(const task_awaiter&) = delete;
  task_awaiter& operator=(const task_awaiter&) = delete;
  ~task_awaiter() {
    // Cleared where destroy_task() has been here from above.
    if (link_.child) destroy_task(link_.child, child_.promise());
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  void await_suspend(std::coroutine_handle<>) noexcept {
    promise_base& child = child_.promise();
    promise_base& parent = *link_.parent;
    child.awaited_by = &link_;
    child.loop = parent.loop;
    child.ending = parent.ending;
    parent.below = &child;
    child.loop->transfer(child);
  }

  [[nodiscard]] T await_resume() { return child_.promise().take(); }

 private:
  typename task<T>::handle child_;
  task_link link_;
};

template <>
inline void task_awaiter<void>::await_resume() {
  child_.promise().take();
}

/// Keeps a callable and its arguments alive as long as the task that it gives.
template <class F, class... Args>
task<> keep_alive(F function, Args... args) {
  if constexpr (std::invocable<F&, Args&...>) {
    (void)co_await detail::invoke(function, args...);
  } else {
    (void)co_await detail::invoke(function, std::move(args)...);
  }
}

template <class T>
task<> drop_value(task<T> started) {
  (void)co_await std::move(started);
}

/// A task that awaits something that only a task can.
template <makes_awaiter Waited>
auto await_it(Waited waited) -> task<std::remove_cvref_t<
    decltype(std::move(waited).awaited_by(std::declval<promise_base&>()).await_resume())>> {
  co_return co_await std::move(waited);
}

}  // namespace detail

template <class T>
T ring::run(task<T> main) {
  main.must_have_one();
  auto& promise = main.coroutine_.promise();
  detail::keeper frame{this, nullptr};
  promise.kept_by = &frame;
  adopt(promise);
  // If both `main` and a spawned task have failed, `main` goes first: its frame dies with this
  // call, and the other waits for the next one.
  const auto is_over = [&] {
    return !frame.away && main.coroutine_.done() && (promise.error || failed_.empty());
  };
  const detail::at_home must_be_at_home(frame);
  if (!run_until(is_over)) {
    detail::throw_error(ECANCELED, "ringlet::ring: stopped before the task that it ran was done");
  }
  return promise.take();
}

template <class T>
void ring::spawn(task<T> started) {
  if constexpr (std::is_void_v<T>) {
    must_be_owner("a task was spawned on another thread than its ring's: that is as_remote()'s");
    auto& promise = started.release().promise();
    roots_.push_back(static_cast<detail::root_hook&>(promise));
    adopt(promise);
  } else {
    spawn(detail::drop_value(std::move(started)));
  }
}

template <detail::makes_awaiter Waited>
auto ring::run(Waited&& waited) {
  return run(detail::await_it(std::forward<Waited>(waited)));
}

template <detail::makes_awaiter Waited>
void ring::spawn(Waited&& waited) {
  spawn(detail::await_it(std::forward<Waited>(waited)));
}

template <class F, class... Args>
  requires(std::invocable<F&, Args&...> || std::invocable<F&, Args...>)
void ring::spawn(F function, Args... args) {
  spawn(detail::keep_alive(std::move(function), std::move(args)...));
}

}  // namespace ringlet
