// Generated from codegen/templates/format.hpp.j2. Do not edit: change the template, then run
// `python3 codegen generate`.
//
// Operations, their results and SQEs as arguments of std::format, or of {fmt} where the standard
// library has no <format>: std::format("{}", op::read{...}), std::format("{}", shown(result)).
//
// It stands outside of <ringlet/ringlet.hpp>, because it needs a formatting library.
#pragma once

#include <string>

#include <ringlet/formatters.hpp>
#include <ringlet/kernel_names.hpp>
#include <ringlet/sqe_text.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

/// An SQE of liburing's, for a formatter: its fields by the kernel's names, and those that are 0
/// only where nearly every operation has them.
///
///     opcode=IORING_OP_READ fd=5 addr=0x7ffd64 len=64 off=0 flags=IOSQE_IO_LINK user_data=0x1
///
/// It keeps a reference to `sqe`.
[[nodiscard]] inline auto shown(const io_uring_sqe& sqe) noexcept {
  return detail::shown_by(sqe, [](std::string& to, const io_uring_sqe& entry) {
    detail::append_sqe<detail::kernel_names>(to, entry);
  });
}

}  // namespace ringlet
