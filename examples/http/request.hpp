// The head of a request, as far as this server wants to know it.
#pragma once

#include <cstdint>
#include <string>

namespace examples::http {

enum class method : std::uint8_t {
  get,
  head,
  other,    // one that HTTP has and this server does not do
  unknown,  // none of HTTP's
};

struct request {
  http::method method = method::unknown;
  std::string target;           // as it came, with %20 and ?query
  bool keeps_alive = false;     // whether the client would have the connection go on
  bool is_of_http_1_0 = false;  // such a client must be told that it does
  bool has_body = false;
  std::string range;
  std::string if_range;
  std::string if_none_match;
  std::string if_modified_since;
};

}  // namespace examples::http
