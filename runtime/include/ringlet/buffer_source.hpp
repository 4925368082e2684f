// Buffers that the kernel chooses from when bytes arrive, and the leases by which these are read.
//
// The two kinds of such buffers are in buffer_ring.hpp and provided_buffers.hpp.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <utility>

#include <ringlet/byte_budget.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/inspect.hpp>
#include <ringlet/lent_memory.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/starving.hpp>
#include <ringlet/uapi.hpp>  // IORING_CQE_F_BUFFER, io_uring_buf_ring

namespace ringlet {

namespace detail {

/// The CQE's buffer is consumed in part only and will be used on (Linux 6.12).
inline constexpr std::uint32_t cqe_buffer_more = 1U << 4;
#ifdef IORING_CQE_F_BUF_MORE
static_assert(cqe_buffer_more == IORING_CQE_F_BUF_MORE);
#endif

/// The buffers of one group: where they are, and which of them the kernel has.
///
/// It outlives the buffer_ring or provided_buffers that made it: an operation in flight may still
/// write to its memory, and a lease may still read it. So it goes when its owner is gone, its ring
/// has ended and no lease is left, whichever is last.
///
/// A buffer is the kernel's until taken() hears that it is filled, and again from give_back() on.
/// All of it belongs to the ring's thread.
struct buffer_pool : supply {
  /// What is known of one buffer.
  struct state {
    std::uint32_t offset = 0;  // where the next bytes go, where it is consumed in pieces
    std::uint32_t leases = 0;  // and how many pieces are out
    std::uint16_t next = 0;    // the buffer that follows it in the buffer ring
    bool used_up = false;      // whether the kernel is done with it
  };

  std::byte* base = nullptr;      // of the first buffer; the others follow
  std::uint32_t size = 0;         // bytes of one buffer
  std::uint32_t count = 0;        // buffers
  std::uint32_t outstanding = 0;  // of these, how many the kernel has used up and not got back
  std::uint32_t usual = 1;        // how many buffers the last bundle has filled
  std::uint16_t group = 0;
  std::uint16_t tail = 0;  // of the buffer ring: how many buffers were ever put there
  std::uint16_t last = 0;  // the buffer that was put there last
  bool incremental = false;
  io_uring_buf_ring* shared = nullptr;  // null for provided buffers, and when it is closed
  owned_array<state> states;            // for a buffer ring, one a buffer
  void (*put_back)(buffer_pool&, std::uint16_t id) noexcept = nullptr;  // without a buffer ring
  void (*destroy)(buffer_pool&) noexcept = nullptr;

  buffer_pool() noexcept
      : supply([](const supply& self) noexcept {
          const auto& pool = static_cast<const buffer_pool&>(self);
          return (pool.available() + pool.usual - 1) / pool.usual;
        }) {}

  /// Whether the kernel has a buffer to put bytes into.
  [[nodiscard]] bool has_free() const noexcept { return available() != 0; }
  [[nodiscard]] std::uint32_t available() const noexcept { return count - outstanding; }

  /// Called once for each CQE of an operation on this pool, in the order of the CQEs, unless
  /// take_whole() has accepted it: takes over the buffers that it names. `where` tells
  /// decode_lease() or decode_bundle() where the bytes begin. `bundle` says that one CQE may name
  /// several buffers.
  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t& where,
             bool bundle = false) noexcept {
    where = 0;
    if ((flags & IORING_CQE_F_BUFFER) == 0 || take_whole(res, flags, bundle)) return;
    const auto id = static_cast<std::uint16_t>(flags >> IORING_CQE_BUFFER_SHIFT);
    if (id >= count) [[unlikely]] {
      die("a completion names a buffer that its group does not have");
    }
    const std::uint32_t length = res > 0 ? static_cast<std::uint32_t>(res) : 0;
    where = states[id].offset;
    const std::uint32_t room = size - states[id].offset;
    take_pieces(id, bundle || length < room ? length : room, (flags & cqe_buffer_more) != 0);
  }

