// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/poll.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::epoll_ctl>);
static_assert(ringlet::raw(ringlet::op::epoll_ctl::code) == 29);
static_assert(std::is_trivially_copyable_v<ringlet::op::epoll_ctl>);
static_assert(sizeof(ringlet::op::epoll_ctl) <= 160);
static_assert(ringlet::operation_like<ringlet::op::epoll_wait>);
static_assert(ringlet::raw(ringlet::op::epoll_wait::code) == 59);
static_assert(std::is_trivially_copyable_v<ringlet::op::epoll_wait>);
static_assert(sizeof(ringlet::op::epoll_wait) <= 160);
static_assert(ringlet::operation_like<ringlet::op::poll_add>);
static_assert(ringlet::raw(ringlet::op::poll_add::code) == 6);
static_assert(std::is_trivially_copyable_v<ringlet::op::poll_add>);
static_assert(sizeof(ringlet::op::poll_add) <= 160);
static_assert(ringlet::operation_like<ringlet::op::poll_add_multishot>);
static_assert(ringlet::raw(ringlet::op::poll_add_multishot::code) == 6);
static_assert(std::is_trivially_copyable_v<ringlet::op::poll_add_multishot>);
static_assert(sizeof(ringlet::op::poll_add_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::poll_remove>);
static_assert(ringlet::raw(ringlet::op::poll_remove::code) == 7);
static_assert(std::is_trivially_copyable_v<ringlet::op::poll_remove>);
static_assert(sizeof(ringlet::op::poll_remove) <= 160);
static_assert(ringlet::operation_like<ringlet::op::poll_remove_update>);
static_assert(ringlet::raw(ringlet::op::poll_remove_update::code) == 7);
static_assert(std::is_trivially_copyable_v<ringlet::op::poll_remove_update>);
static_assert(sizeof(ringlet::op::poll_remove_update) <= 160);

// What an argument's type lends it says itself.
using visitor = void (*)(const void*, std::size_t, ringlet::lent_for, ringlet::lent_until);
template void ringlet::op::epoll_wait::for_each_lent(visitor) const;
