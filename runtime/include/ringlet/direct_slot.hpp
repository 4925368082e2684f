// Direct descriptors: files that live in a ring's own table instead of the process's.
#pragma once

#include <cstdint>
#include <ringlet/uapi.hpp>  // IORING_FILE_INDEX_ALLOC

namespace ringlet {

/// A place in the ring's table of registered files. It owns nothing: `op::close_direct` frees it.
class direct_slot {
 public:
  explicit constexpr direct_slot(std::uint32_t index) noexcept : index_(index) {}

  /// The place, counted from 0.
  [[nodiscard]] constexpr std::uint32_t index() const noexcept { return index_; }

  /// The place as SQEs name it, counted from 1 because 0 means no direct descriptor there.
  [[nodiscard]] constexpr std::uint32_t file_index() const noexcept { return index_ + 1; }

  /// False for the two numbers that an SQE cannot name: 1 more is 0 for one of them, and the other
  /// is how SQEs ask for a slot of the kernel's choice.
  [[nodiscard]] constexpr bool fits() const noexcept {
    return index_ < IORING_FILE_INDEX_ALLOC - 1;
  }

  friend constexpr bool operator==(direct_slot, direct_slot) noexcept = default;

 private:
  std::uint32_t index_;
};

/// A slot of another ring's table: nothing of it is open in this ring's own.
class foreign_slot : public direct_slot {
 public:
  explicit constexpr foreign_slot(direct_slot there) noexcept : direct_slot(there) {}
};

/// Where an operation is to put the direct descriptor that it opens: a slot of the caller's choice
/// (what is open there is closed), or `any_slot`, which lets the kernel choose a free one (Linux
/// 5.19; ENFILE when there is none).
class slot_choice {
 public:
  constexpr slot_choice(direct_slot slot) noexcept : slot_(slot) {}

  /// Whether the caller chose. The kernel tells the slot in its result only where it did itself.
  [[nodiscard]] constexpr bool requested() const noexcept {
    return slot_.file_index() != IORING_FILE_INDEX_ALLOC;
  }

  /// The slot that was asked for. Only where `requested()`.
  [[nodiscard]] constexpr direct_slot slot() const noexcept { return slot_; }

  /// The slot as SQEs name it: counted from 1, or all bits set for any.
  [[nodiscard]] constexpr std::uint32_t file_index() const noexcept { return slot_.file_index(); }

  /// False for a slot number that an SQE cannot name.
  [[nodiscard]] constexpr bool fits() const noexcept { return slot_.file_index() != 0; }

 private:
  direct_slot slot_;
};

/// Lets the kernel choose a free slot.
inline constexpr slot_choice any_slot{direct_slot(IORING_FILE_INDEX_ALLOC - 1)};

}  // namespace ringlet
