// The events that an epoll instance reports.
#pragma once

#include <sys/epoll.h>  // epoll_event

#include <cstddef>
#include <cstdint>
#include <ringlet/buffers.hpp>
#include <span>
#include <type_traits>
#include <utility>  // std::in_range, std::forward

namespace ringlet {

/// Where an epoll instance's events go: any contiguous range of ::epoll_event that is not const,
/// whose length is how many are taken at most.
///
/// It borrows: the range must stay where it is until the operation completes. A temporary container
/// is refused, for nobody could read what was reported.
class epoll_events_out {
 public:
  template <class Range>
    requires detail::spans<Range, ::epoll_event>
  constexpr epoll_events_out(Range&& range) noexcept
      : events_(std::span<::epoll_event>(std::forward<Range>(range))) {}

  [[nodiscard]] std::uint64_t address() const noexcept {
    return detail::address_of(events_.data());
  }

  /// How many events there is room for, as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint32_t count() const noexcept {
    return static_cast<std::uint32_t>(events_.size());
  }

  /// Whether that fits into an SQE.
  [[nodiscard]] constexpr bool fits() const noexcept {
    return std::in_range<std::uint32_t>(events_.size());
  }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(events_.data(), events_.size_bytes(), lent_for::writing, end);
  }

 private:
  std::span<::epoll_event> events_;
};

}  // namespace ringlet
