// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The header of a family has all of its operations, and needs no other before it.
#include <ringlet/family/message.hpp>

#include <cstddef>
#include <type_traits>

#include <ringlet/lending.hpp>
#include <ringlet/operation.hpp>

// An operation lives in every frame that awaits it: it is small, and copied as bytes.
static_assert(ringlet::operation_like<ringlet::op::msg_ring>);
static_assert(ringlet::raw(ringlet::op::msg_ring::code) == 40);
static_assert(std::is_trivially_copyable_v<ringlet::op::msg_ring>);
static_assert(sizeof(ringlet::op::msg_ring) <= 160);
static_assert(ringlet::operation_like<ringlet::op::msg_ring_cqe_flags>);
static_assert(ringlet::raw(ringlet::op::msg_ring_cqe_flags::code) == 40);
static_assert(std::is_trivially_copyable_v<ringlet::op::msg_ring_cqe_flags>);
static_assert(sizeof(ringlet::op::msg_ring_cqe_flags) <= 160);
static_assert(ringlet::operation_like<ringlet::op::msg_ring_fd>);
static_assert(ringlet::raw(ringlet::op::msg_ring_fd::code) == 40);
static_assert(std::is_trivially_copyable_v<ringlet::op::msg_ring_fd>);
static_assert(sizeof(ringlet::op::msg_ring_fd) <= 160);
