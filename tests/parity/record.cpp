// Writes the vectors of every case, as the liburing that it was built with makes them, to standard
// output. See record-vectors, which builds and runs it.
#include "parity.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <exception>
#include <string>

namespace {

using namespace ringlet::parity;

static_assert(std::endian::native == std::endian::little,
              "the vectors are those of a little-endian machine");

/// In groups of 8 bytes, so that a difference can be found by eye.
std::string hexadecimal(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::array<char, 3> digits;
    std::snprintf(digits.data(), digits.size(), "%02x", bytes[i]);
    if (i != 0 && i % 8 == 0) {
      text += ' ';
    }
    text += digits.data();
  }
  return text;
}

/// Without the second half, where that is zero.
std::span<const std::uint8_t> used(std::span<const std::uint8_t> sqe) {
  const auto half = sqe.subspan(small_sqe_bytes);
  return std::ranges::all_of(half, [](std::uint8_t byte) { return byte == 0; })
             ? sqe.first(small_sqe_bytes)
             : sqe;
}

int record() {
  const auto cases = oracle_cases();
  std::printf(
      "{\n  \"about\": \"SQEs as liburing's helpers make them; written by record-vectors\",\n");
  std::printf("  \"liburing\": \"%s\",\n  \"vectors\": [", oracle_version().c_str());
  const char* separator = "\n";
  for (const oracle_case& each : cases) {
    if (!each.has_helper) {
      std::fprintf(stderr, "%.*s: liburing %s has no helper for it; record with a newer one\n",
                   static_cast<int>(each.name.size()), each.name.data(), oracle_version().c_str());
      return 1;
    }
    const encoding made = each.encode();
    std::printf("%s    {\"case\": \"%.*s\",\n     \"sqe\": \"%s\"", separator,
                static_cast<int>(each.name.size()), each.name.data(),
                hexadecimal(used(made.bytes)).c_str());
    separator = ",\n";
    if (!made.pointers.empty()) {
      std::printf(",\n     \"pointers\": [");
      const char* comma = "";
      for (const pointer& pointer : made.pointers) {
        const std::string_view place = text(pointer.leads_to);
        std::printf("%s{\"at\": %zu, \"leads_to\": \"%.*s\", \"bytes\": \"%s\"}", comma,
                    pointer.offset, static_cast<int>(place.size()), place.data(),
                    hexadecimal(pointer.bytes).c_str());
        comma = ",\n                  ";
      }
      std::printf("]");
    }
    std::printf("}");
  }
  std::printf("\n  ]\n}\n");
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace

int main() {
  try {
    return record();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "record: %s\n", problem.what());
    return 1;
  }
}
