// What live tests of NVMe drives are set up with; see fixtures.hpp, which includes this. Tests
// write to them, so that each is a drive that was made for tests and is known by its serial number;
// scripts/test-kernels makes them. Without one the test is skipped.
#pragma once

#include <ringlet/ringlet.hpp>

#include <linux/nvme_ioctl.h>  // NVME_URING_CMD_IO in rows

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ringlet::live {

/// The name of the NVMe controller with this serial number, such as nvme0.
std::string nvme_controller(const std::string& serial);

/// Whether all of these are that one.
bool consist_of(std::span<const std::byte> bytes, char wanted);

/// A page of memory of its own.
class aligned_block {
 public:
  aligned_block();
  aligned_block(const aligned_block&) = delete;
  aligned_block& operator=(const aligned_block&) = delete;
  ~aligned_block();
  [[nodiscard]] static constexpr std::size_t size() { return 4096; }
  [[nodiscard]] std::span<std::byte> bytes() const { return {memory_, size()}; }
  void fill(char with) const;

 private:
  std::byte* memory_;
};

/// A drive that reads and writes around the page cache: an NVMe drive whose serial number is
/// ringlet-io. Its block, 4096 bytes, is at the beginning.
class nvme_drive {
 public:
  explicit nvme_drive(ring&);
  /// The block device; the character device, which takes the drive's own commands to read and to
  /// write (Linux 5.13); and the one that takes those to administer it.
  [[nodiscard]] int fd() const { return block_device_.get(); }
  [[nodiscard]] int generic() const { return generic_.get(); }
  [[nodiscard]] int controller() const { return controller_.get(); }
  [[nodiscard]] std::uint32_t nsid() const { return nsid_; }

  /// Memory for the block, filled on request.
  [[nodiscard]] std::span<std::byte> block() const { return memory_.bytes(); }
  void fill(char with) const { memory_.fill(with); }

  /// Writes the drive's block, and looks at it, by plain system calls.
  void put(char with) const;
  [[nodiscard]] bool has_only(char wanted) const;

  /// Commands about that block and the memory for it, for NVME_URING_CMD_IO.
  [[nodiscard]] ::nvme_uring_cmd read_command() const;
  [[nodiscard]] ::nvme_uring_cmd write_command() const;
  /// The same with other memory.
  [[nodiscard]] ::nvme_uring_cmd read_command_into(std::span<std::byte> bytes) const;
  [[nodiscard]] ::nvme_uring_cmd write_command_of(std::span<const std::byte> bytes) const;
  /// The first of them of a block far behind the drive's end.
  [[nodiscard]] ::nvme_uring_cmd read_command_beyond() const;
  /// Asks for the controller's data structure in that memory, for NVME_URING_CMD_ADMIN.
  [[nodiscard]] ::nvme_uring_cmd identify_command() const;
  /// Whether that memory holds it: the drive's serial number is there.
  [[nodiscard]] bool is_identified() const;

 private:
  [[nodiscard]] ::nvme_uring_cmd command(std::uint8_t opcode, std::uint64_t first) const;

  unique_fd block_device_;
  unique_fd generic_;
  unique_fd controller_;
  std::uint32_t nsid_ = 0;
  unsigned sector_ = 0;  // how many bytes the drive counts by
  aligned_block memory_;
};

/// The same where its queues can be polled: what a ring that polls for completions needs.
class polled_drive : public nvme_drive {
 public:
  explicit polled_drive(ring& loop);
};

/// A drive of zones, which are written from their beginning on only, and whose first is written to:
/// an NVMe drive whose serial number is ringlet-zoned.
class zoned_drive {
 public:
  explicit zoned_drive(ring&);
  [[nodiscard]] int fd() const { return file_.get(); }
  /// Writes 4096 bytes to each of the first `zones`, and resets them first.
  void put(unsigned zones) const;
  /// How many bytes were written to a zone since it was reset.
  [[nodiscard]] std::uint64_t written(unsigned zone) const;

 private:
  unique_fd file_;
  std::uint64_t zone_bytes_ = 0;
};

}  // namespace ringlet::live
