// Times as HTTP writes them.
#pragma once

#include <ctime>
#include <optional>
#include <string>

namespace examples::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string date_of(std::time_t when);

/// The same backwards, also in the two forms that HTTP had before (RFC 9110, 5.6.7).
[[nodiscard]] std::optional<std::time_t> time_of(const std::string& date);

}  // namespace examples::http
