// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/control.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::async_cancel>);
static_assert(ringlet::raw(ringlet::op::async_cancel::code) == 14);
static_assert(std::is_trivially_copyable_v<ringlet::op::async_cancel>);
static_assert(sizeof(ringlet::op::async_cancel) <= 160);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_fd>);
static_assert(ringlet::raw(ringlet::op::async_cancel_fd::code) == 14);
static_assert(std::is_trivially_copyable_v<ringlet::op::async_cancel_fd>);
static_assert(sizeof(ringlet::op::async_cancel_fd) <= 160);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_op>);
static_assert(ringlet::raw(ringlet::op::async_cancel_op::code) == 14);
static_assert(std::is_trivially_copyable_v<ringlet::op::async_cancel_op>);
static_assert(sizeof(ringlet::op::async_cancel_op) <= 160);
static_assert(ringlet::operation_like<ringlet::op::async_cancel_all>);
static_assert(ringlet::raw(ringlet::op::async_cancel_all::code) == 14);
static_assert(std::is_trivially_copyable_v<ringlet::op::async_cancel_all>);
static_assert(sizeof(ringlet::op::async_cancel_all) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop>);
static_assert(ringlet::raw(ringlet::op::nop::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop>);
static_assert(sizeof(ringlet::op::nop) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop_inject_result>);
static_assert(ringlet::raw(ringlet::op::nop_inject_result::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop_inject_result>);
static_assert(sizeof(ringlet::op::nop_inject_result) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop_file>);
static_assert(ringlet::raw(ringlet::op::nop_file::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop_file>);
static_assert(sizeof(ringlet::op::nop_file) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop_fixed_buffer>);
static_assert(ringlet::raw(ringlet::op::nop_fixed_buffer::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop_fixed_buffer>);
static_assert(sizeof(ringlet::op::nop_fixed_buffer) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop_tw>);
static_assert(ringlet::raw(ringlet::op::nop_tw::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop_tw>);
static_assert(sizeof(ringlet::op::nop_tw) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop_cqe32>);
static_assert(ringlet::raw(ringlet::op::nop_cqe32::code) == 0);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop_cqe32>);
static_assert(sizeof(ringlet::op::nop_cqe32) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128>);
static_assert(ringlet::raw(ringlet::op::nop128::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128>);
static_assert(sizeof(ringlet::op::nop128) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128_inject_result>);
static_assert(ringlet::raw(ringlet::op::nop128_inject_result::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128_inject_result>);
static_assert(sizeof(ringlet::op::nop128_inject_result) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128_file>);
static_assert(ringlet::raw(ringlet::op::nop128_file::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128_file>);
static_assert(sizeof(ringlet::op::nop128_file) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128_fixed_buffer>);
static_assert(ringlet::raw(ringlet::op::nop128_fixed_buffer::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128_fixed_buffer>);
static_assert(sizeof(ringlet::op::nop128_fixed_buffer) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128_tw>);
static_assert(ringlet::raw(ringlet::op::nop128_tw::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128_tw>);
static_assert(sizeof(ringlet::op::nop128_tw) <= 160);
static_assert(ringlet::operation_like<ringlet::op::nop128_cqe32>);
static_assert(ringlet::raw(ringlet::op::nop128_cqe32::code) == 63);
static_assert(std::is_trivially_copyable_v<ringlet::op::nop128_cqe32>);
static_assert(sizeof(ringlet::op::nop128_cqe32) <= 160);
