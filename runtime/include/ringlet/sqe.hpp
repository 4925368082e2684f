// What an operation is given to write its request into, and to read its completion from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ringlet/uapi.hpp>  // io_uring_sqe

namespace ringlet {

/// The number of an io_uring operation. The generated header <ringlet/opcode.hpp> has all the
/// names; a program's own operation may use a number that has none: `static_cast<opcode>(23)`.
enum class opcode : std::uint8_t;

/// What the kernel must have for an operation to work. `code` must be known to it. `with` must be
/// known as well: an opcode of the release that brought this form, for what the probe cannot tell
/// (the same as `code` where there is nothing to tell). `feature` is an IORING_FEAT_ bit, or 0.
struct requirement {
  opcode code;
  opcode with;
  std::uint32_t feature;
  /// Whether kernels without it do something else instead of refusing: then ringlet refuses first.
  bool ignored_without = false;
  /// Whether some kernels without it cannot be told from those with it until they say EINVAL, which
  /// none with it does.
  bool unknown_says_einval = false;
};

/// What a stream does when an error has ended its operation: asks again at once, when a buffer has
/// come back, or after a pause.
enum class rearm : std::uint8_t { now, buffer, pause };

/// One such error, by its errno value. An operation lists its own in a static member `rearms`.
struct rearm_rule {
  int error;
  rearm how;
};

/// One completion, as the kernel posted it.
struct cqe_view {
  std::int32_t res;            ///< the result, or a negative errno value
  std::uint32_t flags;         ///< IORING_CQE_F_ bits
  const std::uint64_t* extra;  ///< the 16 more bytes of a big CQE; nullptr for a CQE of 16 bytes
};

/// The submission entries reserved for one operation. All their bytes are zero when `encode` gets
/// them, and the runtime writes `user_data` afterwards.
///
/// Entries of one reservation may wrap around the end of the queue, so that they are no array:
/// `operator[]` finds each. The first one is at hand without any arithmetic, because nearly every
/// operation needs just that.
class sqe_slot {
 public:
  /// A single entry, for encoding outside of a ring.
  explicit constexpr sqe_slot(io_uring_sqe& only) noexcept : sqe_slot(&only, &only, 0, 0, 0) {}

  /// As many plain entries in a row as the operation takes, for encoding outside of a ring.
  constexpr sqe_slot(io_uring_sqe* array, [[maybe_unused]] std::size_t count) noexcept
      : sqe_slot(array, array, 0, ~0U, 0) {}

  /// Entries of a ring. `first` is the entry at `index`; `base` is where the queue begins, `mask`
  /// its number of entries less one, `shift` 1 where each entry has 128 bytes and 0 where it
  /// has 64.
  constexpr sqe_slot(io_uring_sqe* first, io_uring_sqe* base, unsigned index, unsigned mask,
                     unsigned shift) noexcept
      : first_(first), base_(base), index_(index), mask_(mask), shift_(shift) {}

  /// The first entry.
  [[nodiscard]] constexpr io_uring_sqe& sqe() const noexcept { return *first_; }

  /// The entry at `position`, counted from the first one of this reservation.
  [[nodiscard]] constexpr io_uring_sqe& operator[](std::size_t position) const noexcept {
    if (position == 0) {
      return *first_;
    }
    const unsigned entry = (index_ + static_cast<unsigned>(position)) & mask_;
    return base_[std::size_t{entry} << shift_];
  }

 private:
  io_uring_sqe* first_;
  io_uring_sqe* base_;
  unsigned index_;
  unsigned mask_;
  unsigned shift_;
};

}  // namespace ringlet
