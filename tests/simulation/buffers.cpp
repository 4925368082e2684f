// Buffers that the kernel selects from.
#include <cerrno>

#include "kernel.hpp"
#include "violation.hpp"

namespace simulation {

void kernel::own(buffer_group& group, const lent_buffer& buffer) {
  if (buffer.id >= group.owned.size()) group.owned.resize(buffer.id + std::size_t{1});
  if (group.owned[buffer.id]) {
    violate("every buffer is given back once", "the kernel is given buffer %u, and has it",
            buffer.id);
  }
  group.owned[buffer.id] = true;
  group.free.push_back(buffer);
}

/// Takes over what the program has put into a shared ring of buffers.
void kernel::adopt(buffer_group& group) {
  if (group.shared == nullptr) return;
  // The tail stands where the first entry has a field that is not used.
  const std::uint16_t tail = __atomic_load_n(&group.shared[0].resv, __ATOMIC_ACQUIRE);
  for (; group.seen != tail; ++group.seen) {
    const io_uring_buf& entry = group.shared[group.seen & (group.entries - 1)];
    own(group, {entry.addr, entry.len, entry.bid});
  }
}

std::optional<lent_buffer> kernel::select(ring_state& ring, std::uint16_t group) {
  const auto found = ring.groups.find(group);
  if (found == ring.groups.end()) return std::nullopt;
  adopt(found->second);
  if (found->second.free.empty()) return std::nullopt;
  const lent_buffer chosen = found->second.free.front();
  found->second.free.pop_front();
  found->second.owned[chosen.id] = false;
  return chosen;
}

void kernel::provide(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  const auto count = static_cast<std::uint32_t>(sqe.fd);
  if (sqe.opcode == IORING_OP_REMOVE_BUFFERS) {
    const auto found = ring.groups.find(sqe.buf_group);
    if (found == ring.groups.end() || found->second.free.empty()) {
      return complete(ring, tried, -ENOENT);
    }
    std::int32_t removed = 0;
    for (; removed < sqe.fd && !found->second.free.empty(); ++removed) {
      found->second.owned[found->second.free.front().id] = false;
      found->second.free.pop_front();
    }
    return complete(ring, tried, removed);
  }
  buffer_group& group = ring.groups[sqe.buf_group];
  for (std::uint32_t i = 0; i < count; ++i) {
    own(group,
        {sqe.addr + std::uint64_t{i} * sqe.len, sqe.len, static_cast<std::uint16_t>(sqe.off + i)});
  }
  complete(ring, tried, 0);
}

std::size_t kernel::buffers_owned(int ring, std::uint16_t group) {
  const inside model;
  const std::shared_ptr<file> of = file_of(ring);
  buffer_group& found = of->ring->groups[group];
  adopt(found);
  return found.free.size();
}

}  // namespace simulation
