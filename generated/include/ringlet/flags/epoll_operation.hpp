// Generated from spec/types.json, flag set "epoll_operation". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>
#include <sys/epoll.h>  // the kernel's names, to compare with

#include <ringlet/flags.hpp>

namespace ringlet {

/// What is done to an epoll instance.
///
/// The values exclude each other.
enum class epoll_operation : std::uint32_t {
  /// EPOLL_CTL_ADD: watches a descriptor.
  add = 1,
  /// EPOLL_CTL_DEL: watches it no longer.
  del = 2,
  /// EPOLL_CTL_MOD: watches it for other events.
  mod = 3,
};

#ifdef EPOLL_CTL_ADD
static_assert(raw(epoll_operation::add) == static_cast<std::uint32_t>(EPOLL_CTL_ADD));
#endif
#ifdef EPOLL_CTL_DEL
static_assert(raw(epoll_operation::del) == static_cast<std::uint32_t>(EPOLL_CTL_DEL));
#endif
#ifdef EPOLL_CTL_MOD
static_assert(raw(epoll_operation::mod) == static_cast<std::uint32_t>(EPOLL_CTL_MOD));
#endif

}  // namespace ringlet