  /// The same where the CQE names one buffer, and that as a whole, as nearly all do. Otherwise does
  /// nothing and gives false.
  [[nodiscard]] bool take_whole(std::int32_t res, std::uint32_t flags, bool bundle) noexcept {
    const auto id = static_cast<std::uint16_t>(flags >> IORING_CQE_BUFFER_SHIFT);
    if ((flags & IORING_CQE_F_BUFFER) == 0 || incremental || id >= count) return false;
    if (bundle && res > 0 && static_cast<std::uint32_t>(res) > size) return false;
    ++held;
    ++outstanding;
    usual = 1;
    unpoison(address(id), size);
    return true;
  }

  /// Gives one piece of a buffer back: the buffer itself goes to the kernel when it is used up and
  /// this was its last piece.
  void give_back(std::uint16_t id) noexcept {
    --held;
    if (incremental) [[unlikely]] {
      if (--states[id].leases != 0 || !states[id].used_up) return leave();
      states[id].offset = 0;
      states[id].used_up = false;
    }
    --outstanding;
    ++returned;
    if (shared != nullptr) [[likely]] {
      put(id);
      publish();
    } else if (put_back != nullptr) {
      put_back(*this, id);
    } else {
      return leave();
    }
    feed();
  }

  /// The same for `buffers` whole ones that follow one another, `first` the first of them; the
  /// kernel is shown them all at once.
  void give_back_whole(std::uint16_t first, std::uint32_t buffers) noexcept {
    held -= buffers;
    outstanding -= buffers;
    returned += buffers;
    for (std::uint16_t id = first; buffers != 0; --buffers) {
      put(id);
      id = after(id);
    }
    publish();
    feed();
  }

  /// The buffer that follows in the order in which the kernel uses them.
  [[nodiscard]] std::uint16_t after(std::uint16_t id) const noexcept { return states[id].next; }

  [[nodiscard]] std::byte* address(std::uint16_t id) const noexcept {
    return base + std::size_t{id} * size;
  }

  /// Puts a buffer at the end of the buffer ring, which has as many places as there are buffers.
  void put(std::uint16_t id) noexcept {
    // Field by field: the first entry's `resv` is where the tail stands.
    io_uring_buf& entry = reinterpret_cast<io_uring_buf*>(shared)[tail & (count - 1)];
    entry.addr = reinterpret_cast<std::uintptr_t>(address(id));
    entry.len = size;
    entry.bid = id;
    poison(address(id), size);
    states[last].next = id;
    last = id;
    ++tail;
  }

  /// Shows the kernel what was put. It reads the tail with acquire, and then the entries.
  void publish() noexcept { __atomic_store_n(&shared->tail, tail, __ATOMIC_RELEASE); }

  /// Destroys the pool if nobody can come to it any more.
  void leave() noexcept {
    if (!owned && loop == nullptr && held == 0) [[unlikely]] {
      unpoison(base, std::size_t{count} * size);
      destroy(*this);
    }
  }

 private:
  [[gnu::noinline]] void take_pieces(std::uint16_t id, std::uint32_t length, bool more) noexcept {
    for (std::uint32_t pieces = 0; pieces < count; ++pieces) {
      state& buffer = states[id];
      const std::uint32_t room = size - buffer.offset;
      const std::uint32_t piece = length < room ? length : room;
      length -= piece;
      ++held;
      unpoison(address(id) + buffer.offset, incremental ? piece : size);
      if (incremental) {
        buffer.offset += piece;
        ++buffer.leases;
      }
      // Only the last buffer of several can have room left.
      if (length != 0 || !more || !incremental) {
        buffer.used_up = incremental;
        ++outstanding;
      }
      if (length == 0) {
        usual = pieces + 1;
        return;
      }
      id = buffer.next;
    }
    die("a completion has more bytes than its group has buffers for");
  }
};

template <class Buffers>
concept has_pool = requires(Buffers& buffers) {
  { buffers.pool() } noexcept -> std::same_as<buffer_pool*>;
};

}  // namespace detail

