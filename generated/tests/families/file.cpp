// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/file.hpp>

#include <cstddef>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

static_assert(ringlet::operation_like<ringlet::op::close>);
static_assert(ringlet::operation_like<ringlet::op::close_direct>);
static_assert(ringlet::operation_like<ringlet::op::fadvise>);
static_assert(ringlet::operation_like<ringlet::op::fadvise_64>);
static_assert(ringlet::operation_like<ringlet::op::fallocate>);
static_assert(ringlet::operation_like<ringlet::op::fgetxattr>);
static_assert(ringlet::operation_like<ringlet::op::files_update>);
static_assert(ringlet::operation_like<ringlet::op::files_update_alloc>);
static_assert(ringlet::operation_like<ringlet::op::fixed_fd_install>);
static_assert(ringlet::operation_like<ringlet::op::fsetxattr>);
static_assert(ringlet::operation_like<ringlet::op::fsync>);
static_assert(ringlet::operation_like<ringlet::op::ftruncate>);
static_assert(ringlet::operation_like<ringlet::op::madvise>);
static_assert(ringlet::operation_like<ringlet::op::madvise_64>);
static_assert(ringlet::operation_like<ringlet::op::pipe>);
static_assert(ringlet::operation_like<ringlet::op::pipe_direct>);
static_assert(ringlet::operation_like<ringlet::op::read>);
static_assert(ringlet::operation_like<ringlet::op::read_attr>);
static_assert(ringlet::operation_like<ringlet::op::read_select>);
static_assert(ringlet::operation_like<ringlet::op::read_fixed>);
static_assert(ringlet::operation_like<ringlet::op::read_fixed_attr>);
static_assert(ringlet::operation_like<ringlet::op::read_multishot>);
static_assert(ringlet::operation_like<ringlet::op::readv>);
static_assert(ringlet::operation_like<ringlet::op::readv_attr>);
static_assert(ringlet::operation_like<ringlet::op::readv_fixed>);
static_assert(ringlet::operation_like<ringlet::op::readv_fixed_attr>);
static_assert(ringlet::operation_like<ringlet::op::splice>);
static_assert(ringlet::operation_like<ringlet::op::sync_file_range>);
static_assert(ringlet::operation_like<ringlet::op::tee>);
static_assert(ringlet::operation_like<ringlet::op::write>);
static_assert(ringlet::operation_like<ringlet::op::write_attr>);
static_assert(ringlet::operation_like<ringlet::op::write_stream>);
static_assert(ringlet::operation_like<ringlet::op::write_fixed>);
static_assert(ringlet::operation_like<ringlet::op::write_fixed_attr>);
static_assert(ringlet::operation_like<ringlet::op::write_fixed_stream>);
static_assert(ringlet::operation_like<ringlet::op::writev>);
static_assert(ringlet::operation_like<ringlet::op::writev_attr>);
static_assert(ringlet::operation_like<ringlet::op::writev_stream>);
static_assert(ringlet::operation_like<ringlet::op::writev_fixed>);
static_assert(ringlet::operation_like<ringlet::op::writev_fixed_attr>);
static_assert(ringlet::operation_like<ringlet::op::writev_fixed_stream>);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::fgetxattr::for_each_lent(visitor) const;
template void ringlet::op::files_update::for_each_lent(visitor) const;
template void ringlet::op::files_update_alloc::for_each_lent(visitor) const;
template void ringlet::op::fsetxattr::for_each_lent(visitor) const;
template void ringlet::op::madvise::for_each_lent(visitor) const;
template void ringlet::op::madvise_64::for_each_lent(visitor) const;
template void ringlet::op::pipe::for_each_lent(visitor) const;
template void ringlet::op::pipe_direct::for_each_lent(visitor) const;
template void ringlet::op::read::for_each_lent(visitor) const;
template void ringlet::op::read_attr::for_each_lent(visitor) const;
template void ringlet::op::read_fixed::for_each_lent(visitor) const;
template void ringlet::op::read_fixed_attr::for_each_lent(visitor) const;
template void ringlet::op::readv::for_each_lent(visitor) const;
template void ringlet::op::readv_attr::for_each_lent(visitor) const;
template void ringlet::op::readv_fixed::for_each_lent(visitor) const;
template void ringlet::op::readv_fixed_attr::for_each_lent(visitor) const;
template void ringlet::op::write::for_each_lent(visitor) const;
template void ringlet::op::write_attr::for_each_lent(visitor) const;
template void ringlet::op::write_stream::for_each_lent(visitor) const;
template void ringlet::op::write_fixed::for_each_lent(visitor) const;
template void ringlet::op::write_fixed_attr::for_each_lent(visitor) const;
template void ringlet::op::write_fixed_stream::for_each_lent(visitor) const;
template void ringlet::op::writev::for_each_lent(visitor) const;
template void ringlet::op::writev_attr::for_each_lent(visitor) const;
template void ringlet::op::writev_stream::for_each_lent(visitor) const;
template void ringlet::op::writev_fixed::for_each_lent(visitor) const;
template void ringlet::op::writev_fixed_attr::for_each_lent(visitor) const;
template void ringlet::op::writev_fixed_stream::for_each_lent(visitor) const;
