// How liburing makes the requests of cases.inl: the first half of each case.
//
// Built twice: into the test with the liburing that is installed, and into the recorder with the
// newest one. Nothing of ringlet's is in here.
#include "parity.hpp"
#include "values.hpp"

#include <arpa/inet.h>  // htons
#include <fcntl.h>      // O_RDWR, AT_FDCWD
#include <liburing.h>
#include <linux/falloc.h>   // FALLOC_FL_KEEP_SIZE
#include <linux/futex.h>    // FUTEX_BITSET_MATCH_ANY
#include <linux/ioprio.h>   // IOPRIO_PRIO_VALUE
#include <linux/openat2.h>  // RESOLVE_BENEATH
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>  // _IO
#include <sys/mman.h>   // MADV_WILLNEED
#include <sys/socket.h>
#include <sys/stat.h>  // statx
#include <sys/uio.h>   // RWF_NOWAIT
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <climits>
#include <concepts>
#include <cstddef>
#include <cstdio>  // RENAME_NOREPLACE
#include <cstring>
#include <stdexcept>
#include <string>

// The macros came with 2.4, and 2.3 is the oldest that is taken.
#ifdef IO_URING_VERSION_MAJOR
#define RINGLET_LIBURING_VERSION (IO_URING_VERSION_MAJOR * 1000 + IO_URING_VERSION_MINOR)
#else
#define RINGLET_LIBURING_VERSION 2003
#endif

