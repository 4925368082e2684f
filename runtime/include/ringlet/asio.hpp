// Asio and ringlet in one program: `async(loop, op, token)` gives an operation to whatever Asio's
// completion tokens stand for, and `asio_driver` runs a ring inside of an io_context.
//
// It stands outside of <ringlet/ringlet.hpp>, because it needs Asio: the standalone one, 1.22 or
// later.
#pragma once

#include <asio/associated_allocator.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/bind_allocator.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/execution.hpp>
#include <asio/execution_context.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/prefer.hpp>
#include <asio/query.hpp>
#include <asio/system_executor.hpp>

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/adaptors.hpp>
#include <ringlet/attachment.hpp>
#include <ringlet/cancel_id.hpp>
#include <ringlet/driver.hpp>
#include <ringlet/frame_pool.hpp>
#include <ringlet/list.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

/// Runs a ring inside of an io_context: waits for the ring's descriptor, and calls poll().
///
///     asio::io_context context;
///     ring loop;
///     asio_driver driver(context, loop);
///     async(loop, op::nop{}, [](std::error_code error) { … });
///     context.run();
///
/// The io_context's run() goes on while the ring has tasks or operations, and what leaves a spawned
/// task by exception comes out of it. One thread runs it, because a ring belongs to one.
///
/// Like any I/O object of Asio's it must be destroyed before the io_context is; and before the
/// ring. Neither ends by that what is under way. A ring has one driver at a time.
class asio_driver : detail::driver {
 public:
  using executor_type = asio::io_context::executor_type;

  /// Throws std::logic_error where the ring has a driver already, and std::system_error where its
  /// descriptor cannot be had (see ring::descriptor()) or waited for.
  asio_driver(asio::io_context& context, ring& loop)
      : driver{&driver_poll_soon}, state_(std::make_shared<state>(context, undriven(loop))) {
    loop.set_driver(this);
    if (loop.busy()) poll_soon();
  }
  asio_driver(const asio_driver&) = delete;
  asio_driver& operator=(const asio_driver&) = delete;
  ~asio_driver() {
    state_->loop->set_driver(nullptr);
    state_->loop = nullptr;
    // The descriptor is the ring's. What waits for it is told, in the io_context.
    (void)state_->descriptor->release();
    state_->descriptor.reset();
  }

  /// Has the ring looked after at the next occasion: to be called after ring::spawn() or
  /// ring::perform() outside of its tasks. async() does so by itself.
  void poll_soon() { schedule(state_); }

  [[nodiscard]] executor_type get_executor() const noexcept {
    return state_->context.get_executor();
  }

  /// The driver of `loop`, if that is one of Asio's.
  [[nodiscard]] static asio_driver* of(const ring& loop) noexcept {
    detail::driver* const found = loop.driver();
    if (found == nullptr || found->poll_soon != &driver_poll_soon) return nullptr;
    return static_cast<asio_driver*>(found);
  }

 private:
  /// What the handlers in the io_context keep: they may run when the driver is gone.
  struct state {
    state(asio::io_context& in, ring& driven)
        : context(in), loop(&driven), descriptor(std::in_place, in, driven.descriptor()) {}

    asio::io_context& context;
    ring* loop;
    std::optional<asio::posix::stream_descriptor> descriptor;
    bool scheduled = false;
    bool waiting = false;
  };

  /// The ring, if it may get a driver: asked before its descriptor is in anything that could close
  /// it.
  static ring& undriven(ring& loop) {
    if (loop.driver() == nullptr) return loop;
    throw std::logic_error(
        "ringlet::asio_driver: this ring has a driver already, and can have one");
  }

  static void driver_poll_soon(driver& self) { static_cast<asio_driver&>(self).poll_soon(); }

  static void schedule(const std::shared_ptr<state>& driven) {
    if (driven->scheduled) return;
    driven->scheduled = true;
    asio::post(driven->context, [driven] {
      driven->scheduled = false;
      if (driven->loop != nullptr) poll(driven);
    });
  }

