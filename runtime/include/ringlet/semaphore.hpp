// So many at a time.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/waiting.hpp>

namespace ringlet {

class semaphore;

namespace detail {

struct semaphore_waiter : waiter<semaphore> {
  std::size_t wanted = 0;
};

class semaphore_acquire : public waits<semaphore_waiter> {
 public:
  static constexpr std::string_view name = "semaphore::acquire";

  semaphore_acquire(semaphore& from, std::size_t count) noexcept : from_(&from), count_(count) {}

  [[nodiscard]] bool ready() const noexcept;
  void arm(tracked& state) const noexcept;
  [[nodiscard]] result<> decode(cqe_view cqe) const noexcept;

 protected:
  [[nodiscard]] semaphore& from() const noexcept { return *from_; }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  semaphore* from_;
  std::size_t count_;
};

class semaphore_hold;

}  // namespace detail

/// A number of permits, of which tasks take some and give them back: what limits how many do
/// something at a time.
///
///     semaphore places(100);
///     …
///     auto place = co_await places.hold();  // given back when it goes
///
/// Who came first has his first, also where he wants more than one who came later. It is for the
/// tasks of one ring, or of several of one thread: used on another thread than that on which it was
/// first awaited, it ends the program with a message. Nothing is allocated.
///
/// Who still waits when it is destroyed ends with operation_canceled.
class semaphore {
 public:
  class permits;

  /// With so many permits to take.
  explicit semaphore(std::size_t count) noexcept : available_(count) {}
  semaphore(const semaphore&) = delete;
  semaphore& operator=(const semaphore&) = delete;
  ~semaphore();

  /// Waits until `count` permits are there and takes them; whoever has them calls release(). An
  /// operation as any other: within(1s, s.acquire()), with_id, when_any. Gives result<>, whose
  /// error is operation_canceled or timed_out; then it has taken none.
  [[nodiscard("it does nothing until it is awaited")]] detail::semaphore_acquire acquire(
      std::size_t count = 1) noexcept {
    return {*this, count};
  }

  /// The same for what gives them back by itself, also where a task dies that has them: gives
  /// result<semaphore::permits>.
  [[nodiscard("it does nothing until it is awaited")]] detail::semaphore_hold hold(
      std::size_t count = 1) noexcept;

  /// Takes `count` permits if they are there and nobody waits. Whether it did.
  [[nodiscard]] bool try_acquire(std::size_t count = 1) noexcept {
    thread_.must_be_here(elsewhere);
    if (!has(count)) return false;
    available_ -= count;
    return true;
  }

  /// Gives back `count` permits, or adds them, and resumes whoever has now enough.
  void release(std::size_t count = 1) noexcept {
    thread_.must_be_here(elsewhere);
    available_ += count;
    pass_on();
  }

  /// How many are there to be taken.
  [[nodiscard]] std::size_t available() const noexcept { return available_; }

 private:
  friend class detail::semaphore_acquire;
  friend class detail::semaphore_hold;
  template <class>
  friend struct detail::waits;
  using waiter = detail::semaphore_waiter;

  static constexpr const char* elsewhere =
      "a semaphore was used on another thread than the tasks that wait for it";

  [[nodiscard]] bool has(std::size_t count) const noexcept {
    return waiting_.empty() && count <= available_;
  }
  void pass_on() noexcept {
    while (!waiting_.empty() && waiting_.first().wanted <= available_) {
      available_ -= waiting_.first().wanted;
      waiting_.grant_first();
    }
  }
  void left(waiter& leaving) noexcept {
    detail::waiting_list<waiter>::leave(leaving);
    pass_on();  // the next one may want less
  }
  void give_back(waiter& gone) noexcept { release(gone.wanted); }

  std::size_t available_;
  detail::one_thread thread_;
  detail::list holders_;  // of holding
  detail::waiting_list<waiter> waiting_;
};

/// Permits of a semaphore, which go back to it when this goes. It moves, but does not copy; the
/// semaphore may go first.
class [[nodiscard]] semaphore::permits : detail::holding {
 public:
  permits(permits&& other) noexcept
      : from_(std::exchange(other.from_, nullptr)), count_(other.count_) {
    replace(other);
  }
  permits& operator=(permits&& other) noexcept {
    if (this == &other) return *this;
    release();
    from_ = std::exchange(other.from_, nullptr);
    count_ = other.count_;
    replace(other);
    return *this;
  }
  ~permits() { release(); }

  /// Gives them back now.
  void release() noexcept {
    if (from_ == nullptr) return;
    unlink();
    std::exchange(from_, nullptr)->release(count_);
  }

  /// How many they are: none after release(), nor where they were moved from or the semaphore is
  /// gone.
  [[nodiscard]] std::size_t count() const noexcept { return from_ != nullptr ? count_ : 0; }

 private:
  friend class semaphore;
  friend class detail::semaphore_hold;

  permits(semaphore& from, std::size_t count) noexcept : from_(&from), count_(count) {
    enter(from.holders_);
  }

  semaphore* from_;
  std::size_t count_;
};

namespace detail {

class semaphore_hold : public semaphore_acquire {
 public:
  static constexpr std::string_view name = "semaphore::hold";

  using semaphore_acquire::semaphore_acquire;

  [[nodiscard]] result<semaphore::permits> decode(cqe_view cqe) const noexcept {
    if (const auto taken = semaphore_acquire::decode(cqe); !taken) {
      return std::unexpected(taken.error());
    }
    return semaphore::permits(from(), count());
  }
};

inline bool semaphore_acquire::ready() const noexcept {
  from_->thread_.enter(semaphore::elsewhere);
  return from_->has(count_);
}

inline void semaphore_acquire::arm(tracked& state) const noexcept {
  auto& newcomer = static_cast<semaphore_waiter&>(state);
  newcomer.wanted = count_;
  from_->waiting_.enter(newcomer, *from_);
}

inline result<> semaphore_acquire::decode(cqe_view cqe) const noexcept {
  if (cqe.res == 0) from_->available_ -= count_;
  return decode_nothing(cqe);
}

}  // namespace detail

inline semaphore::~semaphore() {
  while (!holders_.empty()) {
    static_cast<permits&>(static_cast<detail::holding&>(holders_.pop_front())).from_ = nullptr;
  }
}

inline detail::semaphore_hold semaphore::hold(std::size_t count) noexcept {
  return detail::semaphore_hold(*this, count);
}

}  // namespace ringlet
