// How openat2 opens a file.
#pragma once

#include <concepts>
#include <cstdint>
#include <ringlet/flags.hpp>

struct open_how;  // <linux/openat2.h> has it, which nothing else here needs.

namespace ringlet {

// Both are generated, and complete wherever an operation takes this type.
enum class open_flags : std::uint32_t;
enum class resolve_flags : std::uint64_t;

/// How a file is opened, and how its path is looked up: flags alone, or
/// `{flags, resolve, mode}`. A mode (the permissions of a file that is made, less the umask) must
/// be 0 unless the flags say creat or tmpfile. The kernel's own struct ::open_how is taken as well.
class open_how {
 public:
  constexpr open_how(open_flags flags, resolve_flags resolve = {}, std::uint32_t mode = 0) noexcept
      : flags_(raw(flags)), mode_(mode), resolve_(raw(resolve)) {}

  template <std::same_as<struct ::open_how> How>
  constexpr open_how(const How& how) noexcept
      : flags_(how.flags), mode_(how.mode), resolve_(how.resolve) {}

  /// Where the kernel finds what it calls struct open_how: inside of this object, which must not
  /// move before it is submitted.
  [[nodiscard]] std::uint64_t address() const noexcept {
    return reinterpret_cast<std::uintptr_t>(this);
  }
  [[nodiscard]] static constexpr std::uint32_t size() noexcept { return 24; }

 private:
  // The kernel alone reads them.
  [[maybe_unused]] std::uint64_t flags_;
  [[maybe_unused]] std::uint64_t mode_;
  [[maybe_unused]] std::uint64_t resolve_;
};

static_assert(sizeof(open_how) == open_how::size(), "the kernel's own layout");

}  // namespace ringlet
