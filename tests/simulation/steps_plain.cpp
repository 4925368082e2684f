// Operations that complete once.
#include <poll.h>

#include <cstdint>
#include <type_traits>

#include <ringlet/operations.hpp>

#include "lent_bytes.hpp"
#include "steps.hpp"

namespace simulation {

namespace {

constexpr std::size_t room = 48;

/// Looks at the bytes that a receiving operation has written.
struct look_at_bytes {
  player* p;
  const lent_bytes<room>* into;

  void operator()(const ringlet::result<std::size_t>& came, std::uint64_t tag) const {
    if (p->model() != nullptr && came) into->check(p->entry(tag).answers.back());
  }
};

std::size_t size_of(step s) { return 1 + s.much % room; }

}  // namespace

ringlet::task<> play_nop(player& p, where at, step s) {
  co_await play_once(p, at, s, ringlet::op::nop{}, look_at_nothing());
}

ringlet::task<> play_receive(player& p, where at, step s) {
  lent_bytes<room> into;
  const ringlet::op::recv op{.socket = p.source(s.what), .buffer = into.first(size_of(s))};
  co_await play_once(p, at, s, op, look_at_bytes{&p, &into});
}

ringlet::task<> play_read(player& p, where at, step s) {
  lent_bytes<room> into;
  const ringlet::op::read op{.file = p.source(s.what), .buffer = into.first(size_of(s))};
  co_await play_once(p, at, s, op, look_at_bytes{&p, &into});
}

ringlet::task<> play_send(player& p, where at, step s) {
  lent_bytes<room> from(s.much);
  const ringlet::op::send op{.socket = p.sink(s.what), .buffer = from.first(size_of(s))};
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_write(player& p, where at, step s) {
  lent_bytes<room> from(s.much);
  const ringlet::op::write op{.file = p.sink(s.what), .buffer = from.first(size_of(s))};
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_accept(player& p, where at, step s) {
  co_await play_once(p, at, s, ringlet::op::accept{.socket = p.listener(s.what)},
                     [](const auto&, std::uint64_t) {});
}

ringlet::task<> play_accept_direct(player& p, where at, step s) {
  const ringlet::op::accept_direct op{.socket = p.listener(s.what)};
  std::int64_t slot = -1;
  co_await play_once(p, at, s, op, [&slot](const auto& came, std::uint64_t) {
    if (came) slot = came->index();
  });
  if (slot < 0) co_return;
  const ringlet::direct_slot taken(static_cast<std::uint32_t>(slot));
  // A slot is nobody's: either it is closed, or it stays open until the table goes.
  if (s.much % 2 == 0) {
    step plain = s;
    plain.wrap = 8;
    co_await play_once(p, at, plain, ringlet::op::close_direct{.slot = taken}, look_at_nothing());
  }
}

ringlet::task<> play_poll(player& p, where at, step s) {
  const ringlet::op::poll_add op{.file = p.source(s.what),
                                 .events = static_cast<ringlet::poll_events>(POLLIN)};
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_timeout(player& p, where at, step s) {
  const std::chrono::nanoseconds span = player::span(s.much);
  const nanoseconds started = p.now();
  co_await play_once(p, at, s, ringlet::op::timeout{.after = span},
                     [&](const auto& came, std::uint64_t tag) {
                       if (p.model() == nullptr) return;
                       p.entry(tag).is_counted_otherwise = true;
                       if (came) p.judge_deadline(started, span);
                     });
}

ringlet::task<> play_futex(player& p, where at, step s) {
  std::uint32_t word = 1;
  const ringlet::op::futex_wait op{.word = word,
                                   .expected = std::uint64_t{s.what % 4U == 0 ? 2U : 1U}};
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_socket(player& p, where at, step s) {
  ringlet::unique_fd given;
  co_await play_once(p, at, s, ringlet::op::socket{.domain = ringlet::socket_domain::inet},
                     [&given](const auto& came, std::uint64_t) {
                       if (came) given.reset(const_cast<ringlet::unique_fd&>(*came).release());
                     });
  // It may be closed by its owner or by the kernel.
  if (!given || s.much % 2 == 0) co_return;
  const std::uint64_t tag = p.open();
  const ringlet::op::close plain{.file = std::move(given)};
  // A task that is to end must close it all the same: what is refused closes nothing.
  const auto closed = co_await ringlet::shielded(observed<ringlet::op::close>(plain, p, tag));
  wrapping how;
  how.ends_early = at.ends_early;
  p.judge(tag, outcome_of(closed), how, {});
}

ringlet::task<> play_message(player& p, where at, step s) {
  const ringlet::op::msg_ring op{.receiver = p.loop().ring_fd(),
                                 .res = std::int32_t{s.much},
                                 .user_data = std::uint64_t{s.what}};
  p.message_sent();
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_send_zc(player& p, where at, step s) {
  lent_bytes<room> from(s.much);
  const ringlet::op::send_zc op{.socket = p.sink(s.what), .buffer = from.first(size_of(s))};
  co_await play_once(p, at, s, op, look_at_nothing());
}

ringlet::task<> play_select(player& p, where at, step s) {
  const auto look = [&p](const ringlet::result<ringlet::lease>& came, std::uint64_t tag) {
    if (!came || p.model() == nullptr) return;
    const answer& given = p.entry(tag).answers.back();
    if (checksum::of(came->data(), came->size()) != given.checksum) {
      violate("no byte is lost or comes twice", "%zu bytes in a lease are not those that came",
              came->size());
    }
  };
  if (s.much % 2 == 0) {
    const ringlet::op::recv_select op{.socket = p.source(s.what), .buffers = p.shared_buffers()};
    co_await play_once(p, at, s, op, look);
  } else {
    const ringlet::op::recv_select op{.socket = p.source(s.what), .buffers = p.classic_buffers()};
    co_await play_once(p, at, s, op, look);
  }
}

namespace {

template <class Op>
ringlet::task<> play_whole(player& p, where at, step s, Op plain, std::size_t size) {
  const std::uint64_t tag = p.open();
  const observed<Op> op(plain, p, tag);
  const std::chrono::nanoseconds span = player::span(s.time);
  wrapping how;
  how.ends_early = at.ends_early;
  how.has_deadline = s.wrap % 4 == 0 || s.wrap % 4 == 2;
  how.has_id = s.wrap % 4 == 1 || s.wrap % 4 == 2;
  ringlet::transferred came(0, false, {});
  if (how.has_id) p.name(s.wrap / 4, tag, tag);
  switch (s.wrap % 4) {
    case 0:
      came = co_await ringlet::within(span, op);
      break;
    case 1:
      came = co_await ringlet::with_id(p.id(s.wrap / 4), op);
      break;
    case 2:
      came = co_await ringlet::within(span, ringlet::with_id(p.id(s.wrap / 4), op));
      break;
    default:
      came = co_await op;
  }
  p.judge_transfer(tag, came, size, how, span);
}

}  // namespace

ringlet::task<> play_transfer(player& p, where at, step s) {
  constexpr std::size_t most = 192;
  lent_bytes<most> bytes(s.much);
  const std::size_t size = 1 + s.much % most;
  switch (s.time / 8 % 4) {
    case 0:
      co_await play_whole(p, at, s, ringlet::recv_exactly(p.source(s.what), bytes.first(size)),
                          size);
      break;
    case 1:
      co_await play_whole(p, at, s, ringlet::read_exactly(p.source(s.what), bytes.first(size)),
                          size);
      break;
    case 2:
      co_await play_whole(p, at, s, ringlet::send_all(p.sink(s.what), bytes.first(size)), size);
      break;
    default:
      co_await play_whole(p, at, s, ringlet::write_all(p.sink(s.what), bytes.first(size)), size);
  }
}

}  // namespace simulation
