#include "tls_transport.hpp"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/sslerr.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string>
#include <utility>

#include "kernel_tls.hpp"
#include "splice_file.hpp"
#include "tcp.hpp"

using namespace ringlet;

namespace examples::http {

namespace {

constexpr std::string_view plain_http_answer =
    "HTTP/1.1 400 Bad Request\r\nContent-Length: 29\r\nConnection: close\r\n\r\n"
    "This port speaks HTTPS only.\n";

}  // namespace

tls_transport::tls_transport(unique_fd socket, const tls_context& context,
                             const http::limits& limits)
    : socket_(std::move(socket)),
      limits_(limits),
      tls_(SSL_new(context.get())),
      incoming_(BIO_new(BIO_s_mem())),
      outgoing_(BIO_new(BIO_s_mem())) {
  if (!tls_ || incoming_ == nullptr || outgoing_ == nullptr) {
    BIO_free(incoming_);
    BIO_free(outgoing_);
    throw std::bad_alloc();
  }
  SSL_set_bio(tls_.get(), incoming_, outgoing_);
  SSL_set_accept_state(tls_.get());
}

/// What OpenSSL wants where it has not done what it was asked to. Its errors are in a queue of the
/// thread, which all connections share: each call must find it empty, and what it leaves is its
/// own.
int tls_transport::why_not(int done) {
  const int why = SSL_get_error(tls_.get(), done);
  if (why == SSL_ERROR_SSL || why == SSL_ERROR_SYSCALL) is_broken_ = true;
  return why;
}

/// Receives what the client has sent, and shows it to OpenSSL.
task<result<>> tls_transport::take_in() {
  std::array<char, std::size_t{16} * 1024> room;
  auto received = co_await op::recv{.socket = socket_, .buffer = room};
  if (!received) co_return std::unexpected(received.error());
  // An end without TLS's own may be somebody else's doing.
  if (*received == 0) co_return failure(ECONNRESET);
  const int size = static_cast<int>(*received);
  if (BIO_write(incoming_, room.data(), size) != size) co_return failure(ENOMEM);
  co_return {};
}

/// Sends text as it is.
task<result<>> tls_transport::send_plainly(std::string_view text) {
  auto sent = co_await within(limits_.send, send_all(socket_, text));
  if (!sent) co_return std::unexpected(sent.error());
  co_return {};
}

/// Sends what OpenSSL has written.
task<result<>> tls_transport::send_out() {
  char* bytes = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(outgoing_, &bytes));
  if (size == 0) co_return {};
  if (kernel_sends_) {
    // It is encrypted with a number that the kernel has used. A client that asks for new keys gets
    // here: hardly one does.
    is_broken_ = true;
    co_return failure(EPROTO);
  }
  auto sent = co_await within(limits_.send, send_all(socket_, std::span(bytes, size)));
  (void)BIO_reset(outgoing_);
  if (!sent) {
    is_broken_ = true;  // half of a record may have gone
    co_return std::unexpected(sent.error());
  }
  co_return {};
}

task<result<>> tls_transport::shake_hands() {
  for (;;) {
    ERR_clear_error();
    const int done = SSL_do_handshake(tls_.get());
    const int why = why_not(done);
    const bool is_plain = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
    // Also where it has failed: the alert says why.
    auto sent = co_await send_out();
    if (!sent) co_return sent;
    if (done == 1) co_return {};
    if (why != SSL_ERROR_WANT_READ) {
      if (is_plain) sent = co_await send_plainly(plain_http_answer);
      if (sent) co_await close_gently(socket_);
      co_return failure(EPROTO);
    }
    auto more = co_await take_in();
    if (!more) co_return more;
  }
}

task<result<>> tls_transport::open() {
  auto prepared = prepare(socket_);
  if (!prepared) co_return prepared;
  std::string secret;
  SSL_set_app_data(tls_.get(), &secret);
  auto opened = co_await within(limits_.handshake, shake_hands());
  SSL_set_app_data(tls_.get(), nullptr);
  if (opened && !secret.empty()) {
    kernel_sends_ = encrypt_in_kernel(socket_, tls_.get(), secret);
    OPENSSL_cleanse(secret.data(), secret.size());
  }
  co_return opened;
}

task<result<std::size_t>> tls_transport::receive(std::span<char> room) {
  for (;;) {
    ERR_clear_error();
    std::size_t size = 0;
    const int done = SSL_read_ex(tls_.get(), room.data(), room.size(), &size);
    const int why = why_not(done);
    // Reading may have to say something: that a key is renewed, or what was wrong.
    auto sent = co_await send_out();
    if (!sent) co_return std::unexpected(sent.error());
    if (done == 1) co_return size;
    if (why == SSL_ERROR_ZERO_RETURN) co_return 0U;
    if (why != SSL_ERROR_WANT_READ) co_return failure(EPROTO);
    auto more = co_await take_in();
    if (!more) co_return std::unexpected(more.error());
  }
}

task<result<>> tls_transport::send(std::string_view text) {
  if (kernel_sends_) {
    co_return co_await send_plainly(text);
  }
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, piece_size);
    ERR_clear_error();
    std::size_t size = 0;
    const int done = SSL_write_ex(tls_.get(), piece.data(), piece.size(), &size);
    if (why_not(done) != SSL_ERROR_NONE) co_return failure(EPROTO);
    auto sent = co_await send_out();
    if (!sent) co_return sent;
    text.remove_prefix(size);
  }
  co_return {};
}

task<result<>> tls_transport::send_file(const unique_fd& file, std::uint64_t offset,
                                        std::uint64_t length) {
  if (kernel_sends_) {
    co_return co_await splice_file(file, offset, length, socket_, limits_);
  }
  const auto buffer = std::make_unique_for_overwrite<char[]>(piece_size);
  while (length != 0) {
    const std::span piece(buffer.get(), std::min<std::uint64_t>(length, piece_size));
    auto read = co_await op::read{.file = file, .buffer = piece, .offset = offset};
    if (!read) co_return std::unexpected(read.error());
    if (*read == 0) co_return failure(EIO);  // the file has become shorter
    auto sent = co_await send(std::string_view(piece.data(), *read));
    if (!sent) co_return sent;
    offset += *read;
    length -= *read;
  }
  co_return {};
}

task<> tls_transport::close() {
  if (kernel_sends_) {
    auto told = co_await within(limits_.send, send_close_notify(socket_));
    if (!told) co_return;
  } else if (!is_broken_) {
    ERR_clear_error();
    // Sends close_notify, without which the client could not tell the end from an attack; its own
    // is not waited for.
    (void)SSL_shutdown(tls_.get());
    auto sent = co_await send_out();
    if (!sent) co_return;
  }
  co_await close_gently(socket_);
}

}  // namespace examples::http
