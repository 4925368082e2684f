// Bytes in order, which the kernel takes as a socket has room for them.
#pragma once

#include <bit>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <ringlet/attachment.hpp>
#include <ringlet/buffer_group.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/uapi.hpp>  // io_uring_buf_ring

namespace ringlet {

namespace detail {

// What Linux 6.8 added, which the installed header may lack.
inline constexpr unsigned register_pbuf_status = 26;
struct buffer_ring_status {
  std::uint32_t buf_group;
  std::uint32_t head;
  std::uint32_t resv[8];
};
static_assert(sizeof(buffer_ring_status) == 40);

/// The pieces that wait to be sent, in a buffer ring of which every entry has a length of its own.
/// It outlives its owner: a stream that is in flight tells it of what was sent.
///
/// The kernel takes pieces out of the ring before it sends them, and does not put those back that
/// it could not send. So they are kept here until their bytes are counted, and what is left when an
/// operation has ended is put into the ring again.
struct outgoing_pool : attachment {
  struct piece {
    const std::byte* data;
    std::uint32_t size;
  };

  ring* loop = nullptr;     // null when it has ended
  bool open = true;         // whether the kernel may take from it
  bool owned = true;        // whether the object that made it is there
  std::uint32_t count = 0;  // places
  std::uint32_t unsent = 0;
  std::uint16_t group = 0;
  std::uint16_t head = 0;  // the first piece that is not sent, by its number
  std::uint16_t tail = 0;
  std::uint16_t ahead = 0;  // how far the kernel's numbers are ahead of these
  owned_array<piece> pieces;
  pages memory;  // of the ring that is shared with the kernel

  [[nodiscard]] piece& at(std::uint16_t number) const noexcept {
    return pieces[number & (count - 1)];
  }
  [[nodiscard]] std::uint16_t size() const noexcept {
    return static_cast<std::uint16_t>(tail - head);
  }

  bool push(const std::byte* data, std::uint32_t length) noexcept {
    if (size() == count || length > most_bytes - unsent) return false;
    if (length == 0) return true;  // at a piece without bytes the kernel would stop
    at(tail) = {data, length};
    unsent += length;
    put(tail++);
    publish();
    return true;
  }

  /// Called once for each CQE of an operation that takes from it, in the order of the CQEs.
  void taken(std::int32_t res, std::uint32_t flags) noexcept {
    if (res > 0) drop(static_cast<std::uint32_t>(res));
    if ((flags & IORING_CQE_F_MORE) == 0 && size() != 0) put_back();
  }

  void leave() noexcept {
    if (!owned && loop == nullptr) delete this;
  }

  void close() noexcept {
    if (open && loop != nullptr) {
      io_uring_buf_reg which{};
      which.bgid = group;
      (void)loop->call_register(IORING_UNREGISTER_PBUF_RING, &which, 1);
    }
    open = false;
  }

 private:
  // Where those that the kernel takes at once have more, it stops in the middle of a piece. One
  // less than bytes_in has at most, so that a piece which that has cut is refused.
  static constexpr std::uint32_t most_bytes = longest_transfer - 1;

  void drop(std::uint32_t bytes) noexcept {
    unsent -= bytes;
    while (bytes != 0) {
      piece& first = at(head);
      const std::uint32_t sent = first.size < bytes ? first.size : bytes;
      first.data += sent;
      first.size -= sent;
      bytes -= sent;
      if (first.size == 0) ++head;
    }
  }

  /// After the end of an operation: puts those pieces into the ring again that the kernel has taken
  /// and not sent, in front of those that it has not taken.
  void put_back() noexcept {
    if (!open || loop == nullptr) return;
    buffer_ring_status status{};
    status.buf_group = group;
    if (loop->call_register(register_pbuf_status, &status, 1) < 0) {
      close();  // nothing may be sent in the wrong order
      return;
    }
    const auto now = static_cast<std::uint16_t>(status.head - head);
    if (now == ahead) return;
    ahead = now;
    for (std::uint16_t number = head; number != tail; ++number) put(number);
    publish();
  }

  [[nodiscard]] io_uring_buf_ring& shared() const noexcept {
    return *reinterpret_cast<io_uring_buf_ring*>(memory.data());
  }

  void put(std::uint16_t number) noexcept {
    // Field by field: the first entry's `resv` is where the tail stands.
    const auto place = static_cast<std::uint16_t>((number + ahead) & (count - 1));
    io_uring_buf& entry = reinterpret_cast<io_uring_buf*>(memory.data())[place];
    entry.addr = reinterpret_cast<std::uintptr_t>(at(number).data);
    entry.len = at(number).size;
    entry.bid = place;
  }

