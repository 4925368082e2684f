// Buffers that the kernel selects from, shared with it by a ring in memory.
#pragma once

#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <utility>

#include <ringlet/buffer_group.hpp>
#include <ringlet/buffer_source.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet {

struct buffer_ring_options {
  /// Bytes fill a buffer piece by piece, so that one large buffer serves many small receipts
  /// (IOU_PBUF_RING_INC, Linux 6.12). For streams only. Kernels have had errors here, hence the
  /// choice.
  bool incremental = false;
  /// The ring in which buffers are handed over is the kernel's memory instead of the process's
  /// (IOU_PBUF_RING_MMAP, Linux 6.4).
  bool kernel_mapped = false;
};

namespace detail {

// What Linux 6.4 and 6.12 added, which the installed header may lack.
inline constexpr std::uint16_t buffer_ring_mmap = 1;
inline constexpr std::uint16_t buffer_ring_incremental = 2;
inline constexpr std::uint64_t buffer_ring_mmap_offset = 0x80000000;
inline constexpr int buffer_ring_mmap_shift = 16;

/// io_uring_buf_reg, with the flags that the installed header may still call padding.
struct buffer_ring_registration {
  std::uint64_t ring_addr;
  std::uint32_t ring_entries;
  std::uint16_t bgid;
  std::uint16_t flags;
  std::uint64_t resv[3];
};
static_assert(sizeof(buffer_ring_registration) == sizeof(io_uring_buf_reg));
static_assert(offsetof(buffer_ring_registration, bgid) == offsetof(io_uring_buf_reg, bgid));

struct buffer_ring_pool : buffer_pool {
  pages shared_pages;
  pages buffer_pages;  // none where the memory is the caller's
};

}  // namespace detail

/// Buffers that the kernel selects from when bytes arrive (Linux 5.19). An operation that takes
/// them, such as op::recv_multishot, gives a `lease` of what has come, and the buffer goes back to
/// the kernel when that is destroyed.
///
///     buffer_ring buffers(loop, 256, 4096);
///     auto received = stream(op::recv_multishot{.socket = peer, .buffers = buffers});
///     while (auto bytes = co_await received.next()) …
///
/// The kernel uses them in turn, so that all of them pass through the caches: many small ones are
/// right, and of large ones no more than a cache holds. Streams for which there is none stand in
/// line until one comes back, and lose nothing; what completes once ends with ENOBUFS.
///
/// It may go at any time: operations that want a buffer then end with ENOBUFS, and leases stay
/// good. Its memory stays until the ring has ended and no lease is left, because an operation in
/// flight may still write to it. It belongs to the ring's thread, and neither moves nor copies.
class buffer_ring : public detail::buffer_group {
 public:
  /// `count` buffers of `size` bytes each, in memory of its own. `count` is a power of two, at most
  /// 32768. Throws std::system_error that says what is the matter.
  buffer_ring(ring& loop, std::uint32_t count, std::uint32_t size,
              buffer_ring_options options = {}) {
    check(count, size);
    detail::owner pool(new detail::buffer_ring_pool);
    pool->buffer_pages = detail::pages(std::size_t{count} * size);
    pool->base = pool->buffer_pages.data();
    open(loop, std::move(pool), count, size, options);
  }

  /// The same in the caller's memory, which is cut into buffers of `size` bytes: there must be a
  /// power of two of them. The memory must outlive the ring and all leases.
  buffer_ring(ring& loop, std::span<std::byte> memory, std::uint32_t size,
              buffer_ring_options options = {}) {
    const std::size_t count = size != 0 && memory.size() % size == 0 ? memory.size() / size : 0;
    check(count, size);
    detail::owner pool(new detail::buffer_ring_pool);
    pool->base = memory.data();
    open(loop, std::move(pool), static_cast<std::uint32_t>(count), size, options);
  }

  ~buffer_ring() {
    if (pool_->loop != nullptr) {
      detail::buffer_ring_registration which{};
      which.bgid = pool_->group;
      (void)pool_->loop->call_register(IORING_UNREGISTER_PBUF_RING, &which, 1);
    }
  }

 private:
  static void check(std::size_t count, std::uint32_t size) {
    constexpr std::size_t most = 32768;
    if (!std::has_single_bit(count) || count > most || size == 0 || size > 0x7fffffff) {
      detail::throw_error(EINVAL,
                          "ringlet::buffer_ring: the number of buffers must be a power of two, "
                          "at most 32768, and each have 1 to 2147483647 bytes");
    }
  }

  void open(ring& loop, detail::owner<detail::buffer_ring_pool> pool, std::uint32_t count,
            std::uint32_t size, buffer_ring_options options) {
    pool->count = count;
    pool->size = size;
    pool->incremental = options.incremental;
    pool->states = detail::owned_array(new detail::buffer_pool::state[count]{});
    const std::size_t length = count * sizeof(io_uring_buf);
    if (!options.kernel_mapped) pool->shared_pages = detail::pages(length);
    register_pool(loop, *pool, options);
    if (options.kernel_mapped) map(loop, *pool, length);

    pool->shared = reinterpret_cast<io_uring_buf_ring*>(pool->shared_pages.data());
    for (std::uint32_t id = 0; id < count; ++id) pool->put(static_cast<std::uint16_t>(id));
    pool->publish();
    pool->destroy = [](detail::buffer_pool& gone) noexcept {
      delete static_cast<detail::buffer_ring_pool*>(&gone);
    };
    pool_ = pool.release();
    detail::attach_pool(loop, *pool_);
  }

  static void register_pool(ring& loop, detail::buffer_ring_pool& pool,
                            buffer_ring_options options) {
    detail::buffer_ring_registration request{};
    request.ring_addr = reinterpret_cast<std::uintptr_t>(pool.shared_pages.data());
    request.ring_entries = pool.count;
    request.flags =
        static_cast<std::uint16_t>((options.incremental ? detail::buffer_ring_incremental : 0) |
                                   (options.kernel_mapped ? detail::buffer_ring_mmap : 0));
    int outcome = 0;
    do {
      request.bgid = pool.group = detail::new_buffer_group(loop, "buffer_ring");
      outcome = loop.call_register(IORING_REGISTER_PBUF_RING, &request, 1);
    } while (outcome == -EEXIST);  // a group that the program has made by hand
    if (outcome < 0) {
      detail::throw_register_failure(-outcome, "buffer_ring",
                                     options.incremental     ? "Linux 6.12 (it is incremental)"
                                     : options.kernel_mapped ? "Linux 6.4 (it is kernel_mapped)"
                                                             : "Linux 5.19");
    }
  }

  static void map(ring& loop, detail::buffer_ring_pool& pool, std::size_t length) {
    const auto offset = detail::buffer_ring_mmap_offset | std::uint64_t{pool.group}
                                                              << detail::buffer_ring_mmap_shift;
    try {
      pool.shared_pages = detail::pages("ringlet::buffer_ring: mapping it", length, loop.ring_fd(),
                                        static_cast<::off_t>(offset));
    } catch (...) {
      detail::buffer_ring_registration which{};
      which.bgid = pool.group;
      (void)loop.call_register(IORING_UNREGISTER_PBUF_RING, &which, 1);
      throw;
    }
  }
};

}  // namespace ringlet
