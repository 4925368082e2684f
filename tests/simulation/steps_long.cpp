// Streams, notified operations and chains.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>

#include <ringlet/linked.hpp>
#include <ringlet/notified.hpp>
#include <ringlet/operations.hpp>
#include <ringlet/stream.hpp>

#include "lent_bytes.hpp"
#include "steps.hpp"

namespace simulation {

namespace {

/// Follows a stream through the completions that the model has posted for it.
class follower {
 public:
  follower(player& p, std::uint64_t tag, bool ends_at_zero) noexcept
      : p_(p), tag_(tag), ends_at_zero_(ends_at_zero) {}

  /// The next completion that is an item; null where there is none.
  const answer* next() {
    const account& of = p_.entry(tag_);
    while (at_ < of.answers.size()) {
      const answer& each = of.answers[at_++];
      const bool is_end = ends_at_zero_ && each.res == 0 && (each.flags & IORING_CQE_F_MORE) == 0;
      if ((each.res >= 0 || each.res == -ETIME) && !is_end) return &each;
    }
    return nullptr;
  }

  void check_item(outcome came, bool is_counted) {
    p_.model()->note("item", tag_, came.value);
    const answer* const given = next();
    if (given == nullptr) {
      violate("no item of a stream is lost or comes twice",
              "stream %llu gives %lld, which the kernel has not",
              static_cast<unsigned long long>(tag_), static_cast<long long>(came.value));
    }
    if (is_counted && given->res != came.value) {
      violate("no item of a stream is lost or comes twice",
              "stream %llu gives %lld where the kernel gave %d",
              static_cast<unsigned long long>(tag_), static_cast<long long>(came.value),
              given->res);
    }
    last_ = given;
  }

  void check_end(const std::error_code& why) {
    p_.model()->note("end", tag_, why.value());
    if (const answer* const left = next()) {
      violate("no item of a stream is lost or comes twice",
              "stream %llu ends (errno %d) and has not given %d",
              static_cast<unsigned long long>(tag_), why.value(), left->res);
    }
    const account& of = p_.entry(tag_);
    if (of.ended != of.accepted) {
      violate("every operation completes once", "stream %llu has ended before its operation",
              static_cast<unsigned long long>(tag_));
    }
    if (of.answers.empty()) return;
    const std::int32_t last = of.answers.back().res;
    const bool fits = (last >= 0 || last == -ETIME) ? !why
                      : last == -EINVAL ? why.value() == EINVAL || why.value() == EOPNOTSUPP
                      : last == -EINTR || last == -ECANCELED
                          ? why.value() == -last || why == std::errc::operation_canceled
                          : why.value() == -last;
    if (!fits) {
      violate("every result is one that the kernel gave",
              "stream %llu has ended with errno %d, and the kernel's last word was %d",
              static_cast<unsigned long long>(tag_), why.value(), last);
    }
  }

  [[nodiscard]] const answer& last() const noexcept { return *last_; }

 private:
  player& p_;
  std::uint64_t tag_;
  bool ends_at_zero_;
  std::size_t at_ = 0;
  const answer* last_ = nullptr;
};

/// Where a stream is, for others; null when it has gone.
template <class Stream>
class whereabouts {
 public:
  explicit whereabouts(Stream& items) : where_(std::make_shared<Stream*>(&items)) {}
  whereabouts(const whereabouts&) = delete;
  whereabouts& operator=(const whereabouts&) = delete;
  ~whereabouts() { *where_ = nullptr; }

  [[nodiscard]] const std::shared_ptr<Stream*>& where() const noexcept { return where_; }

