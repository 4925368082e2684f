// Fixed buffers: memory that the kernel maps once instead of at each operation.
#pragma once

#include <sys/uio.h>  // iovec

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <ringlet/buffer_group.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet {

/// A registered buffer, or a part of one, as op::read_fixed and its like want it:
/// `op::read_fixed{.file = file, .buffer = buffer.bytes, .buffer_index = buffer.index}`.
struct registered_buffer {
  std::span<std::byte> bytes;
  buffer_index index;

  /// The first `count` bytes of it.
  [[nodiscard]] registered_buffer first(std::size_t count) const noexcept {
    return {bytes.first(count), index};
  }
  /// `count` bytes of it, from `offset` on.
  [[nodiscard]] registered_buffer part(std::size_t offset, std::size_t count) const noexcept {
    return {bytes.subspan(offset, count), index};
  }
};

namespace detail {

// What Linux 6.12 and 6.13 added, which the installed header may lack.
inline constexpr unsigned register_clone_buffers = 30;
struct clone_buffers {
  std::uint32_t src_fd;
  std::uint32_t flags;
  std::uint32_t src_off;
  std::uint32_t dst_off;
  std::uint32_t nr;
  std::uint32_t pad[3];
};
static_assert(sizeof(clone_buffers) == 32);

/// Pages that go with the last who has them, on whatever thread that is.
class shared_pages {
 public:
  shared_pages() noexcept = default;
  explicit shared_pages(std::size_t size) : counted_(new counted{pages(size)}) {}
  shared_pages(const shared_pages& other) noexcept : counted_(other.counted_) {
    if (counted_ != nullptr) counted_->users.fetch_add(1, std::memory_order_relaxed);
  }
  shared_pages& operator=(shared_pages other) noexcept {
    std::swap(counted_, other.counted_);
    return *this;
  }
  ~shared_pages() {
    if (counted_ != nullptr && counted_->users.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete counted_;
    }
  }

  [[nodiscard]] std::byte* data() const noexcept { return counted_->memory.data(); }

 private:
  struct counted {
    pages memory;
    std::atomic<unsigned> users{1};
  };

  counted* counted_ = nullptr;
};

}  // namespace detail

/// The table of a ring's registered buffers, of which it has one (Linux 5.1). Operations on a
/// registered buffer save the kernel looking up and pinning its pages each time.
///
///     registered_buffers buffers(loop, 16, 65536);
///     co_await op::read_fixed{.file = file, .buffer = buffers[3].bytes, .buffer_index = 3};
///
/// The pages count against RLIMIT_MEMLOCK. They stay pinned while an operation uses them, so that
/// the kernel never writes to memory that has become something else, whatever goes first.
/// Its destructor takes the buffers out of the table without waiting for anything; the table itself
/// goes with the ring, or for the next registered_buffers on it. It belongs to the ring's thread,
/// and neither moves nor copies.
class registered_buffers {
 public:
  /// `count` buffers of `size` bytes each, at most 16384 of at most 1 GiB, in memory of its own,
  /// which goes with this object and its clones. Throws std::system_error that says what is the
  /// matter.
  registered_buffers(ring& loop, std::uint32_t count, std::size_t size) : loop_(&loop) {
    if (count == 0 || size == 0) refuse("there must be at least one buffer of at least one byte");
    memory_ = detail::shared_pages(count * size);
    make_places(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      buffers_[i] = {memory_.data() + i * size, size};
    }
    take_all();
    follow(loop);
  }

  /// The caller's memory, at most 16384 buffers of at most 1 GiB each.
  registered_buffers(ring& loop, std::span<const ::iovec> buffers) : loop_(&loop) {
    if (buffers.empty()) refuse("there must be at least one buffer");
    make_places(buffers.size());
    for (std::size_t i = 0; i < count_; ++i) buffers_[i] = buffers[i];
    take_all();
    follow(loop);
  }

  /// A table of `count` places with nothing in them, for update() to fill (Linux 5.19).
  [[nodiscard]] static registered_buffers sparse(ring& loop, std::uint32_t count) {
    return registered_buffers(loop, count);
  }

  /// The buffers of another ring's table, which are not pinned a second time (Linux 6.12). Both may
  /// go in any order. The other ring must be this thread's as well, or not in use.
  [[nodiscard]] static registered_buffers clone(ring& loop, const registered_buffers& from) {
    return registered_buffers(loop, from);
  }

  registered_buffers(const registered_buffers&) = delete;
  registered_buffers& operator=(const registered_buffers&) = delete;

  ~registered_buffers() {
    watch_.end();
    if (loop_ == nullptr) return;
    // By update and not by unregistering: before Linux 6.13 that waits for all operations that use
    // a buffer, and they may wait for a task that nobody runs any more.
    for (std::size_t i = 0; i < count_; ++i) (void)clear(static_cast<std::uint32_t>(i));
    loop_->tables_left().buffers = true;
  }

  /// How many places the table has.
  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// The buffer at `index`, which must be less than size(); no bytes where the place is empty.
  [[nodiscard]] registered_buffer operator[](std::uint32_t index) const noexcept {
    const ::iovec& found = buffers_[index];
    return {{static_cast<std::byte*>(found.iov_base), found.iov_len}, index};
  }

  /// Puts the caller's memory into a place, instead of what was there (Linux 5.13). Operations
  /// under way keep what they have. EINVAL where there is no such place; ENOMEM where no more may
  /// be locked; EFAULT where it is no memory.
  result<registered_buffer> update(std::uint32_t index, std::span<std::byte> memory) {
    const auto outcome = put(index, {memory.data(), memory.size()});
    if (!outcome) return std::unexpected(outcome.error());
    return (*this)[index];
  }

  /// Empties a place.
  result<> clear(std::uint32_t index) { return put(index, {nullptr, 0}); }

 private:
  /// Notices when the ring ends.
  struct watcher : detail::attachment {
    registered_buffers* owner = nullptr;
    void end() noexcept {
      if (owner != nullptr) unlink();
    }
  };

  registered_buffers(ring& loop, std::uint32_t count) : loop_(&loop) {
    if (count == 0) refuse("a table must have at least one place");
    make_places(count);
    io_uring_rsrc_register request{};
    request.nr = count;
    request.flags = IORING_RSRC_REGISTER_SPARSE;
    succeed(call(IORING_REGISTER_BUFFERS2, &request, sizeof request),
            "Linux 5.19 (it is sparse) and at most 16384 places");
    follow(loop);
  }

  registered_buffers(ring& loop, const registered_buffers& from)
      : loop_(&loop), memory_(from.memory_) {
    make_places(from.count_);
    for (std::size_t i = 0; i < count_; ++i) buffers_[i] = from.buffers_[i];
    if (from.loop_ == nullptr) refuse("the ring that it is cloned from has ended");
    detail::clone_buffers request{};
    request.src_fd = static_cast<std::uint32_t>(from.loop_->ring_fd());
    succeed(call(detail::register_clone_buffers, &request, 1), "Linux 6.12 (it is cloned)");
    follow(loop);
  }

  /// Places without a buffer.
  void make_places(std::size_t count) {
    buffers_ = detail::owned_array(new ::iovec[count]{});
    count_ = count;
  }

  [[noreturn]] static void refuse(const char* why) {
    detail::throw_error(EINVAL, detail::sentence("ringlet::registered_buffers: ").add(why).c_str());
  }

  void take_all() {
    succeed(call(IORING_REGISTER_BUFFERS, buffers_.get(), static_cast<unsigned>(count_)),
            "Linux 5.1, and buffers of 1 byte to 1 GiB, at most 16384 of them (1024 before 5.13)");
  }

  /// Registers; makes way for that if a table is in it which nobody has any more.
  int call(unsigned what, void* argument, unsigned count) {
    int outcome = loop_->call_register(what, argument, count);
    if (outcome == -EBUSY && loop_->tables_left().buffers) {
      (void)loop_->call_register(IORING_UNREGISTER_BUFFERS, nullptr, 0);
      outcome = loop_->call_register(what, argument, count);
    }
    return outcome;
  }

  static void succeed(int outcome, const char* needs) {
    if (outcome >= 0) return;
    if (outcome == -EBUSY) {
      detail::throw_error(EBUSY,
                          "ringlet::registered_buffers: the ring has a table of buffers "
                          "already, and can have one only");
    }
    detail::throw_register_failure(-outcome, "registered_buffers", needs);
  }

  void follow(ring& loop) noexcept {
    loop.tables_left().buffers = false;
    watch_.owner = this;
    watch_.ring_ended = [](detail::attachment& part) noexcept {
      auto& watch = static_cast<watcher&>(part);
      watch.owner->loop_ = nullptr;
      watch.owner = nullptr;
    };
    loop.attach(watch_);
  }

  result<> put(std::uint32_t index, ::iovec memory) {
    if (loop_ == nullptr || index >= count_) return failure(EINVAL);
    std::uint64_t no_tag = 0;
    io_uring_rsrc_update2 request{};
    request.offset = index;
    request.data = reinterpret_cast<std::uintptr_t>(&memory);
    request.tags = reinterpret_cast<std::uintptr_t>(&no_tag);
    request.nr = 1;
    const int outcome =
        loop_->call_register(IORING_REGISTER_BUFFERS_UPDATE, &request, sizeof request);
    if (outcome < 0) return failure(-outcome);
    buffers_[index] = memory;
    return {};
  }

  ring* loop_;  // null when it has ended
  // None where it is the caller's; that of a clone is the original's.
  detail::shared_pages memory_;
  detail::owned_array<::iovec> buffers_;
  std::size_t count_ = 0;
  watcher watch_;
};

}  // namespace ringlet
