// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/command.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::uring_cmd>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_fixed>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_multishot>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_cqe32>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_discard>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_zone_reset_all>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_siocinq>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_siocoutq>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getsockopt>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_setsockopt>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getsockname>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getpeername>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_tx_timestamp>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_multishot>);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_cqe32>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::uring_cmd_getsockopt::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_setsockopt::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_getsockname::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_getpeername::for_each_lent(visitor) const;
