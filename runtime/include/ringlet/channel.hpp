// Items from task to task, so many on their way at a time.
#pragma once

#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/bounded_queue.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/waiting.hpp>

namespace ringlet {

template <class T, std::size_t Capacity>
class channel;

namespace detail {

template <class T, std::size_t Capacity>
struct channel_sender : waiter<channel<T, Capacity>> {
  T* item = nullptr;
};

template <class T, std::size_t Capacity>
class channel_send : public waits<channel_sender<T, Capacity>> {
 public:
  static constexpr std::string_view name = "channel::send";

  channel_send(channel<T, Capacity>& to, T& item) noexcept : to_(&to), item_(&item) {}

  [[nodiscard]] bool ready() const noexcept {
    to_->thread_.enter(channel<T, Capacity>::elsewhere);
    return to_->is_closed_ || !to_->items_.full();
  }
  void arm(tracked& state) const noexcept {
    auto& newcomer = static_cast<channel_sender<T, Capacity>&>(state);
    newcomer.item = item_;
    to_->senders_.enter(newcomer, *to_);
  }
  [[nodiscard]] result<> decode(cqe_view cqe) const noexcept {
    if (cqe.res == 0) return to_->put(*item_);
    return decode_nothing(cqe);
  }

 private:
  channel<T, Capacity>* to_;
  T* item_;
};

template <class T, std::size_t Capacity>
class channel_receive : public waits<waiter<channel<T, Capacity>>> {
 public:
  static constexpr std::string_view name = "channel::receive";

  explicit channel_receive(channel<T, Capacity>& from) noexcept : from_(&from) {}

  [[nodiscard]] bool ready() const noexcept {
    from_->thread_.enter(channel<T, Capacity>::elsewhere);
    return from_->is_closed_ || from_->unpromised() != 0;
  }
  void arm(tracked& state) const noexcept {
    from_->receivers_.enter(static_cast<waiter<channel<T, Capacity>>&>(state), *from_);
  }
  [[nodiscard]] result<T> decode(cqe_view cqe) const noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    if (cqe.res == over) return std::unexpected(std::error_code());
    if (cqe.res == granted) --from_->promised_;
    // One who did not wait finds none where the channel is closed.
    if (from_->unpromised() == 0) return std::unexpected(std::error_code());
    return from_->take();
  }

 private:
  channel<T, Capacity>* from_;
};

}  // namespace detail

/// A bounded queue of items from tasks to tasks: who sends waits for room, who receives waits for
/// an item, each in the order of coming.
///
///     channel<job> jobs(16);               // or channel<job, 16>, with the room in the object
///     …
///     auto sent = co_await jobs.send(std::move(next));
///     …
///     while (auto received = co_await jobs.receive()) work_on(*std::move(received));
///
/// Items come out in the order in which they went in, and none is lost: what was meant for a task
/// that dies before it has gone on stays for the next one. (A member of a group has gone on when it
/// has its item: that is then the group's.) It is for the tasks of one ring, or of several of one
/// thread: used on another thread than that on which it was first awaited, it ends the program with
/// a message; between threads there is shared_channel. Nothing is allocated but the room, once.
///
/// Who still waits when it is destroyed ends with operation_canceled.
template <class T, std::size_t Capacity = std::dynamic_extent>
class channel {
 public:
  using value_type = T;

  channel() noexcept
    requires(Capacity != std::dynamic_extent)
  = default;
  /// With room for `capacity` items. Throws std::invalid_argument if that is 0, and std::bad_alloc.
  explicit channel(std::size_t capacity)
    requires(Capacity == std::dynamic_extent)
      : items_(capacity) {}
  channel(const channel&) = delete;
  channel& operator=(const channel&) = delete;
  ~channel() = default;

