// Formatted text for a file or a socket: co_await writer.print("{} of {}\n", done, all).
//
// It stands outside of <ringlet/ringlet.hpp>, because it needs a formatting library: std::format
// where the standard library has it, {fmt} elsewhere. {fmt} is then linked like in any program that
// uses it: with -lfmt, or header-only with FMT_HEADER_ONLY defined for the whole program.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <ringlet/file_ref.hpp>
#include <ringlet/formatting.hpp>
#include <ringlet/frame_pool.hpp>
#include <ringlet/result.hpp>
#include <ringlet/task.hpp>
#include <ringlet/transfer.hpp>
#include <string_view>
#include <system_error>
#include <utility>

namespace ringlet {

namespace detail {

/// Room for the frame of the one coroutine that a writer has at a time, so that not even a thread's
/// first print() allocates. What does not fit, or comes while it is taken, is the frame pool's.
class frame_room {
 public:
  void* allocate(std::size_t size) {
    if (taken_ || size > bytes_.size()) {
      return frame_pool::allocate(size);
    }
    taken_ = true;
    return bytes_.data();
  }

  void deallocate(void* memory, std::size_t size) noexcept {
    if (memory == bytes_.data()) {
      taken_ = false;
    } else {
      frame_pool::deallocate(memory, size);
    }
  }

 private:
  // About twice what GCC and Clang need, optimised or not.
  alignas(__STDCPP_DEFAULT_NEW_ALIGNMENT__) std::array<std::byte, 1024> bytes_;
  bool taken_ = false;
};

template <class T>
class frame_room_allocator {
 public:
  using value_type = T;

  explicit frame_room_allocator(frame_room& room) noexcept : room_(&room) {}
  template <class Other>
  explicit frame_room_allocator(const frame_room_allocator<Other>& other) noexcept
      : room_(other.room_) {}

  T* allocate(std::size_t count) { return static_cast<T*>(room_->allocate(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept {
    room_->deallocate(memory, count * sizeof(T));
  }

  template <class Other>
  bool operator==(const frame_room_allocator<Other>& other) const noexcept {
    return room_ == other.room_;
  }

 private:
  template <class>
  friend class frame_room_allocator;
  frame_room* room_;
};

/// Says that a writer's buffer is in use, until it is ended or, with the coroutine that holds it,
/// destroyed.
class writer_lease {
 public:
  writer_lease() noexcept : in_use_(nullptr) {}
  explicit writer_lease(bool& in_use) noexcept : in_use_(&in_use) { in_use = true; }
  writer_lease(writer_lease&& other) noexcept : in_use_(std::exchange(other.in_use_, nullptr)) {}
  writer_lease& operator=(writer_lease&&) = delete;
  ~writer_lease() { end(); }

  void end() noexcept {
    if (in_use_ != nullptr) {
      *std::exchange(in_use_, nullptr) = false;
    }
  }

 private:
  bool* in_use_;
};

// GCC 12 takes a coroutine's placement operator new and the one operator delete that there is for
// it by the language's own rule for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
// No member of the class template, so that it is compiled once for buffers of all sizes.
inline task<result<>> write_all(std::allocator_arg_t, frame_room_allocator<std::byte>,
                                file_ref file, std::string_view text, std::error_code refused,
                                writer_lease lease) {
  result<> outcome;
  if (refused) {
    outcome = std::unexpected<std::error_code>(refused);
  } else if (!text.empty()) {
    const transferred written = co_await ringlet::write_all(file, text);
    if (!written) outcome = std::unexpected<std::error_code>(written.error());
  }
  // The frame may well live on to the end of an expression in which the writer prints once more.
  lease.end();
  co_return outcome;
}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace detail

/// Writes formatted text to a file, a pipe or a socket, through a buffer of its own and without
/// allocating.
///
///     async_writer log(file);                                     // 512 bytes at a time
///     if (!co_await log.print("{} connected\n", name)) co_return; // std::expected<void,
///     error_code>
///
/// It borrows the file, and writes at its current position; several writers to one file append to
/// it only if it was opened so. It must outlive what it prints, which is one text at a time.
template <std::size_t Size = 512>
class async_writer {
  static_assert(Size > 0);

 public:
  explicit async_writer(file_ref file) noexcept : file_(file) {}
  async_writer(const async_writer&) = delete;
  async_writer& operator=(const async_writer&) = delete;

  /// Formats at once, so that the arguments need not live on, and writes all of it when awaited,
  /// however many writes that takes. Gives nothing, or an error:
  ///
  /// - value_too_large: the text has more than `Size` bytes; nothing was written.
  /// - device_or_resource_busy: another text is still being written; nothing of this one was.
  /// - what write(2) answers; a part of the text may have been written before.
  ///
  /// What a formatter throws comes out of print() itself.
  template <class... Args>
  [[nodiscard]] task<result<>> print(detail::formatting::format_string<Args...> format,
                                     Args&&... args) {
    if (in_use_) {
      return write(0, std::make_error_code(std::errc::device_or_resource_busy),
                   detail::writer_lease());
    }
    const auto made = detail::formatting::format_to_n(
        buffer_.data(), static_cast<std::ptrdiff_t>(Size), format, std::forward<Args>(args)...);
    const auto size = static_cast<std::size_t>(made.size);
    if (size > Size) {
      return write(0, std::make_error_code(std::errc::value_too_large), detail::writer_lease());
    }
    return write(size, std::error_code(), detail::writer_lease(in_use_));
  }

 private:
  task<result<>> write(std::size_t size, std::error_code refused, detail::writer_lease lease) {
    return detail::write_all(std::allocator_arg, detail::frame_room_allocator<std::byte>(room_),
                             file_, std::string_view(buffer_.data(), size), refused,
                             std::move(lease));
  }

  file_ref file_;
  bool in_use_ = false;
  std::array<char, Size> buffer_;
  detail::frame_room room_;
};

}  // namespace ringlet
