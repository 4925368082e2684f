// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// What the table describes, for tests that must leave nothing out and for programs that print it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <ringlet/opcode.hpp>
#include <ringlet/operations.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet::table {

struct form {
  std::string_view name;  // of the operation: "accept_direct"
  opcode code;
  bool multishot;
  std::size_t live_tests;
  requirement needs;
};

inline constexpr std::array<form, 117> forms{{
    {"nop", opcode::nop, false, 1, op::nop::needs},
    {"nop_inject_result", opcode::nop, false, 2, op::nop_inject_result::needs},
    {"nop_file", opcode::nop, false, 4, op::nop_file::needs},
    {"nop_fixed_buffer", opcode::nop, false, 2, op::nop_fixed_buffer::needs},
    {"nop_tw", opcode::nop, false, 1, op::nop_tw::needs},
    {"nop_cqe32", opcode::nop, false, 2, op::nop_cqe32::needs},
    {"readv", opcode::readv, false, 8, op::readv::needs},
    {"readv_attr", opcode::readv, false, 4, op::readv_attr::needs},
    {"writev", opcode::writev, false, 6, op::writev::needs},
    {"writev_attr", opcode::writev, false, 3, op::writev_attr::needs},
    {"writev_stream", opcode::writev, false, 6, op::writev_stream::needs},
    {"fsync", opcode::fsync, false, 6, op::fsync::needs},
    {"read_fixed", opcode::read_fixed, false, 7, op::read_fixed::needs},
    {"read_fixed_attr", opcode::read_fixed, false, 4, op::read_fixed_attr::needs},
    {"write_fixed", opcode::write_fixed, false, 6, op::write_fixed::needs},
    {"write_fixed_attr", opcode::write_fixed, false, 3, op::write_fixed_attr::needs},
    {"write_fixed_stream", opcode::write_fixed, false, 6, op::write_fixed_stream::needs},
    {"poll_add", opcode::poll_add, false, 8, op::poll_add::needs},
    {"poll_add_multishot", opcode::poll_add, true, 6, op::poll_add_multishot::needs},
    {"poll_remove", opcode::poll_remove, false, 2, op::poll_remove::needs},
    {"poll_remove_update", opcode::poll_remove, false, 2, op::poll_remove_update::needs},
    {"sync_file_range", opcode::sync_file_range, false, 6, op::sync_file_range::needs},
    {"sendmsg", opcode::sendmsg, false, 12, op::sendmsg::needs},
    {"recvmsg", opcode::recvmsg, false, 12, op::recvmsg::needs},
    {"recvmsg_select", opcode::recvmsg, false, 7, op::recvmsg_select::needs},
    {"recvmsg_multishot", opcode::recvmsg, true, 8, op::recvmsg_multishot::needs},
    {"timeout", opcode::timeout, false, 6, op::timeout::needs},
    {"timeout_multishot", opcode::timeout, true, 5, op::timeout_multishot::needs},
    {"timeout_remove", opcode::timeout_remove, false, 3, op::timeout_remove::needs},
    {"timeout_remove_update", opcode::timeout_remove, false, 2, op::timeout_remove_update::needs},
    {"accept", opcode::accept, false, 10, op::accept::needs},
    {"accept_multishot", opcode::accept, true, 6, op::accept_multishot::needs},
    {"accept_direct", opcode::accept, false, 6, op::accept_direct::needs},
    {"accept_multishot_direct", opcode::accept, true, 6, op::accept_multishot_direct::needs},
    {"async_cancel", opcode::async_cancel, false, 4, op::async_cancel::needs},
    {"async_cancel_fd", opcode::async_cancel, false, 5, op::async_cancel_fd::needs},
    {"async_cancel_op", opcode::async_cancel, false, 3, op::async_cancel_op::needs},
    {"async_cancel_all", opcode::async_cancel, false, 2, op::async_cancel_all::needs},
    {"link_timeout", opcode::link_timeout, false, 1, op::link_timeout::needs},
    {"connect", opcode::connect, false, 7, op::connect::needs},
    {"fallocate", opcode::fallocate, false, 6, op::fallocate::needs},
    {"openat", opcode::openat, false, 7, op::openat::needs},
    {"openat_direct", opcode::openat, false, 7, op::openat_direct::needs},
    {"close", opcode::close, false, 3, op::close::needs},
    {"close_direct", opcode::close, false, 4, op::close_direct::needs},
    {"statx", opcode::statx, false, 4, op::statx::needs},
    {"read", opcode::read, false, 10, op::read::needs},
    {"read_attr", opcode::read, false, 4, op::read_attr::needs},
    {"read_select", opcode::read, false, 8, op::read_select::needs},
    {"write", opcode::write, false, 9, op::write::needs},
    {"write_attr", opcode::write, false, 3, op::write_attr::needs},
    {"write_stream", opcode::write, false, 6, op::write_stream::needs},
    {"fadvise", opcode::fadvise, false, 8, op::fadvise::needs},
    {"fadvise_64", opcode::fadvise, false, 4, op::fadvise_64::needs},
    {"madvise", opcode::madvise, false, 5, op::madvise::needs},
    {"madvise_64", opcode::madvise, false, 3, op::madvise_64::needs},
    {"send", opcode::send, false, 8, op::send::needs},
    {"send_to", opcode::send, false, 8, op::send_to::needs},
    {"send_vectorized", opcode::send, false, 6, op::send_vectorized::needs},
    {"send_bundle", opcode::send, true, 8, op::send_bundle::needs},
    {"recv", opcode::recv, false, 10, op::recv::needs},
    {"recv_multishot", opcode::recv, true, 8, op::recv_multishot::needs},
    {"recv_select", opcode::recv, false, 7, op::recv_select::needs},
    {"recv_multishot_bounded", opcode::recv, true, 8, op::recv_multishot_bounded::needs},
    {"recv_bundle", opcode::recv, false, 7, op::recv_bundle::needs},
    {"recv_multishot_bundle", opcode::recv, true, 5, op::recv_multishot_bundle::needs},
    {"openat2", opcode::openat2, false, 8, op::openat2::needs},
    {"openat2_direct", opcode::openat2, false, 7, op::openat2_direct::needs},
    {"epoll_ctl", opcode::epoll_ctl, false, 5, op::epoll_ctl::needs},
    {"splice", opcode::splice, false, 17, op::splice::needs},
    {"tee", opcode::tee, false, 10, op::tee::needs},
    {"shutdown", opcode::shutdown, false, 5, op::shutdown::needs},
    {"renameat", opcode::renameat, false, 4, op::renameat::needs},
    {"unlinkat", opcode::unlinkat, false, 4, op::unlinkat::needs},
    {"mkdirat", opcode::mkdirat, false, 3, op::mkdirat::needs},
    {"symlinkat", opcode::symlinkat, false, 2, op::symlinkat::needs},
    {"linkat", opcode::linkat, false, 4, op::linkat::needs},
    {"fsetxattr", opcode::fsetxattr, false, 8, op::fsetxattr::needs},
    {"setxattr", opcode::setxattr, false, 5, op::setxattr::needs},
    {"fgetxattr", opcode::fgetxattr, false, 6, op::fgetxattr::needs},
    {"getxattr", opcode::getxattr, false, 5, op::getxattr::needs},
    {"socket", opcode::socket, false, 4, op::socket::needs},
    {"socket_direct", opcode::socket, false, 6, op::socket_direct::needs},
    {"uring_cmd", opcode::uring_cmd, false, 2, op::uring_cmd::needs},
    {"uring_cmd_fixed", opcode::uring_cmd, false, 0, op::uring_cmd_fixed::needs},
    {"uring_cmd_cqe32", opcode::uring_cmd, false, 2, op::uring_cmd_cqe32::needs},
    {"uring_cmd_discard", opcode::uring_cmd, false, 3, op::uring_cmd_discard::needs},
    {"uring_cmd_zone_reset_all", opcode::uring_cmd, false, 1, op::uring_cmd_zone_reset_all::needs},
    {"uring_cmd_siocinq", opcode::uring_cmd, false, 4, op::uring_cmd_siocinq::needs},
    {"uring_cmd_siocoutq", opcode::uring_cmd, false, 3, op::uring_cmd_siocoutq::needs},
    {"uring_cmd_getsockopt", opcode::uring_cmd, false, 5, op::uring_cmd_getsockopt::needs},
    {"uring_cmd_setsockopt", opcode::uring_cmd, false, 4, op::uring_cmd_setsockopt::needs},
    {"uring_cmd_getsockname", opcode::uring_cmd, false, 3, op::uring_cmd_getsockname::needs},
    {"uring_cmd_getpeername", opcode::uring_cmd, false, 3, op::uring_cmd_getpeername::needs},
    {"uring_cmd_tx_timestamp", opcode::uring_cmd, true, 6, op::uring_cmd_tx_timestamp::needs},
    {"send_zc", opcode::send_zc, false, 11, op::send_zc::needs},
    {"send_zc_fixed", opcode::send_zc, false, 6, op::send_zc_fixed::needs},
    {"send_zc_to", opcode::send_zc, false, 6, op::send_zc_to::needs},
    {"send_zc_vectorized", opcode::send_zc, false, 5, op::send_zc_vectorized::needs},
    {"sendmsg_zc", opcode::sendmsg_zc, false, 10, op::sendmsg_zc::needs},
    {"sendmsg_zc_fixed", opcode::sendmsg_zc, false, 5, op::sendmsg_zc_fixed::needs},
    {"read_multishot", opcode::read_multishot, true, 8, op::read_multishot::needs},
    {"ftruncate", opcode::ftruncate, false, 7, op::ftruncate::needs},
    {"bind", opcode::bind, false, 4, op::bind::needs},
    {"listen", opcode::listen, false, 4, op::listen::needs},
    {"recv_zc", opcode::recv_zc, true, 10, op::recv_zc::needs},
    {"epoll_wait", opcode::epoll_wait, false, 8, op::epoll_wait::needs},
    {"readv_fixed", opcode::readv_fixed, false, 7, op::readv_fixed::needs},
    {"readv_fixed_attr", opcode::readv_fixed, false, 4, op::readv_fixed_attr::needs},
    {"writev_fixed", opcode::writev_fixed, false, 6, op::writev_fixed::needs},
    {"writev_fixed_attr", opcode::writev_fixed, false, 3, op::writev_fixed_attr::needs},
    {"writev_fixed_stream", opcode::writev_fixed, false, 6, op::writev_fixed_stream::needs},
    {"pipe", opcode::pipe, false, 3, op::pipe::needs},
    {"pipe_direct", opcode::pipe, false, 5, op::pipe_direct::needs},
    {"nop128", opcode::nop128, false, 2, op::nop128::needs},
    {"uring_cmd128", opcode::uring_cmd128, false, 2, op::uring_cmd128::needs},
    {"uring_cmd128_cqe32", opcode::uring_cmd128, false, 2, op::uring_cmd128_cqe32::needs},
}};

inline constexpr std::size_t live_test_count = 629;

}  // namespace ringlet::table
