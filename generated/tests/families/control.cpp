// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/control.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::async_cancel>);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_fd>);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_op>);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_all>);
static_assert(ringlet::operation_like<ringlet::op::nop>);
static_assert(ringlet::operation_like<ringlet::op::nop_inject_result>);
static_assert(ringlet::operation_like<ringlet::op::nop_file>);
static_assert(ringlet::operation_like<ringlet::op::nop_fixed_buffer>);
static_assert(ringlet::operation_like<ringlet::op::nop_tw>);
static_assert(ringlet::operation_like<ringlet::op::nop_cqe32>);
static_assert(ringlet::operation_like<ringlet::op::nop128>);
