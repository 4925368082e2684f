// Memory that a network card writes received bytes to, and that is read where it lies.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <ringlet/attachment.hpp>
#include <ringlet/buffer_group.hpp>
#include <ringlet/byte_budget.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet {

namespace detail::zcrx {

// The kernel's structures of Linux 7.2 and later, which most installed headers lack, with the names
// that it gives their fields. Where a header has them, a test compares: this one includes none,
// since the kernel's own and liburing's copy cannot be included together.

inline constexpr unsigned register_ifq = 32;
inline constexpr unsigned register_ctrl = 36;
inline constexpr std::uint32_t reg_nodev = 2;
inline constexpr std::uint32_t ctrl_flush_rq = 0;
inline constexpr std::uint32_t region_type_user = 1;
inline constexpr int area_shift = 48;
inline constexpr std::uint64_t area_mask = ~((std::uint64_t{1} << area_shift) - 1);

struct rqe {
  std::uint64_t off;
  std::uint32_t len;
  std::uint32_t pad;
};

struct offsets {
  std::uint32_t head;
  std::uint32_t tail;
  std::uint32_t rqes;
  std::uint32_t resv2;
  std::uint64_t resv[2];
};

struct area_reg {
  std::uint64_t addr;
  std::uint64_t len;
  std::uint64_t rq_area_token;
  std::uint32_t flags;
  std::uint32_t dmabuf_fd;
  std::uint64_t resv2[2];
};

struct region_desc {
  std::uint64_t user_addr;
  std::uint64_t size;
  std::uint32_t flags;
  std::uint32_t id;
  std::uint64_t mmap_offset;
  std::uint64_t resv[4];
};

struct ifq_reg {
  std::uint32_t if_idx;
  std::uint32_t if_rxq;
  std::uint32_t rq_entries;
  std::uint32_t flags;
  std::uint64_t area_ptr;
  std::uint64_t region_ptr;
  zcrx::offsets offsets;
  std::uint32_t zcrx_id;
  std::uint32_t rx_buf_len;
  std::uint64_t event_desc;
  std::uint64_t resv[2];
};

struct ctrl {
  std::uint32_t zcrx_id;
  std::uint32_t op;
  std::uint64_t resv[2];
  std::uint64_t argument[6];
};

static_assert(sizeof(rqe) == 16);
static_assert(sizeof(offsets) == 32);
static_assert(sizeof(area_reg) == 48);
static_assert(sizeof(region_desc) == 64);
static_assert(sizeof(ifq_reg) == 96);
static_assert(sizeof(ctrl) == 72);

/// The area, and the queue by which its pieces go back to the kernel. Like a buffer_pool it
/// outlives its owner: it goes when that is gone, the ring has ended and no lease is left.
struct pool : supply {
  std::uint32_t id = 0;
  std::uint32_t entries = 0;
  std::uint32_t tail = 0;
  std::uint64_t token = 0;
  std::uint32_t* shared_head = nullptr;
  std::uint32_t* shared_tail = nullptr;
  rqe* queue = nullptr;
  pages memory;
  pages region;

  // Without a device nobody but us tells the kernel to look; how many pieces it has left it does
  // not say.
  pool() noexcept
      : supply([](const supply& self) noexcept {
          (void)static_cast<const pool&>(self).flush();
          return all;
        }) {}

  /// Called once for each CQE in the order of the CQEs. `off` is what the kernel wrote beside it.
  void taken(std::uint32_t flags) noexcept {
    if (has_piece(flags)) ++held;
  }

  /// Whether a CQE has bytes in the area. The last one of an operation has none.
  [[nodiscard]] static bool has_piece(std::uint32_t flags) noexcept {
    return (flags & IORING_CQE_F_MORE) != 0;
  }

  [[nodiscard]] std::byte* address(std::uint64_t off) const noexcept {
    return memory.data() + (off & ~area_mask);
  }

  /// Whether the kernel has room, or can make some of what was given back.
  [[nodiscard]] bool has_free() noexcept {
    if (unread() != 0) return flush();
    return held == 0;
  }

  void give_back(std::uint64_t off, std::uint32_t length) noexcept {
    --held;
    if (loop == nullptr) {
      leave();
      return;
    }
    if (unread() == entries && !flush()) return;  // that piece is lost until the ring ends
    queue[tail & (entries - 1)] = {(off & ~area_mask) | token, length, 0};
    __atomic_store_n(shared_tail, ++tail, __ATOMIC_RELEASE);
    ++returned;
    feed();
  }