  /// Shows the kernel what was put. It reads the tail with acquire, and then the entries.
  void publish() noexcept {
    __atomic_store_n(&shared().tail, static_cast<std::uint16_t>(tail + ahead), __ATOMIC_RELEASE);
  }
};

template <class Buffers>
concept has_outgoing_pool = requires(Buffers& buffers) {
  { buffers.pool() } noexcept -> std::same_as<outgoing_pool*>;
};

}  // namespace detail

/// Pieces of bytes that are to be sent in order, without a copy into one buffer (Linux 6.10).
/// op::send_bundle sends as many at once as the kernel can take.
///
///     outgoing_buffers answer(loop, 16);
///     (void)answer.push(header);
///     (void)answer.push(body);
///     auto sending = stream(op::send_bundle{.socket = peer, .buffers = answer});
///     while (auto bytes = co_await sending.next()) …
///
/// It borrows: the bytes of a piece must stay as they are until they are sent, or until this and
/// every operation that takes from it are gone. What an operation has not sent stays here, and is
/// what the next one begins with. One operation at a time may take from it. It belongs to the
/// ring's thread, and neither moves nor copies.
class outgoing_buffers {
 public:
  /// Room for `count` pieces, a power of two, at most 32768. Throws std::system_error that says
  /// what is the matter.
  outgoing_buffers(ring& loop, std::uint32_t count) {
    constexpr std::uint32_t most = 32768;
    if (!std::has_single_bit(count) || count > most) {
      detail::throw_error(EINVAL,
                          "ringlet::outgoing_buffers: the number of pieces must be a power of "
                          "two, at most 32768");
    }
    detail::owner pool(new detail::outgoing_pool);
    pool->count = count;
    pool->pieces = detail::owned_array(new detail::outgoing_pool::piece[count]{});
    pool->memory = detail::pages(count * sizeof(io_uring_buf));
    register_pool(loop, *pool);
    pool->loop = &loop;
    pool->ring_ended = [](detail::attachment& part) noexcept {
      auto& ended = static_cast<detail::outgoing_pool&>(part);
      ended.loop = nullptr;
      ended.open = false;
      ended.leave();
    };
    pool_ = pool.release();
    loop.attach(*pool_);
  }
  outgoing_buffers(const outgoing_buffers&) = delete;
  outgoing_buffers& operator=(const outgoing_buffers&) = delete;
  ~outgoing_buffers() {
    pool_->close();
    pool_->owned = false;
    pool_->leave();
  }

  /// Puts a piece at the end, also while an operation is in flight. False where there is no room
  /// for it: `capacity()` pieces, and 2147479551 bytes, may wait at once.
  [[nodiscard]] bool push(bytes_in bytes) noexcept {
    return pool_->push(bytes.data(), bytes.length());
  }

  /// How many pieces there can be.
  [[nodiscard]] std::uint32_t capacity() const noexcept { return pool_->count; }

  /// How many pieces are not sent, or not wholly.
  [[nodiscard]] std::size_t size() const noexcept { return pool_->size(); }
  [[nodiscard]] bool empty() const noexcept { return pool_->size() == 0; }

  /// How many bytes are not sent.
  [[nodiscard]] std::size_t unsent() const noexcept { return pool_->unsent; }

  /// The id of the group, for SQEs that are filled by hand. ringlet counts them up from 0.
  [[nodiscard]] std::uint16_t group() const noexcept { return pool_->group; }

  [[nodiscard]] detail::outgoing_pool* pool() noexcept { return pool_; }

 private:
  static void register_pool(ring& loop, detail::outgoing_pool& pool) {
    io_uring_buf_reg request{};
    request.ring_addr = reinterpret_cast<std::uintptr_t>(pool.memory.data());
    request.ring_entries = pool.count;
    int outcome = 0;
    do {
      request.bgid = pool.group = detail::new_buffer_group(loop, "outgoing_buffers");
      outcome = loop.call_register(IORING_REGISTER_PBUF_RING, &request, 1);
    } while (outcome == -EEXIST);  // a group that the program has made by hand
    if (outcome < 0) detail::throw_register_failure(-outcome, "outgoing_buffers", "Linux 6.10");
  }

  detail::outgoing_pool* pool_ = nullptr;
};

/// The outgoing_buffers that an operation is to take from. It borrows.
class outgoing_source {
 public:
  template <detail::has_outgoing_pool Buffers>
  outgoing_source(Buffers& buffers) noexcept : pool_(buffers.pool()) {}

  /// The group, as SQEs have it (sqe.buf_group).
  [[nodiscard]] std::uint16_t group() const noexcept { return pool_->group; }

  /// What to add to sqe.flags: that the kernel selects the buffers.
  [[nodiscard]] static constexpr std::uint8_t sqe_flags() noexcept { return IOSQE_BUFFER_SELECT; }

  [[nodiscard]] detail::outgoing_pool* pool() const noexcept { return pool_; }

  /// For streams: called for each CQE in the order of the CQEs.
  void taken(std::int32_t res, std::uint32_t flags, std::uint64_t&) const noexcept {
    pool_->taken(res, flags);
  }

  /// For streams: whether all is sent, so that the end of the operation is the end.
  [[nodiscard]] bool exhausted() const noexcept { return pool_->size() == 0; }

 private:
  detail::outgoing_pool* pool_;
};

}  // namespace ringlet
