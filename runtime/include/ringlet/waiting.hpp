// How tasks of one ring wait for each other: what event, mutex, semaphore and channel have in
// common.
#pragma once

#include <pthread.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/list.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/ring.hpp>

namespace ringlet::detail {

// What an operation without an SQE may end with beside 0, which is that it did not have to wait.
inline constexpr std::int32_t granted = 1;  // it has got what it waited for
inline constexpr std::int32_t over = 2;     // there will be nothing to wait for

/// The one thread on which something may be used, once somebody has waited there. Before that it
/// may be set up on another one, as a ring may.
class one_thread {
 public:
  void enter(const char* otherwise) noexcept {
    if (is_known_) {
      must_be_here(otherwise);
    } else {
      is_known_ = true;
      thread_ = ::pthread_self();
    }
  }
  void must_be_here(const char* otherwise) const noexcept {
    if (is_known_ && ::pthread_equal(thread_, ::pthread_self()) == 0) [[unlikely]]
      die(otherwise);
  }

 private:
  bool is_known_ = false;
  pthread_t thread_{};
};

/// The hook by which a waiter stands among those who were granted something and have not gone on.
struct grant_hook : list_hook {
  grant_hook() noexcept : list_hook{nullptr, nullptr} {}
  grant_hook(const grant_hook&) = delete;
  grant_hook& operator=(const grant_hook&) = delete;
  ~grant_hook() {
    if (linked()) unlink();
  }
};

/// The state of an operation that waits in a `Place`.
template <class Place>
struct waiter : tracked, grant_hook {
  Place* place = nullptr;  // null where it neither waits there nor was granted anything
};

/// Who waits, in the order of coming, and who was granted something that is still to be taken. A
/// waiter stands in it by the hook by which it is later resumed.
///
/// When it goes, those who wait end with operation_canceled, and so do those who would have come
/// for what they were granted: none of them looks at the place again.
template <class Waiter>
class waiting_list {
 public:
  waiting_list() = default;
  waiting_list(const waiting_list&) = delete;
  waiting_list& operator=(const waiting_list&) = delete;
  ~waiting_list() {
    while (!empty()) {
      first().loop().must_be_owner("what a task waits in was destroyed on another thread");
      end_first(-ECANCELED);
    }
    while (!granted_.empty()) {
      auto& late = static_cast<Waiter&>(static_cast<grant_hook&>(granted_.pop_front()));
      late.place = nullptr;
      late.result = {-ECANCELED, 0};
    }
  }

  [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }
  [[nodiscard]] Waiter& first() noexcept {
    return static_cast<Waiter&>(static_cast<ready_node&>(waiting_.front()));
  }

  template <class Place>
  void enter(Waiter& newcomer, Place& place) noexcept {
    newcomer.place = &place;
    waiting_.push_back(static_cast<ready_node&>(newcomer));
  }
  static void leave(Waiter& leaving) noexcept {
    leaving.place = nullptr;
    leaving.ready_node::unlink();
  }

  /// Resumes the first with something that it has yet to take, and that is given back if it dies
  /// before.
  void grant_first() noexcept {
    Waiter& next = first();
    next.ready_node::unlink();
    wake(next, granted);
    granted_.push_back(static_cast<grant_hook&>(next));
  }
  /// Resumes the first, who has no more to do with the place.
  void end_first(std::int32_t answer) noexcept {
    Waiter& next = first();
    leave(next);
    wake(next, answer);
  }

 private:
  static void wake(Waiter& target, std::int32_t answer) noexcept {
    target.loop().wake(target);
    target.result = {answer, 0};
  }

  list waiting_;  // of ready_node
  list granted_;  // of grant_hook
};

/// What the operations that wait in a place have in common. The place has `left(waiter)`, for one
/// who waits no longer, and `give_back(waiter)`, for what one was granted who is gone.
template <class Waiter>
struct waits : without_sqe {
  using state_type = Waiter;

  static void give_up(tracked& state, cancel_reason why) noexcept {
    auto& leaving = static_cast<Waiter&>(state);
    leaving.place->left(leaving);
    ring::give_up(leaving, why);
  }
  static void abandoned(Waiter& dead) noexcept {
    if (dead.place == nullptr) return;
    if (dead.grant_hook::linked()) {
      dead.grant_hook::unlink();
      dead.place->give_back(dead);
    } else {
      dead.place->left(dead);
    }
  }
};

/// What somebody holds of a place, which may go first.
struct holding : list_hook {
  holding() noexcept : list_hook{nullptr, nullptr} {}
  holding(const holding&) = delete;
  holding& operator=(const holding&) = delete;

 protected:
  ~holding() {
    if (linked()) unlink();
  }
  /// Out of line, so that GCC 14 does not warn of a local variable whose address is kept: that it
  /// takes itself out again as it moves or goes, it does not see.
  [[gnu::noinline]] void enter(list& holders) noexcept { holders.push_back(*this); }
  /// Stands in the list instead of `other`.
  void replace(holding& other) noexcept {
    if (linked()) unlink();
    if (!other.linked()) return;
    next = other.next;
    prev = other.prev;
    next->prev = prev->next = this;
    other.next = nullptr;
  }
};

}  // namespace ringlet::detail
