// What all TLS connections of a server have in common.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace examples::http {

struct free_context {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
using tls_context = std::unique_ptr<SSL_CTX, free_context>;

/// A server's context for TLS 1.2 and 1.3 with the certificate (and those that vouch for it) and
/// the key in these PEM files. With `tells_secrets` each connection's secret for sending is written
/// to the std::string that its SSL_get_app_data() leads to. Throws std::runtime_error naming the
/// file that is no good, and why.
[[nodiscard]] tls_context make_tls_context(const std::string& certificate, const std::string& key,
                                           bool tells_secrets);

}  // namespace examples::http
