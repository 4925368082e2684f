// Items from thread to thread, whether they run rings or not.
#pragma once

#include <sched.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/bounded_queue.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/inbox.hpp>
#include <ringlet/list.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/waiting.hpp>
#include <ringlet/waiting_for_threads.hpp>

namespace ringlet {

template <class T>
class shared_channel;

namespace detail {

/// Those who got their answer under the lock and are told of it outside.
class called_waiters {
 public:
  called_waiters() = default;
  called_waiters(const called_waiters&) = delete;
  called_waiters& operator=(const called_waiters&) = delete;
  ~called_waiters() {
    while (!called_.empty()) {
      auto& next = static_cast<shared_waiter&>(static_cast<ready_node&>(called_.pop_front()));
      // It may be gone as soon as it was told.
      if (next.home->is_own_thread()) {
        next.tell();
      } else {
        next.home->post(next);
      }
    }
  }

  void add_first_of(list& queue, std::int32_t answer) noexcept {
    auto& waiting = static_cast<shared_waiter&>(static_cast<ready_node&>(queue.pop_front()));
    waiting.at_stage = shared_waiter::stage::called;
    waiting.answer = answer;
    called_.push_back(static_cast<ready_node&>(waiting));
  }

 private:
  list called_;  // of ready_node
};

template <class T>
struct shared_sender : shared_state<shared_channel<T>> {};
template <class T>
struct shared_receiver : shared_state<shared_channel<T>> {};

template <class T>
class shared_send : public waits_for_threads<shared_sender<T>> {
 public:
  static constexpr std::string_view name = "shared_channel::send";

  shared_send(shared_channel<T>& to, T& item) noexcept : to_(&to), item_(&item) {}

  [[nodiscard]] bool ready() const noexcept { return to_->put(*item_).has_value(); }
  void arm(tracked& state) const noexcept {
    auto& newcomer = static_cast<shared_sender<T>&>(state);
    newcomer.item = item_;
    to_->enter(newcomer);
  }
  [[nodiscard]] result<> decode(cqe_view cqe) const noexcept { return decode_nothing(cqe); }

 private:
  shared_channel<T>* to_;
  T* item_;
};

template <class T>
class shared_receive : public waits_for_threads<shared_receiver<T>> {
 public:
  static constexpr std::string_view name = "shared_channel::receive";

  explicit shared_receive(shared_channel<T>& from) noexcept : from_(&from) {}

  [[nodiscard]] bool ready() const noexcept { return from_->reserve(); }
  void arm(tracked& state) const noexcept { from_->enter(static_cast<shared_receiver<T>&>(state)); }
  [[nodiscard]] result<T> decode(cqe_view cqe) const noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    if (cqe.res == over) return std::unexpected(std::error_code());
    return from_->take_reserved();
  }

 private:
  shared_channel<T>* from_;
};

}  // namespace detail

/// A bounded queue of items from any thread to any: tasks on any rings, and threads that have none.
/// As in a channel, who sends waits for room and who receives for an item, each in the order of
/// coming, and nothing is lost.
///
///     shared_channel<job> jobs(64);
///     std::thread worker([&] {
///       ring loop;
///       loop.run([&]() -> task<> {
///         while (auto received = co_await jobs.receive()) work_on(*std::move(received));
///       });
///     });
///     …
///     auto sent = co_await jobs.send(std::move(next));   // on another thread's ring
///
/// All of its members may be called on all threads, at the same time. A lock is held while an item
/// is moved and never longer; a ring that sleeps is woken by a message. Nothing is allocated but
/// the room, once, and on kernels before 6.13 a descriptor for each ring that waits here. Between
/// tasks of one thread, channel does without all that.
///
/// It must outlive whoever uses it, the tasks that wait here included: else it ends the program
/// with a message. Declare it before the rings, or share its ownership.
template <class T>
class shared_channel {
 public:
  using value_type = T;

  /// With room for `capacity` items. Throws std::invalid_argument if that is 0, and std::bad_alloc.
  explicit shared_channel(std::size_t capacity) : items_(capacity) {}
  shared_channel(const shared_channel&) = delete;
  shared_channel& operator=(const shared_channel&) = delete;
  ~shared_channel() {
    const std::lock_guard held(lock_);
    if (!senders_.empty() || !receivers_.empty() || reserved_ != 0) {
      detail::die("a shared_channel was destroyed while a task was waiting in it");
    }
  }

