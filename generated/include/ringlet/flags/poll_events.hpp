// Generated from spec/types.json, flag set "poll_events". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <poll.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What to wait for on a file, and what was found there.
enum class poll_events : std::uint32_t {
  /// POLLIN: there is something to read.
  in = 1,
  /// POLLPRI: there is something exceptional, such as out-of-band data of TCP.
  pri = 2,
  /// POLLOUT: writing is possible.
  out = 4,
  /// POLLERR: an error is pending, or the reader of this pipe is gone; always reported.
  err = 8,
  /// POLLHUP: the other end has hung up; always reported.
  hup = 0x10,
  /// POLLNVAL: the file cannot be polled.
  nval = 0x20,
  /// POLLRDNORM: there is normal data to read; the same as POLLIN nearly everywhere.
  rdnorm = 0x40,
  /// POLLRDBAND: there is priority data to read.
  rdband = 0x80,
  /// POLLWRNORM: writing is possible; the same as POLLOUT nearly everywhere.
  wrnorm = 0x100,
  /// POLLWRBAND: priority data may be written.
  wrband = 0x200,
  /// POLLMSG: known to the kernel, and used by nothing in it.
  msg = 0x400,
  /// POLLRDHUP: the peer of a stream socket has shut down its writing half.
  rdhup = 0x2000,
  /// EPOLLEXCLUSIVE: wakes only one of several that wait for the same file.
  exclusive = 0x10000000,
};

template <>
inline constexpr bool is_flag_set<poll_events> = true;

#ifdef POLLIN
static_assert(raw(poll_events::in) == static_cast<std::uint32_t>(POLLIN));
#endif
#ifdef POLLPRI
static_assert(raw(poll_events::pri) == static_cast<std::uint32_t>(POLLPRI));
#endif
#ifdef POLLOUT
static_assert(raw(poll_events::out) == static_cast<std::uint32_t>(POLLOUT));
#endif
#ifdef POLLERR
static_assert(raw(poll_events::err) == static_cast<std::uint32_t>(POLLERR));
#endif
#ifdef POLLHUP
static_assert(raw(poll_events::hup) == static_cast<std::uint32_t>(POLLHUP));
#endif
#ifdef POLLNVAL
static_assert(raw(poll_events::nval) == static_cast<std::uint32_t>(POLLNVAL));
#endif
#ifdef POLLRDNORM
static_assert(raw(poll_events::rdnorm) == static_cast<std::uint32_t>(POLLRDNORM));
#endif
#ifdef POLLRDBAND
static_assert(raw(poll_events::rdband) == static_cast<std::uint32_t>(POLLRDBAND));
#endif
#ifdef POLLWRNORM
static_assert(raw(poll_events::wrnorm) == static_cast<std::uint32_t>(POLLWRNORM));
#endif
#ifdef POLLWRBAND
static_assert(raw(poll_events::wrband) == static_cast<std::uint32_t>(POLLWRBAND));
#endif
#ifdef POLLMSG
static_assert(raw(poll_events::msg) == static_cast<std::uint32_t>(POLLMSG));
#endif
#ifdef POLLRDHUP
static_assert(raw(poll_events::rdhup) == static_cast<std::uint32_t>(POLLRDHUP));
#endif
#ifdef EPOLLEXCLUSIVE
static_assert(raw(poll_events::exclusive) == static_cast<std::uint32_t>(EPOLLEXCLUSIVE));
#endif

}  // namespace ringlet
