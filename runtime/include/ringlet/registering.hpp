// Numbers and structures of io_uring_enter(2) and io_uring_register(2) that the oldest header which
// ringlet builds with does not have, by the kernel's names.
#pragma once

#include <cstdint>

#include <ringlet/uapi.hpp>

namespace ringlet::detail {

inline constexpr unsigned feat_min_timeout = 1U << 15;
inline constexpr unsigned feat_no_iowait = 1U << 17;
inline constexpr unsigned enter_ext_arg_reg = 1U << 6;
inline constexpr unsigned enter_no_iowait = 1U << 7;
inline constexpr unsigned cqe_f_skip = 1U << 5;
inline constexpr unsigned cqe_f_32 = 1U << 15;
inline constexpr unsigned reg_wait_ts = 1U << 0;
inline constexpr unsigned mem_region_type_user = 1;
inline constexpr unsigned mem_region_reg_wait_arg = 1;

inline constexpr unsigned register_iowq_aff = 17;
inline constexpr unsigned register_iowq_max_workers = 19;
inline constexpr unsigned register_sync_cancel = 24;
inline constexpr unsigned register_napi = 27;
inline constexpr unsigned register_clock = 29;
inline constexpr unsigned register_resize_rings = 33;
inline constexpr unsigned register_mem_region = 34;

#ifdef IORING_FEAT_MIN_TIMEOUT
static_assert(feat_min_timeout == IORING_FEAT_MIN_TIMEOUT);
#endif
#ifdef IORING_FEAT_NO_IOWAIT
static_assert(feat_no_iowait == IORING_FEAT_NO_IOWAIT);
#endif
#ifdef IORING_ENTER_EXT_ARG_REG
static_assert(enter_ext_arg_reg == IORING_ENTER_EXT_ARG_REG);
#endif
#ifdef IORING_ENTER_NO_IOWAIT
static_assert(enter_no_iowait == IORING_ENTER_NO_IOWAIT);
#endif
#ifdef IORING_CQE_F_SKIP
static_assert(cqe_f_skip == IORING_CQE_F_SKIP);
#endif
#ifdef IORING_CQE_F_32
static_assert(cqe_f_32 == IORING_CQE_F_32);
#endif

/// struct io_uring_getevents_arg, with the field that Linux 6.12 gave a name.
struct wait_argument {
  std::uint64_t sigmask;
  std::uint32_t sigmask_sz;
  std::uint32_t min_wait_usec;
  std::uint64_t ts;
};
static_assert(sizeof(wait_argument) == sizeof(io_uring_getevents_arg));

/// struct io_uring_reg_wait.
struct registered_wait {
  __kernel_timespec timeout;
  std::uint32_t min_wait_usec;
  std::uint32_t flags;
  std::uint64_t sigmask;
  std::uint32_t sigmask_sz;
  std::uint32_t pad[3];
  std::uint64_t pad2[2];
};
static_assert(sizeof(registered_wait) == 64);

/// struct io_uring_region_desc.
struct region {
  std::uint64_t user_addr;
  std::uint64_t size;
  std::uint32_t flags;
  std::uint32_t id;
  std::uint64_t mmap_offset;
  std::uint64_t resv[4];
};
static_assert(sizeof(region) == 64);

/// struct io_uring_mem_region_reg.
struct region_registration {
  std::uint64_t region_uptr;
  std::uint64_t flags;
  std::uint64_t resv[2];
};
static_assert(sizeof(region_registration) == 32);

/// struct io_uring_napi.
struct napi_registration {
  std::uint32_t busy_poll_to;
  std::uint8_t prefer_busy_poll;
  std::uint8_t opcode;
  std::uint8_t pad[2];
  std::uint32_t op_param;
  std::uint32_t resv;
};
static_assert(sizeof(napi_registration) == 16);

}  // namespace ringlet::detail
