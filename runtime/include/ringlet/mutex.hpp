// What one task at a time may do, also where it awaits something meanwhile.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/waiting.hpp>

namespace ringlet {

class mutex;

namespace detail {

class mutex_lock;

}  // namespace detail

/// Keeps tasks apart that share something over a `co_await`. (Between two co_awaits nothing else
/// runs on the ring, and nothing has to be locked.)
///
///     auto held = co_await connection.mutex.lock();
///     if (!held) co_return;  // cancelled meanwhile, or too late
///     auto sent = co_await send_all(connection.socket, message);
///
/// Who came first has it first: unlocking hands it to who has waited longest, and nobody comes in
/// between. It is for the tasks of one ring, or of several of one thread: used on another thread
/// than that on which it was first awaited, it ends the program with a message. Nothing is
/// allocated. A task that locks it twice waits for itself.
///
/// Who still waits when it is destroyed ends with operation_canceled, and who holds it then holds
/// nothing.
class mutex {
 public:
  class guard;

  mutex() = default;
  mutex(const mutex&) = delete;
  mutex& operator=(const mutex&) = delete;
  ~mutex();

  /// Waits until it is unlocked, and locks it. An operation as any other: within(1s, m.lock()),
  /// with_id, when_any. Gives result<mutex::guard>, which unlocks it when it goes; the error is
  /// operation_canceled or timed_out.
  [[nodiscard("it does nothing until it is awaited")]] detail::mutex_lock lock() noexcept;

  /// Locks it if it is not locked; else nothing.
  [[nodiscard]] std::optional<guard> try_lock() noexcept;

  [[nodiscard]] bool is_locked() const noexcept { return is_locked_; }

 private:
  friend class detail::mutex_lock;
  template <class>
  friend struct detail::waits;
  using waiter = detail::waiter<mutex>;

  static constexpr const char* elsewhere =
      "a mutex was used on another thread than the tasks that wait for it";

  void unlock() noexcept {
    thread_.must_be_here(elsewhere);
    if (waiting_.empty()) {
      is_locked_ = false;
    } else {
      waiting_.grant_first();
    }
  }
  static void left(waiter& leaving) noexcept { detail::waiting_list<waiter>::leave(leaving); }
  void give_back(waiter&) noexcept { unlock(); }

  bool is_locked_ = false;
  detail::one_thread thread_;
  detail::list holders_;  // of holding: at most one
  detail::waiting_list<waiter> waiting_;
};

/// Has a mutex locked, and unlocks it when it goes. It moves, but does not copy.
class [[nodiscard]] mutex::guard : detail::holding {
 public:
  guard(guard&& other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) { replace(other); }
  guard& operator=(guard&& other) noexcept {
    if (this == &other) return *this;
    unlock();
    mutex_ = std::exchange(other.mutex_, nullptr);
    replace(other);
    return *this;
  }
  ~guard() { unlock(); }

  /// Unlocks it now.
  void unlock() noexcept {
    if (mutex_ == nullptr) return;
    detail::list_hook::unlink();
    std::exchange(mutex_, nullptr)->unlock();
  }

  /// Whether it has it still: not after unlock(), nor where it was moved from or the mutex is gone.
  [[nodiscard]] bool owns_lock() const noexcept { return mutex_ != nullptr; }

 private:
  friend class mutex;
  friend class detail::mutex_lock;

  explicit guard(mutex& locked) noexcept : mutex_(&locked) {
    locked.is_locked_ = true;
    enter(locked.holders_);
  }

  mutex* mutex_;
};

namespace detail {

class mutex_lock : public waits<waiter<mutex>> {
 public:
  static constexpr std::string_view name = "mutex::lock";

  explicit mutex_lock(mutex& wanted) noexcept : wanted_(&wanted) {}

  [[nodiscard]] bool ready() const noexcept {
    wanted_->thread_.enter(mutex::elsewhere);
    return !wanted_->is_locked_;
  }
  void arm(tracked& state) const noexcept {
    wanted_->waiting_.enter(static_cast<state_type&>(state), *wanted_);
  }
  [[nodiscard]] result<mutex::guard> decode(cqe_view cqe) const noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    return mutex::guard(*wanted_);
  }

 private:
  mutex* wanted_;
};

}  // namespace detail

inline mutex::~mutex() {
  while (!holders_.empty()) {
    static_cast<guard&>(static_cast<detail::holding&>(holders_.pop_front())).mutex_ = nullptr;
  }
}

inline detail::mutex_lock mutex::lock() noexcept { return detail::mutex_lock(*this); }

inline std::optional<mutex::guard> mutex::try_lock() noexcept {
  thread_.must_be_here(elsewhere);
  if (is_locked_) return std::nullopt;
  return guard(*this);
}

}  // namespace ringlet
