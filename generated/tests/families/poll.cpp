// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/poll.hpp>

#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::epoll_ctl>);
static_assert(ringlet::operation_like<ringlet::op::epoll_wait>);
static_assert(ringlet::operation_like<ringlet::op::poll_add>);
static_assert(ringlet::operation_like<ringlet::op::poll_add_multishot>);
static_assert(ringlet::operation_like<ringlet::op::poll_remove>);
static_assert(ringlet::operation_like<ringlet::op::poll_remove_update>);
