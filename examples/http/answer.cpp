#include "answer.hpp"

#include <fmt/core.h>

#include <ctime>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "byte_range.hpp"
#include "date.hpp"
#include "file.hpp"
#include "media_type.hpp"
#include "target.hpp"

using namespace ringlet;

namespace examples::http {

namespace {

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 416:
      return "Range Not Satisfiable";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

unsigned status_of(std::error_code error) {
  using enum std::errc;
  if (error == no_such_file_or_directory || error == not_a_directory) return 404;
  if (error == filename_too_long) return 414;
  if (error == permission_denied || error == operation_not_permitted) return 403;
  if (error == cross_device_link || error == too_many_symbolic_link_levels) return 403;
  if (error == operation_not_supported || error == no_such_device_or_address) return 403;
  if (error == too_many_files_open || error == too_many_files_open_in_system) return 503;
  if (error == resource_unavailable_try_again || error == not_enough_memory) return 503;
  return 500;
}

/// Whether the client has the file as it is already (RFC 9110, 13.2.2).
bool has_already(const request& asked, const file& found) {
  // A tag cannot have a quote inside, so that a list has ours where its text has it.
  if (!asked.if_none_match.empty()) {
    return asked.if_none_match.starts_with('*') ||
           asked.if_none_match.find(found.tag) != std::string::npos;
  }
  const auto since = time_of(asked.if_modified_since);
  return since && found.modified <= *since;
}

/// Whether a part of the file is of any use: the client may have other parts of what it was before
/// (RFC 9110, 13.1.5).
bool still_the_same(const request& asked, const file& found) {
  if (asked.if_range.empty() || asked.if_range == found.tag) return true;
  // What was changed just now may change again within the same second.
  return asked.if_range == date_of(found.modified) && found.modified < std::time(nullptr) - 1;
}

answer whole_or_part(const request& asked, const std::string& path, file found) {
  answer given{.fields = fmt::format("Last-Modified: {}\r\nETag: {}\r\nAccept-Ranges: bytes\r\n",
                                     date_of(found.modified), found.tag),
               .length = found.size};
  if (has_already(asked, found)) {
    given.status = 304;
    given.length = 0;
    return given;
  }
  std::optional<byte_range> part;
  // Only GET has ranges (RFC 9110, 14.2).
  if (asked.method == method::get && still_the_same(asked, found)) {
    part = range_of(asked.range, found.size);
  }
  if (part && part->length == 0) {
    return plain_answer(416, fmt::format("Content-Range: bytes */{}\r\n", found.size));
  }
  if (part) {
    given.status = 206;
    given.offset = part->offset;
    given.length = part->length;
    given.fields += fmt::format("Content-Range: bytes {}-{}/{}\r\n", part->offset,
                                part->offset + part->length - 1, found.size);
  }
  given.fields += fmt::format("Content-Type: {}\r\n", media_type_of(path));
  given.file = std::move(found.descriptor);
  return given;
}

}  // namespace

answer plain_answer(unsigned status, std::string fields) {
  answer given{.status = status,
               .fields = std::move(fields) + "Content-Type: text/plain; charset=utf-8\r\n",
               .text = fmt::format("{} {}\n", status, reason_of(status))};
  given.length = given.text.size();
  return given;
}

task<answer> answer_to(const request& asked, const unique_fd& tree) {
  if (asked.method == method::unknown) co_return plain_answer(501);
  if (asked.method == method::other) co_return plain_answer(405, "Allow: GET, HEAD\r\n");
  if (asked.has_body) co_return plain_answer(413);
  const auto path = path_of(asked.target);
  if (!path) co_return plain_answer(400);

  auto found = co_await open_file(tree, *path);
  if (found) co_return whole_or_part(asked, *path, *std::move(found));
  if (found.error() == std::errc::is_a_directory) {
    co_return plain_answer(301, fmt::format("Location: {}\r\n", with_slash(asked.target)));
  }
  co_return plain_answer(status_of(found.error()));
}

std::string head_of(const answer& given, const request& asked, bool goes_on) {
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n{}", given.status, reason_of(given.status),
                  date_of(std::time(nullptr)), given.fields);
  if (given.status != 304) {
    head += fmt::format("Content-Length: {}\r\n", given.length);
  }
  if (!goes_on) {
    head += "Connection: close\r\n";
  } else if (asked.is_of_http_1_0) {
    head += "Connection: keep-alive\r\n";
  }
  return head += "\r\n";
}

}  // namespace examples::http
