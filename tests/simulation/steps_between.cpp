// What tasks do to each other by events, mutexes, semaphores and channels.
#include <array>
#include <optional>
#include <tuple>
#include <type_traits>

#include <ringlet/operations.hpp>
#include <ringlet/when.hpp>

#include "bystander.hpp"
#include "lent_bytes.hpp"
#include "places.hpp"
#include "steps.hpp"

namespace simulation {

namespace {

// ---- what each wait gives, as it is booked -----------------------------------------------------

template <class Op, class Book>
booked<Op, Book> book(const Op& op, waiting& by, Book how) {
  return {op, by, how};
}

auto pass(event_place& in, waiting& by) {
  return book(in.get().wait(), by, [&in](const waiting& one, const ringlet::result<>& came) {
    if (came) in.passed(one);
    return came;
  });
}

auto lock(mutex_place& in, waiting& by) {
  using locked = ringlet::result<mutex_place::keeper>;
  return book(in.get().lock(), by,
              [&in](const waiting& one, ringlet::result<ringlet::mutex::guard>& came) {
                if (!came) return locked(std::unexpect, came.error());
                return locked(std::in_place, in, one.generation(), *std::move(came));
              });
}

using acquired = ringlet::result<semaphore_place::keeper>;

auto acquire(semaphore_place& in, waiting& by, std::size_t count) {
  return book(in.get().acquire(count), by,
              [&in, count](const waiting& one, const ringlet::result<>& came) {
                if (!came) return acquired(std::unexpect, came.error());
                return acquired(std::in_place, in, one.generation(), count);
              });
}

auto hold(semaphore_place& in, waiting& by, std::size_t count) {
  return book(in.get().hold(count), by,
              [&in](const waiting& one, ringlet::result<ringlet::semaphore::permits>& came) {
                if (!came) return acquired(std::unexpect, came.error());
                return acquired(std::in_place, in, one.generation(), *std::move(came));
              });
}

/// A parcel of a sender's, who takes it back if it stays.
struct outgoing {
  item_books& books;
  parcel item;