  /// Pieces in the queue that the kernel has not taken back yet.
  [[nodiscard]] std::uint32_t unread() const noexcept {
    return tail - __atomic_load_n(shared_head, __ATOMIC_ACQUIRE);
  }

  /// Makes the kernel take back what is in the queue.
  bool flush() const noexcept {
    ctrl request{};
    request.zcrx_id = id;
    request.op = ctrl_flush_rq;
    return loop->call_register(register_ctrl, &request, 0) >= 0;
  }

  void leave() noexcept {
    if (!owned && loop == nullptr && held == 0) delete this;
  }
};

template <class Area>
concept has_pool = requires(Area& area) {
  { area.pool() } noexcept -> std::same_as<pool*>;
};

}  // namespace detail::zcrx

/// Received bytes, where the network card (or the kernel, without one) has put them. The memory
/// goes back to the kernel when this is destroyed. Leases may end in any order, and later than the
/// area or the ring. They belong to the ring's thread.
class [[nodiscard]] area_lease {
 public:
  /// No bytes: the end of a connection.
  area_lease() noexcept = default;

  area_lease(area_lease&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)),
        off_(other.off_),
        size_(std::exchange(other.size_, 0)) {}
  area_lease& operator=(area_lease&& other) noexcept {
    area_lease taken(std::move(other));
    std::swap(pool_, taken.pool_);
    std::swap(off_, taken.off_);
    std::swap(size_, taken.size_);
    return *this;
  }
  ~area_lease() {
    if (pool_ != nullptr) pool_->give_back(off_, size_);
  }

  [[nodiscard]] std::byte* data() const noexcept {
    return pool_ != nullptr ? pool_->address(off_) : nullptr;
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::span<std::byte> bytes() const noexcept { return {data(), size_}; }

  /// For decode functions: takes over what a CQE tells of.
  area_lease(detail::zcrx::pool& pool, std::uint64_t off, std::uint32_t size) noexcept
      : pool_(&pool), off_(off), size_(size) {}

 private:
  detail::zcrx::pool* pool_ = nullptr;
  std::uint64_t off_ = 0;
  std::uint32_t size_ = 0;
};

struct receive_area_options {
  /// The network interface, as if_nametoindex(3) numbers it; 0 for none: then bytes of any
  /// connection are copied into the area, for tests (Linux 7.1).
  unsigned interface = 0;
  /// Which receive queue of the interface. Its packets alone arrive without a copy: connections
  /// have to be steered there, and header split be on (ethtool(8)).
  unsigned queue = 0;
  /// Pieces that can be on their way back to the kernel; rounded up to a power of two. 0 means one
  /// a page of the area, at most 32768.
  std::uint32_t refill_entries = 0;
};

/// An area of memory that bytes are received into without being copied (Linux 6.15; without a
/// network interface, 7.1). op::recv_zc gives leases of what has come.
///
/// It takes a ring with deferred task work and big CQEs, and the capability CAP_NET_ADMIN. It may
/// go at any time; its memory stays until the ring has ended and no lease is left, because the
/// kernel has it until then. It belongs to the ring's thread, and neither moves nor copies.
class receive_area {
 public:
  /// `size` bytes, rounded up to pages. Throws std::system_error that says what is the matter.
  receive_area(ring& loop, std::size_t size, receive_area_options options = {}) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t rounded = (size + page - 1) / page * page;
    if (rounded == 0 || options.refill_entries > most_entries) {
      detail::throw_error(EINVAL,
                          "ringlet::receive_area: it must have at least one byte, and at most "
                          "32768 refill entries");
    }
    const std::size_t wanted =
        options.refill_entries != 0 ? options.refill_entries : rounded / page;
    const auto entries = static_cast<std::uint32_t>(
        std::bit_ceil(wanted < most_entries ? wanted : std::size_t{most_entries}));
    const std::size_t queue_size =
        (entries * sizeof(detail::zcrx::rqe) + page - 1) / page * page + page;

