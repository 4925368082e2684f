// Memory from mmap(2) that gives itself back.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <utility>

namespace ringlet::detail {

class mapping {
 public:
  mapping() = default;
  /// What mmap(2) gives for these arguments; empty, with errno set, where it fails.
  mapping(std::size_t size, int flags, int fd, long long offset) noexcept
      : address_(::mmap(nullptr, size, PROT_READ | PROT_WRITE, flags, fd, offset)), size_(size) {
    if (address_ == MAP_FAILED) {
      address_ = nullptr;
      size_ = 0;
    }
  }
  mapping(mapping&& other) noexcept
      : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  mapping& operator=(mapping&& other) noexcept {
    mapping moved(std::move(other));
    std::swap(address_, moved.address_);
    std::swap(size_, moved.size_);
    return *this;
  }
  mapping(const mapping&) = delete;
  mapping& operator=(const mapping&) = delete;
  ~mapping() {
    if (address_ != nullptr) (void)::munmap(address_, size_);
  }

  /// Leaves the memory as it is.
  void forget() noexcept { address_ = nullptr; }

  [[nodiscard]] explicit operator bool() const noexcept { return address_ != nullptr; }
  [[nodiscard]] std::byte* data() const noexcept { return static_cast<std::byte*>(address_); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  void* address_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace ringlet::detail
