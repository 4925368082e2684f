// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/path.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
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

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::getxattr::for_each_lent(visitor) const;
template void ringlet::op::linkat::for_each_lent(visitor) const;
template void ringlet::op::mkdirat::for_each_lent(visitor) const;
template void ringlet::op::openat::for_each_lent(visitor) const;
template void ringlet::op::openat_direct::for_each_lent(visitor) const;
template void ringlet::op::openat2::for_each_lent(visitor) const;
template void ringlet::op::openat2_direct::for_each_lent(visitor) const;
template void ringlet::op::renameat::for_each_lent(visitor) const;
template void ringlet::op::setxattr::for_each_lent(visitor) const;
template void ringlet::op::statx::for_each_lent(visitor) const;
template void ringlet::op::symlinkat::for_each_lent(visitor) const;
template void ringlet::op::unlinkat::for_each_lent(visitor) const;
