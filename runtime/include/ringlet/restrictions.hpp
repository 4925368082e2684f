// Allow-lists: what a restricted ring may still run, written as types.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ringlet/sqe.hpp>  // opcode

namespace ringlet {

namespace detail {

template <class Op>
consteval opcode opcode_of() {
  static_assert(
      requires { Op::code; } || requires { Op::needs; },
      "operations<> wants operations that say their opcode, by a static member `code` or `needs`");
  if constexpr (requires { Op::code; })
    return Op::code;
  else
    return Op::needs.code;
}

template <class... Ops>
inline constexpr std::array<opcode, sizeof...(Ops)> opcodes_of{opcode_of<Ops>()...};

template <std::uint8_t... Numbers>
inline constexpr std::array<std::uint8_t, sizeof...(Numbers)> register_opcodes{Numbers...};

}  // namespace detail

/// Opcodes that a ring may submit: what `operations` makes. It refers to constants, so that it may
/// be copied about.
using allow_list = std::span<const opcode>;

/// The opcodes of these operations, for ring_options::allowed. The kernel tells opcodes apart and
/// not forms: with op::recv all of recv's forms are allowed.
template <class... Ops>
inline constexpr allow_list operations{detail::opcodes_of<Ops...>};

/// Opcodes of io_uring_register(2), for ring_options::allowed_registrations, as
/// `registrations<IORING_REGISTER_PBUF_RING, IORING_UNREGISTER_PBUF_RING>`.
template <std::uint8_t... Numbers>
inline constexpr std::span<const std::uint8_t> registrations{detail::register_opcodes<Numbers...>};

}  // namespace ringlet
