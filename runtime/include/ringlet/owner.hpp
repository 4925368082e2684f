// What owns memory of operator new's: std::unique_ptr, of which <memory> has much else to compile.
#pragma once

#include <cstddef>
#include <utility>

namespace ringlet::detail {

/// Owns an object.
template <class T>
class owner {
 public:
  owner() noexcept = default;
  explicit owner(T* owned) noexcept : owned_(owned) {}
  owner(owner&& other) noexcept : owned_(other.release()) {}
  owner& operator=(owner&& other) noexcept {
    owner taken(std::move(other));  // and with it, what was owned here goes
    std::swap(owned_, taken.owned_);
    return *this;
  }
  ~owner() { delete owned_; }

  [[nodiscard]] T* get() const noexcept { return owned_; }
  [[nodiscard]] T& operator*() const noexcept { return *owned_; }
  [[nodiscard]] T* operator->() const noexcept { return owned_; }
  /// Gives it up; the caller now owns it.
  [[nodiscard]] T* release() noexcept { return std::exchange(owned_, nullptr); }

 private:
  T* owned_ = nullptr;
};

/// Owns an array.
template <class T>
class owned_array {
 public:
  owned_array() noexcept = default;
  explicit owned_array(T* owned) noexcept : owned_(owned) {}
  owned_array(owned_array&& other) noexcept : owned_(std::exchange(other.owned_, nullptr)) {}
  owned_array& operator=(owned_array&& other) noexcept {
    owned_array taken(std::move(other));
    std::swap(owned_, taken.owned_);
    return *this;
  }
  ~owned_array() { delete[] owned_; }

  [[nodiscard]] T* get() const noexcept { return owned_; }
  [[nodiscard]] T& operator[](std::size_t index) const noexcept { return owned_[index]; }

 private:
  T* owned_ = nullptr;
};

}  // namespace ringlet::detail
