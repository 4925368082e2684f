// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/buffer.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::provide_buffers>);
static_assert(ringlet::raw(ringlet::op::provide_buffers::code) == 31);
static_assert(std::is_trivially_copyable_v<ringlet::op::provide_buffers>);
static_assert(sizeof(ringlet::op::provide_buffers) <= 160);
static_assert(ringlet::operation_like<ringlet::op::remove_buffers>);
static_assert(ringlet::raw(ringlet::op::remove_buffers::code) == 32);
static_assert(std::is_trivially_copyable_v<ringlet::op::remove_buffers>);
static_assert(sizeof(ringlet::op::remove_buffers) <= 160);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::provide_buffers::for_each_lent(visitor) const;
