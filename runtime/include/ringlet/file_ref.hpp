// How operations name the file that they work on.
#pragma once

#include <fcntl.h>  // AT_FDCWD

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ringlet/direct_slot.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>  // IOSQE_FIXED_FILE, SPLICE_F_FD_IN_FIXED
#include <ringlet/unique_fd.hpp>

namespace ringlet {

/// The offset that means: where the file's own position is, which then moves on. It is also what
/// sockets, pipes and everything else without a position must be given.
inline constexpr std::uint64_t current_position = ~std::uint64_t{0};

/// The file that an operation works on: a descriptor of the process, or a slot of the ring's table.
///
/// It borrows. The file must stay open until the operation is submitted; the kernel holds it itself
/// from there on. A temporary unique_fd is refused, because it would be closed too soon.
class file_ref {
 public:
  constexpr file_ref(int descriptor) noexcept : file_ref(static_cast<unsigned>(descriptor), 0) {}
  constexpr file_ref(const unique_fd& descriptor) noexcept : file_ref(descriptor.get()) {}
  file_ref(unique_fd&&) = delete;
  constexpr file_ref(direct_slot slot) noexcept : file_ref(slot.index(), IOSQE_FIXED_FILE) {}

  /// The descriptor, or the slot counted from 0 (sqe.fd).
  [[nodiscard]] constexpr int number() const noexcept {
    return static_cast<int>(static_cast<unsigned>(word_ >> 32));
  }

  /// Whether it is a slot of the ring's table.
  [[nodiscard]] constexpr bool fixed() const noexcept { return sqe_flags() != 0; }

  /// What to add to sqe.flags: IOSQE_FIXED_FILE, or nothing.
  [[nodiscard]] constexpr std::uint8_t sqe_flags() const noexcept {
    return static_cast<std::uint8_t>(word_ >> 8);
  }

  /// Writes the first word of an SQE that works on this file: opcode, flags and fd, and no ioprio.
  void begin(io_uring_sqe& sqe, opcode code) const noexcept {
    const std::uint64_t word = word_ | static_cast<std::uint8_t>(code);
    std::memcpy(&sqe, &word, sizeof word);
  }

 private:
  constexpr file_ref(unsigned number, unsigned flags) noexcept
      : word_(std::uint64_t{number} << 32 | std::uint64_t{flags} << 8) {}

  static_assert(std::endian::native == std::endian::little && offsetof(io_uring_sqe, opcode) == 0 &&
                    offsetof(io_uring_sqe, flags) == 1 && offsetof(io_uring_sqe, fd) == 4,
                "the word is laid out as the SQE is");

  // One word, because GCC 12 copies it about in a frame, and a word is copied in one piece; as the
  // SQE has it, so that it is stored in one piece as well.
  std::uint64_t word_;
};

/// A descriptor where the kernel takes no slot of the ring's table. It borrows, as a file_ref does.
class descriptor_ref {
 public:
  constexpr descriptor_ref(int descriptor) noexcept : number_(descriptor) {}
  constexpr descriptor_ref(const unique_fd& descriptor) noexcept : number_(descriptor.get()) {}
  descriptor_ref(unique_fd&&) = delete;

  [[nodiscard]] constexpr int number() const noexcept { return number_; }

 private:
  int number_;
};

/// The directory that a relative path starts from: an open descriptor, or `current_directory`.
class directory_ref : public descriptor_ref {
 public:
  using descriptor_ref::descriptor_ref;
};

/// The process's working directory.
inline constexpr directory_ref current_directory{AT_FDCWD};

/// A descriptor that is given away to be closed: an int, or a unique_fd that is moved in.
///
/// It takes a unique_fd's descriptor at once, and is itself a plain number that closes nothing: an
/// `op::close` that is never awaited leaks it. A unique_fd that is not moved is refused, because
/// its descriptor would be closed a second time.
class closing_fd {
 public:
  constexpr closing_fd(int descriptor) noexcept : number_(descriptor) {}
  constexpr closing_fd(unique_fd&& descriptor) noexcept : number_(descriptor.release()) {}
  closing_fd(unique_fd&) = delete;
  closing_fd(const unique_fd&) = delete;
  closing_fd(const unique_fd&&) = delete;

  [[nodiscard]] constexpr int number() const noexcept { return number_; }

 private:
  int number_;
};

namespace detail {

/// A file in another part than an operation's own, from the same sources as a file_ref.
class other_file {
 public:
  constexpr other_file(int descriptor) noexcept : file_(descriptor) {}
  constexpr other_file(const unique_fd& descriptor) noexcept : file_(descriptor) {}
  other_file(unique_fd&&) = delete;
  constexpr other_file(direct_slot slot) noexcept : file_(slot) {}

  /// The descriptor, or the slot counted from 0.
  [[nodiscard]] constexpr int number() const noexcept { return file_.number(); }

 protected:
  [[nodiscard]] constexpr bool fixed() const noexcept { return file_.fixed(); }

 private:
  file_ref file_;
};

}  // namespace detail

/// The file whose pending operations are to be cancelled, from the same sources as a file_ref.
class cancel_file : public detail::other_file {
 public:
  using other_file::other_file;

  /// What to add to sqe.cancel_flags: that the file is the key, and whether it is a slot. The bits
  /// of sqe.flags say how an operation works, and a cancel works on no file.
  [[nodiscard]] constexpr std::uint32_t cancel_flags() const noexcept {
    return fixed() ? IORING_ASYNC_CANCEL_FD | IORING_ASYNC_CANCEL_FD_FIXED : IORING_ASYNC_CANCEL_FD;
  }
};

/// The file that a nop looks up and does nothing with, from the same sources as a file_ref.
class nop_file : public detail::other_file {
 public:
  using other_file::other_file;

  /// What to add to sqe.nop_flags: that there is a file, and whether it is a slot.
  [[nodiscard]] constexpr std::uint32_t nop_flags() const noexcept {
    constexpr std::uint32_t file = 0x2;        // IORING_NOP_FILE
    constexpr std::uint32_t fixed_file = 0x4;  // IORING_NOP_FIXED_FILE
    return fixed() ? file | fixed_file : file;
  }
};

/// The file that a splice or a tee takes bytes from, from the same sources as a file_ref.
class splice_input : public detail::other_file {
 public:
  using other_file::other_file;

  /// What to add to sqe.splice_flags: whether it is a slot. The bit of sqe.flags speaks of the file
  /// that the bytes go to.
  [[nodiscard]] constexpr std::uint32_t splice_flags() const noexcept {
    return fixed() ? SPLICE_F_FD_IN_FIXED : 0;
  }
};

}  // namespace ringlet
