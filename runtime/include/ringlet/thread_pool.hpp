// What blocks, done elsewhere: threads to which a task gives a function, and goes on with its
// result. Not in the umbrella header: <thread> and <condition_variable> are much to compile.
#pragma once

#include <sched.h>

#include <cerrno>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <expected>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <ringlet/callable.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/list.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/waiting.hpp>
#include <ringlet/waiting_for_threads.hpp>

namespace ringlet {

class thread_pool;

/// How large a thread_pool may become.
struct thread_pool_options {
  std::size_t threads = 4;  // at most; at least 1
  std::size_t queue = 256;  // how many calls may wait for a thread; at least 1
};

namespace detail {

struct offload_waiter : shared_state<thread_pool> {
  void (*run)(void* call) noexcept = nullptr;
};

/// Waits until a thread of the pool has run `run(call)`. Gives result<>: an error where it never
/// has. `call` is the thread's until then, also where the waiting frame dies meanwhile: that blocks
/// until the call is over.
class offloaded : public waits_for_threads<offload_waiter> {
 public:
  static constexpr std::string_view name = "thread_pool::offload";

  offloaded(thread_pool& pool, void (*run)(void*) noexcept, void* call) noexcept
      : pool_(&pool), run_(run), call_(call) {}

  void arm(tracked& state) const noexcept;
  [[nodiscard]] result<> decode(cqe_view cqe) const noexcept;

 private:
  thread_pool* pool_;
  void (*run_)(void*) noexcept;
  void* call_;
};

/// A function, its arguments, and what comes of it.
template <class F, class... Args>
class offloaded_call {
 public:
  using value_type = std::invoke_result_t<F&, Args...>;
  static_assert(!std::is_reference_v<value_type>,
                "what is offloaded gives a value: a reference may lead to another thread's");

  explicit offloaded_call(F&& function, Args&&... args)
      : function_(std::move(function)), args_(std::move(args)...) {}

  /// On the pool's thread.
  static void run(void* call) noexcept { static_cast<offloaded_call*>(call)->run_here(); }

  /// What it gave; throws what it threw.
  result<value_type> take() {
    if (error_) std::rethrow_exception(std::move(error_));
    if constexpr (std::is_void_v<value_type>)
      return {};
    else
      return result<value_type>(std::in_place, *std::move(value_));
  }

 private:
  using stored = std::conditional_t<std::is_void_v<value_type>, no_value, value_type>;

  void run_here() noexcept {
    try {
      if constexpr (std::is_void_v<value_type>)
        std::apply(function_, std::move(args_));
      else
        value_.emplace(std::apply(function_, std::move(args_)));
    } catch (...) {
      error_ = std::current_exception();
    }
  }

  F function_;
  std::tuple<Args...> args_;
  std::optional<stored> value_;
  std::exception_ptr error_;
};

template <class Call>
task<result<typename Call::value_type>> offload_call(thread_pool& pool, Call call) {
  const result<> ran = co_await offloaded(pool, &Call::run, &call);
  if (!ran) co_return std::unexpected<std::error_code>(ran.error());
  co_return call.take();
}

}  // namespace detail

/// Threads for what blocks and io_uring has no operation for: name resolution, a library's
/// database, compression.
///
///     thread_pool pool;
///     ring loop;
///     loop.run([&]() -> task<> {
///       auto entry = co_await within(2s, pool.offload([&] { return ::getpwnam("www-data"); }));
///     });
///
/// The threads are started as they are needed, and stay until the pool goes. Any thread may call
/// offload(), at the same time too; each task goes on on its own ring. They inherit the signals
/// that are blocked where the first call was awaited: make a signal_set before that.
///
/// It must outlive the tasks that wait in it: else it ends the program with a message. So declare
/// it before the rings.
class thread_pool {
 public:
  /// Starts nothing. Throws std::invalid_argument where a number of `options` is 0, and
  /// std::bad_alloc.
  explicit thread_pool(const thread_pool_options& options = {}) : options_(options) {
    if (options.threads == 0 || options.queue == 0) {
      throw std::invalid_argument("ringlet::thread_pool: threads and queue are at least 1");
    }
    threads_.reserve(options.threads);
  }
  thread_pool(const thread_pool&) = delete;
  thread_pool& operator=(const thread_pool&) = delete;
  ~thread_pool() {
    {
      const std::lock_guard held(lock_);
      if (users_ != 0) {
        detail::die("a thread_pool was destroyed while a task was waiting in it");
      }
      is_ending_ = true;
    }
    called_.notify_all();
    for (std::thread& each : threads_) each.join();
  }

