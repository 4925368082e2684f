// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/message.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::msg_ring>);
static_assert(ringlet::operation_like<ringlet::op::msg_ring_cqe_flags>);
static_assert(ringlet::operation_like<ringlet::op::msg_ring_fd>);
