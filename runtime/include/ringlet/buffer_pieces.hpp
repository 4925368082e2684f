// Memory that is handed to the kernel in pieces.
#pragma once

#include <cstdint>
#include <ringlet/buffers.hpp>
#include <utility>  // std::in_range, std::forward

namespace ringlet {

/// Memory that is cut into buffers of `size` bytes, which the kernel may select and fill: any
/// contiguous range of std::byte, char or unsigned char that is not const. What is left at its end
/// is not used.
///
/// It borrows: the memory must stay where it is as long as the kernel has any of the buffers.
class buffer_pieces {
 public:
  template <detail::writable_bytes Range>
  constexpr buffer_pieces(Range&& memory, std::uint32_t size) noexcept
      : memory_(std::forward<Range>(memory)), size_(size) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return memory_.address(); }

  /// The bytes of each.
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return size_; }

  /// How many there are, as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr int count() const noexcept { return static_cast<int>(whole()); }

  /// Whether the count fits into an SQE. The kernel itself answers E2BIG to more than 65536, before
  /// Linux 6.7 to 65536 already.
  [[nodiscard]] constexpr bool fits() const noexcept { return std::in_range<int>(whole()); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): that is how it is kept
    visit(reinterpret_cast<const void*>(address()), whole() * size_, lent_for::writing, end);
  }

 private:
  [[nodiscard]] constexpr std::uint64_t whole() const noexcept {
    return size_ != 0 ? memory_.size() / size_ : 0;
  }

  memory_range memory_;
  std::uint32_t size_;
};

}  // namespace ringlet
