// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/poll.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::epoll_ctl>);
static_assert(ringlet::operation_like<ringlet::op::epoll_wait>);
static_assert(ringlet::operation_like<ringlet::op::poll_add>);
static_assert(ringlet::operation_like<ringlet::op::poll_add_multishot>);
static_assert(ringlet::operation_like<ringlet::op::poll_remove>);
static_assert(ringlet::operation_like<ringlet::op::poll_remove_update>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::epoll_wait::for_each_lent(visitor) const;
