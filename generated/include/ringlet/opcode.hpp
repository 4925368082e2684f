// Generated from spec/uapi.json. Do not edit: run `python3 codegen extract HEADER` with a newer
// header, then run `python3 codegen generate`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ringlet/flags.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

/// The operations of io_uring; the numbers are the kernel's.
enum class opcode : std::uint8_t {
  nop = 0,                // IORING_OP_NOP
  readv = 1,              // IORING_OP_READV
  writev = 2,             // IORING_OP_WRITEV
  fsync = 3,              // IORING_OP_FSYNC
  read_fixed = 4,         // IORING_OP_READ_FIXED
  write_fixed = 5,        // IORING_OP_WRITE_FIXED
  poll_add = 6,           // IORING_OP_POLL_ADD
  poll_remove = 7,        // IORING_OP_POLL_REMOVE
  sync_file_range = 8,    // IORING_OP_SYNC_FILE_RANGE
  sendmsg = 9,            // IORING_OP_SENDMSG
  recvmsg = 10,           // IORING_OP_RECVMSG
  timeout = 11,           // IORING_OP_TIMEOUT
  timeout_remove = 12,    // IORING_OP_TIMEOUT_REMOVE
  accept = 13,            // IORING_OP_ACCEPT
  async_cancel = 14,      // IORING_OP_ASYNC_CANCEL
  link_timeout = 15,      // IORING_OP_LINK_TIMEOUT
  connect = 16,           // IORING_OP_CONNECT
  fallocate = 17,         // IORING_OP_FALLOCATE
  openat = 18,            // IORING_OP_OPENAT
  close = 19,             // IORING_OP_CLOSE
  files_update = 20,      // IORING_OP_FILES_UPDATE
  statx = 21,             // IORING_OP_STATX
  read = 22,              // IORING_OP_READ
  write = 23,             // IORING_OP_WRITE
  fadvise = 24,           // IORING_OP_FADVISE
  madvise = 25,           // IORING_OP_MADVISE
  send = 26,              // IORING_OP_SEND
  recv = 27,              // IORING_OP_RECV
  openat2 = 28,           // IORING_OP_OPENAT2
  epoll_ctl = 29,         // IORING_OP_EPOLL_CTL
  splice = 30,            // IORING_OP_SPLICE
  provide_buffers = 31,   // IORING_OP_PROVIDE_BUFFERS
  remove_buffers = 32,    // IORING_OP_REMOVE_BUFFERS
  tee = 33,               // IORING_OP_TEE
  shutdown = 34,          // IORING_OP_SHUTDOWN
  renameat = 35,          // IORING_OP_RENAMEAT
  unlinkat = 36,          // IORING_OP_UNLINKAT
  mkdirat = 37,           // IORING_OP_MKDIRAT
  symlinkat = 38,         // IORING_OP_SYMLINKAT
  linkat = 39,            // IORING_OP_LINKAT
  msg_ring = 40,          // IORING_OP_MSG_RING
  fsetxattr = 41,         // IORING_OP_FSETXATTR
  setxattr = 42,          // IORING_OP_SETXATTR
  fgetxattr = 43,         // IORING_OP_FGETXATTR
  getxattr = 44,          // IORING_OP_GETXATTR
  socket = 45,            // IORING_OP_SOCKET
  uring_cmd = 46,         // IORING_OP_URING_CMD
  send_zc = 47,           // IORING_OP_SEND_ZC
  sendmsg_zc = 48,        // IORING_OP_SENDMSG_ZC
  read_multishot = 49,    // IORING_OP_READ_MULTISHOT
  waitid = 50,            // IORING_OP_WAITID
  futex_wait = 51,        // IORING_OP_FUTEX_WAIT
  futex_wake = 52,        // IORING_OP_FUTEX_WAKE
  futex_waitv = 53,       // IORING_OP_FUTEX_WAITV
  fixed_fd_install = 54,  // IORING_OP_FIXED_FD_INSTALL
  ftruncate = 55,         // IORING_OP_FTRUNCATE
  bind = 56,              // IORING_OP_BIND
  listen = 57,            // IORING_OP_LISTEN
  recv_zc = 58,           // IORING_OP_RECV_ZC
  epoll_wait = 59,        // IORING_OP_EPOLL_WAIT
  readv_fixed = 60,       // IORING_OP_READV_FIXED
  writev_fixed = 61,      // IORING_OP_WRITEV_FIXED
  pipe = 62,              // IORING_OP_PIPE
  nop128 = 63,            // IORING_OP_NOP128
  uring_cmd128 = 64,      // IORING_OP_URING_CMD128
};

