// Generated from spec/types.json, flag set "msg_ring_flags". Do not edit: change the set, then run
// `python3 codegen generate`.
#pragma once

#include <cstdint>

#include <ringlet/flags.hpp>
#include <ringlet/uapi.hpp>  // the kernel's names, to compare with

namespace ringlet {

/// How a descriptor is sent to another ring.
enum class msg_ring_flags : std::uint32_t {
  /// IORING_MSG_RING_CQE_SKIP: posts no completion there.
  cqe_skip = 1,
};

template <>
inline constexpr bool is_flag_set<msg_ring_flags> = true;

#ifdef IORING_MSG_RING_CQE_SKIP
static_assert(raw(msg_ring_flags::cqe_skip) ==
              static_cast<std::uint32_t>(IORING_MSG_RING_CQE_SKIP));
#endif

}  // namespace ringlet
