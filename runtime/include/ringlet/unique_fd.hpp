// An owned file descriptor.
#pragma once

#include <unistd.h>  // close

#include <utility>

namespace ringlet {

/// Owns a file descriptor and closes it when it goes. Operations that open something give one back,
/// so that a descriptor which nobody took does not leak.
///
/// Going out of scope closes by close(2), at once, on the calling thread, and drops its error; to
/// learn the error, or not to block, hand the descriptor to `op::close{std::move(fd)}`.
/// Closing does not end operations that are pending on the descriptor: cancel those first.
class [[nodiscard]] unique_fd {
 public:
  constexpr unique_fd() noexcept = default;

  /// Takes over a descriptor; a negative number stands for none.
  explicit constexpr unique_fd(int descriptor) noexcept : descriptor_(descriptor) {}

  constexpr unique_fd(unique_fd&& other) noexcept : descriptor_(other.release()) {}

  constexpr unique_fd& operator=(unique_fd&& other) noexcept {
    reset(other.release());
    return *this;
  }

  constexpr ~unique_fd() { reset(); }

  /// The descriptor, still owned; -1 where there is none.
  [[nodiscard]] constexpr int get() const noexcept { return descriptor_; }

  [[nodiscard]] constexpr explicit operator bool() const noexcept { return descriptor_ >= 0; }

  /// Gives the descriptor to the caller, who closes it from now on.
  [[nodiscard]] constexpr int release() noexcept { return std::exchange(descriptor_, -1); }

  /// Closes what is owned and takes over another descriptor, or none.
  constexpr void reset(int descriptor = -1) noexcept {
    const int old = std::exchange(descriptor_, descriptor);
    if (old >= 0) {
      ::close(old);  // EINTR needs no retry: Linux has let go of the number by then.
    }
  }

 private:
  int descriptor_ = -1;
};

}  // namespace ringlet