  /// Calls `function(args…)` on a thread of the pool. Awaited, gives result<R> of what the function
  /// returns, and throws what it throws. The callable and the arguments are moved in; what they
  /// refer to must stay until the task has gone on.
  ///
  /// A task as any other: within(1s, pool.offload(f)), with_id, with_stop, when_any. While the call
  /// waits for a thread, they end it: the function never runs, and the error is timed_out or
  /// operation_canceled. Once it runs, nothing interrupts it: the task waits for its end, and what
  /// it gives stands. Destroying the task then blocks until the function has returned, so that what
  /// it refers to is still there.
  ///
  /// Other errors: resource_unavailable_try_again where the queue is full, or no thread can be
  /// started and there is none; what eventfd(2) answers, on kernels before 6.13.
  template <class F, class... Args>
    requires std::invocable<F&, Args...>
  auto offload(F function, Args... args) {
    static_assert(
        std::is_trivially_destructible_v<F>,
        "a lambda that owns what it captures is destroyed twice by GCC 12 where it stands in "
        "a co_await: capture by reference, or give what it owns as an argument");
    using call = detail::offloaded_call<F, Args...>;
    return detail::offload_call(*this, call(std::move(function), std::move(args)...));
  }

 private:
  friend class detail::offloaded;
  template <class>
  friend struct detail::waits_for_threads;
  using waiter = detail::offload_waiter;
  using stage = detail::shared_waiter::stage;

  // ---- on the tasks' threads -------------------------------------------------------------------

  void enter(waiter& newcomer) noexcept {
    newcomer.place = this;
    std::int32_t refusal = newcomer.open_home();
    {
      const std::lock_guard held(lock_);
      ++users_;
      if (refusal == 0) refusal = queue(newcomer);
    }
    if (refusal == 0) {
      called_.notify_one();
      return;
    }
    // By a message, although this is its own thread: it is not suspended yet.
    newcomer.at_stage = stage::called;
    newcomer.answer = refusal;
    newcomer.home->post(newcomer);
  }

  /// With the lock held. 0, or a negative errno value.
  std::int32_t queue(waiter& newcomer) noexcept {
    if (queued_ == options_.queue) return -EAGAIN;
    if (queued_ >= idle_ && threads_.size() < options_.threads) start_thread();
    if (threads_.empty()) return -EAGAIN;
    newcomer.at_stage = stage::waiting;
    waiting_.push_back(static_cast<detail::ready_node&>(newcomer));
    ++queued_;
    return 0;
  }

  void start_thread() noexcept {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::exception&) {
      // The others do it, if there are any.
    }
  }

  /// Whether it was still waiting for a thread.
  bool leave(waiter& leaving) noexcept {
    const std::lock_guard held(lock_);
    return take_out(leaving);
  }
  bool take_out(waiter& leaving) noexcept {
    if (leaving.at_stage != stage::waiting) return false;
    leaving.at_stage = stage::outside;
    leaving.ready_node::unlink();
    --queued_;
    return true;
  }

  /// Its frame dies: nothing is to lead there any more, neither the call nor the message about it.
  void abandon(waiter& dead) noexcept {
    {
      std::unique_lock held(lock_);
      (void)take_out(dead);
      ++watchers_;
      while (dead.at_stage == stage::running) ended_.wait(held);
      --watchers_;
      if (dead.at_stage == stage::outside) {
        --users_;
        return;
      }
    }
    for (;;) {
      if (!dead.is_told) dead.home->take_in();
      if (dead.is_told) break;
      (void)::sched_yield();  // it was called, but there is no message of it yet
    }
    forget_one();
  }

  void forget_one() noexcept {
    const std::lock_guard held(lock_);
    --users_;
  }

  // ---- on the pool's threads -------------------------------------------------------------------

  void work() noexcept {
    std::unique_lock held(lock_);
    for (;;) {
      while (waiting_.empty()) {
        if (is_ending_) return;
        ++idle_;
        called_.wait(held);
        --idle_;
      }
      auto& next = static_cast<waiter&>(static_cast<detail::ready_node&>(waiting_.pop_front()));
      --queued_;
      next.at_stage = stage::running;
      held.unlock();
      next.run(next.item);
      held.lock();
      next.at_stage = stage::called;
      next.answer = detail::granted;
      if (watchers_ != 0) ended_.notify_all();
      held.unlock();
      next.home->post(next);  // and it may be gone
      held.lock();
    }
  }

  thread_pool_options options_;
  std::mutex lock_;
  // The lock guards all of these.
  std::condition_variable called_;  // there is a call, or no more will come
  std::condition_variable ended_;   // a call is over, and somebody watches for that
  detail::list waiting_;            // of ready_node
  std::size_t queued_ = 0;          // how many those are
  std::size_t users_ = 0;           // tasks that were neither resumed nor destroyed yet
  std::size_t idle_ = 0;
  std::size_t watchers_ = 0;
  bool is_ending_ = false;
  std::vector<std::thread> threads_;
};

inline void detail::offloaded::arm(tracked& state) const noexcept {
  auto& newcomer = static_cast<offload_waiter&>(state);
  newcomer.run = run_;
  newcomer.item = call_;
  pool_->enter(newcomer);
}

inline result<> detail::offloaded::decode(cqe_view cqe) const noexcept {
  if ((cqe.flags & never_begun) == 0) pool_->forget_one();
  return decode_nothing(cqe);
}

}  // namespace ringlet
