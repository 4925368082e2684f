// Generated from spec/types.json, flag set "msg_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/socket.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// How a message is sent or received.
enum class msg_flags : std::uint32_t {
  /// MSG_OOB: out-of-band data.
  oob = 1,
  /// MSG_PEEK: leaves what is received in the queue.
  peek = 2,
  /// MSG_DONTROUTE: sends to directly connected networks only.
  dontroute = 4,
  /// MSG_CTRUNC: control data did not fit; set on receiving.
  ctrunc = 8,
  /// MSG_TRUNC: receives the real length of a datagram that did not fit; discards the bytes of a
  /// TCP stream.
  trunc = 0x20,
  /// MSG_DONTWAIT: gives EAGAIN instead of waiting.
  dontwait = 0x40,
  /// MSG_EOR: ends a record.
  eor = 0x80,
  /// MSG_WAITALL: goes on until the buffer is full or the stream ends; on a send, until everything
  /// is sent (Linux 5.19).
  waitall = 0x100,
  /// MSG_CONFIRM: tells the link layer that the peer has answered.
  confirm = 0x800,
  /// MSG_ERRQUEUE: receives from the queue of errors and time stamps.
  errqueue = 0x2000,
  /// MSG_NOSIGNAL: raises no SIGPIPE when the peer is gone.
  nosignal = 0x4000,
  /// MSG_MORE: more will follow: the packet may be held back.
  more = 0x8000,
  /// MSG_ZEROCOPY: sends without copying, as a socket with SO_ZEROCOPY does it; op send_zc is
  /// another thing.
  zerocopy = 0x4000000,
  /// MSG_FASTOPEN: sends data in the connecting packet of TCP.
  fastopen = 0x20000000,
  /// MSG_CMSG_CLOEXEC: descriptors that are received close on exec.
  cmsg_cloexec = 0x40000000,
};

template <>
inline constexpr bool is_flag_set<msg_flags> = true;

#ifdef MSG_OOB
static_assert(raw(msg_flags::oob) == static_cast<std::uint32_t>(MSG_OOB));
#endif
#ifdef MSG_PEEK
static_assert(raw(msg_flags::peek) == static_cast<std::uint32_t>(MSG_PEEK));
#endif
#ifdef MSG_DONTROUTE
static_assert(raw(msg_flags::dontroute) == static_cast<std::uint32_t>(MSG_DONTROUTE));
#endif
#ifdef MSG_CTRUNC
static_assert(raw(msg_flags::ctrunc) == static_cast<std::uint32_t>(MSG_CTRUNC));
#endif
#ifdef MSG_TRUNC
static_assert(raw(msg_flags::trunc) == static_cast<std::uint32_t>(MSG_TRUNC));
#endif
#ifdef MSG_DONTWAIT
static_assert(raw(msg_flags::dontwait) == static_cast<std::uint32_t>(MSG_DONTWAIT));
#endif
#ifdef MSG_EOR
static_assert(raw(msg_flags::eor) == static_cast<std::uint32_t>(MSG_EOR));
#endif
#ifdef MSG_WAITALL
static_assert(raw(msg_flags::waitall) == static_cast<std::uint32_t>(MSG_WAITALL));
#endif
#ifdef MSG_CONFIRM
static_assert(raw(msg_flags::confirm) == static_cast<std::uint32_t>(MSG_CONFIRM));
#endif
#ifdef MSG_ERRQUEUE
static_assert(raw(msg_flags::errqueue) == static_cast<std::uint32_t>(MSG_ERRQUEUE));
#endif
#ifdef MSG_NOSIGNAL
static_assert(raw(msg_flags::nosignal) == static_cast<std::uint32_t>(MSG_NOSIGNAL));
#endif
#ifdef MSG_MORE
static_assert(raw(msg_flags::more) == static_cast<std::uint32_t>(MSG_MORE));
#endif
#ifdef MSG_ZEROCOPY
static_assert(raw(msg_flags::zerocopy) == static_cast<std::uint32_t>(MSG_ZEROCOPY));
#endif
#ifdef MSG_FASTOPEN
static_assert(raw(msg_flags::fastopen) == static_cast<std::uint32_t>(MSG_FASTOPEN));
#endif
#ifdef MSG_CMSG_CLOEXEC
static_assert(raw(msg_flags::cmsg_cloexec) == static_cast<std::uint32_t>(MSG_CMSG_CLOEXEC));
#endif

}  // namespace ringlet
