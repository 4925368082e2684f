// The word by which a child shows that it is alive: in memory that it shares with its supervisor.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ringlet/unique_fd.hpp>
#include <system_error>
#include <utility>

namespace examples {

/// The environment variable that tells a child the descriptor of the shared memory.
inline constexpr const char* heartbeat_variable = "HEARTBEAT_FD";

/// A page of shared memory that begins with a counter of beats: a futex word.
class heartbeat {
 public:
  using counter = std::atomic<std::uint32_t>;

  /// New memory, for one child.
  heartbeat() : heartbeat(ringlet::unique_fd(::memfd_create("heartbeat", MFD_CLOEXEC))) {}

  /// Memory that a supervisor has made.
  explicit heartbeat(ringlet::unique_fd memory) : memory_(std::move(memory)) {
    if (!memory_ || ::ftruncate(memory_.get(), size) != 0) fail();
    page_ = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory_.get(), 0);
    if (page_ == MAP_FAILED) fail();
  }
  heartbeat(const heartbeat&) = delete;
  heartbeat& operator=(const heartbeat&) = delete;
  ~heartbeat() { ::munmap(page_, size); }

  [[nodiscard]] int descriptor() const noexcept { return memory_.get(); }

  /// New memory is zero, which is what the counter begins with.
  [[nodiscard]] counter& beats() const noexcept { return *static_cast<counter*>(page_); }

 private:
  static constexpr std::size_t size = 4096;

  [[noreturn]] static void fail() {
    throw std::system_error(errno, std::generic_category(), "the heartbeat's memory");
  }

  ringlet::unique_fd memory_;
  void* page_ = nullptr;
};

}  // namespace examples
