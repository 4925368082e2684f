// Generated from spec/types.json, flag set "shutdown_how". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/socket.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which half of a connection is shut down.
///
/// The values exclude each other.
enum class shutdown_how : std::uint32_t {
  /// SHUT_RD: receiving.
  rd = 0,
  /// SHUT_WR: sending: the peer reads an end of file.
  wr = 1,
  /// SHUT_RDWR: both.
  rdwr = 2,
};

#ifdef SHUT_RD
static_assert(raw(shutdown_how::rd) == static_cast<std::uint32_t>(SHUT_RD));
#endif
#ifdef SHUT_WR
static_assert(raw(shutdown_how::wr) == static_cast<std::uint32_t>(SHUT_WR));
#endif
#ifdef SHUT_RDWR
static_assert(raw(shutdown_how::rdwr) == static_cast<std::uint32_t>(SHUT_RDWR));
#endif

}  // namespace ringlet
