// What the kernel tells about a child process.
#pragma once

#include <signal.h>  // siginfo_t

#include <cstddef>
#include <cstdint>
#include <ringlet/buffers.hpp>

namespace ringlet {

/// The caller's ::siginfo_t that the kernel fills, or `no_siginfo`. It must stay where it is until
/// the operation completes.
class siginfo_out {
 public:
  constexpr siginfo_out(::siginfo_t& target) noexcept : target_(&target) {}
  explicit constexpr siginfo_out(std::nullptr_t) noexcept : target_(nullptr) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(target_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    if (target_ != nullptr) visit(target_, sizeof *target_, lent_for::writing, end);
  }

 private:
  ::siginfo_t* target_;
};

/// For who does not want to know more of the child than that it has changed.
inline constexpr siginfo_out no_siginfo{nullptr};

}  // namespace ringlet
