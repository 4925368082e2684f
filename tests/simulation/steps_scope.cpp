// Tasks that end each other: deadlines and names of whole tasks, when_all, when_any, scopes,
// shields.
#include <chrono>
#include <tuple>

#include <ringlet/operations.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/when.hpp>

#include "lent_bytes.hpp"
#include "steps.hpp"

namespace simulation {

ringlet::task<> play_deadline(player& p, where at, step s) {
  const std::optional<std::uint8_t> child = p.startable(at, s.what);
  if (!child) co_return;
  const std::chrono::nanoseconds span = player::span(s.time);
  ringlet::cancel_id own;
  if (s.wrap % 2 == 0) {
    co_await ringlet::within(span, p.play(*child, true));
  } else {
    co_await ringlet::with_id(own, ringlet::within(span, p.play(*child, true)));
  }
}

ringlet::task<> play_both(player& p, where at, step s) {
  const std::optional<std::uint8_t> one = p.startable(at, s.what);
  const std::optional<std::uint8_t> other = p.startable(at, s.much);
  if (!one || !other) co_return;
  // What throws ends the other.
  co_await ringlet::when_all(p.play(*one, true), p.play(*other, true));
}

ringlet::task<> play_either(player& p, where at, step s) {
  const std::optional<std::uint8_t> one = p.startable(at, s.what);
  const std::optional<std::uint8_t> other = p.startable(at, s.much);
  if (!one || !other) co_return;
  const auto came = co_await ringlet::when_any(p.play(*one, true), p.play(*other, true));
  if (p.model() != nullptr) p.model()->note("first", came.index);
}

/// Operations against each other, whose results are all looked at: what a loser got is there.
ringlet::task<> play_race(player& p, where, step s) {
  constexpr std::size_t room = 48;
  lent_bytes<room> into;
  const std::uint64_t first = p.open();
  const std::uint64_t second = p.open();
  const std::uint64_t third = p.open();
  using ringlet::op::accept;
  using ringlet::op::recv;
  using ringlet::op::timeout;
  const observed<recv> receiving(
      recv{.socket = p.source(s.what), .buffer = into.first(1 + s.much % room)}, p, first);
  const observed<accept> accepting(accept{.socket = p.listener(s.what / 8)}, p, second);
  const observed<timeout> waiting(timeout{.after = player::span(s.time)}, p, third);
  wrapping how;
  how.ends_early = true;
  for (const std::uint64_t tag : {first, second, third}) p.entry(tag).is_counted_otherwise = true;
  const auto judge_all = [&](const auto& results) {
    p.judge(first, outcome_of(std::get<0>(results)), how, {});
    p.judge(second, outcome_of(std::get<1>(results)), how, {});
    p.judge(third, outcome_of(std::get<2>(results)), how, {});
    if (std::get<0>(results)) into.check(p.entry(first).answers.back());
  };
  switch (s.wrap % 3) {
    case 0: {
      const auto came = co_await ringlet::when_any(receiving, accepting, waiting);
      judge_all(came.results);
      break;
    }
    case 1: {
      const auto came = co_await ringlet::when_any_success(receiving, accepting, waiting);
      judge_all(came.results);
      break;
    }
    default: {
      const auto came = co_await ringlet::within(player::span(s.time),
                                                 ringlet::when_all(receiving, accepting, waiting));
      judge_all(came);
    }
  }
}

ringlet::task<> play_scope(player& p, where at, step s) {
  const std::optional<std::uint8_t> one = p.startable(at, s.what);
  const std::optional<std::uint8_t> other = p.startable(at, s.much);
  if (!one || !other) co_return;
  const auto body = [&p, s, one, other](ringlet::scope& all) -> ringlet::task<> {
    const step mine = s;
    player& by = p;
    all.spawn(by.play(*one, true));
    if (mine.wrap % 2 == 0) all.spawn(by.play(*other, true));
    switch (mine.wrap / 2 % 4) {
      case 0:
        all.cancel();
        break;
      case 1:
        co_await ringlet::sleep_for(player::span(mine.time % 6));
        all.cancel();
        break;
      case 2:
        co_await ringlet::yield();
        if (mine.time % 4 == 0) throw scripted();
        break;
      default:
        break;
    }
  };
  co_await ringlet::in_scope(body);
}

/// Goes on although what is around it ends: so inside nothing is ended but by its own means.
ringlet::task<> play_shield(player& p, where at, step s) {
  if (const std::optional<std::uint8_t> child = p.startable(at, s.what)) {
    co_await ringlet::shielded(p.play(*child, false));
  }
}

}  // namespace simulation