/// How many opcodes there are; a newer kernel may have more.
inline constexpr std::size_t opcode_count = 65;

namespace detail {

inline constexpr std::array<std::string_view, opcode_count> opcode_names{
    "nop",
    "readv",
    "writev",
    "fsync",
    "read_fixed",
    "write_fixed",
    "poll_add",
    "poll_remove",
    "sync_file_range",
    "sendmsg",
    "recvmsg",
    "timeout",
    "timeout_remove",
    "accept",
    "async_cancel",
    "link_timeout",
    "connect",
    "fallocate",
    "openat",
    "close",
    "files_update",
    "statx",
    "read",
    "write",
    "fadvise",
    "madvise",
    "send",
    "recv",
    "openat2",
    "epoll_ctl",
    "splice",
    "provide_buffers",
    "remove_buffers",
    "tee",
    "shutdown",
    "renameat",
    "unlinkat",
    "mkdirat",
    "symlinkat",
    "linkat",
    "msg_ring",
    "fsetxattr",
    "setxattr",
    "fgetxattr",
    "getxattr",
    "socket",
    "uring_cmd",
    "send_zc",
    "sendmsg_zc",
    "read_multishot",
    "waitid",
    "futex_wait",
    "futex_wake",
    "futex_waitv",
    "fixed_fd_install",
    "ftruncate",
    "bind",
    "listen",
    "recv_zc",
    "epoll_wait",
    "readv_fixed",
    "writev_fixed",
    "pipe",
    "nop128",
    "uring_cmd128",
};

}  // namespace detail

/// An opcode's name, as it is in `ringlet::op`; "unknown" for a number that is none.
[[nodiscard]] constexpr std::string_view to_string(opcode code) noexcept {
  return raw(code) < opcode_count ? detail::opcode_names[raw(code)] : "unknown";
}

