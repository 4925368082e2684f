// A queue of so many items and no more, in memory that it has from its beginning.
#pragma once

#include <cstddef>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace ringlet::detail {

/// Room for `Capacity` objects, in place.
template <class T, std::size_t Capacity>
class item_memory {
 public:
  item_memory() = default;
  item_memory(const item_memory&) = delete;
  item_memory& operator=(const item_memory&) = delete;

  [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }
  [[nodiscard]] T* at(std::size_t index) noexcept {
    return reinterpret_cast<T*>(bytes_ + index * sizeof(T));
  }

 private:
  alignas(T) std::byte bytes_[Capacity * sizeof(T)];
};

/// Room for as many as it is told.
template <class T>
class item_memory<T, std::dynamic_extent> {
 public:
  explicit item_memory(std::size_t capacity)
      : capacity_(capacity), items_(static_cast<T*>(allocate(capacity))) {}
  item_memory(const item_memory&) = delete;
  item_memory& operator=(const item_memory&) = delete;
  ~item_memory() { ::operator delete(items_, alignment); }

  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] T* at(std::size_t index) noexcept { return items_ + index; }

 private:
  static constexpr std::align_val_t alignment{alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                                                  ? alignof(T)
                                                  : __STDCPP_DEFAULT_NEW_ALIGNMENT__};

  static void* allocate(std::size_t capacity) {
    if (capacity > std::numeric_limits<std::size_t>::max() / sizeof(T)) {
      throw std::bad_array_new_length();
    }
    return ::operator new(capacity * sizeof(T), alignment);
  }

  std::size_t capacity_;
  T* items_;
};

template <class T, std::size_t Capacity>
class bounded_queue {
  static_assert(std::is_nothrow_move_constructible_v<T> && std::is_nothrow_destructible_v<T>,
                "what goes through a channel must move without throwing: it could be lost");
  static_assert(Capacity > 0, "a channel has room for one item at least");

 public:
  bounded_queue() = default;
  explicit bounded_queue(std::size_t capacity) : memory_(checked(capacity)) {}
  bounded_queue(const bounded_queue&) = delete;
  bounded_queue& operator=(const bounded_queue&) = delete;
  ~bounded_queue() {
    while (count_ != 0) drop();
  }

  [[nodiscard]] std::size_t capacity() const noexcept { return memory_.capacity(); }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] bool full() const noexcept { return count_ == capacity(); }

  /// There must be room.
  void push(T&& item) noexcept {
    ::new (static_cast<void*>(memory_.at(wrapped(first_ + count_)))) T(std::move(item));
    ++count_;
  }
  /// There must be one.
  [[nodiscard]] T pop() noexcept {
    T taken(std::move(*memory_.at(first_)));
    drop();
    return taken;
  }

 private:
  static std::size_t checked(std::size_t capacity) {
    if (capacity == 0) {
      throw std::invalid_argument("ringlet: a channel must have room for one item at least");
    }
    return capacity;
  }
  void drop() noexcept {
    memory_.at(first_)->~T();
    first_ = wrapped(first_ + 1);
    --count_;
  }
  [[nodiscard]] std::size_t wrapped(std::size_t index) const noexcept {
    return index < capacity() ? index : index - capacity();
  }

  std::size_t first_ = 0;
  std::size_t count_ = 0;
  item_memory<T, Capacity> memory_;
};

}  // namespace ringlet::detail
