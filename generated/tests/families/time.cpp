// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/time.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::link_timeout>);
static_assert(ringlet::raw(ringlet::op::link_timeout::code) == 15);
static_assert(std::is_trivially_copyable_v<ringlet::op::link_timeout>);
static_assert(sizeof(ringlet::op::link_timeout) <= 160);
static_assert(ringlet::operation_like<ringlet::op::timeout>);
static_assert(ringlet::raw(ringlet::op::timeout::code) == 11);
static_assert(std::is_trivially_copyable_v<ringlet::op::timeout>);
static_assert(sizeof(ringlet::op::timeout) <= 160);
static_assert(ringlet::operation_like<ringlet::op::timeout_multishot>);
static_assert(ringlet::raw(ringlet::op::timeout_multishot::code) == 11);
static_assert(std::is_trivially_copyable_v<ringlet::op::timeout_multishot>);
static_assert(sizeof(ringlet::op::timeout_multishot) <= 160);
static_assert(ringlet::operation_like<ringlet::op::timeout_remove>);
static_assert(ringlet::raw(ringlet::op::timeout_remove::code) == 12);
static_assert(std::is_trivially_copyable_v<ringlet::op::timeout_remove>);
static_assert(sizeof(ringlet::op::timeout_remove) <= 160);
static_assert(ringlet::operation_like<ringlet::op::timeout_remove_update>);
static_assert(ringlet::raw(ringlet::op::timeout_remove_update::code) == 12);
static_assert(std::is_trivially_copyable_v<ringlet::op::timeout_remove_update>);
static_assert(sizeof(ringlet::op::timeout_remove_update) <= 160);
