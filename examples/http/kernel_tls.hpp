// TLS in the kernel.
#pragma once

#include <openssl/ssl.h>

#include <ringlet/ringlet.hpp>
#include <string_view>

namespace examples::http {

/// Whether this kernel can encrypt what a socket sends: it has CONFIG_TLS, and its module is loaded
/// or may be.
[[nodiscard]] bool kernel_has_tls();

/// Has the kernel encrypt what `socket` sends from now on, as OpenSSL would have done it after the
/// handshake of `tls`. `secret` is what that is done with, in hexadecimal digits, as
/// SSL_CTX_set_keylog_callback tells it; nothing may have been sent with it yet. What is received
/// goes to OpenSSL as before.
///
/// False where the kernel cannot, or for another protocol than TLS 1.3 with AES-GCM; nothing has
/// changed then.
[[nodiscard]] bool encrypt_in_kernel(const ringlet::unique_fd& socket, const SSL* tls,
                                     std::string_view secret);

/// Sends close_notify on a socket for which the kernel encrypts.
[[nodiscard]] ringlet::task<ringlet::result<>> send_close_notify(const ringlet::unique_fd& socket);

}  // namespace examples::http