namespace ringlet::parity {

namespace {

// The SQE's layout is the kernel's ABI; the names of its bytes in parity.hpp must be right for
// whichever header is used here.
static_assert(sizeof(io_uring_sqe) == small_sqe_bytes);
static_assert(offsetof(io_uring_sqe, opcode) == fields[0].offset);
static_assert(offsetof(io_uring_sqe, flags) == fields[1].offset);
static_assert(offsetof(io_uring_sqe, ioprio) == fields[2].offset);
static_assert(offsetof(io_uring_sqe, fd) == fields[3].offset);
static_assert(offsetof(io_uring_sqe, off) == fields[4].offset);
static_assert(offsetof(io_uring_sqe, addr2) == fields[4].offset);
static_assert(offsetof(io_uring_sqe, addr) == fields[5].offset);
static_assert(offsetof(io_uring_sqe, len) == fields[6].offset);
static_assert(offsetof(io_uring_sqe, rw_flags) == fields[7].offset);
static_assert(offsetof(io_uring_sqe, user_data) == fields[8].offset);
static_assert(offsetof(io_uring_sqe, buf_index) == fields[9].offset);
static_assert(offsetof(io_uring_sqe, personality) == fields[10].offset);
static_assert(offsetof(io_uring_sqe, file_index) == fields[11].offset);
static_assert(offsetof(io_uring_sqe, addr3) == fields[12].offset);

// What the kernel's header has and liburing 2.3's does not: IORING_TIMEOUT_MULTISHOT (Linux 6.4),
// IORING_ASYNC_CANCEL_OP and IORING_ASYNC_CANCEL_USERDATA (Linux 6.6). The recorder's header is
// asked whether the numbers are right.
constexpr unsigned timeout_multishot = 1U << 6;
constexpr unsigned async_cancel_op = 1U << 5;
constexpr unsigned async_cancel_userdata = 1U << 4;
// IORING_ACCEPT_DONTWAIT and IORING_ACCEPT_POLL_FIRST (Linux 6.10), IORING_SEND_VECTORIZED (6.17).
constexpr std::uint16_t accept_dontwait = 1U << 1;
constexpr std::uint16_t accept_poll_first = 1U << 2;
constexpr std::uint16_t send_vectorized = 1U << 5;
// IORING_RECVSEND_BUNDLE (Linux 6.10).
constexpr std::uint16_t recvsend_bundle = 1U << 4;
#ifdef IORING_RECVSEND_BUNDLE
static_assert(recvsend_bundle == IORING_RECVSEND_BUNDLE);
#endif
// IORING_SEND_ZC_REPORT_USAGE (Linux 6.2).
constexpr std::uint16_t send_zc_report_usage = 1U << 3;
// What the kernel's header calls struct io_uring_attr_pi, and IORING_RW_ATTR_FLAG_PI (6.14).
struct attr_pi {
  std::uint16_t flags;
  std::uint16_t app_tag;
  std::uint32_t len;
  std::uint64_t addr;
  std::uint64_t seed;
  std::uint64_t rsvd;
};
constexpr unsigned attr_flag_pi = 1U << 0;
#ifdef IORING_RW_ATTR_FLAG_PI
static_assert(attr_flag_pi == IORING_RW_ATTR_FLAG_PI);
static_assert(sizeof(attr_pi) == sizeof(io_uring_attr_pi));
static_assert(offsetof(attr_pi, len) == offsetof(io_uring_attr_pi, len));
static_assert(offsetof(attr_pi, seed) == offsetof(io_uring_attr_pi, seed));
static_assert(offsetof(io_uring_sqe, attr_ptr) == offsetof(io_uring_sqe, addr3));
static_assert(offsetof(io_uring_sqe, attr_type_mask) == offsetof(io_uring_sqe, __pad2));
#endif
// IORING_FIXED_FD_NO_CLOEXEC (Linux 6.8), and the flags of futexes (Linux 6.7 and later); only
// cases of newer helpers have them.
[[maybe_unused]] constexpr unsigned fixed_fd_no_cloexec = 1U << 0;
#ifdef IORING_FIXED_FD_NO_CLOEXEC
static_assert(fixed_fd_no_cloexec == IORING_FIXED_FD_NO_CLOEXEC);
#endif
[[maybe_unused]] constexpr unsigned futex2_size_u8 = 0;
[[maybe_unused]] constexpr unsigned futex2_size_u16 = 1;
[[maybe_unused]] constexpr unsigned futex2_size_u32 = 2;
[[maybe_unused]] constexpr unsigned futex2_size_u64 = 3;
[[maybe_unused]] constexpr unsigned futex2_numa = 4;
[[maybe_unused]] constexpr unsigned futex2_mpol = 8;
[[maybe_unused]] constexpr unsigned futex2_private = 128;
#ifdef FUTEX2_MPOL
static_assert(futex2_size_u8 == FUTEX2_SIZE_U8);
static_assert(futex2_size_u16 == FUTEX2_SIZE_U16);
static_assert(futex2_size_u32 == FUTEX2_SIZE_U32);
static_assert(futex2_size_u64 == FUTEX2_SIZE_U64);
static_assert(futex2_numa == FUTEX2_NUMA);
static_assert(futex2_mpol == FUTEX2_MPOL);
static_assert(futex2_private == FUTEX2_PRIVATE);
#endif
#ifdef IORING_ACCEPT_DONTWAIT
static_assert(accept_dontwait == IORING_ACCEPT_DONTWAIT);
static_assert(accept_poll_first == IORING_ACCEPT_POLL_FIRST);
#endif
#ifdef IORING_SEND_ZC_REPORT_USAGE
static_assert(send_zc_report_usage == IORING_SEND_ZC_REPORT_USAGE);
#endif
#ifdef IORING_SEND_VECTORIZED
static_assert(send_vectorized == IORING_SEND_VECTORIZED);
#endif
#ifdef IORING_TIMEOUT_MULTISHOT
static_assert(timeout_multishot == IORING_TIMEOUT_MULTISHOT);
#endif
#ifdef IORING_ASYNC_CANCEL_OP
static_assert(async_cancel_op == IORING_ASYNC_CANCEL_OP);
#endif
#ifdef IORING_ASYNC_CANCEL_USERDATA
static_assert(async_cancel_userdata == IORING_ASYNC_CANCEL_USERDATA);
#endif

constexpr int version = RINGLET_LIBURING_VERSION;

// Up to 2.3, the helpers for direct descriptors added their 1 to IORING_FILE_INDEX_ALLOC as well,
// which made it 0, so that their callers had to take 1 off.
constexpr unsigned any_index =
    version < 2004 ? IORING_FILE_INDEX_ALLOC - 1 : IORING_FILE_INDEX_ALLOC;

// The helpers differ in what they take for the same field. These keep every bit.
constexpr int as_int(std::uint32_t value) { return static_cast<int>(value); }
constexpr __kernel_rwf_t rw(std::uint32_t value) { return static_cast<__kernel_rwf_t>(value); }

/// An argument that is off_t in 2.3 and __u64 later.
struct as_offset {
  explicit constexpr as_offset(std::uint64_t number) : value(number) {}
  template <std::integral T>
  constexpr operator T() const {
    static_assert(sizeof(T) == sizeof(value));
    return static_cast<T>(value);
  }
  std::uint64_t value;
};

sockaddr_un longest_unix_address() {
  sockaddr_un made{};
  made.sun_family = AF_UNIX;
  for (std::size_t i = 0; i < sizeof(made.sun_path); ++i) {
    made.sun_path[i] = unix_path_character(i);
  }
  return made;
}

/// Takes the pointers of one request, whose values mean nothing, out of its SQE.
class pointers_of {
 public:
  pointers_of(io_uring_sqe& sqe, encoding& into) : sqe_(sqe), into_(into) {}