/// The buffers that an operation which completes many times is to fill: a `buffer_ring` or
/// `provided_buffers`. The kernel takes one when bytes arrive, so that an idle operation holds
/// none.
///
/// It borrows: the buffers must be there when the operation is submitted. If they go before it has
/// ended, it ends with ENOBUFS when it wants the next one; what it has is safe.
class buffer_source {
 public:
  template <detail::has_pool Buffers>
  buffer_source(Buffers& buffers) noexcept : pool_(buffers.pool()) {}

  /// The group, as SQEs have it (sqe.buf_group).
  [[nodiscard]] std::uint16_t group() const noexcept { return pool_->group; }

  /// What to add to sqe.flags: that the kernel selects the buffer.
  [[nodiscard]] static constexpr std::uint8_t sqe_flags() noexcept { return IOSQE_BUFFER_SELECT; }

  [[nodiscard]] detail::buffer_pool* pool() const noexcept { return pool_; }

  /// For streams: called for each CQE in the order of the CQEs, but for those that take_whole()
  /// has accepted. See detail::buffer_pool::taken.
  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t& where) const noexcept {
    pool_->taken(res, flags, where);
  }
  /// The same where one buffer is filled, and nothing is to be kept of where. Gives false, and has
  /// done nothing, where it is otherwise.
  [[nodiscard]] bool take_whole(detail::outcome result) const noexcept {
    return pool_->take_whole(result.res(), result.flags(), false);
  }

 private:
  detail::buffer_pool* pool_;
};

/// The same for operations that may fill several buffers at once.
class bundle_source : public buffer_source {
 public:
  using buffer_source::buffer_source;

  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t& where) const noexcept {
    pool()->taken(res, flags, where, true);
  }
  [[nodiscard]] bool take_whole(detail::outcome result) const noexcept {
    return pool()->take_whole(result.res(), result.flags(), true);
  }
};

/// The same for an operation that receives so many bytes in all, and no more:
/// `.buffers = {buffers, 1000}`.
class bounded_source : public bundle_source {
 public:
  template <detail::has_pool Buffers>
  bounded_source(Buffers& buffers, detail::byte_budget most) noexcept
      : bundle_source(buffers), left_(most) {}

  /// How many bytes may still come (sqe.optlen).
  [[nodiscard]] std::uint32_t length() const noexcept { return left_.as_field(); }

  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t& where) const noexcept {
    bundle_source::taken(res, flags, where);
    left_.spend(res);
  }
  /// Never, since the bytes are to be counted.
  [[nodiscard]] static bool take_whole(detail::outcome) noexcept { return false; }

  /// For streams: whether all has come that is to come.
  [[nodiscard]] bool exhausted() const noexcept { return left_.is_spent(); }

 private:
  detail::byte_budget left_;
};

/// The same for an operation that completes once, and so fills one buffer.
///
/// Buffers that are consumed in pieces are refused by std::logic_error: where a piece lies follows
/// from the order of the completions, which only a stream keeps.
class selected_buffer : public buffer_source {
 public:
  template <detail::has_pool Buffers>
  selected_buffer(Buffers& buffers) : buffer_source(buffers) {
    if (pool()->incremental) {
      throw std::logic_error(
          "ringlet: an incremental buffer_ring is for operations that complete many times");
    }
  }

  /// How many bytes the operation transfers at most: as many as a buffer has (sqe.len). Kernels
  /// before 6.0 do not find that out by themselves.
  [[nodiscard]] std::uint32_t length() const noexcept { return pool()->size; }
};