  static void wait(const std::shared_ptr<state>& driven) {
    if (driven->waiting) return;
    driven->waiting = true;
    driven->descriptor->async_wait(asio::posix::descriptor_base::wait_read,
                                   [driven](const std::error_code&) {
                                     driven->waiting = false;
                                     if (driven->loop != nullptr) poll(driven);
                                   });
  }

  static void poll(const std::shared_ptr<state>& driven) {
    ring& loop = *driven->loop;
    bool again = false;
    try {
      again = loop.poll();
    } catch (...) {
      schedule(driven);  // before somebody runs the io_context again, or not
      throw;
    }
    if (again) {
      schedule(driven);
    } else if (loop.busy()) {
      wait(driven);
    }
  }

  std::shared_ptr<state> state_;
};

namespace detail {

/// An error as Asio says it: values of errno in a category of its own, so that
/// `error == asio::error::operation_aborted` holds.
[[nodiscard]] inline std::error_code error_for_asio(std::error_code error) noexcept {
  if (error.category() != std::generic_category()) return error;
  return {error.value(), asio::error::get_system_category()};
}

/// How Asio is given what an operation gives: the signature of the handler, and the call.
template <class Given>
struct asio_form {
  using signature = void(Given);

  template <class Handler>
  static void deliver(Handler handler, Given given) {
    std::move(handler)(std::move(given));
  }
};
template <>
struct asio_form<result<>> {
  using signature = void(std::error_code);

  template <class Handler>
  static void deliver(Handler handler, result<> given) {
    std::move(handler)(given ? std::error_code() : error_for_asio(given.error()));
  }
};
template <class T>
struct asio_form<result<T>> {
  // Where there is an error something has to stand in the value's place.
  using value = std::conditional_t<std::default_initializable<T>, T, std::optional<T>>;
  using signature = void(std::error_code, value);

  template <class Handler>
  static void deliver(Handler handler, result<T> given) {
    if (given) {
      std::move(handler)(std::error_code(), value(*std::move(given)));
    } else {
      std::move(handler)(error_for_asio(given.error()), value());
    }
  }
};

/// A handler together with what it is to be called with.
template <class Handler, class Given>
class asio_completion {
 public:
  asio_completion(Handler&& handler, Given&& given)
      : handler_(std::move(handler)), given_(std::move(given)) {}

  void operator()() { asio_form<Given>::deliver(std::move(handler_), std::move(given_)); }

 private:
  Handler handler_;
  Given given_;
};

struct asio_hook : list_hook {};

/// The operations whose handlers belong to an execution context of Asio's, which destroys them with
/// itself.
class asio_operations : public asio::execution_context::service {
 public:
  static inline asio::execution_context::id id;

  explicit asio_operations(asio::execution_context& context) : service(context) {}

  void enter(asio_hook& newcomer) {
    const std::lock_guard lock(mutex_);
    pending_.push_back(newcomer);
  }
  void leave(asio_hook& done) {
    const std::lock_guard lock(mutex_);
    if (done.linked()) done.unlink();
  }

 private:
  void shutdown() override;

  std::mutex mutex_;  // a context may have handlers for the rings of several threads
  list pending_;
};

/// An operation that Asio waits for: a coroutine that nobody owns. It ends when its handler has
/// been handed over, or is destroyed with the context or the ring that it is for.
class asio_operation {
 public:
  class promise_type;

  /// Ends the operation if Asio's signal says so. It lives in the signal.
  class canceller {
   public:
    explicit canceller(promise_type& target) noexcept;
    canceller(const canceller&) = delete;
    canceller& operator=(const canceller&) = delete;
    ~canceller();
    void operator()(asio::cancellation_type type);

   private:
    friend class promise_type;
    promise_type* target_;  // null where the operation is over
  };

  class promise_type : public attachment, public asio_hook {
   public:
    promise_type() noexcept
        : attachment{{nullptr, nullptr}, &with_ring}, asio_hook{{nullptr, nullptr}} {}
    promise_type(const promise_type&) = delete;
    promise_type& operator=(const promise_type&) = delete;
    ~promise_type() {
      if (attachment::linked()) attachment::unlink();
      if (among_ != nullptr) among_->leave(*this);
      if (canceller_ != nullptr) canceller_->target_ = nullptr;
    }

