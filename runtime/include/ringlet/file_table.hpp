// The table of a ring's direct descriptors.
#pragma once

#include <cerrno>
#include <cstdint>
#include <utility>

#include <ringlet/attachment.hpp>
#include <ringlet/buffer_group.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sentence.hpp>

namespace ringlet {

namespace detail {

/// What a file_table and its owned slots share. It goes with the last of them and the ring.
struct slot_table : attachment {
  ring* loop = nullptr;  // null when the table or the ring has gone
  std::uint32_t count = 0;
  std::uint32_t users = 1;  // the ring, the table and its owned slots

  result<> update(std::uint32_t slot, int descriptor) noexcept {
    if (loop == nullptr || slot >= count) return failure(EINVAL);
    io_uring_files_update request{};
    request.offset = slot;
    request.fds = reinterpret_cast<std::uintptr_t>(&descriptor);
    const int outcome = loop->call_register(IORING_REGISTER_FILES_UPDATE, &request, 1);
    if (outcome < 0) return failure(-outcome);
    return {};
  }

  void leave() noexcept {
    if (--users == 0) delete this;
  }
};

}  // namespace detail

/// Owns what is open in a slot of a ring's table, and closes it when it goes: at once, and without
/// an error, as unique_fd does. (On Linux 5.10 that takes some moments: its worker lets go of the
/// file.) Where the table or the ring has gone before, so has the file.
///
/// It belongs to the ring's thread.
class [[nodiscard]] owned_slot {
 public:
  owned_slot(owned_slot&& other) noexcept
      : table_(std::exchange(other.table_, nullptr)), slot_(other.slot_) {}
  owned_slot& operator=(owned_slot&& other) noexcept {
    owned_slot taken(std::move(other));  // and with it, what was owned here goes
    std::swap(table_, taken.table_);
    std::swap(slot_, taken.slot_);
    return *this;
  }
  ~owned_slot() {
    if (table_ == nullptr) return;
    (void)table_->update(slot_.index(), -1);
    table_->leave();
  }

  /// The slot, still owned, as operations take it.
  [[nodiscard]] direct_slot get() const noexcept { return slot_; }
  operator file_ref() const& noexcept { return slot_; }
  operator file_ref() && = delete;

  /// Gives the slot to the caller, who closes it from now on: by `op::close_direct`, for example.
  [[nodiscard]] direct_slot release() noexcept {
    if (table_ != nullptr) std::exchange(table_, nullptr)->leave();
    return slot_;
  }

 private:
  friend class file_table;
  owned_slot(detail::slot_table& table, direct_slot slot) noexcept : table_(&table), slot_(slot) {
    ++table.users;
  }

  detail::slot_table* table_;
  direct_slot slot_;
};

/// The table of files that a ring's direct descriptors are in, of which it has one (Linux 5.5).
/// They save an operation the look-up in the process's table.
///
///     file_table files(loop, 1024);
///     auto accepted = co_await op::accept_direct{.socket = listener};
///     if (accepted) { owned_slot peer = files.own(*accepted); … }
///
/// Its destructor closes all slots, without waiting for operations that are under way on them; the
/// table itself goes with the ring, or for the next file_table on it. It belongs to the ring's
/// thread, and neither moves nor copies.
class file_table {
 public:
  /// `slots` empty slots, at most RLIMIT_NOFILE (and 32768 on old kernels). Throws
  /// std::system_error that says what is the matter.
  file_table(ring& loop, std::uint32_t slots) : table_(new detail::slot_table) {
    table_->count = slots;
    table_->loop = &loop;
    const int outcome = register_in(loop, slots);
    if (outcome < 0) {
      delete table_;
      fail(-outcome);
    }
    loop.tables_left().files = false;
    ++loop.tables_left().file_tables;
    table_->users = 2;
    table_->ring_ended = [](detail::attachment& part) noexcept {
      auto& ended = static_cast<detail::slot_table&>(part);
      ended.loop = nullptr;
      ended.leave();
    };
    loop.attach(*table_);
  }
  file_table(const file_table&) = delete;
  file_table& operator=(const file_table&) = delete;
  ~file_table() {
    if (ring* const loop = table_->loop) {
      // Not by unregistering: before Linux 6.13 that waits for all operations on a slot.
      for (std::uint32_t slot = 0; slot < table_->count; ++slot) (void)table_->update(slot, -1);
      loop->tables_left().files = true;
      table_->loop = nullptr;
    }
    table_->leave();
  }

