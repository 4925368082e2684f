// The two ends of a new pipe.
//
// The kernel does not give them in the completion, it writes them to memory. That memory is in the
// operation, so that the ends have an owner whatever becomes of whoever asked for them.
#pragma once

#include <array>
#include <cstdint>
#include <ringlet/direct_slot.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

/// Both ends of a pipe, owned: what is written to `writer` can be read from `reader`.
struct pipe_ends {
  unique_fd reader;
  unique_fd writer;
};

/// The slots that both ends of a pipe are in. They own nothing: `op::close_direct` frees them.
struct pipe_slots {
  direct_slot reader;
  direct_slot writer;

  friend constexpr bool operator==(pipe_slots, pipe_slots) noexcept = default;
};

/// Room in a pipe operation for the two numbers that the kernel writes there. There is nothing to
/// give for it.
class pipe_room {
 public:
  constexpr pipe_room() noexcept = default;

  [[nodiscard]] std::uint64_t address() const noexcept {
    return reinterpret_cast<std::uintptr_t>(numbers_.data());
  }
  [[nodiscard]] constexpr int reader() const noexcept { return numbers_[0]; }
  [[nodiscard]] constexpr int writer() const noexcept { return numbers_[1]; }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(numbers_.data(), sizeof numbers_, lent_for::writing, end);
  }

 private:
  // The kernel writes them while the operation, like any other, may be const.
  mutable std::array<int, 2> numbers_{-1, -1};
};

/// Where the two ends of a pipe go: the slot of the reader, whose next one is the writer's (what is
/// open there is closed), or `any_slot`, which lets the kernel choose two free ones.
class pipe_slot_choice {
 public:
  constexpr pipe_slot_choice(slot_choice reader) noexcept : choice_(reader) {}
  constexpr pipe_slot_choice(direct_slot reader) noexcept : choice_(reader) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return room_.address(); }

  /// The reader's slot as SQEs name it: counted from 1, or all bits set for any.
  [[nodiscard]] constexpr std::uint32_t file_index() const noexcept { return choice_.file_index(); }

  /// Whether an SQE can name it, and the slot after it.
  [[nodiscard]] constexpr bool fits() const noexcept {
    return !choice_.requested() ||
           (choice_.fits() && direct_slot(choice_.slot().index() + 1).fits());
  }

  /// The two slots, once the operation has succeeded. Kernels before 7.0 write 0 and 0 where the
  /// slots were asked for, so that only what they chose themselves is read.
  [[nodiscard]] constexpr pipe_slots slots() const noexcept {
    if (choice_.requested()) {
      return {.reader = choice_.slot(), .writer = direct_slot(choice_.slot().index() + 1)};
    }
    return {.reader = direct_slot(static_cast<std::uint32_t>(room_.reader())),
            .writer = direct_slot(static_cast<std::uint32_t>(room_.writer()))};
  }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    room_.lend(visit, end);
  }

 private:
  slot_choice choice_;
  pipe_room room_;
};

/// Both ends of a new pipe, owned by whoever takes them.
[[nodiscard]] inline result<pipe_ends> decode_pipe(cqe_view cqe, const pipe_room& room) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return pipe_ends{.reader = unique_fd(room.reader()), .writer = unique_fd(room.writer())};
}

/// The slots of both ends of a new pipe.
[[nodiscard]] inline result<pipe_slots> decode_pipe_slots(cqe_view cqe,
                                                          const pipe_slot_choice& choice) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  return choice.slots();
}

}  // namespace ringlet
