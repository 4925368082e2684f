#include "target.hpp"

#include <charconv>
#include <system_error>

namespace examples::http {

namespace {

/// "http://host/path", as a proxy is asked, is "/path" (RFC 9112, 3.2.2).
std::string_view without_origin(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto path = target.find_first_of("/?");
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain.push_back(text[i]);
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    unsigned char byte = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), byte, 16);
    if (error != std::errc() || digits.size() != 2 || end != digits.end() || byte == 0) return {};
    plain.push_back(static_cast<char>(byte));
    i += 2;
  }
  return plain;
}

}  // namespace

std::optional<std::string> path_of(std::string_view target) {
  target = without_origin(target);
  if (!target.starts_with('/')) return {};
  auto path = decoded(target.substr(0, target.find('?')));
  if (!path) return {};
  if (path->ends_with('/')) path->append("index.html");
  path->erase(0, path->find_first_not_of('/'));
  return path;
}

std::string with_slash(std::string_view target) {
  target = without_origin(target);
  const auto query = target.find('?');
  const std::string_view path = target.substr(0, query);
  // Two slashes at the beginning would name another host.
  std::string place("/");
  place.append(path.substr(path.find_first_not_of('/'))).push_back('/');
  if (query != std::string_view::npos) place.append(target.substr(query));
  return place;
}

}  // namespace examples::http
