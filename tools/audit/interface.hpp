// The names that a kernel header gives: opcodes, and what else of io_uring a kernel can be asked
// about.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ringlet::audit {

enum class group { register_operations, setup_flags, features, enter_flags, sqe_flags };

inline constexpr std::array groups{group::register_operations, group::setup_flags, group::features,
                                   group::enter_flags, group::sqe_flags};

[[nodiscard]] std::string_view title(group of);

/// What a header says.
struct interface {
  std::string source;
  std::map<std::string, int> opcodes;  // in lower case, without IORING_OP_
  /// For each group, the name of each value: a number of register operations, else one bit.
  std::map<group, std::map<std::uint64_t, std::string>> names;
};

/// Puts a constant into the group that its name belongs to, if it belongs to one.
void add_constant(interface& into, const std::string& name, std::int64_t value);

/// The name of an opcode, or nothing.
[[nodiscard]] std::string opcode_name(const interface& of, int code);

/// Reads uapi.json, which `python3 codegen extract` makes of the newest kernel header. Throws
/// bad_input.
[[nodiscard]] interface read_uapi(const std::string& file);

}  // namespace ringlet::audit
