// Descriptors, the memory that they stand for, and what is registered with rings.
#include <poll.h>
#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "kernel.hpp"
#include "violation.hpp"

namespace simulation {

namespace {

constexpr unsigned no_sqarray = 1U << 16;
constexpr int registered_ring = 7;  // where a ring's descriptor stands among the registered ones

// The parts of a ring's memory, as the kernel lays it out: a header, CQEs, and the array behind.
constexpr std::uint32_t sq_head_at = 0;
constexpr std::uint32_t sq_tail_at = 4;
constexpr std::uint32_t cq_head_at = 8;
constexpr std::uint32_t cq_tail_at = 12;
constexpr std::uint32_t sq_mask_at = 16;
constexpr std::uint32_t cq_mask_at = 20;
constexpr std::uint32_t sq_entries_at = 24;
constexpr std::uint32_t cq_entries_at = 28;
constexpr std::uint32_t sq_dropped_at = 32;
constexpr std::uint32_t sq_flags_at = 36;
constexpr std::uint32_t cq_flags_at = 40;
constexpr std::uint32_t cq_overflow_at = 44;
constexpr std::uint32_t cqes_at = 64;

/// The mark and the kind above an address: see docs/decisions/0001-user-data.md.
bool points_into(std::uint64_t user_data, std::uintptr_t begin, std::size_t size) {
  constexpr std::uint64_t ignored = 3;
  const std::uint64_t kind = (user_data >> 48) - 0x7268;
  if (kind >= 8 || kind == ignored) return false;
  const std::uint64_t address = user_data & ((std::uint64_t{1} << 48) - 1);
  return address - begin < size;
}

bool overlaps(std::uint64_t first, std::uint64_t length, std::uintptr_t begin, std::size_t size) {
  return first < begin + size && begin < first + length;
}

}  // namespace

void free_memory::operator()(std::byte* memory) const noexcept { std::free(memory); }

pages new_pages(std::size_t size) {
  constexpr std::size_t page = 4096;
  const std::size_t whole = (size + page - 1) / page * page;
  void* const memory = std::aligned_alloc(page, whole);
  if (memory == nullptr) throw std::bad_alloc();
  std::memset(memory, 0, whole);
  return pages(static_cast<std::byte*>(memory));
}

// ---- descriptors -------------------------------------------------------------------------------

std::shared_ptr<file> kernel::file_of(int descriptor) const noexcept {
  const auto at = static_cast<std::size_t>(descriptor - first_descriptor);
  return descriptor >= first_descriptor && at < descriptors_.size() ? descriptors_[at] : nullptr;
}

bool kernel::is_open(int descriptor) const noexcept { return file_of(descriptor) != nullptr; }

/// No number is given twice, so that closing one twice is always seen.
int kernel::install(std::shared_ptr<file> opened) {
  descriptors_.push_back(std::move(opened));
  ++open_;
  return first_descriptor + static_cast<int>(descriptors_.size()) - 1;
}

std::shared_ptr<file> kernel::new_file(file_kind kind, std::uint32_t remaining) {
  auto made = std::make_shared<file>();
  made->kind = kind;
  made->serial = ++serials_;
  made->remaining = remaining;
  return made;
}

int kernel::open_file(file_kind kind, std::uint32_t remaining) {
  const inside model;
  return install(new_file(kind, remaining));
}

std::pair<int, int> kernel::open_pair() {
  const inside model;
  auto one = new_file(file_kind::internal, 0);
  auto other = new_file(file_kind::internal, 0);
  one->peer = other;
  other->peer = one;
  const int first = install(std::move(one));
  return {first, install(std::move(other))};
}

int kernel::close(int descriptor) {
  const inside model;
  const std::shared_ptr<file> closed = file_of(descriptor);
  if (!closed) {
    violate("descriptors are closed once", "%d is closed, and is not open", descriptor);
  }
  note("close", closed->serial);
  descriptors_[static_cast<std::size_t>(descriptor - first_descriptor)] = nullptr;
  --open_;
  if (closed->kind == file_kind::ring) {
    ring_state& ring = *closed->ring;
    note_consumed(ring);
    for (const auto& each : ring.requests) {
      // The runtime leaves its own poll and timeout to the end: neither has memory that is written.
      const bool is_own_poll =
          each->sqe.opcode == IORING_OP_POLL_ADD && each->on && each->on->kind == file_kind::event;
      const bool is_own_timeout = each->sqe.opcode == IORING_OP_TIMEOUT && each->tag == 0;
      const bool is_ignored = (each->sqe.user_data >> 48) - 0x7268 == 3;
      if (is_own_poll || is_own_timeout || is_ignored) continue;
      violate("a ring ends after its operations",
              "a ring is closed with request %u (opcode %u) in flight", each->serial,
              each->sqe.opcode);
    }
    std::erase(rings_, &ring);
    ring.requests.clear();
  } else if (const std::shared_ptr<file> peer = closed->peer.lock()) {
    // The last one to hold it lets the peer know; requests in flight hold it as well.
    peer->peer.reset();
    wake_waiters(*peer);
  }
  return 0;
}

void kernel::wake_waiters(const file& of) {
  for (ring_state* ring : rings_) {
    for (const auto& each : ring->requests) {
      if (each->on.get() == &of && each->is == phase::armed && each->due == never) {
        each->due = now_ + lateness();
      }
    }
  }
}

int kernel::new_event(unsigned count) {
  const inside model;
  const int descriptor = open_file(file_kind::event, 0);
  file_of(descriptor)->count = count;
  return descriptor;
}

long kernel::read_event(int descriptor, void* into) {
  const std::shared_ptr<file> event = file_of(descriptor);
  if (!event || event->kind != file_kind::event) return -EBADF;
  if (event->count == 0) return -EAGAIN;
  std::memcpy(into, &event->count, sizeof event->count);
  event->count = 0;
  return sizeof event->count;
}

long kernel::write_event(int descriptor, std::uint64_t add) {
  const inside model;
  const std::shared_ptr<file> event = file_of(descriptor);
  if (!event || event->kind != file_kind::event) return -EBADF;
  event->count += add;
  wake_waiters(*event);
  return sizeof add;
}

void kernel::signal(file& event) { ++event.count; }

/// What poll(2) says of a ring: that there are completions, or some that it holds back.
int kernel::poll_ring(int descriptor, short& events) {
  const inside model;
  const ring_state* const ring = ring_of(static_cast<unsigned>(descriptor));
  if (ring == nullptr) violate("descriptors are open", "%d is polled, and is no ring", descriptor);
  const bool some = waiting_in(*ring) != 0 || !ring->overflow.empty() || !ring->task_work.empty();
  events = static_cast<short>(some ? POLLIN : 0);
  return some ? 1 : 0;
}

// ---- rings -------------------------------------------------------------------------------------

ring_state* kernel::ring_of(unsigned number) noexcept {
  if (const std::shared_ptr<file> found = file_of(static_cast<int>(number))) {
    return found->ring.get();
  }
  const std::size_t registered = number - registered_ring;
  for (ring_state* ring : rings_) {
    if (ring->number == registered) return ring;
  }
  return nullptr;
}

int kernel::setup(unsigned entries, io_uring_params& parameters) {
  const inside model;
  constexpr unsigned known = IORING_SETUP_CQSIZE | IORING_SETUP_R_DISABLED |
                             IORING_SETUP_SUBMIT_ALL | IORING_SETUP_COOP_TASKRUN |
                             IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_SQE128 | IORING_SETUP_CQE32 |
                             IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | no_sqarray;
  if ((parameters.flags & ~known) != 0) return -EINVAL;
  if (!has_.deferred && (parameters.flags & IORING_SETUP_DEFER_TASKRUN) != 0) return -EINVAL;
  if (!has_.cooperative && (parameters.flags & IORING_SETUP_COOP_TASKRUN) != 0) return -EINVAL;
  if (entries == 0 || entries > 32768) return -EINVAL;
  auto opened = new_file(file_kind::ring, 0);
  opened->ring = std::make_unique<ring_state>();
  ring_state& ring = *opened->ring;
  parameters.sq_entries = std::bit_ceil(entries);
  parameters.cq_entries = std::max(std::bit_ceil(parameters.cq_entries), parameters.sq_entries);
  parameters.features = IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_SUBMIT_STABLE |
                        IORING_FEAT_RW_CUR_POS | IORING_FEAT_FAST_POLL | IORING_FEAT_EXT_ARG |
                        IORING_FEAT_NATIVE_WORKERS | IORING_FEAT_RSRC_TAGS | IORING_FEAT_CQE_SKIP |
                        IORING_FEAT_LINKED_FILE | 1U << 13;
  const std::size_t cqe_size = ring.is(IORING_SETUP_CQE32) ? 32 : 16;
  ring.parameters = parameters;
  const std::size_t wide = (parameters.flags & IORING_SETUP_CQE32) != 0 ? 32 : cqe_size;
  const std::size_t array_at = (cqes_at + parameters.cq_entries * wide + 63) / 64 * 64;
  parameters.sq_off.head = sq_head_at;
  parameters.sq_off.tail = sq_tail_at;
  parameters.sq_off.ring_mask = sq_mask_at;
  parameters.sq_off.ring_entries = sq_entries_at;
  parameters.sq_off.flags = sq_flags_at;
  parameters.sq_off.dropped = sq_dropped_at;
  parameters.sq_off.array =
      (parameters.flags & no_sqarray) != 0 ? 0 : static_cast<std::uint32_t>(array_at);
  parameters.cq_off.head = cq_head_at;
  parameters.cq_off.tail = cq_tail_at;
  parameters.cq_off.ring_mask = cq_mask_at;
  parameters.cq_off.ring_entries = cq_entries_at;
  parameters.cq_off.overflow = cq_overflow_at;
  parameters.cq_off.cqes = cqes_at;
  parameters.cq_off.flags = cq_flags_at;
  ring.parameters = parameters;
  ring.rings = new_pages(array_at + parameters.sq_entries * sizeof(unsigned));
  ring.sqes = new_pages(parameters.sq_entries * (ring.is(IORING_SETUP_SQE128) ? 128U : 64U));
  const auto at = [&ring](std::uint32_t offset) {
    return reinterpret_cast<unsigned*>(ring.rings.get() + offset);
  };
  ring.sq_head = at(sq_head_at);
  ring.sq_tail = at(sq_tail_at);
  ring.sq_flags = at(sq_flags_at);
  ring.cq_head = at(cq_head_at);
  ring.cq_tail = at(cq_tail_at);
  *at(sq_mask_at) = parameters.sq_entries - 1;
  *at(sq_entries_at) = parameters.sq_entries;
  *at(cq_mask_at) = parameters.cq_entries - 1;
  *at(cq_entries_at) = parameters.cq_entries;
  ring.beside.resize(parameters.cq_entries);
  ring.enabled = (parameters.flags & IORING_SETUP_R_DISABLED) == 0;
  ring.number = static_cast<std::uint32_t>(rings_.size());
  rings_.push_back(&ring);
  note("setup", parameters.sq_entries, parameters.cq_entries);
  return ring.descriptor = install(std::move(opened));
}

int kernel::register_with(unsigned number, unsigned what, void* argument, unsigned count) {
  const inside model;
  constexpr unsigned send_message = 31;
  if (static_cast<int>(number) < 0) {
    if (what != send_message || !has_.message_by_call) return -EINVAL;
    const auto& sqe = *static_cast<const io_uring_sqe*>(argument);
    const std::shared_ptr<file> to = file_of(sqe.fd);
    if (!to || to->kind != file_kind::ring) return -EBADF;
    if (!to->ring->enabled) return -EBADFD;
    post_foreign(*to->ring, sqe.off, 0);
    return 0;
  }
  ring_state* const found = ring_of(number);
  if (found == nullptr) return -EBADF;
  ring_state& ring = *found;
  switch (what) {
    case IORING_REGISTER_ENABLE_RINGS:
      if (ring.enabled) return -EBADFD;
      if (has_.faults && choose_.one_in(16)) return -EINTR;
      ring.enabled = true;
      return 0;
    case IORING_REGISTER_RING_FDS: {
      if (!has_.registered_rings) return -EINVAL;
      auto& entry = *static_cast<io_uring_rsrc_update*>(argument);
      entry.offset = registered_ring + ring.number;
      return 1;
    }
    case IORING_UNREGISTER_RING_FDS:
      return 1;
    case IORING_REGISTER_EVENTFD:
      ring.signal = file_of(*static_cast<const int*>(argument));
      return ring.signal ? 0 : -EBADF;
    case IORING_UNREGISTER_EVENTFD:
      ring.signal = {};
      return 0;
    case IORING_REGISTER_PROBE: {
      auto& probe = *static_cast<io_uring_probe*>(argument);
      constexpr unsigned last = 57;
      probe.last_op = last;
      probe.ops_len = static_cast<std::uint8_t>(std::min(count, last + 1));
      for (unsigned code = 0; code < probe.ops_len; ++code) {
        probe.ops[code].op = static_cast<std::uint8_t>(code);
        probe.ops[code].flags = IO_URING_OP_SUPPORTED;
      }
      return 0;
    }
    case IORING_REGISTER_PBUF_RING: {
      const auto& asked = *static_cast<const io_uring_buf_reg*>(argument);
      std::uint16_t flags = 0;
      std::memcpy(&flags, reinterpret_cast<const char*>(&asked) + 14, sizeof flags);
      if (flags != 0 || !std::has_single_bit(asked.ring_entries)) return -EINVAL;
      buffer_group& group = ring.groups[asked.bgid];
      group.shared = reinterpret_cast<io_uring_buf*>(asked.ring_addr);
      group.entries = asked.ring_entries;
      group.owned.resize(asked.ring_entries);
      return 0;
    }
    case IORING_UNREGISTER_PBUF_RING:
      return ring.groups.erase(static_cast<const io_uring_buf_reg*>(argument)->bgid) != 0 ? 0
                                                                                          : -ENOENT;
    case IORING_REGISTER_FILES2:
      if (!ring.table.empty()) return -EBUSY;
      ring.table.resize(static_cast<const io_uring_rsrc_register*>(argument)->nr);
      return 0;
    case IORING_REGISTER_FILES_UPDATE: {
      const auto& asked = *static_cast<const io_uring_files_update*>(argument);
      const int descriptor = *reinterpret_cast<const int*>(asked.fds);
      if (asked.offset >= ring.table.size()) return -EINVAL;
      if (descriptor >= 0 && !file_of(descriptor)) return -EBADF;
      ring.table[asked.offset] = descriptor >= 0 ? file_of(descriptor) : nullptr;
      return 1;
    }
    case IORING_UNREGISTER_FILES:
      ring.table.clear();
      return 0;
    default:
      return -EINVAL;
  }
}

// ---- memory ------------------------------------------------------------------------------------

void* kernel::map(std::size_t size, int descriptor, long long offset) {
  const inside model;
  if (descriptor < 0) {
    pages made = new_pages(size);
    void* const address = made.get();
    mappings_.emplace(address, std::make_pair(std::move(made), size));
    return address;
  }
  const std::shared_ptr<file> of = file_of(descriptor);
  if (!of || of->kind != file_kind::ring) return nullptr;
  pages& part = offset == IORING_OFF_SQES ? of->ring->sqes : of->ring->rings;
  void* const address = part.get();
  // Kept by the ring: the program unmaps it before it closes the descriptor.
  mappings_.emplace(address, std::make_pair(pages(), size));
  return address;
}

bool kernel::unmap(void* address, std::size_t size) {
  const inside model;
  const auto found = mappings_.find(address);
  if (found == mappings_.end()) return false;
  if (found->second.first) memory_goes(address, size);
  mappings_.erase(found);
  return true;
}

void kernel::memory_goes(const void* memory, std::size_t size) {
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  for (ring_state* ring : rings_) {
    for (const auto& each : ring->requests) {
      if (points_into(each->sqe.user_data, begin, size)) {
        violate("no frame is freed early",
                "memory goes in which request %u (opcode %u) will be completed", each->serial,
                each->sqe.opcode);
      }
      const unsigned code = each->sqe.opcode;
      const bool has_buffer = code == IORING_OP_READ || code == IORING_OP_RECV ||
                              code == IORING_OP_WRITE || code == IORING_OP_SEND || code == 47;
      if (has_buffer && overlaps(each->sqe.addr, each->sqe.len, begin, size)) {
        violate("no buffer is freed early", "memory goes that request %u (opcode %u) still has",
                each->serial, code);
      }
    }
    for (const auto& [id, group] : ring->groups) {
      // Nobody writes to them but a request that selects one.
      const bool is_used = std::any_of(
          ring->requests.begin(), ring->requests.end(), [number = id](const auto& each) {
            return (each->sqe.flags & IOSQE_BUFFER_SELECT) != 0 && each->sqe.buf_group == number;
          });
      if (!is_used) continue;
      for (const lent_buffer& each : group.free) {
        if (overlaps(each.address, each.length, begin, size)) {
          violate("no buffer is freed early", "buffer %u of group %u goes, and the kernel has it",
                  each.id, id);
        }
      }
    }
    const auto check = [&](const posted& completion) {
      if (points_into(completion.user_data, begin, size)) {
        violate("no frame is freed early",
                "memory goes that a completion with result %d is about, which nobody has taken",
                completion.res);
      }
    };
    for (unsigned at = *ring->cq_head; at != *ring->cq_tail; ++at) {
      check(ring->beside[at & (ring->parameters.cq_entries - 1)]);
    }
    for (const posted& each : ring->task_work) check(each);
    for (const posted& each : ring->overflow) check(each);
  }
}

void kernel::check_end() {
  const inside model;
  if (!rings_.empty()) violate("everything is given back", "a ring was not closed");
  if (!mappings_.empty()) {
    violate("everything is given back", "%zu mappings were not unmapped", mappings_.size());
  }
  if (open_ != 0) {
    violate("descriptors are closed once", "%zu descriptors were never closed", open_);
  }
  for (std::size_t tag = 1; tag <= accounts_.size(); ++tag) {
    const account& entry = accounts_[tag];
    if (entry.ended != entry.accepted) {
      violate("every operation completes once",
              "operation %zu was taken %u times and ended %u times", tag, entry.accepted,
              entry.ended);
    }
    if (entry.consumed != entry.answers.size()) {
      violate("every operation completes once",
              "of operation %zu, %zu completions were posted and %u taken", tag,
              entry.answers.size(), entry.consumed);
    }
  }
}

}  // namespace simulation