  explicit outgoing(item_books& of) noexcept : books(of), item(of) {}
  outgoing(const outgoing&) = delete;
  outgoing& operator=(const outgoing&) = delete;
  ~outgoing() {
    if (item.number() != 0) books.returned(item.take());
  }
  void check(bool is_sent) const {
    if (is_sent == (item.number() == 0)) return;
    violate("no item of a channel is lost or comes twice", "what was%s sent is%s still there",
            is_sent ? "" : " not", is_sent ? "" : " not");
  }
};

/// It must be filled in the moment in which it is sent: the numbers say who came first.
template <class Channel>
auto send(channel_place<Channel>& in, outgoing& from, waiting& by) {
  from.item.fill();
  return book(in.get().send(std::move(from.item)), by,
              [&from](const waiting&, const ringlet::result<>& came) {
                from.check(came.has_value());
                return came;
              });
}

template <class Channel>
auto receive(channel_place<Channel>& in, waiting& by) {
  return book(in.get().receive(), by, [&in](const waiting&, ringlet::result<parcel>& came) {
    if (!came) return ringlet::result<>(std::unexpect, came.error());
    in.books().received(came->take());
    return ringlet::result<>();
  });
}

template <class T>
outcome end_of(const ringlet::result<T>& came) {
  return {came.has_value(), 0, came ? 0 : came.error().value()};
}

// ---- how it is waited --------------------------------------------------------------------------

/// Awaits what `make(waiting)` makes in the way that the step says. `look(result)` is called before
/// anything else is awaited.
template <class Make, class Look>
ringlet::task<> wait_once(player& p, where at, step s, place& in, std::size_t wants, Make make,
                          Look look) {
  const std::uint64_t tag = p.open();
  const std::chrono::nanoseconds span = player::span(s.time);
  ringlet::cancel_id& id = p.id(s.wrap / 9);
  wrapping how;
  how.ends_early = at.ends_early;
  how.has_id = s.wrap % 9 == 1 || s.wrap % 9 == 2;
  how.has_deadline = s.wrap % 9 == 0 || s.wrap % 9 == 2 || s.wrap % 9 == 5 || s.wrap % 9 == 6;
  if (how.has_id) p.name(s.wrap / 9, tag, tag);
  waiting here(p, in, tag, wants);
  if (how.has_deadline) here.has_deadline(span);
  const auto take = [&](auto& came) {
    if (!here.is_over()) here.over();  // it was refused
    p.between().judge(here, end_of(came), how);
    look(came);
  };
  switch (s.wrap % 9) {
    case 0: {
      auto came = co_await ringlet::within(span, make(here));
      take(came);
      break;
    }
    case 1: {
      auto came = co_await ringlet::with_id(id, make(here));
      take(came);
      break;
    }
    case 2: {
      auto came = co_await ringlet::within(span, ringlet::with_id(id, make(here)));
      take(came);
      break;
    }
    case 3: {
      how.ends_early = true;
      auto came = co_await ringlet::when_any(make(here), ringlet::op::timeout{.after = span});
      take(std::get<0>(came.results));
      break;
    }
    case 4: {
      how.ends_early = true;
      event_place& quits = p.between().event(s.time);
      waiting for_end(p, quits, p.open());
      auto came = co_await ringlet::when_any(make(here), pass(quits, for_end));
      p.between().judge(for_end, end_of(std::get<1>(came.results)), how);
      take(std::get<0>(came.results));
      break;
    }
    case 5: {
      how.ends_early = false;
      auto came = co_await ringlet::shielded(ringlet::within(span, make(here)));
      take(came);
      break;
    }
    case 6: {
      auto came = co_await ringlet::within(span, ringlet::when_all(make(here), ringlet::op::nop{}));
      take(std::get<0>(came));
      break;
    }
    default: {
      auto came = co_await make(here);
      take(came);
    }
  }
}

/// What a task does while it has something that others want.
ringlet::task<> go_on(player& p, where at, step s) {
  switch (s.much % 8) {
    case 0:
      break;
    case 1:
    case 2:
      co_await ringlet::yield();
      break;
    case 3:
    case 4:
      co_await ringlet::sleep_for(player::span(s.time % 6));
      break;
    case 5:
    case 6:
      co_await play_send(p, at, s);
      break;
    default:
      // It may want the same, and waits for its parent until the world has enough of that.
      co_await play_child(p, at, s);
  }
}

const auto look_at_nothing_of_it = [](const auto&) {};

}  // namespace

ringlet::task<> play_event_wait(player& p, where at, step s) {
  event_place& in = p.between().event(s.what);
  co_await wait_once(
      p, at, s, in, 0, [&in](waiting& by) { return pass(in, by); }, look_at_nothing_of_it);
}

ringlet::task<> play_event_set(player& p, where, step s) {
  event_place& in = p.between().event(s.what);
  if (s.much % 4 != 1) in.set();
  if (s.much % 4 == 1 || s.much % 4 == 2) in.reset();
  co_return;
}

ringlet::task<> play_lock(player& p, where at, step s) {
  mutex_place& in = p.between().mutex(s.what);
  std::optional<mutex_place::keeper> held;
  const auto keep = [&held](ringlet::result<mutex_place::keeper>& came) {
    if (came) held.emplace(*std::move(came));
  };
  co_await wait_once(p, at, s, in, 0, [&in](waiting& by) { return lock(in, by); }, keep);
  if (held) co_await go_on(p, at, s);
}

ringlet::task<> play_acquire(player& p, where at, step s) {
  semaphore_place& in = p.between().semaphore(s.what);
  const std::size_t count = 1 + s.much / 8 % semaphore_place::most_wanted;
  std::optional<semaphore_place::keeper> held;
  const auto keep = [&held](acquired& came) {
    if (came) held.emplace(*std::move(came));
  };
  if (s.much / 16 % 2 == 0) {
    co_await wait_once(
        p, at, s, in, count, [&in, count](waiting& by) { return acquire(in, by, count); }, keep);
  } else {
    co_await wait_once(
        p, at, s, in, count, [&in, count](waiting& by) { return hold(in, by, count); }, keep);
  }
  if (held) co_await go_on(p, at, s);
}

namespace {

template <class Channel>
ringlet::task<> send_some(player& p, where at, step s, channel_place<Channel>& in) {
  for (unsigned left = 1 + s.much % 4; left != 0; --left) {
    outgoing from(in.books());
    co_await wait_once(
        p, at, s, in, 1, [&in, &from](waiting& by) { return send(in, from, by); },
        look_at_nothing_of_it);
  }
}

template <class Channel>
ringlet::task<> receive_some(player& p, where at, step s, channel_place<Channel>& in) {
  bool is_over = false;
  for (unsigned left = 1 + s.much % 4; left != 0 && !is_over; --left) {
    co_await wait_once(
        p, at, s, in, 0, [&in](waiting& by) { return receive(in, by); },
        [&is_over](const ringlet::result<>& came) { is_over = !came; });
  }
}

/// Without waiting.
template <class Channel>
void try_both(channel_place<Channel>& in, bool sends) {
  ++in.changes;
  if (sends) {
    outgoing from(in.books());
    from.item.fill();
    const auto came = in.get().try_send(std::move(from.item));
    from.check(came.has_value());
  } else if (auto came = in.get().try_receive()) {
    in.books().received(came->take());
  }
}

}  // namespace

ringlet::task<> play_channel_send(player& p, where at, step s) {
  if (s.what % 3 == 2) {
    co_await send_some(p, at, s, p.between().shared_channel());
  } else {
    co_await send_some(p, at, s, p.between().channel(s.what % 3));
  }
}

ringlet::task<> play_channel_receive(player& p, where at, step s) {
  if (s.what % 3 == 2) {
    co_await receive_some(p, at, s, p.between().shared_channel());
  } else {
    co_await receive_some(p, at, s, p.between().channel(s.what % 3));
  }
}

ringlet::task<> play_channel_try(player& p, where, step s) {
  if (s.what % 3 == 2) {
    try_both(p.between().shared_channel(), s.much % 2 == 0);
  } else {
    try_both(p.between().channel(s.what % 3), s.much % 2 == 0);
  }
  co_return;
}

ringlet::task<> play_channel_close(player& p, where, step s) {
  if (s.what % 3 == 2) {
    p.between().shared_channel().close();
  } else {
    p.between().channel(s.what % 3).close();
  }
  co_return;
}

ringlet::task<> play_renew(player& p, where, step s) {
  p.between().any(s.what).renew();
  co_return;
}

// ---- who is destroyed as it waits --------------------------------------------------------------

namespace {

template <class Make>
bystander wait_beside(player& p, place& in, std::size_t wants, Make make) {
  waiting here(p, in, p.open(), wants);
  const auto came = co_await p.loop().perform(make(here));
  p.between().judge(here, end_of(came), {});
}

/// Some of them begin to wait, by `start(number)`; after a while they are destroyed one by one,
/// often just after `give()` has given them what they want and before they have gone on.
template <class Start, class Give>
ringlet::task<> look_on(player& p, step s, Start start, Give give) {
  constexpr unsigned most = 3;
  const unsigned count = 1 + s.wrap / 4 % most;
  std::array<bystander, most> all{start(0U), count > 1 ? start(1U) : bystander(),
                                  count > 2 ? start(2U) : bystander()};
  switch (s.wrap % 4) {
    case 0:
      co_await ringlet::yield();
      break;
    case 1:
      co_await ringlet::sleep_for(player::span(s.time % 6));
      break;
    default:
      break;
  }
  if (s.time / 8 % 2 == 0) give();
  for (unsigned i = 0; i < most; ++i) {
    all[(i + s.wrap / 16) % most].end();
    if ((s.time / 16 >> i) % 2 == 0) co_await p.between().check();
  }
}

template <class Channel>
ringlet::task<> look_on_in(channel_place<Channel>& in, player& p, step s) {
  if (s.much % 2 == 0) {
    std::array<outgoing, 3> from{outgoing(in.books()), outgoing(in.books()), outgoing(in.books())};
    co_await look_on(
        p, s,
        [&](unsigned number) {
          outgoing& mine = from[number];
          return wait_beside(p, in, 1, [&in, &mine](waiting& by) { return send(in, mine, by); });
        },
        [&in] { try_both(in, false); });
  } else {
    co_await look_on(
        p, s,
        [&](unsigned) {
          return wait_beside(p, in, 0, [&in](waiting& by) { return receive(in, by); });
        },
        [&in] { try_both(in, true); });
  }
}

}  // namespace

ringlet::task<> play_look_on(player& p, where, step s) {
  places& all = p.between();
  switch (s.what % 6) {
    case 0: {
      event_place& in = all.event(s.much);
      co_await look_on(
          p, s,
          [&](unsigned) {
            return wait_beside(p, in, 0, [&in](waiting& by) { return pass(in, by); });
          },
          [&in] { in.set(); });
      break;
    }
    case 1: {
      mutex_place& in = all.mutex(s.much);
      std::optional<mutex_place::keeper> held;
      if (auto mine = in.get().try_lock()) held.emplace(in, in.generation, *std::move(mine));
      co_await look_on(
          p, s,
          [&](unsigned) {
            return wait_beside(p, in, 0, [&in](waiting& by) { return lock(in, by); });
          },
          [&held] { held.reset(); });
      break;
    }
    case 2: {
      semaphore_place& in = all.semaphore(s.much);
      const auto wanted = [s](unsigned number) {
        return std::size_t{1} + (s.much / 8U >> number) % semaphore_place::most_wanted;
      };
      std::optional<semaphore_place::keeper> held;
      if (in.get().try_acquire(wanted(3))) held.emplace(in, in.generation, wanted(3));
      co_await look_on(
          p, s,
          [&](unsigned number) {
            const std::size_t count = wanted(number);
            return wait_beside(p, in, count,
                               [&in, count](waiting& by) { return hold(in, by, count); });
          },
          [&held] { held.reset(); });
      break;
    }
    case 3:
      co_await look_on_in(all.shared_channel(), p, s);
      break;
    default:
      co_await look_on_in(all.channel(s.what), p, s);
  }
}

}  // namespace simulation
