// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/command.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::uring_cmd>);
static_assert(ringlet::raw(ringlet::op::uring_cmd::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd>);
static_assert(sizeof(ringlet::op::uring_cmd) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_fixed>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_fixed::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_fixed>);
static_assert(sizeof(ringlet::op::uring_cmd_fixed) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_multishot>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_multishot::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_multishot>);
static_assert(sizeof(ringlet::op::uring_cmd_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_cqe32>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_cqe32::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_cqe32>);
static_assert(sizeof(ringlet::op::uring_cmd_cqe32) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_discard>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_discard::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_discard>);
static_assert(sizeof(ringlet::op::uring_cmd_discard) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_zone_reset_all>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_zone_reset_all::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_zone_reset_all>);
static_assert(sizeof(ringlet::op::uring_cmd_zone_reset_all) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_siocinq>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_siocinq::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_siocinq>);
static_assert(sizeof(ringlet::op::uring_cmd_siocinq) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_siocoutq>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_siocoutq::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_siocoutq>);
static_assert(sizeof(ringlet::op::uring_cmd_siocoutq) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getsockopt>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_getsockopt::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_getsockopt>);
static_assert(sizeof(ringlet::op::uring_cmd_getsockopt) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_setsockopt>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_setsockopt::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_setsockopt>);
static_assert(sizeof(ringlet::op::uring_cmd_setsockopt) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getsockname>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_getsockname::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_getsockname>);
static_assert(sizeof(ringlet::op::uring_cmd_getsockname) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_getpeername>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_getpeername::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_getpeername>);
static_assert(sizeof(ringlet::op::uring_cmd_getpeername) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd_tx_timestamp>);
static_assert(ringlet::raw(ringlet::op::uring_cmd_tx_timestamp::code) == 46);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd_tx_timestamp>);
static_assert(sizeof(ringlet::op::uring_cmd_tx_timestamp) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128>);
static_assert(ringlet::raw(ringlet::op::uring_cmd128::code) == 64);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd128>);
static_assert(sizeof(ringlet::op::uring_cmd128) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_fixed>);
static_assert(ringlet::raw(ringlet::op::uring_cmd128_fixed::code) == 64);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd128_fixed>);
static_assert(sizeof(ringlet::op::uring_cmd128_fixed) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_fixed_cqe32>);
static_assert(ringlet::raw(ringlet::op::uring_cmd128_fixed_cqe32::code) == 64);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd128_fixed_cqe32>);
static_assert(sizeof(ringlet::op::uring_cmd128_fixed_cqe32) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_multishot>);
static_assert(ringlet::raw(ringlet::op::uring_cmd128_multishot::code) == 64);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd128_multishot>);
static_assert(sizeof(ringlet::op::uring_cmd128_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::uring_cmd128_cqe32>);
static_assert(ringlet::raw(ringlet::op::uring_cmd128_cqe32::code) == 64);
static_assert(std::is_trivially_copyable_v<ringlet::op::uring_cmd128_cqe32>);
static_assert(sizeof(ringlet::op::uring_cmd128_cqe32) <= 160);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::uring_cmd_getsockopt::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_setsockopt::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_getsockname::for_each_lent(visitor) const;
template void ringlet::op::uring_cmd_getpeername::for_each_lent(visitor) const;