  /// How many slots it has.
  [[nodiscard]] std::uint32_t size() const noexcept { return table_->count; }

  /// Puts a file into a slot and owns it there; what was in it is closed. The descriptor stays open
  /// as well, and is the caller's. EINVAL where there is no such slot, EBADF where the number is no
  /// descriptor.
  [[nodiscard]] result<owned_slot> put(direct_slot slot, descriptor_ref file) {
    const auto outcome = update(slot, file);
    if (!outcome) return std::unexpected(outcome.error());
    return own(slot);
  }

  /// The same, where the slot is nobody's: it is closed with the table.
  result<> update(direct_slot slot, descriptor_ref file) noexcept {
    return table_->update(slot.index(), file.number());
  }

  /// Closes what is in a slot.
  result<> clear(direct_slot slot) noexcept { return table_->update(slot.index(), -1); }

  /// Takes over what is open in a slot: what an operation has given, for example.
  [[nodiscard]] owned_slot own(direct_slot slot) noexcept { return owned_slot(*table_, slot); }

  /// Lets the kernel choose for `any_slot` among `count` slots from `first` on only, and leaves the
  /// others to the program (Linux 6.0). EINVAL on older kernels; EOVERFLOW where the range ends
  /// outside of the table.
  result<> allocate_from(direct_slot first, std::uint32_t count) {
    if (table_->loop == nullptr) return failure(EINVAL);
    if (std::uint64_t{first.index()} + count > table_->count) return failure(EOVERFLOW);
    io_uring_file_index_range range{};
    range.off = first.index();
    range.len = count;
    const int outcome = table_->loop->call_register(IORING_REGISTER_FILE_ALLOC_RANGE, &range, 0);
    if (outcome < 0) return failure(-outcome);
    return {};
  }

 private:
  static int register_in(ring& loop, std::uint32_t slots) {
    const int outcome = register_empty(loop, slots);
    if (outcome != -EBUSY || !loop.tables_left().files) return outcome;
    (void)loop.call_register(IORING_UNREGISTER_FILES, nullptr, 0);
    return register_empty(loop, slots);
  }

  static int register_empty(ring& loop, std::uint32_t slots) {
    io_uring_rsrc_register request{};
    request.nr = slots;
    request.flags = IORING_RSRC_REGISTER_SPARSE;
    const int outcome = loop.call_register(IORING_REGISTER_FILES2, &request, sizeof request);
    if (outcome != -EINVAL) return outcome;
    if (slots > 32768) return -EMFILE;
    // Before Linux 5.19 an empty table is one of descriptors that are none.
    const detail::owned_array<int> none(new int[slots]);
    for (std::uint32_t i = 0; i < slots; ++i) none[i] = -1;
    return loop.call_register(IORING_REGISTER_FILES, none.get(), slots);
  }

  [[noreturn]] static void fail(int errno_value) {
    switch (errno_value) {
      case EBUSY:
        detail::throw_error(
            EBUSY,
            "ringlet::file_table: the ring has a table of files already, and can have one only");
      case EMFILE:
        detail::throw_error(EMFILE,
                            "ringlet::file_table: more slots than this kernel or "
                            "RLIMIT_NOFILE allows; raise it ('ulimit -n') or ask for fewer");
      default:
        detail::throw_register_failure(errno_value, "file_table",
                                       "Linux 5.5, and at least one slot");
    }
  }

  detail::slot_table* table_;
};

}  // namespace ringlet