  /// Waits until there is room, and moves `item` in. An operation as any other: within(1s,
  /// c.send(…)), with_id, when_any. Gives result<>: broken_pipe where the channel is closed or
  /// becomes so, operation_canceled, timed_out; what eventfd(2) answers, on kernels before 6.13.
  /// Where it fails, `item` is as it was.
  ///
  /// `item` is borrowed until then: a temporary in the same expression will do, as in
  /// channel::send. While the task waits, another thread may take it from there.
  [[nodiscard("it does nothing until it is awaited")]] detail::shared_send<T> send(
      T&& item) noexcept {
    return {*this, item};
  }
  [[nodiscard("it does nothing until it is awaited")]] detail::shared_send<T> send(
      const T& item) noexcept
    requires std::is_trivially_copyable_v<T>
  {
    return {*this, const_cast<T&>(item)};  // moving from it only reads it
  }

  /// The same without waiting, on any thread: resource_unavailable_try_again where there is no
  /// room, broken_pipe where the channel is closed. Then `item` is as it was.
  [[nodiscard]] result<> try_send(T&& item) noexcept { return put(item); }
  [[nodiscard]] result<> try_send(const T& item) noexcept
    requires std::is_trivially_copyable_v<T>
  {
    return try_send(T(item));
  }

  /// Waits for an item. An operation as any other. Gives result<T>: the error is
  /// std::error_code(), which is none, where the channel is closed and all was received, else
  /// operation_canceled, timed_out, or what eventfd(2) answers.
  [[nodiscard("it does nothing until it is awaited")]] detail::shared_receive<T>
  receive() noexcept {
    return detail::shared_receive<T>(*this);
  }

  /// The same without waiting, on any thread: resource_unavailable_try_again where there is no
  /// item.
  [[nodiscard]] result<T> try_receive() noexcept {
    detail::called_waiters called;
    const std::lock_guard held(lock_);
    if (unreserved() != 0) return take(called);
    if (is_closed_) return std::unexpected(std::error_code());
    return failure(EAGAIN);
  }

  /// Nothing more goes in: who waits to send, or tries to, gets broken_pipe. What is in it can
  /// still be received, and after that who receives is told that it was all.
  void close() noexcept {
    detail::called_waiters called;
    const std::lock_guard held(lock_);
    is_closed_ = true;
    while (!senders_.empty()) called.add_first_of(senders_, -EPIPE);
    while (!receivers_.empty()) called.add_first_of(receivers_, detail::over);
  }
  [[nodiscard]] bool is_closed() const noexcept {
    const std::lock_guard held(lock_);
    return is_closed_;
  }

  /// How many items were in it just now, those included that a task is about to receive.
  [[nodiscard]] std::size_t size() const noexcept {
    const std::lock_guard held(lock_);
    return items_.size();
  }
  [[nodiscard]] std::size_t capacity() const noexcept { return items_.capacity(); }

 private:
  friend class detail::shared_send<T>;
  friend class detail::shared_receive<T>;
  template <class>
  friend struct detail::waits_for_threads;
  using sender = detail::shared_sender<T>;
  using receiver = detail::shared_receiver<T>;
  using stage = detail::shared_waiter::stage;

  // ---- with the lock held ----------------------------------------------------------------------

  /// Items that no task is about to receive.
  [[nodiscard]] std::size_t unreserved() const noexcept { return items_.size() - reserved_; }

  result<> put(T& item, detail::called_waiters& called) noexcept {
    if (is_closed_) return failure(EPIPE);
    if (items_.full()) return failure(EAGAIN);
    items_.push(std::move(item));
    offer(called);
    return {};
  }
  T take(detail::called_waiters& called) noexcept {
    T taken = items_.pop();
    if (!senders_.empty()) {
      auto& next = static_cast<sender&>(static_cast<detail::ready_node&>(senders_.front()));
      items_.push(std::move(*static_cast<T*>(next.item)));
      called.add_first_of(senders_, detail::granted);
      offer(called);
    }
    return taken;
  }
  void offer(detail::called_waiters& called) noexcept {
    while (unreserved() != 0 && !receivers_.empty()) {
      ++reserved_;
      called.add_first_of(receivers_, detail::granted);
    }
  }

