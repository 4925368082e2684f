#include "tls_context.hpp"

#include <openssl/err.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace examples::http {

namespace {

[[noreturn]] void refuse(const std::string& file, const char* what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  throw std::runtime_error(file + " is no " + what + ": " + reason.data());
}

/// OpenSSL tells its secrets as lines of three words: what it is, whose, and the secret.
void keep_secret(const SSL* tls, const char* line) {
  constexpr std::string_view label = "SERVER_TRAFFIC_SECRET_0 ";
  const std::string_view words = line;
  auto* into = static_cast<std::string*>(SSL_get_app_data(tls));
  if (into != nullptr && words.starts_with(label)) *into = words.substr(words.rfind(' ') + 1);
}

}  // namespace

tls_context make_tls_context(const std::string& certificate, const std::string& key,
                             bool tells_secrets) {
  tls_context context(SSL_CTX_new(TLS_server_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    throw std::runtime_error("OpenSSL has no TLS");
  }
  // TLS 1.2's renegotiation would have SSL_write want to read.
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  // Idle connections then give back their buffers, one of 16 KiB for each direction.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  if (tells_secrets) {
    SSL_CTX_set_keylog_callback(context.get(), keep_secret);
    // Tickets are sent with that secret already, and the kernel would have to be told how many.
    SSL_CTX_set_num_tickets(context.get(), 0);
  }
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    refuse(certificate, "certificate in PEM form");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    refuse(key, "private key in PEM form for that certificate");
  }
  return context;
}

}  // namespace examples::http
