// How tasks wait for what other threads do: what shared_channel and thread_pool have in common.
#pragma once

#include <cstdint>
#include <system_error>

#include <ringlet/completion.hpp>
#include <ringlet/inbox.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/ring.hpp>

namespace ringlet::detail {

/// One who waits in a place that other threads use too, on the ring `home`. Its answer reaches it
/// as a message there, and until that was delivered it stays where it is.
struct shared_waiter : tracked, message {
  enum class stage : std::uint8_t { outside, waiting, running, called };

  ring* home = nullptr;
  void* item = nullptr;  // a sender's
  // The place's lock guards these.
  stage at_stage = stage::outside;
  std::int32_t answer = 0;
  // Its own thread's.
  bool is_told = false;

  shared_waiter() noexcept : message(&on_delivery) {}

  /// Makes messages to it possible. 0, or a negative errno value.
  std::int32_t open_home() noexcept {
    home = &loop();
    try {
      home->open_inbox();
      return 0;
    } catch (const std::system_error& error) {
      return -error.code().value();
    }
  }

  void tell() noexcept {
    is_told = true;
    if (remaining == 0) return;  // it is dying
    home->wake(*this);
    result = {answer, 0};
  }

 private:
  static void on_delivery(message& letter) noexcept { static_cast<shared_waiter&>(letter).tell(); }
};

/// The state of an operation that waits in a `Place`.
template <class Place>
struct shared_state : shared_waiter {
  Place* place = nullptr;  // null where it was never armed
};

/// What the operations that wait in such a place have in common. The place has `leave(waiter)`,
/// which takes out one who waits no longer and says whether it still waited, and `abandon(waiter)`
/// for one whose frame dies.
template <class State>
struct waits_for_threads : without_sqe {
  using state_type = State;

  static void give_up(tracked& state, cancel_reason why) noexcept {
    auto& leaving = static_cast<State&>(state);
    // What it was answered, it will be told, and that stands.
    if (leaving.place->leave(leaving)) ring::give_up(leaving, why);
  }
  static void abandoned(State& dead) noexcept {
    if (dead.place != nullptr) dead.place->abandon(dead);
  }
};

}  // namespace ringlet::detail
