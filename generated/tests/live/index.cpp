// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
#include "live.hpp"

namespace ringlet::live {

extern const live_table nop_table;
extern const live_table readv_table;
extern const live_table writev_table;
extern const live_table fsync_table;
extern const live_table read_fixed_table;
extern const live_table write_fixed_table;
extern const live_table poll_add_table;
extern const live_table poll_remove_table;
extern const live_table sync_file_range_table;
extern const live_table sendmsg_table;
extern const live_table recvmsg_table;
extern const live_table timeout_table;
extern const live_table timeout_remove_table;
extern const live_table accept_table;
extern const live_table async_cancel_table;
extern const live_table link_timeout_table;
extern const live_table connect_table;
extern const live_table fallocate_table;
extern const live_table openat_table;
extern const live_table close_table;
extern const live_table statx_table;
extern const live_table read_table;
extern const live_table write_table;
extern const live_table fadvise_table;
extern const live_table madvise_table;
extern const live_table send_table;
extern const live_table recv_table;
extern const live_table openat2_table;
extern const live_table epoll_ctl_table;
extern const live_table splice_table;
extern const live_table tee_table;
extern const live_table shutdown_table;
extern const live_table renameat_table;
extern const live_table unlinkat_table;
extern const live_table mkdirat_table;
extern const live_table symlinkat_table;
extern const live_table linkat_table;
extern const live_table fsetxattr_table;
extern const live_table setxattr_table;
extern const live_table fgetxattr_table;
extern const live_table getxattr_table;
extern const live_table socket_table;
extern const live_table uring_cmd_table;
extern const live_table send_zc_table;
extern const live_table sendmsg_zc_table;
extern const live_table read_multishot_table;
extern const live_table ftruncate_table;
extern const live_table bind_table;
extern const live_table listen_table;
extern const live_table recv_zc_table;
extern const live_table epoll_wait_table;
extern const live_table readv_fixed_table;
extern const live_table writev_fixed_table;
extern const live_table pipe_table;
extern const live_table nop128_table;
extern const live_table uring_cmd128_table;

std::span<const live_table* const> live_tables() {
  static constexpr const live_table* tables[] = {
      &nop_table,              // 12 tests
      &readv_table,            // 12 tests
      &writev_table,           // 15 tests
      &fsync_table,            // 6 tests
      &read_fixed_table,       // 11 tests
      &write_fixed_table,      // 15 tests
      &poll_add_table,         // 14 tests
      &poll_remove_table,      // 4 tests
      &sync_file_range_table,  // 6 tests
      &sendmsg_table,          // 12 tests
      &recvmsg_table,          // 27 tests
      &timeout_table,          // 11 tests
      &timeout_remove_table,   // 5 tests
      &accept_table,           // 28 tests
      &async_cancel_table,     // 14 tests
      &link_timeout_table,     // 1 tests
      &connect_table,          // 7 tests
      &fallocate_table,        // 6 tests
      &openat_table,           // 14 tests
      &close_table,            // 7 tests
      &statx_table,            // 4 tests
      &read_table,             // 22 tests
      &write_table,            // 18 tests
      &fadvise_table,          // 12 tests
      &madvise_table,          // 8 tests
      &send_table,             // 30 tests
      &recv_table,             // 45 tests
      &openat2_table,          // 15 tests
      &epoll_ctl_table,        // 5 tests
      &splice_table,           // 17 tests
      &tee_table,              // 10 tests
      &shutdown_table,         // 5 tests
      &renameat_table,         // 4 tests
      &unlinkat_table,         // 4 tests
      &mkdirat_table,          // 3 tests
      &symlinkat_table,        // 2 tests
      &linkat_table,           // 4 tests
      &fsetxattr_table,        // 8 tests
      &setxattr_table,         // 5 tests
      &fgetxattr_table,        // 6 tests
      &getxattr_table,         // 5 tests
      &socket_table,           // 10 tests
      &uring_cmd_table,        // 36 tests
      &send_zc_table,          // 28 tests
      &sendmsg_zc_table,       // 15 tests
      &read_multishot_table,   // 8 tests
      &ftruncate_table,        // 7 tests
      &bind_table,             // 4 tests
      &listen_table,           // 4 tests
      &recv_zc_table,          // 10 tests
      &epoll_wait_table,       // 8 tests
      &readv_fixed_table,      // 11 tests
      &writev_fixed_table,     // 15 tests
      &pipe_table,             // 8 tests
      &nop128_table,           // 2 tests
      &uring_cmd128_table,     // 4 tests
  };
  return tables;
}

}  // namespace ringlet::live