/// Received bytes, in a buffer that is the holder's until the lease is destroyed: then the kernel
/// gets it back, and the bytes are overwritten. Whoever wants to keep them copies them.
///
/// Leases may end in any order, and later than the buffers or the ring that they came from. They
/// belong to the ring's thread.
class [[nodiscard]] lease {
 public:
  /// No bytes and no buffer: what an end of file gives.
  lease() noexcept = default;

  lease(lease&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)),
        data_(other.data_),
        size_(std::exchange(other.size_, 0)),
        flags_(other.flags_) {}
  lease& operator=(lease&& other) noexcept {
    lease taken(std::move(other));
    std::swap(pool_, taken.pool_);
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    std::swap(flags_, taken.flags_);
    return *this;
  }
  ~lease() {
    if (pool_ != nullptr) pool_->give_back(buffer_id());
  }

  [[nodiscard]] std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::span<std::byte> bytes() const noexcept { return {data_, size_}; }

  /// Whether it holds a buffer; one may be held without any bytes in it.
  [[nodiscard]] explicit operator bool() const noexcept { return pool_ != nullptr; }

  /// Which buffer of its group it holds, counted from 0. Only where it holds one.
  [[nodiscard]] std::uint16_t buffer_id() const noexcept {
    return static_cast<std::uint16_t>(flags_ >> IORING_CQE_BUFFER_SHIFT);
  }

  /// Whether the socket had more bytes waiting when these were received
  /// (IORING_CQE_F_SOCK_NONEMPTY, Linux 5.19).
  [[nodiscard]] bool socket_nonempty() const noexcept {
    return (flags_ & IORING_CQE_F_SOCK_NONEMPTY) != 0;
  }

  /// For decode functions: takes over the buffer that a CQE names, if it names one. `where` is what
  /// taken() wrote.
  lease(detail::buffer_pool& pool, cqe_view cqe, std::uint64_t where) noexcept : flags_(cqe.flags) {
    if ((cqe.flags & IORING_CQE_F_BUFFER) == 0) return;
    const auto offset = static_cast<std::uint32_t>(where);
    pool_ = &pool;
    data_ = pool.address(buffer_id()) + offset;
    // A datagram that was cut tells its full length where the flags ask for that.
    const std::uint32_t room = pool.size - offset;
    if (cqe.res > 0) {
      const auto length = static_cast<std::uint32_t>(cqe.res);
      size_ = length < room ? length : room;
    }
  }

 private:
  detail::buffer_pool* pool_ = nullptr;
  std::byte* data_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t flags_ = 0;
};

/// Received bytes that may lie in several buffers, in order: a range of std::span<std::byte>.
/// Otherwise like a lease; all its buffers go back together.
class [[nodiscard]] bundle {
 public:
  class iterator {
   public:
    using value_type = std::span<std::byte>;
    using difference_type = std::ptrdiff_t;

    iterator() = default;
    iterator(const detail::buffer_pool& pool, std::uint16_t id, std::uint32_t offset,
             std::size_t left) noexcept
        : pool_(&pool), left_(left), offset_(offset), id_(id) {}

    [[nodiscard]] value_type operator*() const noexcept {
      return {pool_->address(id_) + offset_, length()};
    }
    iterator& operator++() noexcept {
      left_ -= length();
      offset_ = 0;
      if (left_ != 0) id_ = pool_->after(id_);
      return *this;
    }
    iterator operator++(int) noexcept {
      iterator before = *this;
      ++*this;
      return before;
    }
    /// Of one bundle.
    [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.left_ == b.left_;
    }

    [[nodiscard]] std::uint16_t buffer_id() const noexcept { return id_; }

   private:
    [[nodiscard]] std::size_t length() const noexcept {
      const std::size_t room = pool_->size - offset_;
      return left_ < room ? left_ : room;
    }

    const detail::buffer_pool* pool_ = nullptr;
    std::size_t left_ = 0;
    std::uint32_t offset_ = 0;
    std::uint16_t id_ = 0;
  };

  /// No bytes and no buffer.
  bundle() noexcept = default;

