// Tasks, times, cancels and ends.
#include <ringlet/operations.hpp>

#include "bystander.hpp"
#include "lent_bytes.hpp"
#include "steps.hpp"

namespace simulation {

ringlet::task<> play_sleep(player& p, where at, step s) {
  const std::chrono::nanoseconds span = player::span(s.time % 6);
  const nanoseconds started = p.now();
  if (s.wrap % 4 != 1) {
    co_await ringlet::sleep_for(span);
    if (!at.ends_early) p.judge_deadline(started, span);
    p.log(at, {true, 0, 0});
    co_return;
  }
  p.name(s.what, 0, 0);
  const auto came = co_await ringlet::with_id(p.id(s.what), ringlet::sleep_for(span));
  if (came) p.judge_deadline(started, span);
  p.log(at, {true, 0, 0});
}

ringlet::task<> play_yield(player&, where, step s) {
  for (unsigned left = 1 + s.much % 4; left != 0; --left) co_await ringlet::yield();
}

/// Computes for long: the ring is not entered meanwhile. Not for a second, or the world would lose
/// its patience with what no turn can cancel.
ringlet::task<> play_compute(player& p, where, step s) {
  if (p.model() != nullptr) p.model()->let_pass(player::span(s.time % 7).count());
  co_return;
}

ringlet::task<> play_cancel(player& p, where at, step s) {
  const bool was_live = p.id(s.what).live();
  p.ask_for_end(s.what);
  const auto came = co_await ringlet::cancel(p.id(s.what));
  if (!came && !is_end(at, came.error()) &&
      (was_live || came.error() != std::errc::no_such_file_or_directory)) {
    violate("every result is one that the kernel gave", "a cancel says %d of an id that is %s",
            came.error().value(), was_live ? "live" : "not live");
  }
  p.log(at, outcome_of(came));
}

ringlet::task<> play_cancel_file(player& p, where at, step s) {
  const auto came = co_await ringlet::op::async_cancel_fd{
      .file = p.source(s.what), .flags = static_cast<ringlet::async_cancel_flags>(s.much % 2)};
  p.log(at, outcome_of(came));
}

ringlet::task<> play_child(player& p, where at, step s) {
  const std::optional<std::uint8_t> child = p.startable(at, s.what);
  if (!child) co_return;
  if (s.much % 2 == 0) {
    co_await p.play(*child, at.ends_early);
    co_return;
  }
  try {
    co_await p.play(*child, at.ends_early);
  } catch (const scripted&) {
    p.log(at, {false, 0, 1});
  }
}

ringlet::task<> play_spawn(player& p, where at, step s) {
  if (const std::optional<std::uint8_t> child = p.startable(at, s.what)) {
    p.loop().spawn(p.play(*child, false));
  }
  co_return;
}

ringlet::task<> play_remote_spawn(player& p, where at, step s) {
  if (const std::optional<std::uint8_t> child = p.startable(at, s.what)) {
    p.loop().as_remote().spawn(p.play(*child, false));
  }
  co_return;
}

ringlet::task<> play_throw(player&, where, step s) {
  if (s.what % 2 == 0) co_await ringlet::yield();
  throw scripted();
}

ringlet::task<> play_stop(player& p, where, step) {
  p.stop_asked();
  p.loop().stop();
  co_return;
}

namespace {

bystander receive_beside(player& p, step s) {
  lent_bytes<48> into;
  const std::uint64_t tag = p.open();
  const ringlet::op::recv plain{.socket = p.source(s.what), .buffer = into.first(48)};
  const auto came = co_await p.loop().perform(observed<ringlet::op::recv>(plain, p, tag));
  p.judge(tag, outcome_of(came), {}, {});
  if (came) into.check(p.entry(tag).answers.back());
}

bystander accept_beside(player& p, step s) {
  lent_bytes<16> canary;
  const std::uint64_t tag = p.open();
  const ringlet::op::accept plain{.socket = p.listener(s.what)};
  const auto came = co_await p.loop().perform(observed<ringlet::op::accept>(plain, p, tag));
  p.judge(tag, outcome_of(came), {}, {});
}

}  // namespace

/// The coroutine is destroyed after a while, wherever it is then.
ringlet::task<> play_bystander(player& p, where, step s) {
  const bystander one = s.much % 2 == 0 ? receive_beside(p, s) : accept_beside(p, s);
  switch (s.wrap % 3) {
    case 0:
      co_await ringlet::yield();
      break;
    case 1:
      co_await ringlet::sleep_for(player::span(s.time % 6));
      break;
    default:
      break;
  }
}

}  // namespace simulation
