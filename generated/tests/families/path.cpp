// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/path.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::getxattr>);
static_assert(ringlet::raw(ringlet::op::getxattr::code) == 44);
static_assert(std::is_trivially_copyable_v<ringlet::op::getxattr>);
static_assert(sizeof(ringlet::op::getxattr) <= 160);
static_assert(ringlet::operation_like<ringlet::op::linkat>);
static_assert(ringlet::raw(ringlet::op::linkat::code) == 39);
static_assert(std::is_trivially_copyable_v<ringlet::op::linkat>);
static_assert(sizeof(ringlet::op::linkat) <= 160);
static_assert(ringlet::operation_like<ringlet::op::mkdirat>);
static_assert(ringlet::raw(ringlet::op::mkdirat::code) == 37);
static_assert(std::is_trivially_copyable_v<ringlet::op::mkdirat>);
static_assert(sizeof(ringlet::op::mkdirat) <= 160);
static_assert(ringlet::operation_like<ringlet::op::openat>);
static_assert(ringlet::raw(ringlet::op::openat::code) == 18);
static_assert(std::is_trivially_copyable_v<ringlet::op::openat>);
static_assert(sizeof(ringlet::op::openat) <= 160);
static_assert(ringlet::operation_like<ringlet::op::openat_direct>);
static_assert(ringlet::raw(ringlet::op::openat_direct::code) == 18);
static_assert(std::is_trivially_copyable_v<ringlet::op::openat_direct>);
static_assert(sizeof(ringlet::op::openat_direct) <= 160);
static_assert(ringlet::operation_like<ringlet::op::openat2>);
static_assert(ringlet::raw(ringlet::op::openat2::code) == 28);
static_assert(std::is_trivially_copyable_v<ringlet::op::openat2>);
static_assert(sizeof(ringlet::op::openat2) <= 160);
static_assert(ringlet::operation_like<ringlet::op::openat2_direct>);
static_assert(ringlet::raw(ringlet::op::openat2_direct::code) == 28);
static_assert(std::is_trivially_copyable_v<ringlet::op::openat2_direct>);
static_assert(sizeof(ringlet::op::openat2_direct) <= 160);
static_assert(ringlet::operation_like<ringlet::op::renameat>);
static_assert(ringlet::raw(ringlet::op::renameat::code) == 35);
static_assert(std::is_trivially_copyable_v<ringlet::op::renameat>);
static_assert(sizeof(ringlet::op::renameat) <= 160);
static_assert(ringlet::operation_like<ringlet::op::setxattr>);
static_assert(ringlet::raw(ringlet::op::setxattr::code) == 42);
static_assert(std::is_trivially_copyable_v<ringlet::op::setxattr>);
static_assert(sizeof(ringlet::op::setxattr) <= 160);
static_assert(ringlet::operation_like<ringlet::op::statx>);
static_assert(ringlet::raw(ringlet::op::statx::code) == 21);
static_assert(std::is_trivially_copyable_v<ringlet::op::statx>);
static_assert(sizeof(ringlet::op::statx) <= 160);
static_assert(ringlet::operation_like<ringlet::op::symlinkat>);
static_assert(ringlet::raw(ringlet::op::symlinkat::code) == 38);
static_assert(std::is_trivially_copyable_v<ringlet::op::symlinkat>);
static_assert(sizeof(ringlet::op::symlinkat) <= 160);
static_assert(ringlet::operation_like<ringlet::op::unlinkat>);
static_assert(ringlet::raw(ringlet::op::unlinkat::code) == 36);
static_assert(std::is_trivially_copyable_v<ringlet::op::unlinkat>);
static_assert(sizeof(ringlet::op::unlinkat) <= 160);

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