  bundle(bundle&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        offset_(other.offset_),
        flags_(other.flags_) {}
  bundle& operator=(bundle&& other) noexcept {
    bundle taken(std::move(other));
    std::swap(pool_, taken.pool_);
    std::swap(size_, taken.size_);
    std::swap(offset_, taken.offset_);
    std::swap(flags_, taken.flags_);
    return *this;
  }
  ~bundle() {
    if (pool_ == nullptr) return;
    if (size_ <= pool_->size - offset_) {
      pool_->give_back(first());
    } else {
      give_back_all();
    }
  }

  /// The pieces, in order.
  [[nodiscard]] iterator begin() const noexcept {
    if (pool_ == nullptr) return {};
    return {*pool_, first(), offset_, size_};
  }
  [[nodiscard]] iterator end() const noexcept { return {}; }

  /// The bytes of all pieces.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  /// Whether it holds a buffer.
  [[nodiscard]] explicit operator bool() const noexcept { return pool_ != nullptr; }

  /// Whether the socket had more bytes waiting when these were received.
  [[nodiscard]] bool socket_nonempty() const noexcept {
    return (flags_ & IORING_CQE_F_SOCK_NONEMPTY) != 0;
  }

  /// For decode functions: takes over the buffers that a CQE names, if it names one. `where` is
  /// what taken() wrote.
  bundle(detail::buffer_pool& pool, cqe_view cqe, std::uint64_t where) noexcept
      : offset_(static_cast<std::uint32_t>(where)), flags_(cqe.flags) {
    if ((cqe.flags & IORING_CQE_F_BUFFER) == 0) return;
    pool_ = &pool;
    if (cqe.res > 0) size_ = static_cast<std::uint32_t>(cqe.res);
  }

 private:
  [[nodiscard]] std::uint16_t first() const noexcept {
    return static_cast<std::uint16_t>(flags_ >> IORING_CQE_BUFFER_SHIFT);
  }

  [[gnu::noinline]] void give_back_all() const noexcept {
    if (!pool_->incremental && pool_->shared != nullptr) [[likely]] {
      const std::size_t buffers = (size_ + pool_->size - 1) / pool_->size;
      return pool_->give_back_whole(first(), static_cast<std::uint32_t>(buffers));
    }
    iterator piece = begin();
    // What follows a buffer is read before it is given back.
    while (piece != end()) {
      const std::uint16_t id = piece.buffer_id();
      ++piece;
      pool_->give_back(id);
    }
  }

  detail::buffer_pool* pool_ = nullptr;
  std::size_t size_ = 0;
  std::uint32_t offset_ = 0;
  std::uint32_t flags_ = 0;
};

namespace detail {

// A stream has told the pool of the CQE when it was reaped, and gives back here what it heard. An
// operation that completes once has not.
template <class Received, class Source>
[[nodiscard]] result<Received> decode_received(cqe_view cqe, const Source& buffers) noexcept {
  std::uint64_t where = 0;
  if (cqe.extra != nullptr) {
    where = cqe.extra[0];
  } else {
    buffers.taken(cqe.res, cqe.flags, where);
  }
  if (cqe.res < 0) [[unlikely]] {
    // An operation that fails may have a buffer all the same, which goes back at once.
    const Received dropped(*buffers.pool(), cqe, where);
    return failure(-cqe.res);
  }
  return result<Received>(std::in_place, *buffers.pool(), cqe, where);
}

}  // namespace detail

/// The received bytes, which give their buffer back.
[[nodiscard]] inline result<lease> decode_lease(cqe_view cqe,
                                                const buffer_source& buffers) noexcept {
  return detail::decode_received<lease>(cqe, buffers);
}

/// The received bytes in all their buffers, which go back together.
[[nodiscard]] inline result<bundle> decode_bundle(cqe_view cqe,
                                                  const bundle_source& buffers) noexcept {
  return detail::decode_received<bundle>(cqe, buffers);
}

}  // namespace ringlet
