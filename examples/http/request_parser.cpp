#include "request_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace examples::http {

namespace {

namespace beast = boost::beast;
using beast::string_view;
using boost::system::error_code;

/// Beast's parser, which calls back for each part of the head.
class head_parser : public beast::http::basic_parser<true> {
 public:
  head_parser() {
    // The caller has a limit of his own, and says no to any body.
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(std::numeric_limits<std::uint64_t>::max());
  }

  request parsed;
  bool has_line = false;

 private:
  void on_request_impl(beast::http::verb named, string_view, string_view target, int version,
                       error_code&) override {
    using beast::http::verb;
    has_line = true;
    parsed.method = named == verb::get       ? method::get
                    : named == verb::head    ? method::head
                    : named == verb::unknown ? method::unknown
                                             : method::other;
    parsed.target.assign(target.data(), target.size());
    parsed.is_of_http_1_0 = version == 10;
  }

  void on_field_impl(beast::http::field name, string_view, string_view value,
                     error_code& error) override {
    using beast::http::field;
    switch (name) {
      case field::host:
        ++hosts_;
        break;
      case field::transfer_encoding:
        // Also one that Beast does not know, after which nobody can say where the body ends.
        parsed.has_body = true;
        break;
      case field::range:
        set_once(parsed.range, value, error);
        break;
      case field::if_range:
        set_once(parsed.if_range, value, error);
        break;
      case field::if_modified_since:
        set_once(parsed.if_modified_since, value, error);
        break;
      case field::if_none_match:  // a list, which may come in several fields
        parsed.if_none_match.append(value.data(), value.size()).push_back(' ');
        break;
      default:
        break;
    }
  }

  void on_header_impl(error_code& error) override {
    // RFC 9112 (3.2) has a request of HTTP/1.1 without a host, or any with two, refused.
    if (hosts_ > 1 || (hosts_ == 0 && !parsed.is_of_http_1_0))
      error = beast::http::error::bad_field;
    parsed.keeps_alive = keep_alive();
    parsed.has_body = parsed.has_body || content_length().value_or(0) != 0;
  }

  static void set_once(std::string& here, string_view value, error_code& error) {
    if (!here.empty()) error = beast::http::error::bad_field;
    here.assign(value.data(), value.size());
  }

  // A body is never parsed: a request that has one is refused.
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}
// A newer Beast asks for this one too, an older one does not know it: it overrides only there.
#ifdef __clang__
#pragma clang diagnostic ignored "-Winconsistent-missing-override"
#endif
  virtual void on_trailer_field_impl(beast::http::field, string_view, string_view, error_code&) {}

  unsigned hosts_ = 0;
};

}  // namespace

class request_parser::parser {
 public:
  std::optional<head_parser> head{std::in_place};  // it cannot be used twice, nor assigned
  state now = state::line;
};

request_parser::request_parser() : parser_(std::make_unique<parser>()) {}
request_parser::~request_parser() = default;

void request_parser::restart() {
  parser_->head.emplace();
  parser_->now = state::line;
}

std::size_t request_parser::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (parser_->now < state::done) {
    const std::string_view left = bytes.substr(taken);
    error_code error;
    const std::size_t more =
        parser_->head->put(boost::asio::const_buffer(left.data(), left.size()), error);
    taken += more;
    if (parser_->head->has_line) parser_->now = state::fields;
    if (error == beast::http::error::need_more) break;
    if (error)
      parser_->now = state::malformed;
    else if (parser_->head->is_header_done())
      parser_->now = state::done;
  }
  return taken;
}

request_parser::state request_parser::now() const noexcept { return parser_->now; }

const request& request_parser::parsed() const noexcept { return parser_->head->parsed; }

}  // namespace examples::http
