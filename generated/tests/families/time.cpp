// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/time.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::link_timeout>);
static_assert(ringlet::operation_like<ringlet::op::timeout>);
static_assert(ringlet::operation_like<ringlet::op::timeout_multishot>);
static_assert(ringlet::operation_like<ringlet::op::timeout_remove>);
static_assert(ringlet::operation_like<ringlet::op::timeout_remove_update>);
