// RESP2, the protocol of Redis: how commands come and answers go.
// See https://redis.io/docs/latest/develop/reference/protocol-spec/
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace kv {

/// How long a command may be, all of it, in bytes. More is refused as soon as it is announced.
inline constexpr std::size_t longest_command = 16U << 20U;

/// Takes the first command that `input` begins with apart. Gives how many bytes it has, 0 where it
/// is not all there yet, or one sentence about what is wrong with it. `words` are then views into
/// `input`: the name and the arguments; none for an empty line.
[[nodiscard]] std::expected<std::size_t, std::string> parse(std::string_view input,
                                                            std::vector<std::string_view>& words);

// Each appends an answer of its kind to `reply`.
void add_status(std::string& reply, std::string_view text);
void add_error(std::string& reply, std::string_view text);
void add_number(std::string& reply, std::int64_t number);
void add_bulk(std::string& reply, std::string_view bytes);
void add_nothing(std::string& reply);
void add_array_of(std::string& reply, std::size_t count);

/// Text of a client's for an error: one line, and no longer than that says anything.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace kv
