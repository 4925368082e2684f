// The deadlines of one ring, in user space: no SQE, no allocation, a handful of instructions each.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <limits>

#include <ringlet/completion.hpp>
#include <ringlet/list.hpp>

namespace ringlet::detail {

/// A clock's time in nanoseconds.
[[nodiscard]] inline std::int64_t clock_now(clockid_t clock) noexcept {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// CLOCK_MONOTONIC, which is std::chrono::steady_clock's clock.
[[nodiscard]] inline std::int64_t monotonic_now() noexcept { return clock_now(CLOCK_MONOTONIC); }

/// A radix heap. Time only goes forward, so a deadline is filed under the highest bit in which it
/// differs from the time last seen: bucket b holds only what is due before anything of bucket b+1.
/// Adding and removing are a few instructions; as time passes a deadline moves to lower buckets,
/// at most once a bit, and nearly all are gone before they move at all.
///
/// A deadline starts when its operation is submitted: `add` leaves it in `fresh_` with its
/// duration, and the turn stamps all fresh ones with one clock read as it enters the kernel.
class deadlines {
 public:
  deadlines() noexcept { first_.fill(never); }

  /// Whether there may be any. (After the last one was removed, until the next earliest().)
  [[nodiscard]] bool any() const noexcept { return occupied_ != 0 || has_fresh(); }
  [[nodiscard]] bool has_fresh() const noexcept { return !fresh_.empty(); }

  /// Starts `target.when` nanoseconds after the next stamp().
  void add(tracked& target) noexcept { fresh_.push_back(static_cast<timer_hook&>(target)); }

  /// Is due at `target.when`, a point of time.
  void add_at(tracked& target) noexcept {
    if (target.when < last_) target.when = last_;
    file(target);
  }

  void remove(tracked& target) noexcept { target.timer_hook::unlink(); }

  /// Turns the durations of what was added since the last call into points of time.
  void stamp(std::int64_t now) noexcept {
    for (list_hook* hook = fresh_.take_all(); hook != nullptr;) {
      tracked& target = owner(*hook);
      hook = hook->next;
      target.when = saturating_add(now, target.when);
      file(target);
    }
  }

  /// Takes out everything due at `now` and calls `due(tracked&)` for each, which may add and
  /// remove.
  template <class Due>
  void expire(std::int64_t now, Due due) noexcept {
    const std::size_t top = bucket_of(now);
    list moved;
    for (std::size_t bucket = 0; bucket <= top; ++bucket) {
      moved.splice_back(buckets_[bucket]);
      first_[bucket] = never;
    }
    // Buckets above `top` agree with the old and the new time in every bit that filed them.
    occupied_ &= ~((std::uint64_t{2} << top) - 1);
    last_ = now;
    while (!moved.empty()) {
      tracked& target = owner(moved.pop_front());
      if (target.when > now) {
        file_again(target);
      } else {
        due(target);
      }
    }
  }

  /// When to wake up: never later than the first deadline. (It may be earlier, where that first
  /// deadline was removed; expire() then finds nothing and the next answer is later.)
  [[nodiscard]] std::int64_t earliest() noexcept {
    while (occupied_ != 0) {
      const auto lowest = static_cast<std::size_t>(std::countr_zero(occupied_));
      if (!buckets_[lowest].empty()) return first_[lowest];
      first_[lowest] = never;
      occupied_ &= occupied_ - 1;
    }
    return never;
  }

  /// How long `target`, which must be here, has until its deadline. It looks through all that were
  /// added since the last stamp(): for those who look at what is in flight.
  [[nodiscard]] std::int64_t left(const tracked& target, std::int64_t now) const noexcept {
    bool is_fresh = false;
    fresh_.each([&](const list_hook& hook) {
      is_fresh = is_fresh || &hook == &static_cast<const timer_hook&>(target);
    });
    return is_fresh ? target.when : target.when - now;
  }

  /// Takes out everything and calls `each(tracked&)` for it.
  template <class Each>
  void clear(Each each) noexcept {
    for (list& bucket : buckets_) fresh_.splice_back(bucket);
    while (!fresh_.empty()) each(owner(fresh_.pop_front()));
  }

  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

 private:
  static tracked& owner(list_hook& hook) noexcept {
    return static_cast<tracked&>(static_cast<timer_hook&>(hook));
  }

  static std::int64_t saturating_add(std::int64_t now, std::int64_t duration) noexcept {
    std::int64_t sum = 0;
    return __builtin_add_overflow(now, duration, &sum) ? never : sum;
  }

  [[nodiscard]] std::size_t bucket_of(std::int64_t when) const noexcept {
    // What is due just now (no bit differs) shares the bucket of the lowest bit.
    const auto differing = static_cast<std::uint64_t>(when) ^ static_cast<std::uint64_t>(last_);
    return static_cast<std::size_t>(std::bit_width(differing | 1));
  }

  void file(tracked& target) noexcept {
    const std::size_t bucket = bucket_of(target.when);
    buckets_[bucket].push_back(static_cast<timer_hook&>(target));
    occupied_ |= std::uint64_t{1} << bucket;
    if (target.when < first_[bucket]) first_[bucket] = target.when;
  }

  [[gnu::noinline]] void file_again(tracked& target) noexcept { file(target); }

  static constexpr std::size_t bucket_count =
      64;  // times are non-negative, so that at most 63 bits differ

  std::uint64_t occupied_ = 0;  // which buckets may hold something
  std::int64_t last_ = 0;       // the time to which the buckets are relative
  list fresh_;
  std::array<list, bucket_count> buckets_;
  std::array<std::int64_t, bucket_count> first_;  // a lower bound a bucket
};

}  // namespace ringlet::detail
