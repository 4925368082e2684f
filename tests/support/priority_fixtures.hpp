// What live tests of I/O priorities are set up with; see fixtures.hpp, which includes this.
#pragma once

#include "drive_fixtures.hpp"
#include <ringlet/ringlet.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ringlet::live {

/// Requests to drives, as the kernel traces them where it hands them to a driver, from the
/// construction on. That takes privilege, and a kernel whose traces have the priority.
class drive_trace {
 public:
  drive_trace();
  drive_trace(const drive_trace&) = delete;
  drive_trace& operator=(const drive_trace&) = delete;
  ~drive_trace();
  /// Whether there was one of that priority: class, hint and level, as in "be,0,6".
  [[nodiscard]] bool shows(std::string_view priority) const;

 private:
  unique_fd tracing_;  // a mount of tracefs that has no place in any folder
  std::string instance_;
};

/// A file of 4096 bytes on a drive, open without the page cache, so that what is asked of it is
/// asked of the drive; and a trace of that.
class traced_file {
 public:
  explicit traced_file(ring&);
  [[nodiscard]] int fd() const { return file_.get(); }
  /// Memory for what is in it.
  [[nodiscard]] std::span<std::byte> block() const { return memory_.bytes(); }
  /// Whether a drive was asked for something with that priority.
  [[nodiscard]] bool was_asked(std::string_view priority) const { return trace_.shows(priority); }
  /// Whether all that it has is that character.
  [[nodiscard]] bool has_only(char wanted) const;

 private:
  unique_fd file_;
  aligned_block memory_;
  drive_trace trace_;
};

/// The thread has the I/O priority that ioprio_set(2) calls best effort, level 5.
class priority_of_the_task {
 public:
  explicit priority_of_the_task(ring&);
  priority_of_the_task(const priority_of_the_task&) = delete;
  priority_of_the_task& operator=(const priority_of_the_task&) = delete;
  ~priority_of_the_task();

 private:
  int before_;
};

/// The thread has neither CAP_SYS_ADMIN nor CAP_SYS_NICE.
class plain_thread {
 public:
  explicit plain_thread(ring&);
  plain_thread(const plain_thread&) = delete;
  plain_thread& operator=(const plain_thread&) = delete;
  ~plain_thread();

 private:
  std::uint32_t before_;
};

}  // namespace ringlet::live
