// The words that tasks, threads and processes wait at.
#pragma once

#include <linux/futex.h>  // futex_waitv

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ringlet/buffers.hpp>
#include <ringlet/flags.hpp>
#include <span>
#include <type_traits>
#include <utility>  // std::in_range, std::forward

namespace ringlet {

// Generated, and complete wherever an operation takes this type.
enum class futex_flags : std::uint32_t;

/// The mask of a futex operation that whoever waits or wakes matches (FUTEX_BITSET_MATCH_ANY).
inline constexpr std::uint64_t futex_match_any = 0xffff'ffff;

namespace detail {

template <class T>
concept futex_integer = std::integral<T> && sizeof(T) == sizeof(std::uint32_t);

template <class T>
inline constexpr bool is_futex_word = futex_integer<T>;
template <futex_integer T>
inline constexpr bool is_futex_word<std::atomic<T>> =
    sizeof(std::atomic<T>) == sizeof(T) && std::atomic<T>::is_always_lock_free;

}  // namespace detail

/// A futex word: an integer of 32 bits, or a std::atomic of one, that others change before they
/// wake who waits at it.
///
/// It borrows: the word must stay where it is until the operation completes.
class futex_word {
 public:
  template <class T>
    requires detail::is_futex_word<std::remove_const_t<T>>
  constexpr futex_word(T& word) noexcept : word_(&word) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(word_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(const_cast<const void*>(word_), sizeof(std::uint32_t), lent_for::sharing, end);
  }

 private:
  const volatile void* word_;
};

/// One of the futexes that an op::futex_waitv waits at, with what is expected of its word. The word
/// must stay where it is until the operation completes.
[[nodiscard]] inline ::futex_waitv futex_waiter(
    futex_word word, std::uint32_t expected,
    futex_flags flags = static_cast<futex_flags>(FUTEX_32)) noexcept {
  ::futex_waitv waiter{};
  waiter.val = expected;
  waiter.uaddr = word.address();
  waiter.flags = raw(flags);
  return waiter;
}

/// Futexes that are waited at together: a contiguous range of ::futex_waitv, which must stay where
/// it is until the operation is submitted; their words until it completes.
class futex_waiters {
 public:
  template <class Range>
    requires detail::spans<Range, const ::futex_waitv>
  constexpr futex_waiters(Range&& range) noexcept
      : waiters_(std::span<const ::futex_waitv>(std::forward<Range>(range))) {}

  [[nodiscard]] std::uint64_t address() const noexcept {
    return detail::address_of(waiters_.data());
  }

  /// How many there are, as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint32_t count() const noexcept {
    return static_cast<std::uint32_t>(waiters_.size());
  }

  /// Whether the count fits into an SQE. The kernel itself answers EINVAL to more than 128.
  [[nodiscard]] constexpr bool fits() const noexcept {
    return std::in_range<std::uint32_t>(waiters_.size());
  }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(waiters_.data(), waiters_.size_bytes(), lent_for::reading, end);
    constexpr std::size_t most = 128;  // else the kernel says EINVAL and reads none
    if (waiters_.size() > most) return;
    for (const ::futex_waitv& waiter : waiters_) {
      // NOLINTNEXTLINE(performance-no-int-to-ptr): as the kernel has it
      visit(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(waiter.uaddr)),
            sizeof(std::uint32_t), lent_for::sharing, lent_until::complete);
    }
  }

 private:
  std::span<const ::futex_waitv> waiters_;
};

}  // namespace ringlet
