// What kind of file it is.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace examples::http {

/// The Content-Type of a file, by the end of its name. A table of one's own, since /etc/mime.types
/// is not on every machine, and the same file is to have the same type everywhere.
[[nodiscard]] constexpr std::string_view media_type_of(std::string_view path) {
  constexpr auto types = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"css", "text/css; charset=utf-8"},
      {"csv", "text/csv; charset=utf-8"},
      {"gif", "image/gif"},
      {"gz", "application/gzip"},
      {"html", "text/html; charset=utf-8"},
      {"jpeg", "image/jpeg"},
      {"jpg", "image/jpeg"},
      {"js", "text/javascript; charset=utf-8"},
      {"json", "application/json"},
      {"md", "text/markdown; charset=utf-8"},
      {"mp4", "video/mp4"},
      {"pdf", "application/pdf"},
      {"png", "image/png"},
      {"svg", "image/svg+xml"},
      {"txt", "text/plain; charset=utf-8"},
      {"wasm", "application/wasm"},
      {"webp", "image/webp"},
      {"xml", "application/xml"},
      {"zip", "application/zip"},
  });
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    for (const auto& [ending, type] : types) {
      if (name.substr(dot + 1) == ending) return type;
    }
  }
  return "application/octet-stream";
}

}  // namespace examples::http