    static void* operator new(std::size_t size) { return frame_pool::allocate(size); }
    static void operator delete(void* frame, std::size_t size) noexcept {
      frame_pool::deallocate(frame, size);
    }

    static asio_operation get_return_object() noexcept { return {}; }
    static std::suspend_never initial_suspend() noexcept { return {}; }
    static std::suspend_never final_suspend() noexcept { return {}; }
    static void return_void() noexcept {}
    /// What could not be handed over to Asio comes out of the ring's poll() or run().
    [[noreturn]] static void unhandled_exception() { throw; }

    void destroy() noexcept { std::coroutine_handle<promise_type>::from_promise(*this).destroy(); }

    ring* loop = nullptr;
    cancel_id id;

    /// From here on the ring and `among` destroy it, if that comes to pass.
    void belong(ring& to, asio_operations* among) {
      loop = &to;
      to.attach(*this);
      if (among == nullptr) return;
      among->enter(*this);
      among_ = among;
    }

   private:
    friend class canceller;

    static void with_ring(attachment& part) noexcept { static_cast<promise_type&>(part).destroy(); }

    asio_operations* among_ = nullptr;
    canceller* canceller_ = nullptr;
  };
};

inline asio_operation::canceller::canceller(promise_type& target) noexcept : target_(&target) {
  target.canceller_ = this;
}
inline asio_operation::canceller::~canceller() {
  if (target_ != nullptr) target_->canceller_ = nullptr;
}
inline void asio_operation::canceller::operator()(asio::cancellation_type type) {
  if (type == asio::cancellation_type::none || target_ == nullptr) return;
  tracked* const running = target_->id.target();
  if (running == nullptr || running->reason != cancel_reason::none) return;
  ring& loop = *target_->loop;
  loop.cancel(*running, cancel_reason::cancelled);
  if (driver* const by = loop.driver()) by->poll_soon(*by);
}

inline void asio_operations::shutdown() {
  for (;;) {
    std::unique_lock lock(mutex_);
    if (pending_.empty()) return;
    auto& left = static_cast<asio_hook&>(pending_.pop_front());
    lock.unlock();
    static_cast<asio_operation::promise_type&>(left).destroy();
  }
}

/// Gives a coroutine its own promise.
class own_promise {
 public:
  static bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<asio_operation::promise_type> self) noexcept {
    promise_ = &self.promise();
    return false;
  }
  [[nodiscard]] asio_operation::promise_type& await_resume() const noexcept { return *promise_; }

 private:
  asio_operation::promise_type* promise_ = nullptr;
};

/// Those of the io_context that drives the ring, if one does.
[[nodiscard]] inline asio_operations* operations_of_driver(const ring& loop) {
  const asio_driver* const by = asio_driver::of(loop);
  if (by == nullptr) return nullptr;
  asio::execution_context& context = by->get_executor().context();
  return &asio::use_service<asio_operations>(context);
}

/// Where a handler is called that has said so.
template <class Handler>
class asio_place {
 public:
  asio_place(ring& loop, const Handler& handler)
      : loop_(loop),
        executor_(asio::prefer(asio::get_associated_executor(handler),
                               asio::execution::outstanding_work.tracked)) {}

  [[nodiscard]] asio_operations* operations() const {
    // use_future calls its handler where it is, and has no context of its own.
    if constexpr (asio::can_query_v<const executor&, asio::execution::context_t>) {
      asio::execution_context& context = asio::query(executor_, asio::execution::context);
      return &asio::use_service<asio_operations>(context);
    } else {
      return operations_of_driver(loop_);
    }
  }
  template <class Completion, class Allocator>
  void call(Completion completion, const Allocator& allocator) const {
    asio::post(executor_, asio::bind_allocator(allocator, std::move(completion)));
  }

