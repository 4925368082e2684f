// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/buffer.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::provide_buffers>);
static_assert(ringlet::operation_like<ringlet::op::remove_buffers>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::provide_buffers::for_each_lent(visitor) const;