    detail::owner pool(new detail::zcrx::pool);
    pool->memory = detail::pages(rounded);
    pool->region = detail::pages(queue_size);
    register_pool(loop, *pool, entries, options);
    pool->begin(loop, &detail::tend);
    pool->ring_ended = [](detail::attachment& part) noexcept {
      auto& ended = static_cast<detail::zcrx::pool&>(part);
      ended.forsake();
      ended.leave();
    };
    pool_ = pool.release();
    loop.attach(*pool_);
  }
  receive_area(const receive_area&) = delete;
  receive_area& operator=(const receive_area&) = delete;
  ~receive_area() {
    // The kernel lets go of it with the ring; there is no request for less.
    pool_->owned = false;
    pool_->open = false;
    pool_->feed();
    pool_->leave();
  }

  /// The number by which SQEs name it (sqe.zcrx_ifq_idx).
  [[nodiscard]] std::uint32_t id() const noexcept { return pool_->id; }

  /// The area itself. What is in it belongs to leases and to the kernel.
  [[nodiscard]] std::span<const std::byte> memory() const noexcept {
    return {pool_->memory.data(), pool_->memory.size()};
  }

  /// How many pieces of it are leased, or in a stream that nobody has taken them from.
  [[nodiscard]] std::uint32_t leased() const noexcept { return pool_->held; }

  [[nodiscard]] detail::zcrx::pool* pool() noexcept { return pool_; }

 private:
  static constexpr std::uint32_t most_entries = 32768;

  static void register_pool(ring& loop, detail::zcrx::pool& pool, std::uint32_t entries,
                            const receive_area_options& options) {
    detail::zcrx::area_reg area{};
    area.addr = reinterpret_cast<std::uintptr_t>(pool.memory.data());
    area.len = pool.memory.size();
    detail::zcrx::region_desc region{};
    region.user_addr = reinterpret_cast<std::uintptr_t>(pool.region.data());
    region.size = pool.region.size();
    region.flags = detail::zcrx::region_type_user;
    detail::zcrx::ifq_reg request{};
    request.if_idx = options.interface;
    request.if_rxq = options.queue;
    request.rq_entries = entries;
    request.flags = options.interface == 0 ? detail::zcrx::reg_nodev : 0;
    request.area_ptr = reinterpret_cast<std::uintptr_t>(&area);
    request.region_ptr = reinterpret_cast<std::uintptr_t>(&region);
    const int outcome = loop.call_register(detail::zcrx::register_ifq, &request, 1);
    if (outcome < 0) {
      detail::throw_register_failure(
          -outcome, "receive_area",
          options.interface == 0 ? "Linux 7.1 (it has no interface), a ring with deferred task "
                                   "work and big CQEs, and CAP_NET_ADMIN"
                                 : "Linux 6.15, a ring with deferred task work and big CQEs, and "
                                   "CAP_NET_ADMIN");
    }
    pool.id = request.zcrx_id;
    pool.entries = request.rq_entries;
    pool.token = area.rq_area_token;
    std::byte* const base = pool.region.data();
    pool.shared_head = reinterpret_cast<std::uint32_t*>(base + request.offsets.head);
    pool.shared_tail = reinterpret_cast<std::uint32_t*>(base + request.offsets.tail);
    pool.queue = reinterpret_cast<detail::zcrx::rqe*>(base + request.offsets.rqes);
  }

  detail::zcrx::pool* pool_ = nullptr;
};

/// The receive_area that an operation is to use, and how many bytes it is to receive at most, in
/// all. It borrows.
class area_source {
 public:
  template <detail::zcrx::has_pool Area>
  area_source(Area& area) noexcept : pool_(area.pool()) {}
  template <detail::zcrx::has_pool Area>
  area_source(Area& area, detail::byte_budget most) noexcept : pool_(area.pool()), left_(most) {}

  /// The number by which SQEs name it (sqe.zcrx_ifq_idx).
  [[nodiscard]] std::uint32_t id() const noexcept { return pool_->id; }

  /// How many bytes may still come (sqe.len); 0 where nothing is said about that.
  [[nodiscard]] std::uint32_t length() const noexcept { return left_.as_field(); }

  [[nodiscard]] detail::zcrx::pool* pool() const noexcept { return pool_; }

  /// For streams: called for each CQE in the order of the CQEs. Where its bytes are stays as the
  /// kernel wrote it.
  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t&) const noexcept {
    pool_->taken(flags);
    left_.spend(res);
  }

  /// For streams: whether all has come that is to come.
  [[nodiscard]] bool exhausted() const noexcept { return left_.is_spent(); }

 private:
  detail::zcrx::pool* pool_;
  detail::byte_budget left_ = detail::byte_budget::unlimited();
};

/// The received bytes, which give their memory back. `cqe` is a big one that taken() has heard of.
[[nodiscard]] inline result<area_lease> decode_area_lease(cqe_view cqe,
                                                          const area_source& area) noexcept {
  if (cqe.res < 0) [[unlikely]] {
    return failure(-cqe.res);
  }
  if (cqe.extra == nullptr || !detail::zcrx::pool::has_piece(cqe.flags)) return area_lease();
  return area_lease(*area.pool(), cqe.extra[0], static_cast<std::uint32_t>(cqe.res));
}

}  // namespace ringlet