 private:
  std::shared_ptr<Stream*> where_;
};

/// Waits for an item of a stream that another task may destroy meanwhile, or before it begins. What
/// comes is not looked at: the stream, and who follows it, may be gone.
template <class Stream>
ringlet::task<> wait_beside(std::shared_ptr<Stream*> items) {
  if (*items != nullptr) (void)co_await (*items)->next();
}

/// Takes so many items of a stream, some of them with a deadline, and leaves it as it is then.
template <class Op, class Look>
ringlet::task<> play_stream(player& p, where at, step s, Op plain, bool ends_at_zero,
                            bool is_counted, Look look) {
  lent_bytes<16> canary;
  const std::uint64_t tag = p.open();
  ringlet::stream<observed<Op>, 4> items(observed<Op>(plain, p, tag));
  const whereabouts known(items);
  follower seen(p, tag, ends_at_zero);
  for (unsigned left = 1 + s.much % 12; left != 0; --left) {
    const bool in_time = (s.wrap + left) % 3 == 0;
    const nanoseconds started = p.now();
    const std::chrono::nanoseconds span = player::span(s.time);
    // Not by a conditional expression: GCC 12 destroys what that gives twice.
    std::optional<typename ringlet::stream<observed<Op>, 4>::result_type> taken;
    if (in_time) {
      taken.emplace(co_await ringlet::within(span, items.next()));
    } else {
      taken.emplace(co_await items.next());
    }
    const auto& came = *taken;
    if (came) {
      seen.check_item(outcome_of(came), is_counted);
      look(came, seen.last());
      if ((s.wrap & 64) != 0) co_await ringlet::sleep_for(player::span(s.wrap % 4));
      continue;
    }
    if (in_time && came.error() == std::errc::timed_out) {
      if (!at.ends_early) p.judge_deadline(started, span);
      if (at.ends_early) break;
      continue;
    }
    if (!is_end(at, came.error())) seen.check_end(came.error());
    break;
  }
  if ((s.wrap & 32) != 0 && !items.ended()) {
    items.cancel();
    for (;;) {
      auto rest = co_await items.next();
      if (!rest) break;
      seen.check_item(outcome_of(rest), is_counted);
      look(rest, seen.last());
    }
  }
  if ((s.wrap & 16) != 0) {
    p.loop().spawn(wait_beside(known.where()));
    co_await ringlet::yield();
    if ((s.wrap & 8) != 0) co_await ringlet::sleep_for(player::span(s.wrap % 4));
  }
}

const auto look_at_item = [](const auto&, const answer&) {};

const auto look_at_lease = [](const ringlet::result<ringlet::lease>& came, const answer& given) {
  if (checksum::of(came->data(), came->size()) != given.checksum) {
    violate("no byte is lost or comes twice", "%zu bytes in a lease are not those that came",
            came->size());
  }
};

}  // namespace

ringlet::task<> play_accept_stream(player& p, where at, step s) {
  co_await play_stream(p, at, s, ringlet::op::accept_multishot{.socket = p.listener(s.what)}, false,
                       true, look_at_item);
}

ringlet::task<> play_receive_stream(player& p, where at, step s) {
  if (s.what / 8 % 2 == 0) {
    const ringlet::op::recv_multishot op{.socket = p.source(s.what), .buffers = p.shared_buffers()};
    co_await play_stream(p, at, s, op, true, true, look_at_lease);
  } else {
    const ringlet::op::recv_multishot op{.socket = p.source(s.what),
                                         .buffers = p.classic_buffers()};
    co_await play_stream(p, at, s, op, true, true, look_at_lease);
  }
}

ringlet::task<> play_poll_stream(player& p, where at, step s) {
  const ringlet::op::poll_add_multishot op{.file = p.source(s.what),
                                           .events = static_cast<ringlet::poll_events>(POLLIN)};
  co_await play_stream(p, at, s, op, false, true, look_at_item);
}

ringlet::task<> play_timeout_stream(player& p, where at, step s) {
  const ringlet::op::timeout_multishot op{.after = player::span(s.what % 5),
                                          .repeats = s.much % 8U};
  co_await play_stream(p, at, s, op, false, false, look_at_item);
}

ringlet::task<> play_notified(player& p, where at, step s) {
  constexpr std::size_t room = 48;
  lent_bytes<room> from(s.much);
  const std::uint64_t tag = p.open();
  const ringlet::op::send_zc plain{.socket = p.sink(s.what),
                                   .buffer = from.first(1 + s.much % room)};
  auto sending = ringlet::notified(observed<ringlet::op::send_zc>(plain, p, tag));
  const std::chrono::nanoseconds span = player::span(s.time);
  if (s.wrap % 4 != 3) {
    const nanoseconds started = p.now();
    const auto sent =
        s.wrap % 4 == 0 ? co_await ringlet::within(span, sending.sent()) : co_await sending.sent();
    p.log(at, outcome_of(sent));
    if (!sent && s.wrap % 4 == 0 && sent.error() == std::errc::timed_out) {
      if (!at.ends_early) p.judge_deadline(started, span);
    } else if (sent || !is_end(at, sent.error())) {
      const account& of = p.entry(tag);
      const std::int32_t res = of.answers.empty() ? 1 << 30 : of.answers.front().res;
      const bool fits = sent ? static_cast<std::int32_t>(*sent) == res
                             : sent.error().value() == -res ||
                                   (res <= -512 && sent.error() == std::errc::operation_canceled) ||
                                   (res == -EINTR && sent.error() == std::errc::operation_canceled);
      if (!fits) {
        violate("every result is one that the kernel gave",
                "what was sent is said to be %lld (errno %d), and the kernel said %d",
                static_cast<long long>(sent ? *sent : 0), sent ? 0 : sent.error().value(), res);
      }
    }
  }
  if ((s.wrap & 16) != 0) sending.cancel();
  if ((s.wrap & 8) == 0) {
    const auto back = co_await sending.returned();
    const account& of = p.entry(tag);
    if (back && of.ended != of.accepted) {
      violate("lent memory stays as it is", "a buffer is said to be back, and the kernel has it");
    }
  }
}

namespace {

template <class Results, std::size_t... Index>
void judge_members(player& p, const Results& came, std::uint64_t first, wrapping how,
                   std::chrono::nanoseconds span, std::index_sequence<Index...>) {
  (p.judge(first + Index, outcome_of(std::get<Index>(came)), how, span), ...);
}

/// `make(first)` makes a chain of `Count` operations, with the numbers from `first` on.
template <std::size_t Count, class Make>
ringlet::task<> play_members(player& p, where at, step s, Make make) {
  std::uint64_t first = p.open();
  for (std::size_t more = 1; more < Count; ++more) (void)p.open();
  const auto chain = make(first);
  const std::chrono::nanoseconds span = player::span(s.time);
  wrapping how;
  how.ends_early = at.ends_early;
  how.has_deadline = s.wrap % 4 == 0 || s.wrap % 4 == 2;
  how.has_id = s.wrap % 4 == 1 || s.wrap % 4 == 2;
  if (how.has_id) p.name(s.wrap / 4, first, first + Count - 1);
  constexpr std::make_index_sequence<Count> members;
  switch (s.wrap % 4) {
    case 0:
      judge_members(p, co_await ringlet::within(span, chain), first, how, span, members);
      break;
    case 1:
      judge_members(p, co_await ringlet::with_id(p.id(s.wrap / 4), chain), first, how, span,
                    members);
      break;
    case 2:
      judge_members(p, co_await ringlet::within(span, ringlet::with_id(p.id(s.wrap / 4), chain)),
                    first, how, span, members);
      break;
    default:
      judge_members(p, co_await chain, first, how, span, members);
  }
}

}  // namespace

ringlet::task<> play_chain(player& p, where at, step s) {
  using ringlet::op::nop;
  using ringlet::op::read;
  using ringlet::op::recv;
  using ringlet::op::send;
  lent_bytes<32> into;
  lent_bytes<32> from(s.much);
  const std::size_t size = 1 + s.much % 32;
  const auto a_nop = [&p](std::uint64_t tag) { return observed<nop>(nop{}, p, tag); };
  const auto a_recv = [&](std::uint64_t tag) {
    return observed<recv>(recv{.socket = p.source(s.what), .buffer = into.first(size)}, p, tag);
  };
  const auto a_read = [&](std::uint64_t tag) {
    return observed<read>(read{.file = p.source(s.what), .buffer = into.first(size)}, p, tag);
  };
  const auto a_send = [&](std::uint64_t tag) {
    return observed<send>(send{.socket = p.sink(s.what), .buffer = from.first(size)}, p, tag);
  };
  // What skips its success says nothing of how much there was.
  const auto skip = [&p](std::uint64_t tag, const auto& op) {
    p.entry(tag).is_counted_otherwise = true;
    return ringlet::skip_success(op);
  };
  switch (s.what / 8 % 9) {
    case 0:
      co_await play_members<2>(
          p, at, s, [&](std::uint64_t t) { return ringlet::linked(a_nop(t), a_nop(t + 1)); });
      break;
    case 1:
      co_await play_members<2>(
          p, at, s, [&](std::uint64_t t) { return ringlet::linked(a_nop(t), a_recv(t + 1)); });
      break;
    case 2:
      co_await play_members<3>(p, at, s, [&](std::uint64_t t) {
        return ringlet::hard_linked(a_recv(t), a_nop(t + 1), a_send(t + 2));
      });
      break;
    case 3:
      co_await play_members<3>(p, at, s, [&](std::uint64_t t) {
        return ringlet::linked(a_send(t), a_recv(t + 1), a_nop(t + 2));
      });
      break;
    case 4:
      co_await play_members<2>(
          p, at, s, [&](std::uint64_t t) { return ringlet::linked(a_read(t), a_nop(t + 1)); });
      break;
    case 5:
      co_await play_members<4>(p, at, s, [&](std::uint64_t t) {
        return ringlet::hard_linked(a_nop(t), a_read(t + 1), a_nop(t + 2), a_nop(t + 3));
      });
      break;
    case 6:
      co_await play_members<2>(p, at, s, [&](std::uint64_t t) {
        return ringlet::linked(skip(t, a_send(t)), a_recv(t + 1));
      });
      break;
    case 7:
      co_await play_members<2>(p, at, s, [&](std::uint64_t t) {
        return ringlet::linked(skip(t, a_nop(t)), a_recv(t + 1));
      });
      break;
    default:
      co_await play_members<4>(p, at, s, [&](std::uint64_t t) {
        return ringlet::linked(skip(t, a_send(t)), skip(t + 1, a_nop(t + 1)),
                               skip(t + 2, a_send(t + 2)), a_read(t + 3));
      });
  }
}

// ---- what a real ring answers in one way only
// ----------------------------------------------------

namespace {

/// A pair of sockets of the step's own, on whichever kernel it is.
struct pair_of_sockets {
  ringlet::unique_fd one;
  ringlet::unique_fd other;

