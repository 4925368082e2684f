// The kinds of steps that a task can take. A new one is a function and a row in steps.cpp.
#pragma once

#include <cstdint>
#include <span>

#include "player.hpp"
#include "program.hpp"

namespace simulation {

struct step_kind {
  const char* name;
  ringlet::task<> (*play)(player& p, where at, step s);
  std::uint8_t weight;  // how often it is drawn
  bool is_comparable;   // whether a real kernel answers in one way only

  [[nodiscard]] bool is_in(range of) const noexcept {
    return of == range::everything || is_comparable;
  }
};

std::span<const step_kind> all_kinds();

// steps_plain.cpp: operations that complete once.
ringlet::task<> play_nop(player& p, where at, step s);
ringlet::task<> play_receive(player& p, where at, step s);
ringlet::task<> play_read(player& p, where at, step s);
ringlet::task<> play_send(player& p, where at, step s);
ringlet::task<> play_write(player& p, where at, step s);
ringlet::task<> play_accept(player& p, where at, step s);
ringlet::task<> play_accept_direct(player& p, where at, step s);
ringlet::task<> play_poll(player& p, where at, step s);
ringlet::task<> play_timeout(player& p, where at, step s);
ringlet::task<> play_futex(player& p, where at, step s);
ringlet::task<> play_socket(player& p, where at, step s);
ringlet::task<> play_message(player& p, where at, step s);
ringlet::task<> play_send_zc(player& p, where at, step s);
ringlet::task<> play_select(player& p, where at, step s);
ringlet::task<> play_transfer(player& p, where at, step s);

// steps_long.cpp: streams, notified operations and chains.
ringlet::task<> play_accept_stream(player& p, where at, step s);
ringlet::task<> play_receive_stream(player& p, where at, step s);
ringlet::task<> play_poll_stream(player& p, where at, step s);
ringlet::task<> play_timeout_stream(player& p, where at, step s);
ringlet::task<> play_notified(player& p, where at, step s);
ringlet::task<> play_chain(player& p, where at, step s);
ringlet::task<> play_exchange(player& p, where at, step s);

// steps_control.cpp: tasks, times, cancels and ends.
ringlet::task<> play_sleep(player& p, where at, step s);
ringlet::task<> play_yield(player& p, where at, step s);
ringlet::task<> play_compute(player& p, where at, step s);
ringlet::task<> play_cancel(player& p, where at, step s);
ringlet::task<> play_cancel_file(player& p, where at, step s);
ringlet::task<> play_child(player& p, where at, step s);
ringlet::task<> play_spawn(player& p, where at, step s);
ringlet::task<> play_remote_spawn(player& p, where at, step s);
ringlet::task<> play_throw(player& p, where at, step s);
ringlet::task<> play_stop(player& p, where at, step s);
ringlet::task<> play_bystander(player& p, where at, step s);

// steps_scope.cpp: tasks that end each other.
ringlet::task<> play_deadline(player& p, where at, step s);
ringlet::task<> play_both(player& p, where at, step s);
ringlet::task<> play_either(player& p, where at, step s);
ringlet::task<> play_race(player& p, where at, step s);
ringlet::task<> play_scope(player& p, where at, step s);
ringlet::task<> play_shield(player& p, where at, step s);

// steps_between.cpp: tasks that wait for each other.
ringlet::task<> play_event_wait(player& p, where at, step s);
ringlet::task<> play_event_set(player& p, where at, step s);
ringlet::task<> play_lock(player& p, where at, step s);
ringlet::task<> play_acquire(player& p, where at, step s);
ringlet::task<> play_channel_send(player& p, where at, step s);
ringlet::task<> play_channel_receive(player& p, where at, step s);
ringlet::task<> play_channel_try(player& p, where at, step s);
ringlet::task<> play_channel_close(player& p, where at, step s);
ringlet::task<> play_renew(player& p, where at, step s);
ringlet::task<> play_look_on(player& p, where at, step s);

}  // namespace simulation
