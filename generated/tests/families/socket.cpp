// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/socket.hpp>

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