  explicit pair_of_sockets(player& p) {
    if (p.model() != nullptr) {
      const auto [first, second] = p.model()->open_pair();
      one.reset(first);
      other.reset(second);
      return;
    }
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      violate("the real ring can be used", "socketpair: errno %d", errno);
    }
    one.reset(ends[0]);
    other.reset(ends[1]);
  }
};

}  // namespace

/// Operations on a pair of sockets of its own, each with one possible outcome without faults; with
/// faults nothing is expected here but what holds for all.
ringlet::task<> play_exchange(player& p, where at, step s) {
  using namespace std::chrono_literals;
  using namespace ringlet;
  pair_of_sockets pair(p);
  lent_bytes<64> into;
  lent_bytes<64> from(s.much);
  const std::size_t size = 8 + s.much % 56;
  const auto sent_now = op::send{.socket = pair.one, .buffer = from.first(size)};
  const auto log = [&](const auto& came) { p.log(at, outcome_of(came)); };
  const auto log_transfer = [&](const transferred& came) {
    p.log(at,
          {static_cast<bool>(came), static_cast<std::int64_t>(came.bytes()), came.error().value()});
  };
  switch (s.what % 28) {
    case 0:
      log(co_await op::nop{});
      break;
    case 1:
      log(co_await forced_async(op::nop{}));
      break;
    case 2:
      log(co_await op::timeout{.after = 1ms});
      break;
    case 3:
      log(co_await sent_now);
      log(co_await op::recv{.socket = pair.other, .buffer = into.first(64)});
      break;
    case 4: {
      log_transfer(co_await send_all(pair.one, from.first(size)));
      log_transfer(co_await recv_exactly(pair.other, into.first(size)));
      break;
    }
    case 5: {
      const auto chain =
          linked(sent_now, op::recv{.socket = pair.other, .buffer = into.first(64)}, op::nop{});
      const auto came = co_await chain;
      log(std::get<0>(came));
      log(std::get<1>(came));
      log(std::get<2>(came));
      break;
    }
    case 6: {
      const auto came = co_await linked(op::read{.file = -1, .buffer = into.first(8)}, op::nop{});
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    case 7: {
      const auto came =
          co_await hard_linked(op::read{.file = -1, .buffer = into.first(8)}, op::nop{});
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    case 8:
      log(co_await within(2ms, op::recv{.socket = pair.other, .buffer = into.first(64)}));
      break;
    case 9: {
      cancel_id nobody;
      log(co_await cancel(nobody));
      break;
    }
    case 10: {
      log(co_await sent_now);
      auto items = stream(op::recv_multishot{.socket = pair.other, .buffers = p.shared_buffers()});
      for (std::size_t left = size; left != 0;) {
        const auto came = co_await items.next();
        if (!came) break;
        left -= came->size();
        p.log(at, {true, 1, 0});
      }
      pair.one.reset();
      const auto end = co_await items.next();
      p.log(at, {false, 0, end ? 0 : end.error().value()});
      break;
    }
    case 11:
      log(co_await sent_now);
      log(co_await op::poll_add{.file = pair.other, .events = static_cast<poll_events>(POLLIN)});
      break;
    case 12: {
      log(co_await op::send{.socket = pair.one, .buffer = from.first(3)});
      const auto came =
          co_await linked(op::read{.file = pair.other, .buffer = into.first(8)}, op::nop{});
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    case 13: {
      log(co_await op::send{.socket = pair.one, .buffer = from.first(3)});
      const auto came =
          co_await linked(op::recv{.socket = pair.other, .buffer = into.first(8)}, op::nop{});
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    case 14: {
      std::uint32_t word = 1;
      log(co_await op::futex_wait{.word = word, .expected = std::uint64_t{2}});
      break;
    }
    case 15:
      pair.one.reset();
      log(co_await op::recv{.socket = pair.other, .buffer = into.first(8)});
      break;
    case 16:
      pair.other.reset();
      log_transfer(co_await send_all(pair.one, from.first(size)));
      break;
    case 17:
      log(co_await link_timeout(2ms, op::recv{.socket = pair.other, .buffer = into.first(8)}));
      break;
    case 18:
      // What others do at the same time then waits as well, and so has several ways to go.
      if (p.may_drain() && !p.is_compared()) {
        log(co_await drained(op::nop{}));
      }
      break;
    case 19:
      log(co_await shielded(op::close{.file = std::move(pair.one)}));
      log(co_await op::recv{.socket = pair.other, .buffer = into.first(8)});
      break;
    case 20:
      log(co_await op::send{.socket = pair.one, .buffer = from.first(8)});
      log(co_await op::recv_select{.socket = pair.other, .buffers = p.classic_buffers()});
      break;
    case 21:
      log(co_await op::async_cancel_fd{.file = pair.one});
      break;
    case 22:
      log(co_await sent_now);
      log(co_await forced_async(op::recv{.socket = pair.other, .buffer = into.first(64)}));
      break;
    case 23:
      log(co_await within(2ms,
                          forced_async(op::recv{.socket = pair.other, .buffer = into.first(8)})));
      break;
    case 25: {
      const auto came = co_await linked(skip_success(sent_now),
                                        op::recv{.socket = pair.other, .buffer = into.first(64)});
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    case 26: {
      const auto came =
          co_await linked(skip_success(op::nop{}),
                          skip_success(op::send{.socket = -1, .buffer = from.first(8)}), op::nop{});
      log(std::get<0>(came));
      log(std::get<1>(came));
      log(std::get<2>(came));
      break;
    }
    case 27: {
      const auto came = co_await within(
          3ms,
          linked(skip_success(sent_now), op::recv{.socket = pair.one, .buffer = into.first(64)}));
      log(std::get<0>(came));
      log(std::get<1>(came));
      break;
    }
    default: {
      // A deadline that ends a whole transfer halfway says how much had come.
      log(co_await op::send{.socket = pair.one, .buffer = from.first(5)});
      log_transfer(co_await within(3ms, recv_exactly(pair.other, into.first(9))));
    }
  }
}

}  // namespace simulation
