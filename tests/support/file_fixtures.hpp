// What live tests of files, memory and extended attributes are set up with; see fixtures.hpp, which
// includes this.
#pragma once

#include <ringlet/ringlet.hpp>

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ringlet/buffer_ring.hpp>
#include <ringlet/provided_buffers.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::live {

/// Whether these are the two ends of one pipe: what is written to the one can be read from the
/// other.
bool is_pipe(int reader, int writer);
task<bool> is_pipe(direct_slot reader, direct_slot writer);  // by two operations of their ring

/// A file without a name, all of whose pages are on the device and in the page cache. Only a file
/// system with a device can drop them.
class cached_file {
 public:
  explicit cached_file(ring& loop) : cached_file(loop, 0) {}
  [[nodiscard]] int fd() const { return file_.get(); }
  [[nodiscard]] std::uint64_t begin() const { return begin_; }  // where the pages are
  [[nodiscard]] std::uint64_t size() const { return begin_ + pages() * page_size(); }
  [[nodiscard]] std::size_t pages_in_memory() const;  // of those that were written
  [[nodiscard]] static std::size_t page_size();
  [[nodiscard]] static constexpr std::size_t pages() { return 32; }

 protected:
  cached_file(ring&, std::uint64_t begin);

 private:
  unique_fd file_;
  std::uint64_t begin_;
};

/// The same, with a hole of 4 GiB in front of the pages.
class long_cached_file : public cached_file {
 public:
  explicit long_cached_file(ring& loop) : cached_file(loop, std::uint64_t{1} << 32) {}
};

/// Three pages of anonymous memory, filled.
class anonymous_memory {
 public:
  explicit anonymous_memory(ring&);
  anonymous_memory(const anonymous_memory&) = delete;
  anonymous_memory& operator=(const anonymous_memory&) = delete;
  ~anonymous_memory();
  [[nodiscard]] std::span<std::byte> page(std::size_t number) const;
  [[nodiscard]] bool is_filled(std::size_t number) const;
  [[nodiscard]] bool is_empty(std::size_t number) const;

 private:
  std::byte* memory_;
};

/// A page at an address where mmap puts nothing. One that was mapped and is no more would not do:
/// what another thread maps meanwhile may come to stand there.
class memory_never_mapped {
 public:
  explicit memory_never_mapped(ring&) {}
  [[nodiscard]] std::span<std::byte> page() const;
};

/// More than 4 GiB of memory, of which only the last page is used, and filled.
class vast_memory {
 public:
  explicit vast_memory(ring&);
  vast_memory(const vast_memory&) = delete;
  vast_memory& operator=(const vast_memory&) = delete;
  ~vast_memory();
  [[nodiscard]] std::span<std::byte> all() const;
  [[nodiscard]] bool is_filled_at_the_end() const;
  [[nodiscard]] bool is_empty_at_the_end() const;

 private:
  [[nodiscard]] std::span<std::byte> end() const;

  std::byte* memory_;
};

/// A file that can have an extended attribute, and has none yet. Which namespace there is depends
/// on the file system and on the user.
class attributed_file {
 public:
  explicit attributed_file(ring&);
  attributed_file(const attributed_file&) = delete;
  attributed_file& operator=(const attributed_file&) = delete;
  ~attributed_file();
  [[nodiscard]] int fd() const { return file_.get(); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& attribute() const { return attribute_; }
  void set(std::string_view value) const;
  [[nodiscard]] bool has_value() const { return read().has_value(); }
  [[nodiscard]] std::string value() const { return read().value_or("(none)"); }

 private:
  [[nodiscard]] std::optional<std::string> read() const;

  std::string path_;
  unique_fd file_;
  std::string attribute_;
};

/// The two halves of some bytes, for operations on several buffers.
template <class Range>
std::array<::iovec, 2> halves_of(const Range& range) {
  const auto bytes = std::as_bytes(std::span(range));
  auto* const begin = const_cast<std::byte*>(bytes.data());
  const std::size_t half = bytes.size() / 2;
  return {::iovec{begin, half}, ::iovec{begin + half, bytes.size() - half}};
}

/// A drive that keeps 8 bytes of protection information for each block of 512. Tests write to it,
/// so that it must be one that was made for them: an NVMe drive whose serial number is ringlet-pi.
class protected_drive {
 public:
  explicit protected_drive(ring&);
  protected_drive(const protected_drive&) = delete;
  protected_drive& operator=(const protected_drive&) = delete;
  ~protected_drive();
  [[nodiscard]] int fd() const { return file_.get(); }
  /// Memory for a block and for its protection information.
  [[nodiscard]] std::span<std::byte> block() const;
  [[nodiscard]] std::span<std::byte> protection() const;
  /// Puts something into `block` and into protection().
  void fill(std::span<std::byte> block) const;
  /// Puts something else on the drive, by its driver's own commands.
  void put() const;
  /// Whether what was put there has come to protection().
  [[nodiscard]] bool has_come() const;
  /// Whether the drive, asked so, has what is in `block` and in protection().
  [[nodiscard]] bool agrees_with(std::span<const std::byte> block) const;

 private:
  void command(unsigned char opcode, std::byte* block, std::byte* protection) const;

  unique_fd file_;
  std::byte* memory_;
};

/// Buffers from which the kernel selects: a ring of them, or where it knows no such (before Linux
/// 5.19) buffers that are given to it one by one.
class few_buffers {
 public:
  few_buffers(ring& loop, std::uint32_t count, std::uint32_t size);
  [[nodiscard]] detail::buffer_group& all() {
    if (ring_) return *ring_;
    return *provided_;
  }
  [[nodiscard]] std::uint32_t available() const {
    return ring_ ? ring_->available() : provided_->available();
  }

 private:
  std::optional<buffer_ring> ring_;
  std::optional<provided_buffers> provided_;
};

/// Skips its test where there are no rings of buffers (before Linux 5.19).
class buffer_rings_known {
 public:
  explicit buffer_rings_known(ring& loop);
};

/// The null device, which takes every command and does nothing. Skips its test where it takes none
/// (before Linux 6.0).
class null_device {
 public:
  explicit null_device(ring& loop);
  [[nodiscard]] int fd() const { return file_.get(); }

 private:
  unique_fd file_;
};

/// Four buffers of 16 bytes from which the kernel selects.
class selectable_buffers {
 public:
  explicit selectable_buffers(ring& loop) : buffers_(loop, 4, 16) {}
  [[nodiscard]] detail::buffer_group& source() { return buffers_.all(); }
  [[nodiscard]] std::size_t available() const { return buffers_.available(); }
  task<> use_up();  // takes leases of all, and keeps them

 private:
  few_buffers buffers_;
  std::vector<lease> kept_;
};

/// Whether these are the bytes that came.
bool says(const lease& came, std::string_view text);

}  // namespace ringlet::live
