// What a buffer_ring and provided_buffers have in common: how a pool comes to a ring and leaves it.
#pragma once

#include <sys/mman.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <ringlet/buffer_source.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet::detail {

/// Pages of this process, unmapped when they go.
class pages {
 public:
  pages() noexcept = default;
  /// New ones that are zero, at least `size` bytes. Throws std::system_error.
  explicit pages(std::size_t size) : pages(nullptr, size, -1, 0) {}
  /// Those that a descriptor stands for; where it stands for none (-1), new ones.
  pages(const char* what, std::size_t size, int descriptor, ::off_t offset)
      : memory_(::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                       descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED | MAP_POPULATE,
                       descriptor, offset)),
        size_(size) {
    if (memory_ == MAP_FAILED) {
      const int error = errno;
      memory_ = nullptr;
      throw_error(error, what != nullptr ? what : "ringlet: mmap");
    }
  }
  pages(pages&& other) noexcept
      : memory_(std::exchange(other.memory_, nullptr)), size_(other.size_) {}
  pages& operator=(pages&& other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~pages() {
    if (memory_ != nullptr) ::munmap(memory_, size_);
  }

  [[nodiscard]] std::byte* data() const noexcept { return static_cast<std::byte*>(memory_); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  void* memory_ = nullptr;
  std::size_t size_ = 0;
};

/// Says what the kernel has refused and what to do about it. `needs` is what the request wants of
/// the kernel, in words: "Linux 5.19".
[[noreturn, gnu::cold]] inline void throw_register_failure(int errno_value, std::string_view what,
                                                           std::string_view needs) {
  sentence why("ringlet::");
  why.add(what).add(": ");
  switch (errno_value) {
    case EINVAL:
    case EOPNOTSUPP:
      why.add("the kernel refuses it; it needs ").add(needs);
      break;
    case ENOMEM: {
      rlimit memlock{};
      (void)::getrlimit(RLIMIT_MEMLOCK, &memlock);
      why.add("no memory, or no more that may be locked: RLIMIT_MEMLOCK is ");
      if (memlock.rlim_cur == RLIM_INFINITY) {
        why.add("unlimited");
      } else {
        why.add(memlock.rlim_cur).add(" bytes");
      }
      why.add("; raise it ('ulimit -l') or ask for less");
      break;
    }
    case EPERM:
    case EACCES:
      why.add("the kernel forbids it: ").add(needs);
      break;
    default:
      why.add("the kernel says no");
  }
  throw_error(errno_value, why.c_str());
}

/// Lends the pool to `loop`, until the end of which it stays.
inline void attach_pool(ring& loop, buffer_pool& pool) noexcept {
  pool.begin(loop, &tend);
  pool.ring_ended = [](attachment& part) noexcept {
    auto& ended = static_cast<buffer_pool&>(part);
    ended.forsake();
    ended.shared = nullptr;
    ended.put_back = nullptr;
    unpoison(ended.base, std::size_t{ended.count} * ended.size);
    ended.leave();
  };
  loop.attach(pool);
}

/// Called when the owner goes, after the kernel was told so.
inline void abandon_pool(buffer_pool& pool) noexcept {
  pool.open = false;
  pool.shared = nullptr;
  pool.put_back = nullptr;
  pool.owned = false;
  pool.feed();
  pool.leave();
}

[[nodiscard]] inline std::uint16_t new_buffer_group(ring& loop, const char* what) {
  const auto group = loop.new_buffer_group();
  if (!group) {
    throw_error(ENOSPC, sentence("ringlet::")
                            .add(what)
                            .add(": this ring has had 65536 groups of buffers, which is all")
                            .c_str());
  }
  return *group;
}

/// What the owner of a group of buffers can be asked.
class buffer_group {
 public:
  /// How many buffers there are, and the bytes of each.
  [[nodiscard]] std::uint32_t count() const noexcept { return pool_->count; }
  [[nodiscard]] std::uint32_t buffer_size() const noexcept { return pool_->size; }

  /// How many of them the kernel has, or will have with the next submission. A buffer that is used
  /// piece by piece is its until it is full.
  [[nodiscard]] std::uint32_t available() const noexcept { return pool_->available(); }

  /// The id of the group, for SQEs that are filled by hand. ringlet counts them up from 0.
  [[nodiscard]] std::uint16_t group() const noexcept { return pool_->group; }

  [[nodiscard]] buffer_pool* pool() noexcept { return pool_; }

  buffer_group(const buffer_group&) = delete;
  buffer_group& operator=(const buffer_group&) = delete;

 protected:
  buffer_group() noexcept = default;
  ~buffer_group() {
    if (pool_ != nullptr) abandon_pool(*pool_);  // none where a constructor has thrown
  }

  buffer_pool* pool_ = nullptr;
};

}  // namespace ringlet::detail
