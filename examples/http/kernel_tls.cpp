#include "kernel_tls.hpp"

#include <linux/tls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/tls1.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

using namespace ringlet;

namespace examples::http {

namespace {

bool set_tls(int socket) { return ::setsockopt(socket, SOL_TCP, TCP_ULP, "tls", 3) == 0; }

std::vector<unsigned char> bytes_of(std::string_view hexadecimal) {
  std::vector<unsigned char> bytes(hexadecimal.size() / 2);
  std::size_t size = 0;
  const std::string ended(hexadecimal);
  if (OPENSSL_hexstr2buf_ex(bytes.data(), bytes.size(), &size, ended.c_str(), '\0') != 1) return {};
  bytes.resize(size);
  return bytes;
}

/// HKDF-Expand-Label of RFC 8446 (7.1), with an empty context.
bool expand(std::span<unsigned char> secret, const char* digest, std::string_view label,
            std::span<unsigned char> into) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> function(
      EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_TLS1_3_KDF, nullptr), EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      EVP_KDF_CTX_new(function.get()), EVP_KDF_CTX_free);
  int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
  std::string prefix = "tls13 ";
  std::string digest_name = digest;
  std::string label_text(label);
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest_name.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PREFIX, prefix.data(), prefix.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_LABEL, label_text.data(), label_text.size()),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
      OSSL_PARAM_construct_end()};
  return context && EVP_KDF_derive(context.get(), into.data(), into.size(), parameters.data()) == 1;
}

/// Derives the keys, and gives them to the kernel. `Cipher` is what <linux/tls.h> has for the
/// cipher.
template <class Cipher>
bool give_keys(int socket, unsigned short type, const char* digest, std::string_view secret) {
  auto bytes = bytes_of(secret);
  Cipher cipher{};
  cipher.info.version = TLS_1_3_VERSION;
  cipher.info.cipher_type = type;
  // The kernel has the first four bytes of what TLS 1.3 calls an IV as the salt of TLS 1.2. The
  // number of the first record is 0.
  std::array<unsigned char, sizeof cipher.salt + sizeof cipher.iv> iv{};
  if (!expand(bytes, digest, "key", cipher.key) || !expand(bytes, digest, "iv", iv)) return false;
  std::copy_n(iv.begin(), sizeof cipher.salt, cipher.salt);
  std::copy_n(iv.begin() + sizeof cipher.salt, sizeof cipher.iv, cipher.iv);
  const bool given =
      set_tls(socket) && ::setsockopt(socket, SOL_TLS, TLS_TX, &cipher, sizeof cipher) == 0;
  OPENSSL_cleanse(&cipher, sizeof cipher);
  OPENSSL_cleanse(iv.data(), iv.size());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return given;
}

}  // namespace

bool kernel_has_tls() {
  const unique_fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  // It takes a connection; a kernel without says ENOENT.
  return set_tls(socket.get()) || errno == ENOTCONN;
}

bool encrypt_in_kernel(const unique_fd& socket, const SSL* tls, std::string_view secret) {
  if (SSL_version(tls) != TLS1_3_VERSION) return false;
  switch (SSL_CIPHER_get_id(SSL_get_current_cipher(tls))) {
    case TLS1_3_CK_AES_128_GCM_SHA256:
      return give_keys<tls12_crypto_info_aes_gcm_128>(socket.get(), TLS_CIPHER_AES_GCM_128,
                                                      "SHA256", secret);
    case TLS1_3_CK_AES_256_GCM_SHA384:
      return give_keys<tls12_crypto_info_aes_gcm_256>(socket.get(), TLS_CIPHER_AES_GCM_256,
                                                      "SHA384", secret);
    default:
      return false;
  }
}

task<result<>> send_close_notify(const unique_fd& socket) {
  // A record that is no data is told by control data. The alert is a warning (1), close_notify (0).
  std::array<unsigned char, 2> alert{1, 0};
  constexpr unsigned char alert_record = 21;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(1)> control{};
  ::iovec part{.iov_base = alert.data(), .iov_len = alert.size()};
  ::msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ::cmsghdr* first = CMSG_FIRSTHDR(&message);
  first->cmsg_level = SOL_TLS;
  first->cmsg_type = TLS_SET_RECORD_TYPE;
  first->cmsg_len = CMSG_LEN(1);
  *CMSG_DATA(first) = alert_record;
  auto sent =
      co_await op::sendmsg{.socket = socket, .message = message, .flags = msg_flags::nosignal};
  if (!sent) co_return std::unexpected(sent.error());
  co_return {};
}

}  // namespace examples::http
