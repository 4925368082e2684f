// HTTP over TLS.
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ringlet/ringlet.hpp>
#include <span>
#include <string_view>

#include "limits.hpp"
#include "tls_context.hpp"

namespace examples::http {

struct free_tls {
  void operator()(SSL* tls) const noexcept { SSL_free(tls); }
};

/// A transport (see there). OpenSSL never sees the socket: it reads what came from one buffer in
/// memory and writes what is to go out into another, and ringlet moves both.
class tls_transport {
 public:
  /// Both `context` and `limits` must outlive it. Throws std::bad_alloc.
  tls_transport(ringlet::unique_fd socket, const tls_context& context, const http::limits& limits);

  /// The handshake, within limits::handshake. Who speaks plain HTTP is told so.
  [[nodiscard]] ringlet::task<ringlet::result<>> open();
  [[nodiscard]] ringlet::task<ringlet::result<std::size_t>> receive(std::span<char> room);
  [[nodiscard]] ringlet::task<ringlet::result<>> send(std::string_view text);
  [[nodiscard]] ringlet::task<ringlet::result<>> send_file(const ringlet::unique_fd& file,
                                                           std::uint64_t offset,
                                                           std::uint64_t length);
  [[nodiscard]] ringlet::task<> close();

 private:
  ringlet::task<ringlet::result<>> shake_hands();
  ringlet::task<ringlet::result<>> take_in();
  ringlet::task<ringlet::result<>> send_out();
  ringlet::task<ringlet::result<>> send_plainly(std::string_view text);
  [[nodiscard]] int why_not(int done);

  ringlet::unique_fd socket_;
  const http::limits& limits_;
  std::unique_ptr<SSL, free_tls> tls_;
  BIO* incoming_;  // both are tls_'s own
  BIO* outgoing_;
  bool is_broken_ = false;     // after which OpenSSL wants to be left alone
  bool kernel_sends_ = false;  // and encrypts what it sends
};

}  // namespace examples::http
