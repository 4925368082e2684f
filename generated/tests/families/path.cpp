// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/path.hpp>

#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::getxattr>);
static_assert(ringlet::operation_like<ringlet::op::linkat>);
static_assert(ringlet::operation_like<ringlet::op::mkdirat>);
static_assert(ringlet::operation_like<ringlet::op::openat>);
static_assert(ringlet::operation_like<ringlet::op::openat_direct>);
static_assert(ringlet::operation_like<ringlet::op::openat2>);
static_assert(ringlet::operation_like<ringlet::op::openat2_direct>);
static_assert(ringlet::operation_like<ringlet::op::renameat>);
static_assert(ringlet::operation_like<ringlet::op::setxattr>);
static_assert(ringlet::operation_like<ringlet::op::statx>);
static_assert(ringlet::operation_like<ringlet::op::symlinkat>);
static_assert(ringlet::operation_like<ringlet::op::unlinkat>);
