#include "date.hpp"

#include <array>

namespace examples::http {

// strftime and strptime write and read English names: this program never asks for another locale.

namespace {
constexpr const char* today = "%a, %d %b %Y %H:%M:%S GMT";
constexpr const char* of_rfc_850 = "%A, %d-%b-%y %H:%M:%S GMT";
constexpr const char* of_asctime = "%a %b %e %H:%M:%S %Y";
}  // namespace

std::string date_of(std::time_t when) {
  std::tm parts{};
  std::array<char, 64> text;
  ::gmtime_r(&when, &parts);
  return {text.data(), std::strftime(text.data(), text.size(), today, &parts)};
}

std::optional<std::time_t> time_of(const std::string& date) {
  for (const char* form : {today, of_rfc_850, of_asctime}) {
    std::tm parts{};
    const char* end = ::strptime(date.c_str(), form, &parts);
    if (end != nullptr && *end == '\0') return ::timegm(&parts);
  }
  return {};
}

}  // namespace examples::http
