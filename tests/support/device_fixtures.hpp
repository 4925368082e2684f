// Fixtures of live tests about devices: drives that are made for a test, or that a guest has.
#pragma once

#include <ringlet/ring.hpp>
#include <ringlet/unique_fd.hpp>

#include <cstddef>

namespace ringlet::live {

/// A block device of 64 KiB: a loop device over a file without a name. Discarding a part of it
/// makes a hole in that file, which reads as zeros. Unavailable where no loop device may be made.
class loop_device {
 public:
  explicit loop_device(ring&);
  loop_device(const loop_device&) = delete;
  loop_device& operator=(const loop_device&) = delete;
  ~loop_device();
  [[nodiscard]] const unique_fd& fd() const { return device_; }
  /// Writes this byte to every place, and waits until the device has it.
  void fill(unsigned char byte) const;
  /// Whether the file behind the device has this byte in all of a range.
  [[nodiscard]] bool is_filled(std::size_t offset, std::size_t length, unsigned char byte) const;

 private:
  unique_fd file_;
  unique_fd device_;
};

}  // namespace ringlet::live
