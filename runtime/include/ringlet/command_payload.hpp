// What a command carries besides its number.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include <ringlet/uapi.hpp>  // io_uring_sqe

namespace ringlet {

/// The bytes of a URING_CMD that are its driver's own (sqe.cmd): 16 of them in an SQE of 64 bytes,
/// 80 in one of 128.
///
/// It is made from any trivially copyable struct that fits, such as ::nvme_uring_cmd, and keeps a
/// copy; what is left over is zero. Memory that such a struct points to must stay valid until the
/// operation completes.
template <std::size_t Size>
class command_payload {
 public:
  constexpr command_payload() = default;

  template <class Struct>
    requires(std::is_trivially_copyable_v<Struct> && !std::is_pointer_v<Struct> &&
             !std::is_same_v<Struct, command_payload>)
  command_payload(const Struct& command) noexcept {
    static_assert(sizeof(Struct) <= Size, "the command's struct does not fit into the SQE");
    std::memcpy(bytes_.data(), &command, sizeof command);
  }

  /// Writes it where the kernel looks for it. Of an SQE of 128 bytes, `sqe` is the first half.
  void copy_to(io_uring_sqe& sqe) const noexcept {
    constexpr std::size_t command_at = 48;  // offsetof(io_uring_sqe, cmd)
    auto* const to = reinterpret_cast<std::byte*>(&sqe) + command_at;
    // Through a variable: in the call Clang 21 takes `&sqe` for the one half, and says so.
    std::memcpy(to, bytes_.data(), Size);
  }

 private:
  std::array<std::byte, Size> bytes_{};
};

}  // namespace ringlet