  // ---- for the operations ----------------------------------------------------------------------
  // Whoever is called is told when the lock is free again: it is declared before.

  result<> put(T& item) noexcept {
    detail::called_waiters called;
    const std::lock_guard held(lock_);
    return put(item, called);
  }
  [[nodiscard]] bool reserve() noexcept {
    const std::lock_guard held(lock_);
    if (unreserved() == 0) return false;
    ++reserved_;
    return true;
  }
  T take_reserved() noexcept {
    detail::called_waiters called;
    const std::lock_guard held(lock_);
    --reserved_;
    return take(called);
  }

  /// Looks once more, since others are about, and waits.
  void enter(sender& newcomer) noexcept {
    detail::called_waiters called;
    const std::int32_t refusal = open(newcomer);
    std::unique_lock held(lock_);
    if (refusal != 0) {
      answer(newcomer, refusal, held);
    } else if (is_closed_) {
      answer(newcomer, -EPIPE, held);
    } else if (put(*static_cast<T*>(newcomer.item), called)) {
      answer(newcomer, detail::granted, held);
    } else {
      wait_in(senders_, newcomer);
    }
  }
  void enter(receiver& newcomer) noexcept {
    const std::int32_t refusal = open(newcomer);
    std::unique_lock held(lock_);
    if (refusal != 0) {
      answer(newcomer, refusal, held);
    } else if (unreserved() != 0) {
      ++reserved_;
      answer(newcomer, detail::granted, held);
    } else if (is_closed_) {
      answer(newcomer, detail::over, held);
    } else {
      wait_in(receivers_, newcomer);
    }
  }
  /// By a message, although this is its own thread: it is not suspended yet, and its deadline not
  /// set.
  static void answer(detail::shared_waiter& newcomer, std::int32_t what,
                     std::unique_lock<std::mutex>& held) noexcept {
    newcomer.at_stage = stage::called;
    newcomer.answer = what;
    held.unlock();
    newcomer.home->post(newcomer);
  }
  static void wait_in(detail::list& queue, detail::shared_waiter& newcomer) noexcept {
    newcomer.at_stage = stage::waiting;
    queue.push_back(static_cast<detail::ready_node&>(newcomer));
  }
  /// Makes messages to the newcomer possible. 0, or a negative errno value.
  std::int32_t open(detail::shared_state<shared_channel>& newcomer) noexcept {
    newcomer.place = this;
    return newcomer.open_home();
  }

  /// Whether it was still waiting.
  bool leave(detail::shared_waiter& leaving) noexcept {
    const std::lock_guard held(lock_);
    if (leaving.at_stage != stage::waiting) return false;
    leaving.at_stage = stage::outside;
    leaving.ready_node::unlink();
    return true;
  }

  void abandon(sender& dead) noexcept { (void)was_answered(dead); }
  void abandon(receiver& dead) noexcept {
    if (!was_answered(dead) || dead.answer != detail::granted) return;
    detail::called_waiters called;
    const std::lock_guard held(lock_);
    --reserved_;
    offer(called);
  }
  /// Lets the dead go, and waits for what somebody may be about to tell it.
  bool was_answered(detail::shared_waiter& dead) noexcept {
    if (leave(dead)) return false;
    {
      const std::lock_guard held(lock_);
      if (dead.at_stage == stage::outside) return false;
    }
    for (;;) {
      if (!dead.is_told) dead.home->take_in();
      if (dead.is_told) return true;
      (void)::sched_yield();  // it has its answer, but not yet in a message
    }
  }

  mutable std::mutex lock_;
  bool is_closed_ = false;
  std::size_t reserved_ = 0;
  detail::list senders_;    // of ready_node
  detail::list receivers_;  // of ready_node
  detail::bounded_queue<T, std::dynamic_extent> items_;
};

}  // namespace ringlet
