// What a cancel does to what it finds.
#include <array>
#include <cerrno>

#include "kernel.hpp"

namespace simulation {

/// `except` is the cancel's own request, where it is one.
std::int32_t kernel::cancel_matching(ring_state& ring, const request* except,
                                     std::uint64_t user_data, unsigned flags, int descriptor,
                                     unsigned code) {
  constexpr unsigned all = 1U << 0;
  constexpr unsigned by_file = 1U << 1;
  constexpr unsigned any = 1U << 2;
  constexpr unsigned fixed = 1U << 3;
  constexpr unsigned by_opcode = 1U << 5;
  std::shared_ptr<file> wanted;
  if ((flags & by_file) != 0) {
    const auto slot = static_cast<std::size_t>(descriptor);
    wanted = (flags & fixed) == 0       ? file_of(descriptor)
             : slot < ring.table.size() ? ring.table[slot]
                                        : nullptr;
    if (!wanted) return -EBADF;
  }
  std::int32_t found = 0;
  std::int32_t first = -ENOENT;
  // By number: what is cancelled may let others start.
  for (std::size_t i = 0; i < ring.requests.size(); ++i) {
    request& each = *ring.requests[i];
    if (&each == except || each.is == phase::over) continue;
    const bool matches = (flags & any) != 0         ? true
                         : (flags & by_file) != 0   ? each.on == wanted
                         : (flags & by_opcode) != 0 ? each.sqe.opcode == code
                                                    : each.sqe.user_data == user_data;
    if (!matches) continue;
    // What the program asked for as such; the runtime's own cancels name one by its user_data.
    if (each.tag != 0 && (flags & (any | by_file | by_opcode)) != 0) {
      accounts_[each.tag].cancel_asked = true;
    }
    const std::uint64_t tag = each.tag;
    const std::int32_t outcome = cancel_one(ring, each);
    const bool by_name = (flags & (any | by_file | by_opcode)) == 0;
    if (tag != 0 && by_name && outcome != -ENOENT && accounts_[tag].cancelled_at == 0) {
      accounts_[tag].cancelled_at = now_;
    }
    if ((flags & all) == 0) return outcome;
    if (first == -ENOENT) first = outcome;
    if (outcome == 0 || outcome == -EALREADY) ++found;
  }
  if ((flags & all) == 0) return first;
  return found;
}

std::int32_t kernel::cancel_one(ring_state& ring, request& target) {
  // What has not started is not found, and neither is what has only its notification to come, nor a
  // timeout that belongs to another request.
  if (target.sqe.opcode == IORING_OP_LINK_TIMEOUT || target.is == phase::held ||
      target.is == phase::linked || target.is == phase::notifying || target.is == phase::over) {
    return -ENOENT;
  }
  // Only now: what was passed over depends on where the allocator puts frames.
  note("cancel", target.serial);
  if (target.sqe.opcode == IORING_OP_CLOSE) return -EALREADY;  // It is done with in a moment.
  const bool endless = is_endless(target);
  const bool stuck = endless || target.due == never;
  if (target.is == phase::worker) {
    // A worker that is just arming its poll is missed.
    if (has_.faults && target.misses < 3 && choose_.one_in(4)) {
      ++target.misses;
      return -ENOENT;
    }
    if (target.verdict == 0) {
      static constexpr std::array verdicts{-ECANCELED, -EINTR, -512, 0};
      target.verdict = verdicts[has_.faults ? choose_.below(stuck ? 3 : 4) : 0];
      if (target.verdict != 0) target.due = now_ + (has_.faults ? choose_.byte() * 2'000 : 0);
    }
    return has_.faults && choose_.one_in(4) ? -ENOENT : -EALREADY;
  }
  if (target.verdict != 0) return -EALREADY;
  // It was completing just then, and does.
  if (has_.faults && !endless && target.due <= now_ && choose_.one_in(3)) return -ENOENT;
  if (has_.faults && choose_.one_in(4)) {
    target.verdict = -ECANCELED;
    target.due = now_ + choose_.byte() * 2'000;
    return 0;
  }
  const bool before = direct_;
  direct_ = false;  // What is cancelled says so by way of the task that owns it.
  complete(ring, target, -ECANCELED);
  direct_ = before;
  return 0;
}

int kernel::sync_cancel(int descriptor, const io_uring_sync_cancel_reg& request) {
  const inside model;
  if (!has_.sync_cancel) return -EINVAL;
  ring_state& ring = *file_of(descriptor)->ring;
  const std::int32_t outcome =
      cancel_matching(ring, nullptr, request.addr, request.flags, request.fd, 0);
  sweep(ring);
  return outcome == -EALREADY ? -ETIME : outcome > 0 ? 0 : outcome;
}

}  // namespace simulation
