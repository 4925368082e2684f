// Which bytes of a file are wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace examples::http {

struct byte_range {
  std::uint64_t offset;
  std::uint64_t length;  // 0 where nothing of the file can be given
};

/// What a Range field asks for of a file of `size` bytes (RFC 9110, 14.1.2): "bytes=0-99",
/// "bytes=100-" or "bytes=-100". Nothing where it is to be ignored: another unit, several ranges at
/// once, or a mistake.
[[nodiscard]] std::optional<byte_range> range_of(std::string_view field, std::uint64_t size);

}  // namespace examples::http
