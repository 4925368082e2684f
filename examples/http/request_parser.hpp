// From bytes to a request.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "request.hpp"

namespace examples::http {

/// Parses the head of one request, in as many pieces as it comes in.
///
/// The parser is Boost.Beast's. Of what Debian 12 has to parse HTTP/1 in C or C++ it is the one
/// that is still kept: libhttp-parser has been given up by its authors, and llhttp, which they name
/// instead, comes with Node.js only. It wants no Asio, allocates nothing, and knows what
/// makes a request ambiguous (two lengths, a length and chunks), which is where a parser of one's
/// own gets dangerous. It is behind a pointer, so that one file alone compiles Beast.
class request_parser {
 public:
  enum class state : std::uint8_t { line, fields, done, malformed };

  request_parser();
  request_parser(const request_parser&) = delete;
  request_parser& operator=(const request_parser&) = delete;
  ~request_parser();

  /// Forgets what it has parsed: the next byte begins another request.
  void restart();

  /// Takes what it can of `bytes`, and says how many it needs no more: the caller keeps the others,
  /// and gives them again with what comes after them.
  [[nodiscard]] std::size_t take(std::string_view bytes);

  /// What it expects next, or how it has ended.
  [[nodiscard]] state now() const noexcept;

  /// The request, once it is done. Valid until restart().
  [[nodiscard]] const request& parsed() const noexcept;

 private:
  class parser;
  std::unique_ptr<parser> parser_;
};

}  // namespace examples::http
