// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/process.hpp>

#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::futex_wait>);
static_assert(ringlet::operation_like<ringlet::op::futex_waitv>);
static_assert(ringlet::operation_like<ringlet::op::futex_wake>);
static_assert(ringlet::operation_like<ringlet::op::waitid>);
