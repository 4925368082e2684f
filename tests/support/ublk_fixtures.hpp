// What live tests of commands that are answered time after time are set up with; see fixtures.hpp,
// which includes this.
#pragma once

#include "drive_fixtures.hpp"
#include <ringlet/ringlet.hpp>

#include <linux/ublk_cmd.h>  // ublksrv_io_desc
#include <sys/ioctl.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace ringlet::live {

/// What a command for a queue of a ublk device in batches carries: struct ublk_batch_io of
/// <linux/ublk_cmd.h>, Linux 7.0.
struct ublk_batch {
  std::uint16_t queue = 0;
  std::uint16_t flags = 0;
  std::uint16_t elements = 0;
  std::uint8_t bytes_of_each = 0;
  std::uint8_t reserved = 0;
  std::uint64_t reserved_too = 0;
};

/// A block device of eight blocks of 4096 bytes, of which the test is the driver: a ublk device
/// with one queue, which hands out in batches what it is asked for. Skips its test where the module
/// ublk_drv is not there, or does not work in batches (before Linux 7.0).
class ublk_device {
 public:
  /// UBLK_U_IO_FETCH_IO_CMDS: gives the tags of requests, each of two bytes, as they come.
  static constexpr auto fetch = static_cast<std::uint32_t>(_IOWR('u', 0x27, ublk_batch));

  explicit ublk_device(ring&);
  ublk_device(const ublk_device&) = delete;
  ublk_device& operator=(const ublk_device&) = delete;
  ~ublk_device();

  /// The driver's end, and what a fetch carries: that of the queue, and one that is refused.
  [[nodiscard]] int fd() const { return driver_.get(); }
  [[nodiscard]] static ublk_batch first_queue() { return {.bytes_of_each = 2}; }
  [[nodiscard]] static ublk_batch queue_beyond() { return {.queue = 1, .bytes_of_each = 2}; }

  /// Has a thread read each of these blocks by plain system calls, each of them when the driver has
  /// been told of those before it: so each comes in a buffer of its own. Returns when the first one
  /// waits.
  void read(std::initializer_list<unsigned> blocks);
  /// Answers what was handed out, and stops the device, which ends the fetch. Whether that was all
  /// that was asked for, each time one thing, and each thread has got the bytes of its block.
  [[nodiscard]] bool answers(const std::vector<lease>& handed_out);

  [[nodiscard]] bool stop() const;
  void stop_after(std::chrono::milliseconds delay);
  [[nodiscard]] bool is_there() const;

 private:
  struct reading {
    unsigned block;
    aligned_block memory;
    ::ssize_t got = -1;
    std::thread reader;
  };

  void set_up();
  void prepare();
  void take_down();
  void join();
  [[nodiscard]] std::string name() const { return "ublkb" + std::to_string(number_); }
  [[nodiscard]] std::size_t handed_out() const;
  [[nodiscard]] bool has_one_in_flight() const;

  std::uint32_t number_ = 0;
  unique_fd driver_;
  const volatile ::ublksrv_io_desc* asked_ = nullptr;     // for each tag, the kernel's
  std::vector<std::unique_ptr<aligned_block>> memories_;  // for each tag
  std::vector<std::unique_ptr<reading>> readings_;
  std::thread starter_;  // of their threads
  std::thread stopper_;
  std::atomic<bool> over_ = false;
};

}  // namespace ringlet::live
