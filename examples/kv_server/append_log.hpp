// The file that makes changes last: each is appended, and known to be on the device before anybody
// is told that it was made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ringlet/ringlet.hpp>
#include <string>
#include <string_view>

namespace kv {

/// A log of batches. All that is appended while one batch is on its way to the device becomes the
/// next: so many clients share one fsync.
///
/// In the file a batch is a header (how long, two checksums) and what was appended. A new one is
/// begun when the last is on the device: what a crash can leave unfinished is the last one, and
/// nobody was told of that.
class append_log {
 public:
  /// Opens the file, or makes it, and locks it against a second server. Throws std::system_error.
  explicit append_log(std::string path);

  /// Gives every batch to `replay`, in order. An unfinished one at the end is cut off, which is
  /// printed. Throws std::runtime_error where the log is damaged elsewhere. Before anything is
  /// appended.
  ringlet::task<> reload(std::function<void(std::string_view)> replay);

  /// Adds to the next batch.
  void append(std::string_view change);

  /// How many bytes were ever appended: what to give to durable().
  [[nodiscard]] std::uint64_t position() const { return appended_; }

  /// Waits until all that was appended up to `position` is on the device. False where that will not
  /// be, because the server ends.
  ringlet::task<bool> durable(std::uint64_t position);

  /// Writes batches until the task is cancelled. Throws std::system_error where one cannot be
  /// written: what is on the device is not known then, so that the server had better end.
  ringlet::task<> write_batches();

 private:
  ringlet::task<> write_one(std::string_view batch);
  ringlet::task<> cut_off_at(std::uint64_t end, std::uint64_t file_size);
  ringlet::task<bool> is_zero_from(std::uint64_t offset);

  std::string path_;
  ringlet::unique_fd file_;
  std::uint64_t end_ = 0;  // of the file

  std::string next_;     // the batch that is being collected
  std::string current_;  // the one that is being written
  std::uint64_t appended_ = 0;
  std::uint64_t durable_ = 0;
  ringlet::event has_more_{ringlet::event_reset::automatic};
  ringlet::event progress_;
};

}  // namespace kv
