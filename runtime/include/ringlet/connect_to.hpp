// A connection to a host by its name, or to the first of several addresses that answers. Not in the
// umbrella header: <ringlet/resolve.hpp> has threads to compile.
#pragma once

#include <liburing.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/address.hpp>
#include <ringlet/chrono.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/event.hpp>
#include <ringlet/resolve.hpp>
#include <ringlet/result.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/task.hpp>
#include <ringlet/thread_pool.hpp>
#include <ringlet/unique_fd.hpp>

namespace ringlet {

/// How to connect.
struct connect_options {
  /// How long an address has before the next one is tried as well. RFC 8305 recommends a quarter of
  /// a second, and nothing below a tenth of one.
  std::chrono::nanoseconds attempt_delay = std::chrono::milliseconds(250);
  /// Which addresses are looked up: AF_INET, AF_INET6 or AF_UNSPEC, for both.
  int family = AF_UNSPEC;
};

namespace detail {

/// The addresses in their order, but so that the two families take turns, beginning with that of
/// the first: if one of them leads nowhere, every second attempt is of the other (RFC 8305, 4).
inline void interleave_families(std::span<address> all) noexcept {
  for (std::size_t at = 1; at < all.size(); ++at) {
    const auto rest = all.subspan(at);
    const auto other = std::find_if(rest.begin(), rest.end(), [&](const address& each) {
      return each.family() != all[at - 1].family();
    });
    if (other == rest.end()) return;
    std::rotate(rest.begin(), other, other + 1);
  }
}

/// op::connect, which is generated, and so not the runtime's to use. It borrows the address.
struct connect_request {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = "connect_to";
  static constexpr bool completes_once = true;

  int socket;
  const address* peer;

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = IORING_OP_CONNECT;
    sqe.fd = socket;
    sqe.addr = reinterpret_cast<std::uintptr_t>(peer->data());
    sqe.off = peer->size();
  }
  [[nodiscard]] static result<> decode(cqe_view cqe) noexcept { return decode_nothing(cqe); }
};

/// Attempts to connect that are under way at the same time.
struct connection_race {
  unique_fd winner;
  std::error_code error;
  std::size_t begun = 0;
  event failed;  // the last that was begun

  /// Of several errors, the one that says most: the first one, unless that only says that this
  /// machine has no way to addresses of such a kind, as where there is no IPv6.
  void note(std::error_code another) noexcept {
    if (!error || (says_no_way(error) && !says_no_way(another))) error = another;
  }

 private:
  [[nodiscard]] static bool says_no_way(std::error_code error) noexcept {
    return error == std::errc::network_unreachable || error == std::errc::address_not_available ||
           error == std::errc::address_family_not_supported;
  }
};

inline task<> attempt_connection(connection_race& race, scope& attempts, const address& peer,
                                 std::size_t number) {
  unique_fd socket(::socket(peer.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  result<> connected = failure(errno);
  if (socket) connected = co_await connect_request{.socket = socket.get(), .peer = &peer};
  if (!connected) {
    race.note(connected.error());
    if (number == race.begun) race.failed.set();
  } else if (!race.winner) {
    race.winner = std::move(socket);
    attempts.cancel();
  }
}

inline task<> attempt_connections(scope& attempts, connection_race& race,
                                  std::span<const address> addresses,
                                  std::chrono::nanoseconds delay) {
  for (const address& peer : addresses) {
    race.failed.reset();
    ++race.begun;
    attempts.spawn(attempt_connection(race, attempts, peer, race.begun));
    // What came of the wait does not matter: it is time for the next one, or for none.
    (void)co_await within(delay, race.failed.wait());
    if (attempts.is_ending()) co_return;
  }
}

}  // namespace detail

/// Connects a stream socket to the first of `addresses` that answers. They are tried in their
/// order: the next one as soon as the one before has failed or not answered for
/// `options.attempt_delay`, while those before it go on. The first that is connected wins; the
/// others are cancelled and closed.
///
/// A task as any other, for a deadline or a cancel of the whole: within(5s, connect_to_any(…)). The
/// addresses must stay where they are until it is done. Gives result<unique_fd>. Errors: where all
/// have failed, what the first one to fail said (connection_refused, timed_out, host_unreachable,
/// …), or the first that says more than that there is no way to such addresses from here;
/// invalid_argument where there are no addresses; timed_out and operation_canceled where the whole
/// was ended. (IORING_OP_CONNECT, Linux 5.5.)
[[nodiscard]] inline task<result<unique_fd>> connect_to_any(std::span<const address> addresses,
                                                            connect_options options = {}) {
  if (addresses.empty()) co_return failure(EINVAL);
  detail::connection_race race;
  co_await in_scope([&](scope& attempts) {
    return detail::attempt_connections(attempts, race, addresses, options.attempt_delay);
  });
  if (race.winner) co_return std::move(race.winner);
  // Whoever is to end is told so by whatever it awaits next.
  event nothing;
  nothing.set();
  const result<> may_go_on = co_await nothing.wait();
  if (!may_go_on) co_return std::unexpected<std::error_code>(may_go_on.error());
  co_return std::unexpected<std::error_code>(race.error);
}

/// Connects a TCP socket to `port` of `host`, a name or the text of an address: looks up its
/// addresses on a thread of `pool`, and connects to the first that answers, as in RFC 8305 ("happy
/// eyeballs"): IPv6 and IPv4 take turns, and who does not answer in a quarter of a second has
/// competition.
///
///     thread_pool pool;
///     …
///     auto server = co_await within(10s, connect_to(pool, "example.org", 443));
///     if (!server) log(server.error().message());
///
/// A task as any other: a deadline or a cancel ends the whole, also while it looks up the name (see
/// resolve() for what then goes on). Gives result<unique_fd>; the errors are those of resolve() and
/// of connect_to_any().
[[nodiscard]] inline task<result<unique_fd>> connect_to(thread_pool& pool, std::string host,
                                                        std::uint16_t port,
                                                        connect_options options = {}) {
  auto found = co_await resolve(pool, std::move(host), port, options.family);
  if (!found) co_return std::unexpected<std::error_code>(found.error());
  detail::interleave_families(*found);
  co_return co_await connect_to_any(*found, options);
}

}  // namespace ringlet
