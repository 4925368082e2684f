// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/socket.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::accept>);
static_assert(ringlet::raw(ringlet::op::accept::code) == 13);
static_assert(std::is_trivially_copyable_v<ringlet::op::accept>);
static_assert(sizeof(ringlet::op::accept) <= 160);
static_assert(ringlet::operation_like<ringlet::op::accept_multishot>);
static_assert(ringlet::raw(ringlet::op::accept_multishot::code) == 13);
static_assert(std::is_trivially_copyable_v<ringlet::op::accept_multishot>);
static_assert(sizeof(ringlet::op::accept_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::accept_direct>);
static_assert(ringlet::raw(ringlet::op::accept_direct::code) == 13);
static_assert(std::is_trivially_copyable_v<ringlet::op::accept_direct>);
static_assert(sizeof(ringlet::op::accept_direct) <= 160);
static_assert(ringlet::operation_like<ringlet::op::accept_multishot_direct>);
static_assert(ringlet::raw(ringlet::op::accept_multishot_direct::code) == 13);
static_assert(std::is_trivially_copyable_v<ringlet::op::accept_multishot_direct>);
static_assert(sizeof(ringlet::op::accept_multishot_direct) <= 160);
static_assert(ringlet::operation_like<ringlet::op::bind>);
static_assert(ringlet::raw(ringlet::op::bind::code) == 56);
static_assert(std::is_trivially_copyable_v<ringlet::op::bind>);
static_assert(sizeof(ringlet::op::bind) <= 160);
static_assert(ringlet::operation_like<ringlet::op::connect>);
static_assert(ringlet::raw(ringlet::op::connect::code) == 16);
static_assert(std::is_trivially_copyable_v<ringlet::op::connect>);
static_assert(sizeof(ringlet::op::connect) <= 160);
static_assert(ringlet::operation_like<ringlet::op::listen>);
static_assert(ringlet::raw(ringlet::op::listen::code) == 57);
static_assert(std::is_trivially_copyable_v<ringlet::op::listen>);
static_assert(sizeof(ringlet::op::listen) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv>);
static_assert(ringlet::raw(ringlet::op::recv::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv>);
static_assert(sizeof(ringlet::op::recv) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot>);
static_assert(ringlet::raw(ringlet::op::recv_multishot::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_multishot>);
static_assert(sizeof(ringlet::op::recv_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_select>);
static_assert(ringlet::raw(ringlet::op::recv_select::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_select>);
static_assert(sizeof(ringlet::op::recv_select) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot_bounded>);
static_assert(ringlet::raw(ringlet::op::recv_multishot_bounded::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_multishot_bounded>);
static_assert(sizeof(ringlet::op::recv_multishot_bounded) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_bundle>);
static_assert(ringlet::raw(ringlet::op::recv_bundle::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_bundle>);
static_assert(sizeof(ringlet::op::recv_bundle) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_multishot_bundle>);
static_assert(ringlet::raw(ringlet::op::recv_multishot_bundle::code) == 27);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_multishot_bundle>);
static_assert(sizeof(ringlet::op::recv_multishot_bundle) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recv_zc>);
static_assert(ringlet::raw(ringlet::op::recv_zc::code) == 58);
static_assert(std::is_trivially_copyable_v<ringlet::op::recv_zc>);
static_assert(sizeof(ringlet::op::recv_zc) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recvmsg>);
static_assert(ringlet::raw(ringlet::op::recvmsg::code) == 10);
static_assert(std::is_trivially_copyable_v<ringlet::op::recvmsg>);
static_assert(sizeof(ringlet::op::recvmsg) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recvmsg_select>);
static_assert(ringlet::raw(ringlet::op::recvmsg_select::code) == 10);
static_assert(std::is_trivially_copyable_v<ringlet::op::recvmsg_select>);
static_assert(sizeof(ringlet::op::recvmsg_select) <= 160);
static_assert(ringlet::operation_like<ringlet::op::recvmsg_multishot>);
static_assert(ringlet::raw(ringlet::op::recvmsg_multishot::code) == 10);
static_assert(std::is_trivially_copyable_v<ringlet::op::recvmsg_multishot>);
static_assert(sizeof(ringlet::op::recvmsg_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send>);
static_assert(ringlet::raw(ringlet::op::send::code) == 26);
static_assert(std::is_trivially_copyable_v<ringlet::op::send>);
static_assert(sizeof(ringlet::op::send) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_to>);
static_assert(ringlet::raw(ringlet::op::send_to::code) == 26);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_to>);
static_assert(sizeof(ringlet::op::send_to) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_vectorized>);
static_assert(ringlet::raw(ringlet::op::send_vectorized::code) == 26);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_vectorized>);
static_assert(sizeof(ringlet::op::send_vectorized) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_bundle>);
static_assert(ringlet::raw(ringlet::op::send_bundle::code) == 26);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_bundle>);
static_assert(sizeof(ringlet::op::send_bundle) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_zc>);
static_assert(ringlet::raw(ringlet::op::send_zc::code) == 47);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_zc>);
static_assert(sizeof(ringlet::op::send_zc) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_zc_fixed>);
static_assert(ringlet::raw(ringlet::op::send_zc_fixed::code) == 47);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_zc_fixed>);
static_assert(sizeof(ringlet::op::send_zc_fixed) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_zc_to>);
static_assert(ringlet::raw(ringlet::op::send_zc_to::code) == 47);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_zc_to>);
static_assert(sizeof(ringlet::op::send_zc_to) <= 160);
static_assert(ringlet::operation_like<ringlet::op::send_zc_vectorized>);
static_assert(ringlet::raw(ringlet::op::send_zc_vectorized::code) == 47);
static_assert(std::is_trivially_copyable_v<ringlet::op::send_zc_vectorized>);
static_assert(sizeof(ringlet::op::send_zc_vectorized) <= 160);
static_assert(ringlet::operation_like<ringlet::op::sendmsg>);
static_assert(ringlet::raw(ringlet::op::sendmsg::code) == 9);
static_assert(std::is_trivially_copyable_v<ringlet::op::sendmsg>);
static_assert(sizeof(ringlet::op::sendmsg) <= 160);
static_assert(ringlet::operation_like<ringlet::op::sendmsg_zc>);
static_assert(ringlet::raw(ringlet::op::sendmsg_zc::code) == 48);
static_assert(std::is_trivially_copyable_v<ringlet::op::sendmsg_zc>);
static_assert(sizeof(ringlet::op::sendmsg_zc) <= 160);
static_assert(ringlet::operation_like<ringlet::op::sendmsg_zc_fixed>);
static_assert(ringlet::raw(ringlet::op::sendmsg_zc_fixed::code) == 48);
static_assert(std::is_trivially_copyable_v<ringlet::op::sendmsg_zc_fixed>);
static_assert(sizeof(ringlet::op::sendmsg_zc_fixed) <= 160);
static_assert(ringlet::operation_like<ringlet::op::shutdown>);
static_assert(ringlet::raw(ringlet::op::shutdown::code) == 34);
static_assert(std::is_trivially_copyable_v<ringlet::op::shutdown>);
static_assert(sizeof(ringlet::op::shutdown) <= 160);
static_assert(ringlet::operation_like<ringlet::op::socket>);
static_assert(ringlet::raw(ringlet::op::socket::code) == 45);
static_assert(std::is_trivially_copyable_v<ringlet::op::socket>);
static_assert(sizeof(ringlet::op::socket) <= 160);
static_assert(ringlet::operation_like<ringlet::op::socket_direct>);
static_assert(ringlet::raw(ringlet::op::socket_direct::code) == 45);
static_assert(std::is_trivially_copyable_v<ringlet::op::socket_direct>);
static_assert(sizeof(ringlet::op::socket_direct) <= 160);

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
