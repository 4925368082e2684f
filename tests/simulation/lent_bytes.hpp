// A buffer in a task's frame.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernel.hpp"
#include "violation.hpp"

namespace simulation {

/// So many bytes that tell apart what was written to them.
template <std::size_t Size>
class lent_bytes {
 public:
  explicit lent_bytes(std::uint64_t seed = 0) noexcept {
    for (std::size_t i = 0; i < Size; ++i) bytes_[i] = pattern(seed, i);
  }
  lent_bytes(const lent_bytes&) = delete;
  lent_bytes& operator=(const lent_bytes&) = delete;
  /// The frame goes in a moment, by an allocator that the model may not see.
  ~lent_bytes() {
    if (kernel* const model = kernel::active()) model->memory_goes(bytes_.data(), Size);
  }

  [[nodiscard]] std::span<std::byte> first(std::size_t count) noexcept {
    return std::as_writable_bytes(std::span(bytes_)).first(count);
  }

  /// What the kernel has answered is here, and nothing else was touched.
  void check(const answer& given, std::uint64_t seed = 0) const {
    const std::size_t count = given.res > 0 ? static_cast<std::size_t>(given.res) : 0;
    bool untouched = true;
    for (std::size_t i = count; i < Size; ++i) untouched &= bytes_[i] == pattern(seed, i);
    if (checksum::of(bytes_.data(), count) != given.checksum || !untouched) {
      violate("no byte is lost or comes twice", "%zu bytes in a buffer are not those that came",
              count);
    }
  }

 private:
  static std::uint8_t pattern(std::uint64_t seed, std::size_t at) noexcept {
    return static_cast<std::uint8_t>(0xa5 + at * 3 + seed * 17);
  }

  std::array<std::uint8_t, Size> bytes_;
};

}  // namespace simulation
