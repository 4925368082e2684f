// Parity with liburing: what the two sides of a case are turned into, and how they are compared.
//
// A case (cases.inl) says twice how one request is made: by liburing's own helper, and by ringlet's
// operation. Both become an `encoding`: the 64 or 128 bytes of the SQE, where each pointer into the
// operation itself is replaced by a placeholder and by the bytes that it leads to. So two encodings
// can be compared byte by byte, and one can be kept in a file.
//
// This header knows nothing of liburing or of ringlet: the recorder is built with another liburing
// than the tests.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct io_uring_sqe;

namespace ringlet::parity {

inline constexpr std::size_t sqe_bytes = 128;
/// What all but the operations with big SQEs have; the other half is then zero.
inline constexpr std::size_t small_sqe_bytes = 64;

/// What stands in the SQE where a pointer has been taken out: no value of any case.
inline constexpr std::uint8_t placeholder = 0xa5;

/// A pointer in an SQE whose value differs from run to run.
struct pointer {
  /// Where it leads to.
  enum class place {
    operation,    ///< a value that the kernel reads out of the operation
    peer,         ///< the caller's room for an address, which the kernel fills
    peer_length,  ///< the length that belongs to that room
  };

  std::size_t offset;  ///< of the SQE's byte where it begins
  place leads_to;
  std::vector<std::uint8_t> bytes;  ///< what the kernel finds behind it; empty for what it fills

  bool operator==(const pointer&) const = default;
};

[[nodiscard]] std::string_view text(pointer::place place);

struct encoding {
  std::array<std::uint8_t, sqe_bytes> bytes;
  std::vector<pointer> pointers;  ///< by rising offset

  bool operator==(const encoding&) const = default;
};

/// One field of the SQE, under the name of its plainest use: other operations call the same bytes
/// by other names.
struct field {
  std::string_view name;
  std::size_t offset;
  std::size_t size;
};

/// All the fields, without a hole.
inline constexpr std::array fields{
    field{"opcode", 0, 1},       field{"flags", 1, 1},
    field{"ioprio", 2, 2},       field{"fd", 4, 4},
    field{"off|addr2", 8, 8},    field{"addr", 16, 8},
    field{"len", 24, 4},         field{"rw_flags|…_flags", 28, 4},
    field{"user_data", 32, 8},   field{"buf_index", 40, 2},
    field{"personality", 42, 2}, field{"file_index|addr_len", 44, 4},
    field{"addr3", 48, 8},       field{"__pad2", 56, 8},
    field{"cmd[16]", 64, 8},     field{"cmd[24]", 72, 8},
    field{"cmd[32]", 80, 8},     field{"cmd[40]", 88, 8},
    field{"cmd[48]", 96, 8},     field{"cmd[56]", 104, 8},
    field{"cmd[64]", 112, 8},    field{"cmd[72]", 120, 8},
};

[[nodiscard]] const field& field_at(std::size_t offset);

/// The value of one field, whatever its width.
[[nodiscard]] std::uint64_t value_of(const encoding& of, const field& which);

/// Says for every byte, and every pointer, in which `actual` is not what `expected` says: the
/// byte's offset, its field and both values. Empty when they are the same.
[[nodiscard]] std::vector<std::string> mismatches(const encoding& expected, const encoding& actual);

/// How liburing makes the request of one case.
struct oracle_case {
  std::string_view name;  ///< "form/variant"
  bool has_helper;        ///< false: this liburing is older than the helper
  encoding (*encode)();   ///< only where has_helper
};

/// All the cases of cases.inl, made by the liburing that oracle.cpp was built with.
[[nodiscard]] std::span<const oracle_case> oracle_cases();

/// The version of that liburing, or "before 2.4", where the header does not tell.
[[nodiscard]] std::string oracle_version();

/// How ringlet makes the request of one case.
struct subject_case {
  std::string_view name;       ///< "form/variant"
  std::string_view operation;  ///< the name that the operation itself has
  bool takes_slot;             ///< whether its file may be a direct descriptor
  bool relocates;              ///< whether the runtime may encode a copy of it
  encoding (*encode)();
};

[[nodiscard]] std::span<const subject_case> subject_cases();

/// The form of a case: what stands before the slash.
[[nodiscard]] constexpr std::string_view form_of(std::string_view name) {
  return name.substr(0, name.find('/'));
}

/// The variant of a case: what stands after the slash.
[[nodiscard]] constexpr std::string_view variant_of(std::string_view name) {
  return name.substr(name.find('/') + 1);
}

}  // namespace ringlet::parity
