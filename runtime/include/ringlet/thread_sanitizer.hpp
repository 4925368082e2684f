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
#include <sanitizer/tsan_interface.h>
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

}  // namespace ringlet::detail
