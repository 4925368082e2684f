// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/socket.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::accept>);
static_assert(ringlet::operation_like<ringlet::op::accept_multishot>);
static_assert(ringlet::operation_like<ringlet::op::accept_direct>);
static_assert(ringlet::operation_like<ringlet::op::accept_multishot_direct>);
static_assert(ringlet::operation_like<ringlet::op::bind>);
static_assert(ringlet::operation_like<ringlet::op::connect>);
static_assert(ringlet::operation_like<ringlet::op::listen>);
static_assert(ringlet::operation_like<ringlet::op::recv>);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot>);
static_assert(ringlet::operation_like<ringlet::op::recv_select>);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot_bounded>);
static_assert(ringlet::operation_like<ringlet::op::recv_bundle>);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot_bundle>);
static_assert(ringlet::operation_like<ringlet::op::recv_zc>);
static_assert(ringlet::operation_like<ringlet::op::recvmsg>);
static_assert(ringlet::operation_like<ringlet::op::recvmsg_select>);
static_assert(ringlet::operation_like<ringlet::op::recvmsg_multishot>);
static_assert(ringlet::operation_like<ringlet::op::send>);
static_assert(ringlet::operation_like<ringlet::op::send_to>);
static_assert(ringlet::operation_like<ringlet::op::send_vectorized>);
static_assert(ringlet::operation_like<ringlet::op::send_bundle>);
static_assert(ringlet::operation_like<ringlet::op::send_zc>);
static_assert(ringlet::operation_like<ringlet::op::send_zc_fixed>);
static_assert(ringlet::operation_like<ringlet::op::send_zc_to>);
static_assert(ringlet::operation_like<ringlet::op::send_zc_vectorized>);
static_assert(ringlet::operation_like<ringlet::op::sendmsg>);
static_assert(ringlet::operation_like<ringlet::op::sendmsg_zc>);
static_assert(ringlet::operation_like<ringlet::op::sendmsg_zc_fixed>);
static_assert(ringlet::operation_like<ringlet::op::shutdown>);
static_assert(ringlet::operation_like<ringlet::op::socket>);
static_assert(ringlet::operation_like<ringlet::op::socket_direct>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::accept::for_each_lent(visitor) const;
template void ringlet::op::accept_direct::for_each_lent(visitor) const;
template void ringlet::op::recv::for_each_lent(visitor) const;
template void ringlet::op::recvmsg::for_each_lent(visitor) const;
template void ringlet::op::recvmsg_select::for_each_lent(visitor) const;
template void ringlet::op::send::for_each_lent(visitor) const;
template void ringlet::op::send_to::for_each_lent(visitor) const;
template void ringlet::op::send_vectorized::for_each_lent(visitor) const;
template void ringlet::op::send_zc::for_each_lent(visitor) const;
template void ringlet::op::send_zc_fixed::for_each_lent(visitor) const;
template void ringlet::op::send_zc_to::for_each_lent(visitor) const;
template void ringlet::op::send_zc_vectorized::for_each_lent(visitor) const;
template void ringlet::op::sendmsg::for_each_lent(visitor) const;
template void ringlet::op::sendmsg_zc::for_each_lent(visitor) const;
template void ringlet::op::sendmsg_zc_fixed::for_each_lent(visitor) const;
