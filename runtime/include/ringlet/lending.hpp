// The words in which an operation tells what memory it leads the kernel to. An argument's type
// knows its pieces, and the table knows how long they are lent:
//
//     op.for_each_lent([](const void* data, std::size_t size, lent_for use, lent_until end) { … });
#pragma once

#include <cstddef>
#include <cstdint>

namespace ringlet {

/// What the kernel does with a piece of memory that it is lent.
enum class lent_for : std::uint8_t {
  reading,
  writing,
  both,
  sharing,  // reading, or naming it, while others may change it
};

/// When it has done so.
enum class lent_until : std::uint8_t {
  submit,    // the operation is submitted
  complete,  // it has completed
  notif,     // its notification has come
  returned,  // other operations give it back, piece by piece
};

namespace detail {

/// Whether a program could have memory there. To what it could not the kernel says EFAULT, where a
/// sanitizer, or who looks for more pieces in it, would end the program.
[[nodiscard]] inline bool may_be_memory(const void* data, std::size_t size) noexcept {
  constexpr std::uintptr_t first_page = 4096;
  constexpr std::uintptr_t end = std::uintptr_t{1} << 47;
  const auto begin = reinterpret_cast<std::uintptr_t>(data);
  return begin >= first_page && begin < end && size <= end - begin;
}

}  // namespace detail
}  // namespace ringlet