// Compared with the installed header as far as the oldest supported one (liburing 2.3) has names.
static_assert(IORING_OP_LAST >= 49, "ringlet needs the header of liburing 2.3 or later");
static_assert(raw(opcode::nop) == IORING_OP_NOP);
static_assert(raw(opcode::readv) == IORING_OP_READV);
static_assert(raw(opcode::writev) == IORING_OP_WRITEV);
static_assert(raw(opcode::fsync) == IORING_OP_FSYNC);
static_assert(raw(opcode::read_fixed) == IORING_OP_READ_FIXED);
static_assert(raw(opcode::write_fixed) == IORING_OP_WRITE_FIXED);
static_assert(raw(opcode::poll_add) == IORING_OP_POLL_ADD);
static_assert(raw(opcode::poll_remove) == IORING_OP_POLL_REMOVE);
static_assert(raw(opcode::sync_file_range) == IORING_OP_SYNC_FILE_RANGE);
static_assert(raw(opcode::sendmsg) == IORING_OP_SENDMSG);
static_assert(raw(opcode::recvmsg) == IORING_OP_RECVMSG);
static_assert(raw(opcode::timeout) == IORING_OP_TIMEOUT);
static_assert(raw(opcode::timeout_remove) == IORING_OP_TIMEOUT_REMOVE);
static_assert(raw(opcode::accept) == IORING_OP_ACCEPT);
static_assert(raw(opcode::async_cancel) == IORING_OP_ASYNC_CANCEL);
static_assert(raw(opcode::link_timeout) == IORING_OP_LINK_TIMEOUT);
static_assert(raw(opcode::connect) == IORING_OP_CONNECT);
static_assert(raw(opcode::fallocate) == IORING_OP_FALLOCATE);
static_assert(raw(opcode::openat) == IORING_OP_OPENAT);
static_assert(raw(opcode::close) == IORING_OP_CLOSE);
static_assert(raw(opcode::files_update) == IORING_OP_FILES_UPDATE);
static_assert(raw(opcode::statx) == IORING_OP_STATX);
static_assert(raw(opcode::read) == IORING_OP_READ);
static_assert(raw(opcode::write) == IORING_OP_WRITE);
static_assert(raw(opcode::fadvise) == IORING_OP_FADVISE);
static_assert(raw(opcode::madvise) == IORING_OP_MADVISE);
static_assert(raw(opcode::send) == IORING_OP_SEND);
static_assert(raw(opcode::recv) == IORING_OP_RECV);
static_assert(raw(opcode::openat2) == IORING_OP_OPENAT2);
static_assert(raw(opcode::epoll_ctl) == IORING_OP_EPOLL_CTL);
static_assert(raw(opcode::splice) == IORING_OP_SPLICE);
static_assert(raw(opcode::provide_buffers) == IORING_OP_PROVIDE_BUFFERS);
static_assert(raw(opcode::remove_buffers) == IORING_OP_REMOVE_BUFFERS);
static_assert(raw(opcode::tee) == IORING_OP_TEE);
static_assert(raw(opcode::shutdown) == IORING_OP_SHUTDOWN);
static_assert(raw(opcode::renameat) == IORING_OP_RENAMEAT);
static_assert(raw(opcode::unlinkat) == IORING_OP_UNLINKAT);
static_assert(raw(opcode::mkdirat) == IORING_OP_MKDIRAT);
static_assert(raw(opcode::symlinkat) == IORING_OP_SYMLINKAT);
static_assert(raw(opcode::linkat) == IORING_OP_LINKAT);
static_assert(raw(opcode::msg_ring) == IORING_OP_MSG_RING);
static_assert(raw(opcode::fsetxattr) == IORING_OP_FSETXATTR);
static_assert(raw(opcode::setxattr) == IORING_OP_SETXATTR);
static_assert(raw(opcode::fgetxattr) == IORING_OP_FGETXATTR);
static_assert(raw(opcode::getxattr) == IORING_OP_GETXATTR);
static_assert(raw(opcode::socket) == IORING_OP_SOCKET);
static_assert(raw(opcode::uring_cmd) == IORING_OP_URING_CMD);
static_assert(raw(opcode::send_zc) == IORING_OP_SEND_ZC);
static_assert(raw(opcode::sendmsg_zc) == IORING_OP_SENDMSG_ZC);

// Where operations write to, by the names that every header has.
static_assert(sizeof(io_uring_sqe) == 64);
static_assert(offsetof(io_uring_sqe, opcode) == 0 && sizeof(io_uring_sqe::opcode) == 1);
static_assert(offsetof(io_uring_sqe, flags) == 1 && sizeof(io_uring_sqe::flags) == 1);
static_assert(offsetof(io_uring_sqe, ioprio) == 2 && sizeof(io_uring_sqe::ioprio) == 2);
static_assert(offsetof(io_uring_sqe, fd) == 4 && sizeof(io_uring_sqe::fd) == 4);
static_assert(offsetof(io_uring_sqe, addr2) == 8 && sizeof(io_uring_sqe::addr2) == 8);
static_assert(offsetof(io_uring_sqe, cmd_op) == 8 && sizeof(io_uring_sqe::cmd_op) == 4);
static_assert(offsetof(io_uring_sqe, off) == 8 && sizeof(io_uring_sqe::off) == 8);
static_assert(offsetof(io_uring_sqe, addr) == 16 && sizeof(io_uring_sqe::addr) == 8);
static_assert(offsetof(io_uring_sqe, splice_off_in) == 16 &&
              sizeof(io_uring_sqe::splice_off_in) == 8);
