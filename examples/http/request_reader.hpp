// The requests of one connection, one after the other.
#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <expected>
#include <ringlet/ringlet.hpp>
#include <span>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "limits.hpp"
#include "request_parser.hpp"
#include "transport.hpp"

namespace examples::http {

/// Why there is no request: a status to tell the client, or 0 where nobody is there to be told.
struct no_request {
  unsigned status = 0;
};

/// Receives and parses requests. What comes behind one is kept for the next: clients may send many
/// before the first is answered.
template <transport Carrier>
class request_reader {
 public:
  request_reader(Carrier& carrier, const http::limits& limits) noexcept
      : carrier_(carrier), limits_(limits) {}

  /// The next request, valid until the next call. Between two requests it ends with no_request when
  /// `stopping` is set or the client says nothing for too long; once a request has begun, it is
  /// waited for, but not for ever, however slowly its bytes trickle in.
  [[nodiscard]] ringlet::task<std::expected<const request*, no_request>> next(
      ringlet::event& stopping) {
    parser_.restart();
    std::copy(buffer_.begin() + begin_, buffer_.begin() + end_, buffer_.begin());
    end_ -= std::exchange(begin_, 0);

    skip_empty_lines();
    while (begin_ == end_) {
      const bool came = co_await wait(stopping);
      if (!came) co_return std::unexpected(no_request{});
      skip_empty_lines();
    }
    auto all = co_await ringlet::within(limits_.head, receive_head());
    if (!all) {
      const bool slow = all.error() == std::errc::timed_out;
      co_return std::unexpected(no_request{.status = slow ? 408U : 0U});
    }
    switch (parser_.now()) {
      case request_parser::state::line:
        co_return std::unexpected(no_request{.status = 414});
      case request_parser::state::fields:
        co_return std::unexpected(no_request{.status = 431});
      case request_parser::state::malformed:
        co_return std::unexpected(no_request{.status = 400});
      case request_parser::state::done:
        break;
    }
    co_return &parser_.parsed();
  }

 private:
  /// Waits for the first bytes of a request; false where none will come.
  ringlet::task<bool> wait(ringlet::event& stopping) {
    begin_ = end_ = 0;
    auto either = co_await ringlet::when_any(
        ringlet::within(limits_.idle, carrier_.receive(buffer_)), stopping.wait());
    // What came at the same moment as the end is in the results all the same.
    const auto& received = std::get<0>(either.results);
    if (!received || !*received || **received == 0) co_return false;
    end_ = **received;
    co_return true;
  }

  /// Receives until the head is whole, or wrong, or the buffer is full.
  ringlet::task<ringlet::result<>> receive_head() {
    for (;;) {
      begin_ += parser_.take(std::string_view(buffer_.data() + begin_, end_ - begin_));
      if (parser_.now() >= request_parser::state::done || end_ == buffer_.size()) {
        co_return ringlet::result<>();
      }
      auto received = co_await carrier_.receive(std::span(buffer_).subspan(end_));
      if (!received) co_return std::unexpected(received.error());
      if (*received == 0) co_return ringlet::failure(ECONNRESET);
      end_ += *received;
    }
  }

  /// Old clients send an empty line behind a request (RFC 9112, 2.2).
  void skip_empty_lines() noexcept {
    while (begin_ != end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
  }

  Carrier& carrier_;
  const http::limits& limits_;
  request_parser parser_;
  std::array<char, largest_head> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace examples::http
