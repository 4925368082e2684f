// What the thread sanitizer must be told because it happens inside of the kernel. Nothing
// otherwise.
#pragma once

#if defined(__SANITIZE_THREAD__)
#define RINGLET_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RINGLET_THREAD_SANITIZER 1
#endif
#endif

#ifdef RINGLET_THREAD_SANITIZER
#include <fcntl.h>
#include <sanitizer/tsan_interface.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>

// Its run-time library exports these, and its public header does not declare them. GCC knows them
// as functions of a long.
extern "C" void __tsan_read_range(void* data, long size);
extern "C" void __tsan_write_range(void* data, long size);
#endif

namespace ringlet::detail {

/// The memory of a ring that one thread unmaps may be what another gets for its ring next. The
/// kernel puts the one before the other; liburing maps by system calls that the sanitizer does not
/// see.
class mapping_order {
 public:
  static void unmapping() noexcept {
#ifdef RINGLET_THREAD_SANITIZER
    __tsan_release(&order_);
#endif
  }
  static void mapped() noexcept {
#ifdef RINGLET_THREAD_SANITIZER
    __tsan_acquire(&order_);
#endif
  }

 private:
  static inline char order_ = 0;
};

#ifdef RINGLET_THREAD_SANITIZER
/// What goes into a file on one thread comes before what comes out of it on another. So each file
/// has a key: a pipe's ends are of one inode; sockets have one for all, since who is whose peer
/// cannot be told (the sanitizer's own interceptors do the same), and what stands in a ring's table
/// belongs to them. Where two files share a key, a race may be missed and none is made up.
/// docs/decisions/ says why it is neither one key for everything nor none.
class file_order {
 public:
  /// Null for what is no file.
  [[nodiscard]] static void* key_of(int descriptor, bool is_slot) noexcept {
    if (is_slot) return &keys_[0];
    struct ::statx facts{};
    // Not by fstat(2): of that the sanitizer takes note, and does not hear of it where a ring
    // closes or opens the descriptor. The next one with its number would race with it.
    if (descriptor < 0 ||
        ::syscall(SYS_statx, descriptor, "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO, &facts) != 0) {
      return nullptr;
    }
    if (S_ISSOCK(facts.stx_mode)) return &keys_[0];
    const std::uint64_t device = std::uint64_t{facts.stx_dev_major} << 20 | facts.stx_dev_minor;
    const std::uint64_t inode = facts.stx_ino ^ device << 32;
    return &keys_[1 + inode % (keys_.size() - 1)];
  }

 private:
  static inline std::array<char, 1 + 4093> keys_{};
};
#endif

/// A message of another ring's has come to this one, whose descriptor it is.
inline void message_arrived([[maybe_unused]] int descriptor) noexcept {
#ifdef RINGLET_THREAD_SANITIZER
  if (void* const key = file_order::key_of(descriptor, false)) __tsan_acquire(key);
#endif
}

}  // namespace ringlet::detail