static_assert(offsetof(io_uring_sqe, len) == 24 && sizeof(io_uring_sqe::len) == 4);
static_assert(offsetof(io_uring_sqe, accept_flags) == 28 &&
              sizeof(io_uring_sqe::accept_flags) == 4);
static_assert(offsetof(io_uring_sqe, cancel_flags) == 28 &&
              sizeof(io_uring_sqe::cancel_flags) == 4);
static_assert(offsetof(io_uring_sqe, fadvise_advice) == 28 &&
              sizeof(io_uring_sqe::fadvise_advice) == 4);
static_assert(offsetof(io_uring_sqe, fsync_flags) == 28 && sizeof(io_uring_sqe::fsync_flags) == 4);
static_assert(offsetof(io_uring_sqe, hardlink_flags) == 28 &&
              sizeof(io_uring_sqe::hardlink_flags) == 4);
static_assert(offsetof(io_uring_sqe, msg_flags) == 28 && sizeof(io_uring_sqe::msg_flags) == 4);
static_assert(offsetof(io_uring_sqe, msg_ring_flags) == 28 &&
              sizeof(io_uring_sqe::msg_ring_flags) == 4);
static_assert(offsetof(io_uring_sqe, open_flags) == 28 && sizeof(io_uring_sqe::open_flags) == 4);
static_assert(offsetof(io_uring_sqe, poll32_events) == 28 &&
              sizeof(io_uring_sqe::poll32_events) == 4);
static_assert(offsetof(io_uring_sqe, poll_events) == 28 && sizeof(io_uring_sqe::poll_events) == 2);
static_assert(offsetof(io_uring_sqe, rename_flags) == 28 &&
              sizeof(io_uring_sqe::rename_flags) == 4);
static_assert(offsetof(io_uring_sqe, rw_flags) == 28 && sizeof(io_uring_sqe::rw_flags) == 4);
static_assert(offsetof(io_uring_sqe, splice_flags) == 28 &&
              sizeof(io_uring_sqe::splice_flags) == 4);
static_assert(offsetof(io_uring_sqe, statx_flags) == 28 && sizeof(io_uring_sqe::statx_flags) == 4);
static_assert(offsetof(io_uring_sqe, sync_range_flags) == 28 &&
              sizeof(io_uring_sqe::sync_range_flags) == 4);
static_assert(offsetof(io_uring_sqe, timeout_flags) == 28 &&
              sizeof(io_uring_sqe::timeout_flags) == 4);
static_assert(offsetof(io_uring_sqe, unlink_flags) == 28 &&
              sizeof(io_uring_sqe::unlink_flags) == 4);
static_assert(offsetof(io_uring_sqe, uring_cmd_flags) == 28 &&
              sizeof(io_uring_sqe::uring_cmd_flags) == 4);
static_assert(offsetof(io_uring_sqe, xattr_flags) == 28 && sizeof(io_uring_sqe::xattr_flags) == 4);
static_assert(offsetof(io_uring_sqe, user_data) == 32 && sizeof(io_uring_sqe::user_data) == 8);
static_assert(offsetof(io_uring_sqe, buf_group) == 40 && sizeof(io_uring_sqe::buf_group) == 2);
static_assert(offsetof(io_uring_sqe, buf_index) == 40 && sizeof(io_uring_sqe::buf_index) == 2);
static_assert(offsetof(io_uring_sqe, personality) == 42 && sizeof(io_uring_sqe::personality) == 2);
static_assert(offsetof(io_uring_sqe, addr_len) == 44 && sizeof(io_uring_sqe::addr_len) == 2);
static_assert(offsetof(io_uring_sqe, file_index) == 44 && sizeof(io_uring_sqe::file_index) == 4);
static_assert(offsetof(io_uring_sqe, splice_fd_in) == 44 &&
              sizeof(io_uring_sqe::splice_fd_in) == 4);
static_assert(offsetof(io_uring_sqe, addr3) == 48 && sizeof(io_uring_sqe::addr3) == 8);

}  // namespace ringlet
