// Generated from spec/opcodes.json. Do not edit: change the table, then run `python3 codegen
// generate`.
//
// What the table describes, for tests that must leave nothing out.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <ringlet/opcode.hpp>

namespace ringlet::table {

struct form {
  std::string_view name;  // of the operation: "accept_direct"
  opcode code;
  bool multishot;
  std::size_t live_tests;
};

inline constexpr std::array<form, 45> forms{{
    {"nop", opcode::nop, false, 1},
    {"readv", opcode::readv, false, 6},
    {"writev", opcode::writev, false, 4},
    {"fsync", opcode::fsync, false, 5},
    {"read_fixed", opcode::read_fixed, false, 5},
    {"write_fixed", opcode::write_fixed, false, 4},
    {"poll_add", opcode::poll_add, false, 7},
    {"poll_add_multishot", opcode::poll_add, true, 0},
    {"poll_remove", opcode::poll_remove, false, 2},
    {"poll_remove_update", opcode::poll_remove, false, 2},
    {"timeout", opcode::timeout, false, 6},
    {"timeout_multishot", opcode::timeout, true, 0},
    {"timeout_remove", opcode::timeout_remove, false, 3},
    {"timeout_remove_update", opcode::timeout_remove, false, 2},
    {"accept", opcode::accept, false, 7},
    {"accept_multishot", opcode::accept, true, 0},
    {"accept_direct", opcode::accept, false, 5},
    {"accept_multishot_direct", opcode::accept, true, 0},
    {"async_cancel", opcode::async_cancel, false, 3},
    {"async_cancel_fd", opcode::async_cancel, false, 5},
    {"async_cancel_op", opcode::async_cancel, false, 3},
    {"async_cancel_all", opcode::async_cancel, false, 2},
    {"link_timeout", opcode::link_timeout, false, 2},
    {"connect", opcode::connect, false, 6},
    {"fallocate", opcode::fallocate, false, 5},
    {"openat", opcode::openat, false, 7},
    {"openat_direct", opcode::openat, false, 6},
    {"close", opcode::close, false, 3},
    {"close_direct", opcode::close, false, 4},
    {"statx", opcode::statx, false, 4},
    {"read", opcode::read, false, 9},
    {"write", opcode::write, false, 8},
    {"send", opcode::send, false, 6},
    {"recv", opcode::recv, false, 9},
    {"epoll_ctl", opcode::epoll_ctl, false, 5},
    {"shutdown", opcode::shutdown, false, 4},
    {"renameat", opcode::renameat, false, 4},
    {"unlinkat", opcode::unlinkat, false, 4},
    {"mkdirat", opcode::mkdirat, false, 3},
    {"symlinkat", opcode::symlinkat, false, 2},
    {"linkat", opcode::linkat, false, 4},
    {"socket", opcode::socket, false, 4},
    {"socket_direct", opcode::socket, false, 4},
    {"bind", opcode::bind, false, 3},
    {"listen", opcode::listen, false, 3},
}};

inline constexpr std::size_t live_test_count = 181;

}  // namespace ringlet::table