  /// The field points at `value`, which the kernel reads.
  template <class T>
  void to_operation(__u64& field, const T& value) {
    const auto* first = reinterpret_cast<const std::uint8_t*>(&value);
    take(field, &value, pointer::place::operation, {first, first + sizeof(T)});
  }

  /// The field points at the caller's room for an address.
  template <class T>
  void to_peer(__u64& field, const T& room) {
    take(field, &room, pointer::place::peer, {});
  }

  /// The field points at that room's length.
  void to_peer_length(__u64& field, const socklen_t& size) {
    take(field, &size, pointer::place::peer_length, {});
  }

 private:
  void take(__u64& field, const void* object, pointer::place place,
            std::vector<std::uint8_t> bytes) {
    if (field != reinterpret_cast<std::uintptr_t>(object)) {
      throw std::logic_error("the helper did not put the pointer into this field");
    }
    const auto where = reinterpret_cast<const std::uint8_t*>(&field) -
                       reinterpret_cast<const std::uint8_t*>(&sqe_);
    std::memset(&field, placeholder, sizeof(field));
    into_.pointers.push_back({static_cast<std::size_t>(where), place, std::move(bytes)});
    std::ranges::sort(into_.pointers, {}, &pointer::offset);
  }

  io_uring_sqe& sqe_;
  encoding& into_;
};

/// liburing's helpers leave alone what they have no use for; liburing itself clears it when an SQE
/// is taken (io_uring_get_sqe), and here it is all zero from the start.
template <class Prepare>
encoding encode(Prepare prepare) {
  std::array<io_uring_sqe, 2> room{};
  encoding made{};
  pointers_of leads(room[0], made);
  prepare(room.data(), leads);
  static_assert(sizeof(room) == sqe_bytes);
  std::memcpy(made.bytes.data(), room.data(), sizeof(room));
  return made;
}

constexpr oracle_case all[] = {

#define CASE(form, variant, oracle, subject) {#form "/" #variant, oracle},
#define LIBURING(...)                                                                          \
  true, [] {                                                                                   \
    return encode([](io_uring_sqe* sqe, [[maybe_unused]] pointers_of& leads) { __VA_ARGS__ }); \
  }
#define NO_HELPER(...) false, nullptr
#if RINGLET_LIBURING_VERSION >= 2004
#define SINCE_2_4 LIBURING
#else
#define SINCE_2_4 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2005
#define SINCE_2_5 LIBURING
#else
#define SINCE_2_5 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2006
#define SINCE_2_6 LIBURING
#else
#define SINCE_2_6 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2007
#define SINCE_2_7 LIBURING
#else
#define SINCE_2_7 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2008
#define SINCE_2_8 LIBURING
#else
#define SINCE_2_8 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2010
#define SINCE_2_10 LIBURING
#else
#define SINCE_2_10 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2012
#define SINCE_2_12 LIBURING
#else
#define SINCE_2_12 NO_HELPER
#endif
#if RINGLET_LIBURING_VERSION >= 2014
#define SINCE_2_14 LIBURING
#else
#define SINCE_2_14 NO_HELPER
#endif
#define RINGLET(...)
#include "cases.inl"

};

}  // namespace

std::span<const oracle_case> oracle_cases() { return all; }

std::string oracle_version() {
#ifdef IO_URING_VERSION_MAJOR
  return std::to_string(IO_URING_VERSION_MAJOR) + "." + std::to_string(IO_URING_VERSION_MINOR);
#else
  return "before 2.4";
#endif
}

}  // namespace ringlet::parity
