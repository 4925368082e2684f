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
extern const live_table send_table;
extern const live_table recv_table;
extern const live_table epoll_ctl_table;
extern const live_table shutdown_table;
extern const live_table renameat_table;
extern const live_table unlinkat_table;
extern const live_table mkdirat_table;
extern const live_table symlinkat_table;
extern const live_table linkat_table;
extern const live_table socket_table;
extern const live_table bind_table;
extern const live_table listen_table;

std::span<const live_table* const> live_tables() {
  static constexpr const live_table* tables[] = {
      &nop_table,
      &readv_table,
      &writev_table,
      &fsync_table,
      &read_fixed_table,
      &write_fixed_table,
      &poll_add_table,
      &poll_remove_table,
      &timeout_table,
      &timeout_remove_table,
      &accept_table,
      &async_cancel_table,
      &link_timeout_table,
      &connect_table,
      &fallocate_table,
      &openat_table,
      &close_table,
      &statx_table,
      &read_table,
      &write_table,
      &send_table,
      &recv_table,
      &epoll_ctl_table,
      &shutdown_table,
      &renameat_table,
      &unlinkat_table,
      &mkdirat_table,
      &symlinkat_table,
      &linkat_table,
      &socket_table,
      &bind_table,
      &listen_table,
  };
  return tables;
}

}  // namespace ringlet::live
