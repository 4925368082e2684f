// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/process.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::futex_wait>);
static_assert(ringlet::raw(ringlet::op::futex_wait::code) == 51);
static_assert(std::is_trivially_copyable_v<ringlet::op::futex_wait>);
static_assert(sizeof(ringlet::op::futex_wait) <= 160);
static_assert(ringlet::operation_like<ringlet::op::futex_waitv>);
static_assert(ringlet::raw(ringlet::op::futex_waitv::code) == 53);
static_assert(std::is_trivially_copyable_v<ringlet::op::futex_waitv>);
static_assert(sizeof(ringlet::op::futex_waitv) <= 160);
static_assert(ringlet::operation_like<ringlet::op::futex_wake>);
static_assert(ringlet::raw(ringlet::op::futex_wake::code) == 52);
static_assert(std::is_trivially_copyable_v<ringlet::op::futex_wake>);
static_assert(sizeof(ringlet::op::futex_wake) <= 160);
static_assert(ringlet::operation_like<ringlet::op::waitid>);
static_assert(ringlet::raw(ringlet::op::waitid::code) == 50);
static_assert(std::is_trivially_copyable_v<ringlet::op::waitid>);
static_assert(sizeof(ringlet::op::waitid) <= 160);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::futex_wait::for_each_lent(visitor) const;
template void ringlet::op::futex_waitv::for_each_lent(visitor) const;
template void ringlet::op::futex_wake::for_each_lent(visitor) const;
template void ringlet::op::waitid::for_each_lent(visitor) const;
