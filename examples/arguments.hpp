// The one option that the examples have.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace examples {

/// The number after --port. Ends the program with a message where there is anything else.
inline std::uint16_t port_argument(int count, char** words) {
  std::uint16_t port = 0;
  if (count == 3 && std::string_view(words[1]) == "--port") {
    const std::string_view text = words[2];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error == std::errc() && end == text.data() + text.size()) return port;
    (void)std::fprintf(stderr, "%s: '%s' is no port: 0 to 65535\n", words[0], words[2]);
  } else {
    (void)std::fprintf(stderr, "usage: %s --port N\n", words[0]);
  }
  std::exit(2);
}

}  // namespace examples
