// The sanitizers do not see what the kernel does. Where a program is built with one, this tells it;
// otherwise there is nothing here.
//
// Under AddressSanitizer, memory that the kernel may write to is poisoned from the submission until
// the operation is over: whoever touches it early is reported at the line that does. Under
// ThreadSanitizer, what the kernel reads and writes counts as read and written by the ring's
// thread, and what is handed over through a file is known to be handed over.
#pragma once

#include <cstddef>
#include <cstdint>

#include <ringlet/lending.hpp>
#include <ringlet/thread_sanitizer.hpp>
#include <ringlet/uapi.hpp>

#if defined(__SANITIZE_ADDRESS__)
#define RINGLET_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RINGLET_ADDRESS_SANITIZER 1
#endif
#endif

#ifdef RINGLET_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

#if defined(RINGLET_ADDRESS_SANITIZER) || defined(RINGLET_THREAD_SANITIZER)
#define RINGLET_LENDS 1
#include <algorithm>
#include <array>
#include <memory>
#endif

namespace ringlet::detail {

/// Memory that is the kernel's to fill, until it is not. The sanitizer keeps to the byte what
/// begins there, and to 8 bytes what ends.
inline void poison([[maybe_unused]] const void* data, [[maybe_unused]] std::size_t size) noexcept {
#ifdef RINGLET_ADDRESS_SANITIZER
  __asan_poison_memory_region(data, size);
#endif
}
inline void unpoison([[maybe_unused]] const void* data,
                     [[maybe_unused]] std::size_t size) noexcept {
#ifdef RINGLET_ADDRESS_SANITIZER
  __asan_unpoison_memory_region(data, size);
#endif
}

/// An operation that tells what it lends; see <ringlet/lending.hpp>.
template <class Op>
concept lends = requires(const Op& op) {
  op.for_each_lent([](const void*, std::size_t, lent_for, lent_until) {});
};

#ifdef RINGLET_LENDS

/// What an operation in flight has lent the kernel: as it was when it was submitted, since what led
/// there (iovecs, a ::msghdr) may be gone or changed before it is over.
class lent_memory {
 public:
  lent_memory() noexcept = default;
  lent_memory(const lent_memory&) = delete;
  lent_memory& operator=(const lent_memory&) = delete;
  ~lent_memory() { give_back(); }

  /// To be called when `op` has been encoded into `sqe`; a chain's further SQEs connect() alone.
  template <class Op>
  void lend([[maybe_unused]] const Op& op, const io_uring_sqe& sqe) {
    if constexpr (lends<Op>) {
      op.for_each_lent([this](const void* data, std::size_t size, lent_for use, lent_until end) {
        lend_piece({data, size, use, end});
      });
    }
    connect(sqe);
  }

  /// Notes by what file others may come to know of what an SQE does.
  void connect(const io_uring_sqe& sqe);

  /// The kernel has told something, and goes on.
  void heard() const noexcept {
    for (std::size_t number = 0; number < count_; ++number) hear(at(number));
  }

  /// The kernel has let go.
  void give_back() noexcept {
    heard();
    for (std::size_t number = 0; number < count_; ++number) take_back(at(number));
    count_ = 0;
    gives_ = takes_ = false;
  }

 private:
  struct piece {
    const void* data;
    std::size_t size;
    lent_for use;
    lent_until end;

    [[nodiscard]] bool is_written() const noexcept {
      return use == lent_for::writing || use == lent_for::both;
    }
    [[nodiscard]] long length() const noexcept { return static_cast<long>(size); }
    [[nodiscard]] bool is_kept() const noexcept {
      return end == lent_until::complete || end == lent_until::notif;
    }
  };

  static constexpr std::size_t few = 4;

  [[nodiscard]] const piece& at(std::size_t number) const noexcept {
    return number < few ? few_[number] : more_[number - few];
  }
  void keep(const piece& added) {
    if (count_ >= few && (count_ - few) % few == 0) {
      // Seldom enough, and only under a sanitizer: iovecs.
      auto longer = std::make_unique<piece[]>(count_);
      std::copy_n(more_.get(), count_ - few, longer.get());
      more_ = std::move(longer);
    }
    (count_ < few ? few_[count_] : more_[count_ - few]) = added;
    ++count_;
  }

  void lend_piece(const piece& lent);
  static void hear(const piece& lent) noexcept;
  static void take_back(const piece& lent) noexcept;

  std::array<piece, few> few_;
  std::unique_ptr<piece[]> more_;
  std::size_t count_ = 0;
  [[maybe_unused]] bool gives_ = false;
  [[maybe_unused]] bool takes_ = false;
};

#else

class lent_memory {
 public:
  template <class Op>
  static void lend(const Op&, const io_uring_sqe&) noexcept {}
  static void connect(const io_uring_sqe&) noexcept {}
  static void give_back() noexcept {}
  static void heard() noexcept {}
};

#endif

#ifdef RINGLET_ADDRESS_SANITIZER

inline void lent_memory::lend_piece(const piece& lent) {
  if (!lent.is_written() || !lent.is_kept() || lent.size == 0) return;
  if (!may_be_memory(lent.data, lent.size)) return;
  // What may not be touched already is left as it is: two operations may fill the same memory where
  // nobody cares for what comes, and what lies behind an object must stay out of bounds.
  if (__asan_region_is_poisoned(const_cast<void*>(lent.data), lent.size) != nullptr) return;
  keep(lent);
  poison(lent.data, lent.size);
}

inline void lent_memory::take_back(const piece& lent) noexcept { unpoison(lent.data, lent.size); }

inline void lent_memory::connect(const io_uring_sqe&) {}
inline void lent_memory::hear(const piece&) noexcept {}

#elif defined(RINGLET_THREAD_SANITIZER)

inline void lent_memory::lend_piece(const piece& lent) {
  if (lent.size == 0 || !may_be_memory(lent.data, lent.size)) return;
  if (lent.use == lent_for::sharing) {
    // A futex word: whoever changes it and whoever waits at it know each other by it.
    __tsan_release(const_cast<void*>(lent.data));
  } else if (lent.use != lent_for::writing) {
    __tsan_read_range(const_cast<void*>(lent.data), lent.length());
  }
  if (!lent.is_kept()) return;
  gives_ |= lent.use == lent_for::reading || lent.use == lent_for::both;
  takes_ |= lent.is_written();
  keep(lent);
}

inline void lent_memory::hear(const piece& lent) noexcept {
  if (lent.use == lent_for::sharing) __tsan_acquire(const_cast<void*>(lent.data));
}

inline void lent_memory::take_back(const piece& lent) noexcept {
  if (lent.is_written()) {
    __tsan_write_range(const_cast<void*>(lent.data), lent.length());
  } else if (lent.use == lent_for::reading) {
    __tsan_read_range(const_cast<void*>(lent.data), lent.length());
  }
}

inline void lent_memory::connect(const io_uring_sqe& sqe) {
  void* const key = file_order::key_of(sqe.fd, (sqe.flags & IOSQE_FIXED_FILE) != 0);
  if (key == nullptr) return;
  // What moves no memory may tell all the same, as a poll or an accept does.
  if (gives_ || !takes_) __tsan_release(key);
  if (takes_ || !gives_) keep({key, 0, lent_for::sharing, lent_until::complete});
}

#endif

}  // namespace ringlet::detail