 private:
  using executor =
      std::decay_t<decltype(asio::prefer(std::declval<asio::associated_executor_t<Handler>>(),
                                         asio::execution::outstanding_work.tracked))>;

  ring& loop_;
  executor executor_;
};

/// Where one is called that has not: in the io_context that drives the ring, and where none does,
/// in a task of the ring's.
template <class Handler>
  requires std::same_as<asio::associated_executor_t<Handler>, asio::system_executor>
class asio_place<Handler> {
 public:
  asio_place(ring& loop, const Handler&) : loop_(loop) {}

  [[nodiscard]] asio_operations* operations() const { return operations_of_driver(loop_); }
  template <class Completion, class Allocator>
  void call(Completion completion, const Allocator& allocator) const {
    if (const asio_driver* const by = asio_driver::of(loop_)) {
      asio::post(by->get_executor(), asio::bind_allocator(allocator, std::move(completion)));
    } else {
      loop_.spawn([completion = std::move(completion)]() mutable -> task<> {
        completion();
        co_return;
      });
    }
  }

 private:
  ring& loop_;
};

/// The operation, to be performed under a name by which it can be cancelled, if it has none.
template <class Op>
auto named_for_asio([[maybe_unused]] cancel_id& id, const Op& op) noexcept {
  if constexpr (has_id<Op>())
    return op;
  else
    return with_id(id, op);
}

template <class Op, class Handler>
asio_operation perform_for_asio(ring& loop, Op op, Handler handler) {
  asio_operation::promise_type& self = co_await own_promise();
  const asio_place<Handler> place(loop, handler);
  self.belong(loop, place.operations());
  if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected()) {
    slot.template emplace<asio_operation::canceller>(self);
  }
  auto given = co_await loop.perform(named_for_asio(self.id, op));
  const auto allocator = asio::get_associated_allocator(handler);
  // Never at once: what was refused gets here before async() has returned.
  place.call(asio_completion<Handler, decltype(given)>(std::move(handler), std::move(given)),
             allocator);
}

struct initiate_for_asio {
  template <class Handler, class Op>
  void operator()(Handler&& handler, ring* loop, const Op& op) const {
    perform_for_asio<Op, std::decay_t<Handler>>(*loop, op, std::forward<Handler>(handler));
    if (driver* const by = loop->driver()) by->poll_soon(*by);
  }
};

}  // namespace detail

/// Begins `op` on `loop`, for Asio: `token` is any completion token, such as a function,
/// use_future, use_awaitable or deferred.
///
///     async(loop, op::recv{.socket = peer, .buffer = room},
///           [](std::error_code error, std::size_t bytes) { … });
///     const std::size_t bytes = co_await async(loop, op::recv{…}, asio::use_awaitable);
///
/// The handler is given the error, in the category that Asio's own errors have (to be compared with
/// names of asio::error, or by its value, an errno), and the value if there is one (as a
/// std::optional, where the value's type has no default constructor). A chain gives its results,
/// and a whole transfer a `transferred`, alone. The handler is called through its executor, or else
/// in the io_context of the ring's asio_driver, or else in a task of the ring's, and never before
/// async() has returned.
///
/// A cancellation slot of the handler's, of whatever type the signal is, ends the operation as
/// cancel() does: the error is asio::error::operation_aborted, unless it was faster. (An operation
/// with a cancel_id of the program's own is cancelled by that alone.)
///
/// From the ring's own thread; signals too. What `op` borrows must last until the handler is called
/// or destroyed. Handlers are destroyed without a call when the io_context or the ring is destroyed
/// before, which waits until the kernel has let go of the operation.
template <operation_like Op, class Token>
auto async(ring& loop, const Op& op, Token&& token) {
  static_assert(!detail::throws<Op>(),
                "Asio's tokens throw by themselves: async() takes the operation without checked()");
  using given = detail::result_of<Op>;
  return asio::async_initiate<Token, typename detail::asio_form<given>::signature>(
      detail::initiate_for_asio(), token, &loop, op);
}

}  // namespace ringlet
