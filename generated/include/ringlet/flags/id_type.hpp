// Generated from spec/types.json, flag set "id_type". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>

namespace ringlet {

/// Which children are waited for, and so what an id names.
///
/// The values exclude each other.
enum class id_type : std::uint32_t {
  /// P_ALL: any; there is no id.
  all = 0,
  /// P_PID: the process with this pid.
  pid = 1,
  /// P_PGID: any of this process group, or with 0 of the caller's own.
  pgid = 2,
  /// P_PIDFD: the process of this pidfd.
  pidfd = 3,
};

#ifdef P_ALL
static_assert(raw(id_type::all) == static_cast<std::uint32_t>(P_ALL));
#endif
#ifdef P_PID
static_assert(raw(id_type::pid) == static_cast<std::uint32_t>(P_PID));
#endif
#ifdef P_PGID
static_assert(raw(id_type::pgid) == static_cast<std::uint32_t>(P_PGID));
#endif
#ifdef P_PIDFD
static_assert(raw(id_type::pidfd) == static_cast<std::uint32_t>(P_PIDFD));
#endif

}  // namespace ringlet
