// SQEs and CQEs as text, by the kernel's own names:
// `opcode=IORING_OP_READ fd=5 addr=0x7ffd64 len=64 off=0 flags=IOSQE_IO_LINK user_data=0x1`.
//
// What these names are is generated: `Names` is ringlet::detail::kernel_names of
// <ringlet/kernel_names.hpp>. Nothing of the runtime includes this.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <ringlet/argument_text.hpp>
#include <ringlet/result_text.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet::detail {

/// How a field of an SQE is best read.
enum class written : std::uint8_t { in_decimal, with_sign, in_hex };

/// A field of the newest io_uring_sqe. The installed header may not have its name yet.
struct sqe_field {
  std::string_view name;
  std::uint8_t offset;
  std::uint8_t size;
  written how;
};

/// A flag of an SQE or a CQE.
struct kernel_flag {
  std::string_view name;
  std::uint32_t value;
};

template <std::size_t Count>
void append_flags(std::string& to, std::uint32_t flags,
                  const std::array<kernel_flag, Count>& names) {
  std::string_view between;
  for (const kernel_flag& flag : names) {
    if ((flags & flag.value) == 0) continue;
    append_text(to, std::exchange(between, "|"));
    append_text(to, flag.name);
    flags &= ~flag.value;
  }
  if (flags == 0) return;
  append_text(to, between);
  append_bits(to, flags);
}

inline void append_field(std::string& to, const sqe_field& field, bool always,
                         const io_uring_sqe& sqe) {
  std::uint64_t value = 0;  // x86-64, and all that ringlet runs on, has the low byte first
  std::memcpy(&value, reinterpret_cast<const std::byte*>(&sqe) + field.offset, field.size);
  if (value == 0 && !always) return;
  append_text(to, " ");
  append_text(to, field.name);
  append_text(to, "=");
  if (field.how == written::in_hex) {
    append_bits(to, value);
  } else if (field.how == written::with_sign) {
    append_number(to, static_cast<std::int32_t>(value));
  } else {
    append_argument(to, value);  // all bits: no offset
  }
}

template <class Names>
void append_opcode(std::string& to, std::uint8_t code) {
  if (code < Names::opcodes.size()) {
    append_text(to, Names::opcodes[code]);
  } else {
    append_number(to, code);
  }
}

/// Calls `visit(field, always)` for the fields that operations of this code use; of an unknown one,
/// for those that nearly all use. `always` says that it is to be told also where it is 0.
template <class Names, class Visit>
void for_each_field(std::uint8_t code, Visit visit) {
  constexpr std::string_view usual = "fd= addr= len= off=";
  std::string_view left = code < Names::fields_of.size() ? Names::fields_of[code] : usual;
  while (!left.empty()) {
    std::string_view name = left.substr(0, left.find(' '));
    left.remove_prefix(std::min(name.size() + 1, left.size()));
    const bool always = name.ends_with('=');
    if (always) name.remove_suffix(1);
    for (const sqe_field& field : Names::fields) {
      if (field.name == name) visit(field, always);
    }
  }
}

/// The fields that the operation uses, as far as they are set, then what every SQE has.
template <class Names>
void append_sqe(std::string& to, const io_uring_sqe& sqe) {
  append_text(to, "opcode=");
  append_opcode<Names>(to, sqe.opcode);
  for_each_field<Names>(sqe.opcode, [&](const sqe_field& field, bool always) {
    append_field(to, field, always, sqe);
  });
  if (sqe.flags != 0) {
    append_text(to, " flags=");
    append_flags(to, sqe.flags, Names::sqe_flags);
  }
  append_text(to, " user_data=");
  append_bits(to, sqe.user_data);
}

/// What a CQE says: a number, or an error.
inline void append_res(std::string& to, std::int32_t res) {
  if (res < 0) {
    append_errno(to, -res);
  } else {
    append_number(to, res);
  }
}

/// The same with its flags, if it has any.
template <class Names>
void append_cqe(std::string& to, std::int32_t res, std::uint32_t flags) {
  constexpr std::uint32_t upper = 0xffffU << IORING_CQE_BUFFER_SHIFT;
  const bool names_buffer = (flags & IORING_CQE_F_BUFFER) != 0;
  append_res(to, res);
  if (flags == 0) return;
  append_text(to, " flags=");
  append_flags(to, names_buffer ? flags & ~upper : flags, Names::cqe_flags);
  if (!names_buffer) return;
  append_text(to, " buffer=");
  append_number(to, flags >> IORING_CQE_BUFFER_SHIFT);
}

}  // namespace ringlet::detail
