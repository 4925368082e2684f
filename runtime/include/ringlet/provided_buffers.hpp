// Buffers that the kernel selects from, handed over by requests: for kernels without buffer rings.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <ringlet/buffer_group.hpp>
#include <ringlet/buffer_source.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet {

/// Buffers that the kernel selects from when bytes arrive, as a buffer_ring has them, for kernels
/// before 5.19 (5.7 and later). Each buffer goes back by a request of its own, which is submitted
/// with whatever the ring submits next; a buffer_ring does it by a store to memory.
///
/// The buffers are there for whatever is submitted after them. Should the kernel have no memory to
/// note them down, operations say ENOBUFS.
///
/// It may go at any time, and its memory stays as long as that of a buffer_ring. It belongs to the
/// ring's thread, and neither moves nor copies.
class provided_buffers : public detail::buffer_group {
 public:
  /// `count` buffers of `size` bytes each, in memory of its own. At most 65535 buffers, of less
  /// than 4 GiB together. Throws std::system_error that says what is the matter.
  provided_buffers(ring& loop, std::uint32_t count, std::uint32_t size) {
    check(count, size);
    detail::owner pool(new own_pool);
    pool->memory = detail::pages(std::size_t{count} * size);
    pool->base = pool->memory.data();
    open(loop, std::move(pool), count, size);
  }

  /// The same in the caller's memory, which is cut into buffers of `size` bytes; what is left at
  /// its end is not used. The memory must outlive the ring and all leases.
  provided_buffers(ring& loop, std::span<std::byte> memory, std::uint32_t size) {
    const std::size_t count = size != 0 ? memory.size() / size : 0;
    check(count, size);
    detail::owner pool(new own_pool);
    pool->base = memory.data();
    open(loop, std::move(pool), static_cast<std::uint32_t>(count), size);
  }

  ~provided_buffers() {
    if (pool_->loop != nullptr) {
      io_uring_sqe& sqe = request(*pool_, IORING_OP_REMOVE_BUFFERS, pool_->count);
      sqe.flags = 0;  // All may be out, which is ENOENT, and no reason to say anything.
    }
  }

 private:
  struct own_pool : detail::buffer_pool {
    detail::pages memory;  // none where it is the caller's
  };

  static void check(std::size_t count, std::uint32_t size) {
    if (count == 0 || count > 65535 || size == 0 || count * std::uint64_t{size} > 0xffffffff) {
      detail::throw_error(EINVAL,
                          "ringlet::provided_buffers: there must be 1 to 65535 buffers of at "
                          "least 1 byte, and less than 4 GiB together");
    }
  }

  void open(ring& loop, detail::owner<own_pool> pool, std::uint32_t count, std::uint32_t size) {
    pool->group = detail::new_buffer_group(loop, "provided_buffers");
    pool->count = count;
    pool->size = size;
    pool->put_back = [](detail::buffer_pool& to, std::uint16_t id) noexcept { provide(to, id, 1); };
    pool->destroy = [](detail::buffer_pool& gone) noexcept {
      delete static_cast<own_pool*>(&gone);
    };
    pool_ = pool.release();
    detail::attach_pool(loop, *pool_);
    provide(*pool_, 0, count);
  }

  static void provide(detail::buffer_pool& pool, std::uint16_t first, std::uint32_t count) {
    io_uring_sqe& sqe = request(pool, IORING_OP_PROVIDE_BUFFERS, count);
    detail::poison(pool.address(first), std::size_t{count} * pool.size);
    sqe.addr = reinterpret_cast<std::uintptr_t>(pool.address(first));
    sqe.len = pool.size;
    sqe.off = first;
  }

  /// A request that nobody waits for. (Not one that completes without a CQE: after the first such,
  /// the kernel refuses every drain on its ring.)
  static io_uring_sqe& request(detail::buffer_pool& pool, int opcode, std::uint32_t count) {
    ring& loop = *pool.loop;
    io_uring_sqe& sqe = loop.take_one();
    sqe.opcode = static_cast<std::uint8_t>(opcode);
    sqe.fd = static_cast<int>(count);
    sqe.buf_group = pool.group;
    sqe.user_data = detail::ignored_user_data;
    return sqe;
  }
};

}  // namespace ringlet
