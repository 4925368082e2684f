// What each opcode does.
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "kernel.hpp"
#include "violation.hpp"

namespace simulation {

namespace {

constexpr unsigned futex_wait = 51;
constexpr unsigned msg_ring = 40;
constexpr unsigned send_zc = 47;
constexpr unsigned timeout_multishot = 1U << 6;
constexpr unsigned multishot_accept = 1U << 0;
constexpr unsigned multishot_receive = 1U << 1;

bool reads_memory(unsigned code) {
  return code == IORING_OP_WRITE || code == IORING_OP_SEND || code == send_zc;
}

}  // namespace

/// Whether the kernel is done with it as it is submitted, always.
bool kernel::is_immediate(unsigned code) noexcept {
  switch (code) {
    case IORING_OP_ASYNC_CANCEL:
    case IORING_OP_POLL_REMOVE:
    case IORING_OP_TIMEOUT_REMOVE:
    case IORING_OP_PROVIDE_BUFFERS:
    case IORING_OP_REMOVE_BUFFERS:
    case msg_ring:
      return true;
    default:
      return false;
  }
}

/// Whether nothing ends it but a cancel.
bool kernel::is_endless(const request& of) const noexcept {
  return of.on && (of.on->kind == file_kind::silent || of.on->kind == file_kind::quiet);
}

/// What a request is refused for as it is submitted, and what is looked at only then.
std::int32_t kernel::prepare(ring_state& ring, request& fresh) {
  const io_uring_sqe& sqe = fresh.sqe;
  const auto look_up = [&] {
    if ((sqe.flags & IOSQE_FIXED_FILE) != 0) {
      const auto slot = static_cast<std::size_t>(sqe.fd);
      if (slot < ring.table.size()) fresh.on = ring.table[slot];
    } else {
      fresh.on = file_of(sqe.fd);
    }
    return fresh.on ? 0 : -EBADF;
  };
  switch (sqe.opcode) {
    case IORING_OP_NOP:
    case IORING_OP_CLOSE:
    case IORING_OP_SOCKET:
    case IORING_OP_ASYNC_CANCEL:
    case IORING_OP_POLL_REMOVE:
    case IORING_OP_TIMEOUT_REMOVE:
    case IORING_OP_PROVIDE_BUFFERS:
    case IORING_OP_REMOVE_BUFFERS:
      return 0;
    case IORING_OP_READ:
    case IORING_OP_RECV:
    case IORING_OP_WRITE:
    case IORING_OP_SEND:
    case send_zc: {
      if (const int outcome = look_up(); outcome < 0) return outcome;
      if (reads_memory(sqe.opcode)) {
        fresh.lent_checksum = checksum::of(reinterpret_cast<const void*>(sqe.addr), sqe.len);
      }
      if (fresh.tag != 0) {
        account& entry = accounts_[fresh.tag];
        if (entry.accepted == 1) {
          entry.first_address = sqe.addr;
          entry.first_length = sqe.len;
        } else if ((sqe.flags & IOSQE_BUFFER_SELECT) == 0 &&
                   (sqe.addr != entry.first_address + entry.moved ||
                    sqe.len != entry.first_length - entry.moved)) {
          violate("no byte is lost or comes twice",
                  "a transfer of %llu bytes goes on at byte %lld with %u bytes, after %llu bytes",
                  static_cast<unsigned long long>(entry.first_length),
                  static_cast<long long>(sqe.addr - entry.first_address), sqe.len,
                  static_cast<unsigned long long>(entry.moved));
        }
      }
      return 0;
    }
    case IORING_OP_ACCEPT:
    case IORING_OP_POLL_ADD:
    case msg_ring:
      return look_up();
    case futex_wait:
      return *reinterpret_cast<const std::uint32_t*>(sqe.addr) == sqe.off ? 0 : -EAGAIN;
    case IORING_OP_TIMEOUT: {
      __kernel_timespec span{};
      std::memcpy(&span, reinterpret_cast<const void*>(sqe.addr), sizeof span);
      fresh.period = std::int64_t{span.tv_sec} * 1'000'000'000 + span.tv_nsec;
      const bool again = (sqe.timeout_flags & timeout_multishot) != 0;
      if (fresh.period < 0 || (sqe.off != 0 && !again)) return -EINVAL;
      fresh.repeats = again ? sqe.off : 1;
      fresh.due = now_ + std::max<nanoseconds>(fresh.period, again ? 100'000 : 0);
      return 0;
    }
    default:
      return -EINVAL;
  }
}

/// An error that may come at any time.
std::int32_t kernel::fail_by_chance(const request& tried) {
  if (!has_.faults || !choose_.one_in(24)) return 0;
  static constexpr std::array errors{-EINTR, -ECONNRESET, -ENOMEM, -EAGAIN, -EBUSY};
  // The kernel's "start again" comes out of workers only.
  if (tried.is == phase::worker && choose_.one_in(3)) return -512;
  return errors[choose_.below(errors.size())];
}

void kernel::check_lent(const request& of) const {
  if (!reads_memory(of.sqe.opcode) || of.is == phase::held || of.is == phase::linked || !of.on) {
    return;
  }
  if (checksum::of(reinterpret_cast<const void*>(of.sqe.addr), of.sqe.len) != of.lent_checksum) {
    violate("lent memory stays as it is",
            "the %u bytes that request %u sends have changed while the kernel had them", of.sqe.len,
            of.serial);
  }
}

void kernel::attempt(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  switch (sqe.opcode) {
    case IORING_OP_NOP:
      return complete(ring, tried, 0);
    case IORING_OP_READ:
    case IORING_OP_RECV:
      return attempt_receive(ring, tried);
    case IORING_OP_WRITE:
    case IORING_OP_SEND:
    case send_zc:
      return attempt_send(ring, tried);
    case IORING_OP_ACCEPT:
      return attempt_accept(ring, tried);
    case IORING_OP_POLL_ADD:
      return attempt_poll(ring, tried);
    case IORING_OP_TIMEOUT:
      return attempt_timeout(ring, tried);
    case msg_ring:
      return attempt_message(ring, tried);
    case IORING_OP_PROVIDE_BUFFERS:
    case IORING_OP_REMOVE_BUFFERS:
      return provide(ring, tried);
    case futex_wait:
      return complete(ring, tried, 0);
    case IORING_OP_SOCKET:
      return complete(ring, tried, open_file(file_kind::external, 64));
    case IORING_OP_CLOSE: {
      if (sqe.file_index == 0) return complete(ring, tried, close(sqe.fd));
      const std::size_t slot = sqe.file_index - 1;
      if (slot >= ring.table.size() || !ring.table[slot]) return complete(ring, tried, -EBADF);
      ring.table[slot] = nullptr;
      return complete(ring, tried, 0);
    }
    case IORING_OP_ASYNC_CANCEL:
      return complete(ring, tried,
                      cancel_matching(ring, &tried, sqe.addr, sqe.cancel_flags, sqe.fd, sqe.len));
    case IORING_OP_POLL_REMOVE:
    case IORING_OP_TIMEOUT_REMOVE: {
      const unsigned code =
          sqe.opcode == IORING_OP_POLL_REMOVE ? IORING_OP_POLL_ADD : IORING_OP_TIMEOUT;
      for (const auto& each : ring.requests) {
        if (each->sqe.user_data != sqe.addr || each->sqe.opcode != code) continue;
        if (code == IORING_OP_TIMEOUT && (sqe.timeout_flags & IORING_TIMEOUT_UPDATE) != 0) {
          __kernel_timespec span{};
          std::memcpy(&span, reinterpret_cast<const void*>(sqe.off), sizeof span);
          each->due = now_ + std::int64_t{span.tv_sec} * 1'000'000'000 + span.tv_nsec;
          return complete(ring, tried, 0);
        }
        return complete(ring, tried, cancel_one(ring, *each));
      }
      return complete(ring, tried, -ENOENT);
    }
    default:
      return complete(ring, tried, -EINVAL);
  }
}

/// Writes as the kernel does: the memory is lent, and the sanitizer need not know.
[[gnu::no_sanitize_address]] std::uint64_t kernel::move_bytes(file& from, std::uint8_t* to,
                                                              std::uint32_t count) {
  checksum sum;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint8_t byte = 0;
    if (from.kind == file_kind::internal) {
      byte = from.inbound.front();
      from.inbound.pop_front();
    } else {
      byte = static_cast<std::uint8_t>(from.position * 7 + from.serial * 31);
      --from.remaining;
    }
    ++from.position;
    to[i] = byte;
    sum.add(byte);
  }
  return sum.value();
}

void kernel::attempt_receive(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  file& from = *tried.on;
  if (is_endless(tried)) {
    tried.due = never;
    return;
  }
  const bool many = sqe.opcode == IORING_OP_RECV && (sqe.ioprio & multishot_receive) != 0;
  if (const std::int32_t error = fail_by_chance(tried); error < 0) {
    return complete(ring, tried, error);
  }
  const std::size_t available =
      from.kind == file_kind::internal ? from.inbound.size() : from.remaining;
  if (available == 0) {
    if (from.kind == file_kind::internal && !from.peer.expired()) {
      tried.due = never;  // until somebody sends
      return;
    }
    return complete(ring, tried, 0, 0, checksum::of(nullptr, 0));
  }
  std::uint8_t* to = reinterpret_cast<std::uint8_t*>(sqe.addr);
  std::uint32_t room = sqe.len;
  std::uint32_t flags = 0;
  if ((sqe.flags & IOSQE_BUFFER_SELECT) != 0) {
    const std::optional<lent_buffer> chosen =
        has_.faults && choose_.one_in(16) && ring.groups.empty() ? std::nullopt
                                                                 : select(ring, sqe.buf_group);
    if (!chosen) return complete(ring, tried, -ENOBUFS);
    to = reinterpret_cast<std::uint8_t*>(chosen->address);
    room = sqe.len != 0 ? std::min(sqe.len, chosen->length) : chosen->length;
    flags = IORING_CQE_F_BUFFER | unsigned{chosen->id} << IORING_CQE_BUFFER_SHIFT;
  }
  auto count = static_cast<std::uint32_t>(std::min<std::size_t>(room, available));
  if (has_.faults && count > 1 && choose_.one_in(4)) {
    count = 1 + choose_.below(std::min(count, 256U));
  }
  const std::uint64_t sum = move_bytes(from, to, count);
  if (tried.tag != 0) accounts_[tried.tag].moved += count;
  if (!many) return complete(ring, tried, static_cast<std::int32_t>(count), flags, sum);
  // The kernel ends a multishot request where there is no room for its next completion.
  const bool goes_on = waiting_in(ring) + ring.task_work.size() < ring.parameters.cq_entries &&
                       ring.overflow.empty() && !(has_.faults && choose_.one_in(8));
  if (!goes_on) return complete(ring, tried, static_cast<std::int32_t>(count), flags, sum);
  post(ring, tried, static_cast<std::int32_t>(count), flags | IORING_CQE_F_MORE, sum);
  ++tried.given;
  tried.due = now_ + lateness();
}

void kernel::attempt_send(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  file& to = *tried.on;
  if (is_endless(tried)) {
    tried.due = never;
    return;
  }
  if (const std::int32_t error = fail_by_chance(tried); error < 0) {
    if (sqe.opcode != send_zc || !choose_.one_in(2)) return complete(ring, tried, error);
    // Its buffer may be with the kernel for a while all the same.
    post(ring, tried, error, IORING_CQE_F_MORE);
    tried.is = phase::notifying;
    tried.due = now_ + lateness();
    return;
  }
  std::uint32_t count = sqe.len;
  if (has_.faults && count > 1 && choose_.one_in(4)) {
    count = 1 + choose_.below(std::min(count, 256U));
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(sqe.addr);
  if (to.kind == file_kind::internal) {
    const std::shared_ptr<file> peer = to.peer.lock();
    if (!peer) return complete(ring, tried, -EPIPE);
    peer->inbound.insert(peer->inbound.end(), bytes, bytes + count);
    wake_waiters(*peer);
  }
  if (tried.tag != 0) accounts_[tried.tag].moved += count;
  if (sqe.opcode == send_zc && !(has_.faults && choose_.one_in(8))) {
    post(ring, tried, static_cast<std::int32_t>(count), IORING_CQE_F_MORE);
    tried.is = phase::notifying;
    tried.due = now_ + lateness();
    return;
  }
  complete(ring, tried, static_cast<std::int32_t>(count));
}

void kernel::attempt_accept(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  if (is_endless(tried)) {
    tried.due = never;
    return;
  }
  file& listener = *tried.on;
  if (listener.kind != file_kind::listener || listener.remaining == 0) {
    return complete(ring, tried, -EINVAL);  // as after a shutdown
  }
  if (has_.faults && choose_.one_in(16)) {
    static constexpr std::array errors{-ECONNABORTED, -EMFILE, -EINTR, -ENOMEM};
    return complete(ring, tried, errors[choose_.below(errors.size())]);
  }
  --listener.remaining;
  std::int32_t given = 0;
  if (sqe.file_index == 0) {
    given = open_file(file_kind::external, 32);
  } else {
    const auto opened = new_file(file_kind::external, 32);
    if (sqe.file_index != ~0U) {
      const std::size_t slot = sqe.file_index - 1;
      if (slot >= ring.table.size()) return complete(ring, tried, -EINVAL);
      ring.table[slot] = opened;
    } else {
      const auto place = std::find(ring.table.begin(), ring.table.end(), nullptr);
      if (place == ring.table.end()) return complete(ring, tried, -ENFILE);
      *place = opened;
      given = static_cast<std::int32_t>(place - ring.table.begin());
    }
  }
  const bool many = (sqe.ioprio & multishot_accept) != 0;
  const bool goes_on = many &&
                       waiting_in(ring) + ring.task_work.size() < ring.parameters.cq_entries &&
                       ring.overflow.empty() && !(has_.faults && choose_.one_in(8));
  if (!goes_on) return complete(ring, tried, given);
  post(ring, tried, given, IORING_CQE_F_MORE);
  ++tried.given;
  tried.due = now_ + lateness();
}

void kernel::attempt_poll(ring_state& ring, request& tried) {
  const io_uring_sqe& sqe = tried.sqe;
  const file& watched = *tried.on;
  if (is_endless(tried) || (watched.kind == file_kind::event && watched.count == 0)) {
    tried.due = never;
    return;
  }
  if (watched.kind == file_kind::internal && watched.inbound.empty() && !watched.peer.expired() &&
      (sqe.poll32_events & POLLOUT) == 0) {
    tried.due = never;
    return;
  }
  if (watched.kind != file_kind::event) {
    if (const std::int32_t error = fail_by_chance(tried); error < 0) {
      return complete(ring, tried, error);
    }
  }
  const auto events = static_cast<std::int32_t>(sqe.poll32_events & (POLLIN | POLLOUT));
  const bool many = (sqe.len & IORING_POLL_ADD_MULTI) != 0;
  const bool goes_on = many &&
                       waiting_in(ring) + ring.task_work.size() < ring.parameters.cq_entries &&
                       ring.overflow.empty() && !(has_.faults && choose_.one_in(8));
  if (!goes_on) return complete(ring, tried, events);
  post(ring, tried, events, IORING_CQE_F_MORE);
  ++tried.given;
  // It goes on for ever, so that it must take its time.
  tried.due = now_ + lateness() + (tried.given < 16 ? 50'000 : 20'000'000);
}

void kernel::attempt_timeout(ring_state& ring, request& tried) {
  ++tried.given;
  if (tried.repeats != 0 && tried.given == tried.repeats) return complete(ring, tried, -ETIME);
  const bool room = waiting_in(ring) + ring.task_work.size() < ring.parameters.cq_entries &&
                    ring.overflow.empty();
  if (!room) return complete(ring, tried, -ETIME);
  post(ring, tried, -ETIME, IORING_CQE_F_MORE);
  tried.due = now_ + std::max<nanoseconds>(tried.period, 100'000);
}

void kernel::attempt_message(ring_state& ring, request& tried) {
  if (tried.on->kind != file_kind::ring || tried.sqe.addr != 0) {
    return complete(ring, tried, -EINVAL);
  }
  post_foreign(*tried.on->ring, tried.sqe.off, static_cast<std::int32_t>(tried.sqe.len));
  complete(ring, tried, 0);
}

}  // namespace simulation
