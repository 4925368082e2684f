// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/process.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::futex_wait>);
static_assert(ringlet::operation_like<ringlet::op::futex_waitv>);
static_assert(ringlet::operation_like<ringlet::op::futex_wake>);
static_assert(ringlet::operation_like<ringlet::op::waitid>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::futex_wait::for_each_lent(visitor) const;
template void ringlet::op::futex_waitv::for_each_lent(visitor) const;
template void ringlet::op::futex_wake::for_each_lent(visitor) const;
template void ringlet::op::waitid::for_each_lent(visitor) const;
