// Several descriptors that go into a ring's table of files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ringlet/buffers.hpp>
#include <ringlet/uapi.hpp>  // IORING_REGISTER_FILES_SKIP
#include <span>
#include <type_traits>
#include <utility>  // std::in_range, std::forward

namespace ringlet {

/// Stands for a descriptor where a slot is to be emptied.
inline constexpr int no_file = -1;

/// Stands for a descriptor where a slot is to stay as it is (Linux 5.12).
inline constexpr int same_file = IORING_REGISTER_FILES_SKIP;

namespace detail {

template <class Number>
class descriptors {
 public:
  template <class Range>
    requires spans<Range, Number>
  constexpr descriptors(Range&& range) noexcept
      : numbers_(std::span<Number>(std::forward<Range>(range))) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return address_of(numbers_.data()); }

  /// How many there are, as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint32_t count() const noexcept {
    return static_cast<std::uint32_t>(numbers_.size());
  }

  /// Whether the count fits into an SQE.
  [[nodiscard]] constexpr bool fits() const noexcept {
    return std::in_range<std::uint32_t>(numbers_.size());
  }

 protected:
  template <class Visit>
  void lend_all(Visit& visit, lent_for use, lent_until end) const {
    visit(numbers_.data(), numbers_.size_bytes(), use, end);
  }

 private:
  std::span<Number> numbers_;
};

}  // namespace detail

/// Descriptors that are put into slots: a contiguous range of int, where `no_file` and `same_file`
/// may stand as well. It must stay where it is until the operation completes.
class descriptors_in : public detail::descriptors<const int> {
 public:
  using descriptors::descriptors;

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    lend_all(visit, lent_for::reading, end);
  }
};

/// Descriptors in whose place the kernel writes the slots that it chose: a contiguous range of int
/// that is not const. It must stay where it is until the operation completes.
class descriptors_to_slots : public detail::descriptors<int> {
 public:
  using descriptors::descriptors;

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    lend_all(visit, lent_for::both, end);
  }
};

}  // namespace ringlet
