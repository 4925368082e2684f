// Protection information: the metadata that a block device keeps beside the data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ringlet/buffers.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/lending.hpp>
#include <span>
#include <utility>  // std::in_range

namespace ringlet {

// Generated, and complete wherever an operation takes this type.
enum class integrity_flags : std::uint16_t;

/// The protection information that goes with a transfer (the kernel's struct io_uring_attr_pi): a
/// buffer for it, one entry for each block of the transfer, in the format of the device; what the
/// device is to check; the application's tag and the seed of the reference tags that it is checked
/// against.
///
/// The buffer is filled by a read and read by a write. It must stay where it is until the operation
/// completes.
class integrity_attribute {
 public:
  template <detail::writable_bytes Range>
  integrity_attribute(Range&& buffer, integrity_flags check = {}, std::uint16_t app_tag = 0,
                      std::uint64_t seed = 0) noexcept
      : flags_(raw(check)), app_tag_(app_tag), seed_(seed) {
    const memory_range range(std::forward<Range>(buffer));
    address_ = range.address();
    length_ = range.length();
    fits_ = range.fits();
  }

  /// Where the kernel finds what it calls struct io_uring_attr_pi: inside of this object, which
  /// must not move before it is submitted.
  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(this); }

  [[nodiscard]] constexpr bool fits() const noexcept { return fits_; }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): as the kernel has it
    visit(reinterpret_cast<const void*>(address_), length_, lent_for::both, end);
  }

 private:
  // The kernel alone looks at most of these.
  [[maybe_unused]] std::uint16_t flags_;
  [[maybe_unused]] std::uint16_t app_tag_;
  std::uint32_t length_;
  std::uint64_t address_;
  [[maybe_unused]] std::uint64_t seed_;
  [[maybe_unused]] std::uint64_t reserved_ = 0;
  bool fits_;  // no more of the kernel's
};

}  // namespace ringlet