  /// Waits until there is room, and moves `item` in. An operation as any other: within(1s,
  /// c.send(…)), with_id, when_any. Gives result<>: broken_pipe where the channel is closed or
  /// becomes so, operation_canceled, timed_out. Where it fails, `item` is as it was.
  ///
  /// `item` is borrowed until then: a temporary in the same expression will do. (GCC 12 wants a
  /// constructor called for it, `job("a")`: an aggregate in braces it destroys twice.)
  [[nodiscard("it does nothing until it is awaited")]] detail::channel_send<T, Capacity> send(
      T&& item) noexcept {
    return {*this, item};
  }
  /// Of what is merely bytes a copy is as good.
  [[nodiscard("it does nothing until it is awaited")]] detail::channel_send<T, Capacity> send(
      const T& item) noexcept
    requires std::is_trivially_copyable_v<T>
  {
    return {*this, const_cast<T&>(item)};  // moving from it only reads it
  }

  /// The same without waiting: resource_unavailable_try_again where there is no room, broken_pipe
  /// where the channel is closed. Then `item` is as it was.
  [[nodiscard]] result<> try_send(T&& item) noexcept {
    thread_.must_be_here(elsewhere);
    return put(item);
  }
  [[nodiscard]] result<> try_send(const T& item) noexcept
    requires std::is_trivially_copyable_v<T>
  {
    return try_send(T(item));
  }

  /// Waits for an item. An operation as any other. Gives result<T>: the error is
  /// std::error_code(), which is none, where the channel is closed and all was received, else
  /// operation_canceled or timed_out.
  [[nodiscard("it does nothing until it is awaited")]] detail::channel_receive<T, Capacity>
  receive() noexcept {
    return detail::channel_receive<T, Capacity>(*this);
  }

  /// The same without waiting: resource_unavailable_try_again where there is no item.
  [[nodiscard]] result<T> try_receive() noexcept {
    thread_.must_be_here(elsewhere);
    if (unpromised() != 0) return take();
    if (is_closed_) return std::unexpected(std::error_code());
    return failure(EAGAIN);
  }

  /// Nothing more goes in: who waits to send, or tries to, gets broken_pipe. What is in it can
  /// still be received, and after that who receives is told that it was all.
  void close() noexcept {
    thread_.must_be_here(elsewhere);
    is_closed_ = true;
    while (!senders_.empty()) senders_.end_first(-EPIPE);
    while (!receivers_.empty()) receivers_.end_first(detail::over);
  }
  [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }

  /// How many items are in it, those included that a task is about to receive.
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return items_.capacity(); }

 private:
  friend class detail::channel_send<T, Capacity>;
  friend class detail::channel_receive<T, Capacity>;
  template <class>
  friend struct detail::waits;
  using sender = detail::channel_sender<T, Capacity>;
  using receiver = detail::waiter<channel>;

  static constexpr const char* elsewhere =
      "a channel was used on another thread than the tasks that wait for it: between threads there "
      "is shared_channel";

  /// Items that no task is about to receive.
  [[nodiscard]] std::size_t unpromised() const noexcept { return items_.size() - promised_; }

  result<> put(T& item) noexcept {
    if (is_closed_) return failure(EPIPE);
    if (items_.full()) return failure(EAGAIN);
    items_.push(std::move(item));
    promise();
    return {};
  }
  T take() noexcept {
    T taken = items_.pop();
    if (!senders_.empty()) {
      items_.push(std::move(*senders_.first().item));
      senders_.end_first(detail::granted);
      promise();
    }
    return taken;
  }
  void promise() noexcept {
    while (unpromised() != 0 && !receivers_.empty()) {
      ++promised_;
      receivers_.grant_first();
    }
  }

  static void left(sender& leaving) noexcept { detail::waiting_list<sender>::leave(leaving); }
  static void left(receiver& leaving) noexcept { detail::waiting_list<receiver>::leave(leaving); }
  static void give_back(sender&) noexcept {}  // it was sent
  void give_back(receiver&) noexcept {
    --promised_;
    promise();
  }

  bool is_closed_ = false;
  detail::one_thread thread_;
  std::size_t promised_ = 0;
  detail::bounded_queue<T, Capacity> items_;
  detail::waiting_list<sender> senders_;
  detail::waiting_list<receiver> receivers_;
};

}  // namespace ringlet
